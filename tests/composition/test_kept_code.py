"""留着的译文: what templates are translated to is kept from run to run, and believed only where nobody else may write."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.composition import kept_code, wording
from gongkai.composition.kept_code import key_of, recalled, remember
from gongkai.composition.wording import Wording, WordingError
from gongkai.rendering import sandbox
from gongkai.rendering.sandbox import TemplateEnvironment

CODE = compile("一 = 1", "x", "exec")
KEY = key_of((), "一份模板")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a run of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _run_anew(monkeypatch)
    yield tmp_path / "cache" / "gongkai" / "templates"
    kept_code._folder.cache_clear()


def _run_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process that has just been started."""
    for known in (kept_code._folder, kept_code._tidy, wording.parsed, wording.compiled):
        known.cache_clear()
    monkeypatch.setattr(sandbox.COMPILED, "_codes", {})


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, nothing is translated."""

    def translated(*_: object, **__: object) -> None:
        raise AssertionError("translated again")

    def from_now_on() -> None:
        _run_anew(monkeypatch)
        monkeypatch.setattr(wording, "_compiled", translated)
        monkeypatch.setattr(TemplateEnvironment, "_generate", translated)

    return from_now_on


def test_a_page_is_translated_once(tmp_path: Path, never: Callable[[], None]) -> None:
    (tmp_path / "页.html").write_text("<p>{{ 名 }}</p>", encoding="utf-8")
    assert TemplateEnvironment(tmp_path).draw("页.html", 名="<甲>") == "<p>&lt;甲&gt;</p>"
    never()
    assert TemplateEnvironment(tmp_path).draw("页.html", 名="乙") == "<p>乙</p>"


def test_another_text_or_other_filters_are_translated(tmp_path: Path, never: Callable[[], None]) -> None:
    page = tmp_path / "页.html"
    page.write_text("{{ 名 }}", encoding="utf-8")
    TemplateEnvironment(tmp_path).draw("页.html", 名="甲")
    never()
    more = TemplateEnvironment(tmp_path)
    more.filters["另一种"] = str
    with pytest.raises(AssertionError):
        more.draw("页.html", 名="甲")
    page.write_text("{{ 名 }}。", encoding="utf-8")
    with pytest.raises(AssertionError):
        TemplateEnvironment(tmp_path).draw("页.html", 名="甲")


def test_what_a_filter_says_is_asked_each_time(tmp_path: Path, never: Callable[[], None]) -> None:
    """A new version of the program has the same names and may mean something else by them."""
    text = "{{ '甲'|另一种 }}{% set 乙 = '乙'|另一种 %}{{ 乙 }}{{ '丙'|另一种 ~ '。' }}"
    (tmp_path / "页.html").write_text(text, encoding="utf-8")

    def drawn(meaning: str) -> str:
        environment = TemplateEnvironment(tmp_path)
        environment.filters["另一种"] = lambda value: f"{meaning}{value}"
        return environment.draw("页.html")

    assert drawn("旧") == "旧甲旧乙旧丙。"
    never()
    assert drawn("新") == "新甲新乙新丙。"


def test_wording_is_translated_once_and_told_where_it_lies(tmp_path: Path, never: Callable[[], None]) -> None:
    folders = [tmp_path / "甲", tmp_path / "乙"]
    for folder in folders:
        folder.mkdir()
        (folder / "说明.j2").write_text("第一句。\n{{ 没有 }}\n", encoding="utf-8")
    for folder in folders:
        with pytest.raises(WordingError) as told:
            Wording([folder], {}).blocks("说明.j2")
        assert (told.value.file, told.value.line) == (str(folder / "说明.j2"), 2)
        never()  # the other is the same text


def test_wording_that_may_not_be_is_refused_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "说明.j2").write_text("{% import 'x.j2' as x %}", encoding="utf-8")
    for _ in range(2):
        _run_anew(monkeypatch)
        with pytest.raises(WordingError, match="import"):
            Wording([tmp_path], {}).blocks("说明.j2")


def test_only_this_user_can_look_at_it(cache: Path) -> None:
    remember(KEY, CODE)
    assert recalled(KEY) == CODE
    assert [cache.stat().st_mode & 0o777, (cache / KEY).stat().st_mode & 0o777] == [0o700, 0o600]


def test_a_folder_or_file_where_others_may_write_is_not_believed(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(KEY, CODE)
    for place in (cache / KEY, cache, cache.parent, cache.parents[1]):
        mode = place.stat().st_mode
        for more in (0o020, 0o002):
            place.chmod(mode | more)
            _run_anew(monkeypatch)
            assert recalled(KEY) is None
        place.chmod(mode)
    _run_anew(monkeypatch)
    assert recalled(KEY) == CODE


def test_what_another_user_wrote_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    remember(KEY, CODE)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert recalled(KEY) is None
    _run_anew(monkeypatch)
    assert recalled(KEY) is None


def test_links_and_what_is_damaged_are_not_believed(cache: Path, tmp_path: Path) -> None:
    remember(KEY, CODE)
    kept = cache / KEY
    elsewhere = tmp_path / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert recalled(KEY) is None
    content = elsewhere.read_bytes()
    kept.unlink()
    for damaged in (b"", content[:40], content[:-1], content[:50] + b"x" + content[51:]):
        kept.write_bytes(damaged)
        kept.chmod(0o600)
        assert recalled(KEY) is None
    kept.write_bytes(content)
    assert recalled(KEY) == CODE


def test_without_a_folder_all_is_translated(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("", "cache", str(tmp_path / "页.html")):
        _run_anew(monkeypatch)
        monkeypatch.setenv("XDG_CACHE_HOME", path)
        monkeypatch.setenv("HOME", "/dev/null")
        (tmp_path / "页.html").write_text("{{ 名 }}", encoding="utf-8")
        assert TemplateEnvironment(tmp_path).draw("页.html", 名="甲") == "甲"
    assert not cache.exists()
    assert not Path("cache").exists()


def test_what_is_not_used_for_a_month_goes(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [key_of((), str(number)) for number in range(3)]
    for key in (KEY, *others):
        remember(key, CODE)
    month_ago = time.time() - kept_code.LONGEST - 1
    for key in (KEY, others[0]):
        os.utime(cache / key, (month_ago, month_ago))
    assert recalled(others[0]) == CODE  # used: it stays
    _run_anew(monkeypatch)
    remember(key_of((), "新的"), CODE)
    assert recalled(KEY) is None
    assert all(recalled(key) == CODE for key in others)
    monkeypatch.setattr(kept_code, "MOST", 2)
    _run_anew(monkeypatch)
    remember(key_of((), "更新的"), CODE)
    assert len([*cache.iterdir()]) == 3
