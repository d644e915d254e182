"""预览: an edit shows in the browser within seconds, a broken one leaves the page as it was and says why."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from gongkai.pipeline.building import first_pages as first_pages_module
from gongkai.pipeline.building import preview as preview_module
from gongkai.pipeline.building.alone import BusyError, alone
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport
from gongkai.pipeline.building.first_pages import FirstPages
from gongkai.pipeline.building.preview import snapshot
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from tests.small_project import (
    EARLIER,
    LATER,
    OTHER,
    ROOT,
    bytes_of,
    children,
    descendants,
    edit,
    ended,
    folder,
    leftovers,
    small_project,
)

PATIENCE = 600.0
"""seconds; an edit takes one or two on an idle machine"""
AT_ONCE = 10.0
"""seconds on a busy machine; a fraction of one on an idle one"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does much else draws the first pages as well."""
    monkeypatch.setattr(first_pages_module, "PATIENCE", PATIENCE)


class Browser(Struct):
    """What an author sees."""

    address: str
    process: subprocess.Popen[str]

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            return str(answer.read().decode())

    def style(self) -> str:
        name = re.search(r'href="(assets/site\.[^"]+)"', self.get(""))
        assert name
        return self.get(name[1])

    def news(self, page: str = "") -> dict[str, str]:
        news = json.loads(self.get(f"__preview?page=/{page}" if page else "__preview"))
        assert isinstance(news, dict)
        return news

    def eventually(self, seen: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if seen():
                    return
            except (urllib.error.URLError, ConnectionError):
                pass
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline, self.news()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("preview") / "project")


@contextmanager
def start(project: Project, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Whatever fails, the process is not waited for."""
    with subprocess.Popen(
        [sys.executable, "-m", "gongkai", "serve", "--port", "0", *arguments],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def browser(project: Project) -> Iterator[Browser]:
    with start(project) as process:
        assert process.stdout is not None
        try:
            told = process.stdout.readline() + process.stdout.readline()
            found = re.search(r"只看网站：(http://127\.0\.0\.1:\d+/) ", told)
            assert found is not None, told
            browser = Browser(address=found[1], process=process)
            browser.eventually(lambda: "测试市教育局" in browser.get(f"{OTHER}/"))
            yield browser
        finally:
            process.kill()


def test_pages_ask_for_news(project: Project, browser: Browser) -> None:
    page = browser.get(f"{OTHER}/explanation/")
    assert page.count("fetch('/__preview?page='") == 1
    assert browser.get(f"{OTHER}/explanation/?q=1") == page
    browser.eventually(lambda: browser.news()["message"] == "")
    browser.news(f"{OTHER}/explanation/")
    assert project.shown_page.read_text(encoding="utf-8") == f"{OTHER}/explanation"
    assert "__preview" not in browser.style()


def test_no_page_is_found_as_on_the_real_site(browser: Browser) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        browser.get("no/such/page/")
    assert answer.value.code == 404
    assert "/__preview" in answer.value.read().decode()
    answer.value.close()


def test_nothing_outside_the_site_is_handed_out(browser: Browser) -> None:
    for path in ("../content/departments/", "..%2f..%2fmkdocs.yml", "%2e%2e/%2e%2e/mkdocs.yml", "//etc/passwd"):
        with pytest.raises(urllib.error.HTTPError) as answer:
            browser.get(path)
        answer.value.close()


def test_only_this_machine_can_see_it(browser: Browser) -> None:
    port = int(browser.address.rstrip("/").rpartition(":")[2])
    try:
        own = socket.gethostbyname(socket.gethostname())
    except OSError:
        pytest.skip("this machine's name has no address")
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError), socket.create_connection((own, port), timeout=1):  # noqa: PT011 - refused, in any way
        pass


def test_another_name_for_this_machine_is_turned_away(browser: Browser) -> None:
    asked = urllib.request.Request(browser.address, headers={"Host": "evil.example"})  # noqa: S310 - our own address
    with pytest.raises(urllib.error.HTTPError) as answer, urllib.request.urlopen(asked, timeout=PATIENCE):  # noqa: S310
        pass
    assert answer.value.code == 403
    answer.value.close()


def test_an_edited_figure_shows(project: Project, browser: Browser) -> None:
    browser.eventually(lambda: browser.news()["message"] == "")
    pages = ("", f"{OTHER}/explanation/", f"{EARLIER}/explanation/", "guide/")
    before = [browser.news(page)["version"] for page in pages]
    edit(project.root, f"{folder(OTHER)}/figures.yml", "财政拨款收入: 150.00", "财政拨款收入: 176.43")
    browser.eventually(lambda: "186.43" in browser.get(f"{OTHER}/explanation/"))
    browser.eventually(lambda: browser.news("")["version"] != before[0])  # lists come with the site
    after = [browser.news(page)["version"] for page in pages]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, False, False]
    assert "176.43" in browser.get(f"{OTHER}/tables/t01/")


def test_the_pages_of_what_was_saved_come_first(tmp_path: Path) -> None:
    """Before any list or search of the site, and with the same bytes; nothing of them is kept."""
    place = small_project(tmp_path / "project")
    options = Options(output=place.build / "preview", pdf=False, preview=True)
    assert not isinstance(preview_module._built(place, options), str)
    first = FirstPages(place, options.output, ())
    while first.get_ready():
        pass
    edit(place.root, f"{folder(OTHER)}/figures.yml", "财政拨款收入: 150.00", "财政拨款收入: 176.43")
    first.changed([f"{folder(OTHER)}/figures.yml"])
    drawn = bytes_of(place.first_pages)
    assert f"{OTHER}/explanation/index.html" in drawn
    assert all(name.startswith(f"{OTHER}/") for name in drawn)
    report = preview_module._built(place, options)
    assert not isinstance(report, str)
    assert report.rendered == (OTHER,)
    there = bytes_of(options.output)
    assert {name: there[name] for name in drawn} == drawn
    first.clear(time.monotonic())
    assert bytes_of(place.first_pages) == {}


def ready(place: Project, *, wanted: bool = True) -> FirstPages:
    """All is read that is read in advance, and the site is there."""
    options = Options(output=place.build / "preview", pdf=False, preview=True)
    assert not isinstance(preview_module._built(place, options), str)
    first = FirstPages(place, options.output, (), wanted=wanted)
    while first.get_ready():
        pass
    return first


def save(place: Project, old: str, new: str) -> None:
    edit(place.root, f"{folder(OTHER)}/figures.yml", f"财政拨款收入: {old}", f"财政拨款收入: {new}")


def explanation(place: Project) -> str:
    page = place.first_pages / OTHER / "explanation/index.html"
    return page.read_text(encoding="utf-8") if page.is_file() else ""


def test_what_is_saved_while_the_site_is_built_comes_too(tmp_path: Path) -> None:
    """It stays until a site is there that has it."""
    place = small_project(tmp_path / "project")
    first = ready(place)
    save(place, "150.00", "176.43")
    first.changed([f"{folder(OTHER)}/figures.yml"])
    assert "186.43" in explanation(place)
    begun = time.monotonic()
    with alone(place):
        assert not first.look()
        save(place, "176.43", "177.43")
        assert first.look()
    assert "187.43" in explanation(place)
    first.clear(begun)
    assert "187.43" in explanation(place)
    first.clear(time.monotonic())
    assert explanation(place) == ""


def test_who_looks_at_a_page_is_taken_to_be_at_work_there(tmp_path: Path) -> None:
    place = small_project(tmp_path / "project")
    place.build.mkdir(exist_ok=True)
    place.shown_page.write_text(f"{OTHER}/explanation", encoding="utf-8")
    os.utime(place.shown_page, (0, 0))
    first = ready(place)
    assert first.look()
    assert not first.look()
    save(place, "150.00", "176.43")
    assert first.look()
    assert "186.43" in explanation(place)


def test_where_it_is_broken_there_is_no_page_of_it(tmp_path: Path) -> None:
    place = small_project(tmp_path / "project")
    first = ready(place)
    save(place, "150.00", "176.43")
    first.changed([f"{folder(OTHER)}/figures.yml"])
    save(place, "176.43", "[")
    assert first.look()
    assert explanation(place) == ""


def test_with_pdfs_nothing_comes_before_the_site(tmp_path: Path) -> None:
    place = small_project(tmp_path / "project")
    first = ready(place, wanted=False)
    save(place, "150.00", "176.43")
    first.changed([f"{folder(OTHER)}/figures.yml"])
    assert not first.look()
    assert not first.get_ready()
    assert explanation(place) == ""


def test_what_is_gone_comes_with_the_site(tmp_path: Path) -> None:
    place = small_project(tmp_path / "project")
    first = FirstPages(place, place.build / "preview", ())
    assert first.get_ready()
    shutil.rmtree(place.root / folder(OTHER))
    first.changed([f"{folder(OTHER)}/document.yml", f"{folder(OTHER)}/figures.yml"])
    assert bytes_of(place.first_pages) == {}
    assert first.get_ready()  # the tree of folders is read anew


@pytest.mark.parametrize("name", ["content/departments/ceshi/education-bureau/department.yml", "mkdocs.yml"])
def test_what_is_shared_comes_with_the_site(project: Project, name: str) -> None:
    first = FirstPages(project, project.build / "preview", ())
    assert first.get_ready()
    first.changed([name])
    assert bytes_of(project.first_pages) == {}


def test_an_edited_style_shows(project: Project, browser: Browser) -> None:
    with (project.root / "templates/styles/site.css").open("a", encoding="utf-8") as style:
        style.write("/* 新样式 */")
    browser.eventually(lambda: "新样式" in browser.style())


def test_a_broken_edit_keeps_the_page_and_says_why(project: Project, browser: Browser) -> None:
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "人员增加: 新增项目: [")
    browser.eventually(lambda: "改动有错误" in browser.news()["message"])
    assert f"{folder(OTHER)}/explanation.yml:" in browser.news()["message"]
    assert "人员增加" in browser.get(f"{OTHER}/explanation/")
    assert "教育局" in browser.get("")
    edit(project.root, f"{folder(LATER)}/explanation.yml", "人员增加", "别的原因")  # the others go on
    browser.eventually(lambda: "别的原因" in browser.get(f"{LATER}/explanation/"))
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "人员增加: 新增项目: [", "新增项目")
    browser.eventually(lambda: browser.news()["message"] == "")
    assert "新增项目" in browser.get(f"{OTHER}/explanation/")


def test_a_broken_template_keeps_the_site_and_says_why(project: Project, browser: Browser) -> None:
    edit(project.root, "templates/site/overrides/main.html", "{% extends", "{% nothing %}{% extends")
    browser.eventually(lambda: "MkDocs" in browser.news()["message"])
    assert "测试市" in browser.get("")
    edit(project.root, "templates/site/overrides/main.html", "{% nothing %}", "")
    browser.eventually(lambda: browser.news()["message"] == "")


def test_it_ends_at_once(project: Project, browser: Browser) -> None:
    """The last test here: it ends the server of the others."""
    below = set(children(browser.process.pid))
    assert below
    os.killpg(browser.process.pid, signal.SIGINT)  # as Ctrl+C does
    started = time.monotonic()
    said, _ = browser.process.communicate(timeout=PATIENCE)
    assert time.monotonic() - started < AT_ONCE
    assert browser.process.returncode == 0
    assert said.endswith("预览已结束。\n")
    assert "Traceback" not in said
    assert ended(below, AT_ONCE)
    assert leftovers(project) == []
    assert not project.site.exists()  # the real site is none of its business
    with pytest.raises(urllib.error.URLError):
        browser.get("")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_end_from_outside_leaves_no_orphan(project: Project, number: signal.Signals) -> None:
    with start(project) as process:
        assert process.stdout is not None
        process.stdout.readline()
        deadline = time.monotonic() + PATIENCE
        while not (below := descendants(process.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert below
        process.send_signal(number)
        process.wait(timeout=AT_ONCE)
        assert ended(below, AT_ONCE)


def test_a_port_that_is_taken(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, start(project) as process:
        process.kill()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "gongkai", "serve", "--port", str(port)],
            cwd=project.root,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 73
    assert "这个端口已被占用，请用 --port 换一个" in done.stderr


# --- watching ---------------------------------------------------------------------------------------------------------


def test_what_is_watched(project: Project) -> None:
    root = project.root
    before = snapshot(project)
    assert snapshot(project) == before
    for name in (f"{folder(OTHER)}/notes.txt", "templates/editions/new.yml", "content/glossary/x.yml"):
        (root / name).touch()
        assert snapshot(project) != before
        (root / name).unlink()
        assert snapshot(project) == before
    for name in (f"{folder(OTHER)}/.figures.yml.swp", "build/x", "site.txt"):
        (root / name).touch()
        assert snapshot(project) == before
        (root / name).unlink()


def test_an_edit_of_equal_size_and_time_by_renaming_is_seen(project: Project) -> None:
    file = project.root / folder(OTHER) / "figures.yml"
    before = snapshot(project)
    times = file.stat()
    other = file.with_name(".new")
    other.write_bytes(file.read_bytes())
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.rename(file)
    assert snapshot(project) != before


def test_watching_is_cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 4,000 files, no more than a tenth of a processor; ten times as many are looked at less often."""
    project = Project(root=tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "templates").mkdir()
    for number in range(200):
        below = project.content / "departments" / f"d{number}"
        below.mkdir(parents=True)
        for file in range(20):
            (below / f"{file}.yml").touch()
    slept: list[float] = []
    spent = time.process_time()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if sum(slept) > 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(preview_module, "_rebuild", lambda *_: "")
    monkeypatch.setattr(preview_module, "_make_ready", lambda *_, **__: None)  # once, before the watching
    monkeypatch.setattr(FirstPages, "get_ready", lambda _: False)  # as well
    options = Options(output=tmp_path / "build" / "preview", preview=True)
    with pytest.raises(KeyboardInterrupt):
        preview_module.follow(project, options, lambda _: None)
    spent = time.process_time() - spent
    assert spent / (spent + sum(slept)) < 0.1


def test_another_build_is_waited_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def busy(project: Project, options: Options, progress: Progress) -> BuildReport:
        tries.append(1)
        if len(tries) < 3:
            raise BusyError
        return build(project, options, progress)

    monkeypatch.setattr(preview_module, "build", busy)
    monkeypatch.setattr(preview_module, "PAUSE", 0.01)
    options = Options(output=project.build / "preview", pdf=False, preview=True)
    assert not isinstance(preview_module._built(project, options), str)
    assert len(tries) == 3
