"""The shell, built by MkDocs."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.publishing.assets import is_hashed
from gongkai.publishing.failures import ShellError
from gongkai.publishing.pouring import MARKS, mark, pour
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.html import page_environment
from gongkai.rendering.pages import Link
from gongkai.rendering.shell_pages import SEARCH, SiteTerm, TermText, shell_pages, shell_paths
from tests.built import PROJECT, Built, inputs_of, shell_of


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, documents: tuple[Built, ...]) -> Path:
    work = tmp_path_factory.mktemp("shell")
    shell_of(documents, work)
    return work


def test_it_is_built_again_only_when_something_changed(
    tmp_path: Path, work: Path, documents: tuple[Built, ...]
) -> None:
    assert not shell_of(documents, work).rebuilt
    shutil.copytree(work, tmp_path / "other")
    assert shell_of(documents[:3], tmp_path / "other").rebuilt


def test_pages_and_nothing_that_no_reader_uses(work: Path, documents: tuple[Built, ...]) -> None:
    site = shell_of(documents, work).site
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    bureau = documents[0].publication.department_id
    wanted = {
        "index.html",
        "404.html",
        "guide/index.html",
        "guide/authors/index.html",
        "guide/authors/content/index.html",
        "guide/authors/images/start.png",
        "guide/authors/findings/index.html",
        "guide/authors/findings/E102/index.html",
        "glossary/index.html",
        "search/index.html",
    }
    assert wanted | {"ceshi/index.html", f"{bureau}/index.html", f"{bureau}/2021/index.html"} <= found
    assert all(is_hashed(path) for path in found if path.startswith("assets/"))
    assert not [path for path in found if path.endswith((".map", ".gz")) or "model-page" in path or "sitemap" in path]


def test_every_page_has_one_description_of_its_own(work: Path, documents: tuple[Built, ...]) -> None:
    shell = shell_of(documents, work)
    said = {}
    for path in shell.paths:
        html = (shell.site / path / "index.html").read_text(encoding="utf-8")
        (said[path],) = re.findall('<meta name="description" content="([^"]+)">', html)
    assert len(set(said.values())) == len(said)
    assert "首页" not in said[""]


def test_what_the_theme_writes_against_html_is_mended(work: Path, documents: tuple[Built, ...]) -> None:
    for page in shell_of(documents, work).site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        boxes = re.findall(r'<input class="md-toggle"[^>]*>', html)
        assert len(boxes) == (0 if page.name == "404.html" else 2)
        assert not [box for box in boxes if "autocomplete" in box]
        ids = set(re.findall(r' id="([^"]+)"', html))
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= ids


def test_the_manual_leads_from_page_to_page(work: Path, documents: tuple[Built, ...]) -> None:
    site = shell_of(documents, work).site
    page = site / "guide/authors/findings/F305"
    html = (page / "index.html").read_text(encoding="utf-8")
    trail = re.search(r'<nav class="breadcrumbs".*?</nav>', html, re.DOTALL)
    assert trail is not None
    assert re.findall(r'href="([^"]+)"', trail[0]) == ["../../../../", "../../../", "../../", "../"]
    path, _, anchor = next(link for link in re.findall(r'href="([^"]+)"', html) if "content/#" in link).partition("#")
    target = (page / path / "index.html").resolve().read_text(encoding="utf-8")
    assert f'id="{anchor}"' in target
    assert "<code>" in target
    assert "片段" not in re.sub(r"<[^>]+>", "", target)


def test_there_is_a_model_for_every_depth(work: Path, documents: tuple[Built, ...]) -> None:
    shell = shell_of(documents, work)
    page = documents[0].pages[4]
    html = pour(page.pieces, shell.models[page.depth])
    assert "@@gongkai" not in html
    assert re.search(rf'href="{"../" * page.depth}assets/site\.[0-9a-f]{{12}}\.css"', html)
    assert "<title>支出决算表 - 测试市政务服务局2021年度部门决算 - 部门预算决算公开</title>" in html
    assert '<meta name="ArticleTitle" content="测试市政务服务局2021年度部门决算：支出决算表">' in html
    assert "PubDate" not in html  # the day is not known, and none is invented
    assert all(mark(name) in shell.models[page.depth] for name in MARKS)


def test_no_page_asks_another_host_or_tells_versions(work: Path, documents: tuple[Built, ...]) -> None:
    site = shell_of(documents, work).site
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), path
        assert not re.search(r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))", html), path
        assert 'name="generator"' not in html
        assert " style=" not in html


NAMES = (
    "测试市𠮷教育局",
    '𠮷*甲*{: onmouseover="alert(1)" }',
    '</title><script>alert(1)</script>\n---\n{{ config }} "x" \u2028',
    "---\ntitle: 甲\n---\n# 乙",
    "[甲](javascript:alert(1)) `乙` &amp; &lt;b&gt; 𪚥😀",
    "@@gongkai:body@@@@gongkai:title@@",
    "{{ 7*191 }}{% raw %}${7*191}",
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one shell after another is built; what MkDocs makes is the same whatever the names (see below)."""
    return tmp_path_factory.mktemp("named")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_on_every_page(named: Path, documents: tuple[Built, ...], name: str) -> None:
    """Home, region, department, year and glossary show what stands in the content, sign by sign, as words."""
    entry = replace(documents[0].entry, title=name, department=name, region=(name, name))
    link = Link(text=name, path=f"{entry.id}/glossary/")
    term = SiteTerm(id="term", term=name, texts=(TermText(text=name, documents=(link,)),))
    shell = build_shell(ShellInputs(project=PROJECT, work=named, entries=(entry,), terms=(term,)))
    bureau = entry.department_id
    guide = (shell.site / "guide" / "index.html").read_text(encoding="utf-8")
    for page in ("", "glossary/", "ceshi/", "ceshi/hangkong/", f"{bureau}/", f"{bureau}/2021/"):
        html = (shell.site / page / "index.html").read_text(encoding="utf-8")
        (article,) = re.findall(r'<article [^<>]*id="main-text">(.*)</article>', html, re.DOTALL)
        assert re.match(r"(<div[^<>]*>\s*)*<(h1|p class=.eyebrow.)>", article), page
        assert escape(name, quote=False) in article.replace("&#34;", '"'), page
        assert "onmouseover=" not in re.sub("[^<>]*(?=<)", "", article), page
        assert html.count("<script") - len(re.findall(r"javascripts/(?:lists|series)\.", html)) == guide.count(
            "<script"
        ), page
        assert "1337" not in html


def test_no_content_reaches_the_host(named: Path, documents: tuple[Built, ...]) -> None:
    """What MkDocs reads is ours, in ASCII but for texts of the site; another department costs it nothing."""
    entry = documents[0].entry
    build_shell(ShellInputs(project=PROJECT, work=named, entries=(entry,)))
    texts = (named / "docs" / "guide", named / "docs" / "about")
    for path in (named / "docs").rglob("*.md"):
        assert any(map(path.is_relative_to, texts)) or path.read_bytes().isascii(), path
    sealed = (named / "host.digest").stat().st_mtime_ns
    other = replace(entry, department_id="ceshi/hangkong/bureau-𠮷", department="测试市𠮷教育局")
    shell = build_shell(ShellInputs(project=PROJECT, work=named, entries=(entry, other)))
    assert (named / "host.digest").stat().st_mtime_ns == sealed
    assert (shell.site / "ceshi/hangkong/bureau-𠮷/2021/index.html").is_file()
    shell = build_shell(ShellInputs(project=PROJECT, work=named, entries=(entry,)))
    assert not (shell.site / "ceshi/hangkong/bureau-𠮷").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("overrides/main.html", "{{ meta.body }}", "", "main.html：记号 @@gongkai:body@@ 应当有1处，实有0处"),
        ("overrides/main.html", "{{ meta.body }}", "<p>{{ meta.body }}</p>", "@@gongkai:body@@ 不在它的位置"),
        ("overrides/main.html", "{% if meta.title %}{{ meta.title }} - {% endif %}", "", "@@gongkai:title@@ 应当有1处"),
        ("pages/department.html", "<h1>{{ department.name }}</h1>", "", "bureau/index.html”没有做好"),
        (
            "pages/department.html",
            "{{ department.name }}</h1>",
            '<b onclick="x">{{ department.name }}</b></h1>',
            "不该有的属性“onclick”",
        ),
        (
            "pages/department.html",
            "{{ department.name }}</h1>",
            "{{ department.name|safe }}</h1>",
            "No filter named 'safe'",
        ),
        ("pages/year.html", "</div>", "", "标签“div”没有结束"),
        ("pages/region.html", "<div>", "<div><script>1</script>", "不该有的标签“script”"),
        ("pages/home.html", "<div", "{% nonsense %}<div", "模板有误"),
    ],
)
def test_a_page_that_is_not_right_is_no_page(
    tmp_path: Path, documents: tuple[Built, ...], file: str, old: str, new: str, said: str
) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "templates", project / "templates", ignore=shutil.ignore_patterns("editions", "fonts"))
    shutil.copyfile(PROJECT / "mkdocs.yml", project / "mkdocs.yml")
    template = project / "templates" / "site" / file
    text = template.read_text(encoding="utf-8")
    assert old in text
    template.write_text(text.replace(old, new), encoding="utf-8")
    entry = replace(documents[0].entry, department='局<b onclick="x">')
    with pytest.raises(ShellError, match=re.escape(said)):
        build_shell(ShellInputs(project=project, work=tmp_path / "build", entries=(entry,)))


def test_every_page_that_should_be_there_is(work: Path, documents: tuple[Built, ...]) -> None:
    entries = tuple(one.entry for one in documents)
    drawn = {page.path for page in shell_pages(entries, (), page_environment(PROJECT / "templates"))}
    assert shell_paths(entries) == drawn | {SEARCH}
    site = shell_of(documents, work).site
    assert all((site / path / "index.html").is_file() for path in shell_paths(entries))


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path, work: Path, documents: tuple[Built, ...]) -> None:
    def contents(site: Path) -> dict[str, bytes]:
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    fresh = build_shell(inputs_of(documents, tmp_path))
    assert fresh.rebuilt
    assert contents(fresh.site) == contents(shell_of(documents, work).site)


def with_setting(folder: Path, setting: str, documents: tuple[Built, ...]) -> ShellInputs:
    project = folder / "project"
    project.mkdir()
    (project / "templates").symlink_to(PROJECT / "templates")
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(f"{settings}\n{setting}\n", encoding="utf-8")
    return ShellInputs(project=project, work=folder / "build", entries=tuple(one.entry for one in documents))


def test_a_broken_setting_is_said_plainly(tmp_path: Path, documents: tuple[Built, ...]) -> None:
    with pytest.raises(ShellError, match="no_such_setting"):
        build_shell(with_setting(tmp_path, "no_such_setting: 1", documents))


def test_below_a_path_not_found_has_its_styles_where_the_site_says_that_it_stands(
    tmp_path: Path, documents: tuple[Built, ...]
) -> None:
    shell = build_shell(with_setting(tmp_path, "site_url: https://gov.example/czj/gongkai/", documents))
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', (shell.site / "404.html").read_text(encoding="utf-8"))
    assert addresses
    for address in addresses:
        assert address.startswith("/czj/gongkai/"), address
        path = address.removeprefix("/czj/gongkai/")
        assert not path.startswith("assets/") or (shell.site / path).is_file()
