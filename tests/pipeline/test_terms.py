"""名词解释 of the whole site: it stays a page, however many departments explain a term."""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.loading.library import load_library
from gongkai.loading.shared_forms import read_kinds, read_lists
from gongkai.pipeline.building.terms import MOST_TEXTS, terms_of
from gongkai.publishing.files import KeptFile
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.shell_pages import SiteTerm
from tests.projects import ROOT

TERM = "机关运行经费"


def term(root: Path, texts: dict[str, str]) -> SiteTerm:
    """As departments explain it, by their names."""
    library = load_library(ROOT / "content", read_kinds(ROOT / "templates").value, read_lists(ROOT / "templates").value)
    entries, given = [], {}
    for number, (name, text) in enumerate(texts.items()):
        id = f"ceshi/d{number}/2024/final-accounts"
        file = root / f"{number}.json"
        file.write_text(json.dumps([[TERM, text]]), encoding="utf-8")
        given[id] = KeptFile.now(file)
        entries.append(
            CatalogueEntry(
                id=id,
                department=name,
                department_id=f"ceshi/d{number}",
                region=("测试市",),
                year=2024,
                kind="决算",
                date="",
                archived=False,
                edition="",
                title=name,
                pages=(),
            )
        )
    (found,) = terms_of(library, given, entries, root / "terms.json")
    return found


def test_what_departments_say_of_themselves_in_the_same_words_is_one_text(tmp_path: Path) -> None:
    names = [f"测试市第{number}局" for number in range(30)]
    found = term(tmp_path, {name: f"指{name}本级的公用经费。" for name in names})
    (text,) = found.texts
    assert text.text == "指（部门名称）本级的公用经费。"
    assert len(text.documents) == 30
    assert found.more == 0


def test_a_text_of_one_department_stays_as_it_is(tmp_path: Path) -> None:
    found = term(tmp_path, {"测试市财政局": "指测试市财政局的公用经费。", "测试市教育局": "指公用经费。"})
    assert [one.text for one in found.texts] == ["指测试市财政局的公用经费。", "指公用经费。"]


def test_more_wordings_than_a_page_shows_are_counted(tmp_path: Path) -> None:
    found = term(tmp_path, {f"第{number}局": f"写法{number}。" for number in range(MOST_TEXTS + 5)})
    assert (len(found.texts), found.more) == (MOST_TEXTS, 5)
