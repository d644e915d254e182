"""恶意内容: whatever stands in content/ is text, and nothing outside it is ever read."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from gongkai.pipeline.project import Project
from gongkai.publishing.listing import listed
from gongkai.reporting.text import format_findings
from tests.small_project import (
    ALL,
    EARLIER,
    EDITION,
    LATER,
    OTHER,
    build_again,
    bytes_of,
    codes,
    edit,
    folder,
    small_project,
    with_fonts,
)

QUICK = 60.0
"""seconds within which even a busy machine refuses what it would never finish"""

BRACES = "{{ 7*191 }}{% for x in y %}{# #}"
"""refused in department.yml and in the glossary"""
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></script><script>alert(1)</script>",
    "<!-- --><iframe src=//evil.example>",
    BRACES,
    "${7*191}#{7*191}",
    "&lt;b&gt;&amp;",
    "@@gongkai:body@@",
    "𠮷教育*甲*{: onmouseover=alert(1) }",
    "[乙](javascript:alert(2))---",
    "<a rel=attachment href=file:///etc/hostname>",
    "]]>\\u003cscript\\u003e",
)
ALL_AT_ONCE = "".join(PAYLOADS)
PLAIN = ALL_AT_ONCE.replace(BRACES, "")
BUREAU = "content/departments/ceshi/education-bureau/department.yml"


def quoted(text: str) -> str:
    """As a YAML value."""
    return json.dumps(text, ensure_ascii=False)


def poison(project: Project, text: str) -> None:
    """Put a text wherever an author of one document can write words."""
    root, own = project.root, folder(OTHER)
    plain = text.replace(BRACES, "")
    edit(root, BUREAU, "名称: 测试市教育局", f"名称: {quoted(f'局{plain}')}")
    edit(root, BUREAU, "测试省/测试市", quoted(f"省{plain.replace('/', '／')}/市"))
    edit(root, BUREAU, "名称: 本级", f"名称: {quoted(f'单位{plain}')}")
    edit(root, f"{own}/document.yml", "[拟订有关政策。]", f"[{quoted(f'职责{text}')}]")
    with (root / own / "document.yml").open("a", encoding="utf-8") as document:
        document.write(f"来源: {quoted(f'来源{text}')}\n缺漏: [{quoted(f'缺漏{text}')}]\n")
    edit(root, f"{own}/explanation.yml", "人员增加", quoted(f"原因{text}"))
    edit(root, f"{own}/performance/01-hall.yml", "办事大厅运行", quoted(f"项目{text}"))
    edit(root, f"{own}/performance/01-hall.yml", '"95"', quoted(f"得分{text}"))
    edit(root, f"{own}/reports/evaluation.md", "质量合格", f"质量{text}")
    with (root / own / "reports/evaluation.md").open("a", encoding="utf-8") as report:
        report.write(f"\n# 标题{text}\n\n[链接](javascript:alert(1)) ![图](x) <{text}> `代码{text}`\n\n- 项{text}\n")
    edit(root, "content/classifications/functional/2023.csv", "行政运行", f'"行政{text.replace(chr(34), chr(34) * 2)}"')
    glossary = f"名词: 财政拨款收入\n解释: [{{自: 2019-01-01, 文: {quoted(f'解释{plain}')}}}]\n"
    (root / "content/glossary/fiscal-appropriation-revenue.yml").write_text(glossary, encoding="utf-8")


class _Tags(HTMLParser):
    """The tags of a page with what an attack would need, and its words."""

    ACTIVE = ("script", "iframe", "img", "svg", "object", "embed", "form", "base", "meta")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.active: list[str] = []
        self.events: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.ACTIVE:
            self.active.append(tag)
        self.events += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Every payload everywhere, built with PDFs."""
    project = with_fonts(small_project(tmp_path_factory.mktemp("poisoned") / "project"))
    poison(project, ALL_AT_ONCE)
    report = build_again(project, pdf=True)
    assert report.findings == ()
    assert report.published == tuple(sorted(ALL))
    return project


def pages(site: Path) -> dict[str, _Tags]:
    return {path.relative_to(site).as_posix(): _Tags(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_no_tag_of_theirs_is_in_any_page(poisoned: Project, built: Project) -> None:
    """Every page has exactly the active tags that it has with harmless words."""
    theirs, ours = pages(poisoned.site), pages(built.site)
    assert set(theirs) == set(ours)
    for name, page in theirs.items():
        assert sorted(page.active) == sorted(ours[name].active), name
        assert page.events == ours[name].events, name
        assert [
            link for link in page.links if re.match(r"\s*(javascript:|data:|vbscript:|//)", link, re.IGNORECASE)
        ] == [], name
        assert "evil.example" not in "".join(page.links), name


def test_every_word_of_theirs_is_shown_as_it_stands(poisoned: Project) -> None:
    found = pages(poisoned.site)
    for name, start in {
        f"{OTHER}/index.html": "局",
        f"{OTHER}/explanation/index.html": "原因",
        f"{OTHER}/profile/index.html": "职责",
        f"{OTHER}/glossary/index.html": "解释",
        "glossary/index.html": "解释",
        f"{OTHER}/tables/t02/index.html": "行政",
        f"{OTHER}/performance/form-01-hall/index.html": "得分",
        f"{OTHER}/performance/index.html": "质量",
        "index.html": "局",
        "ceshi/index.html": "局",
        "ceshi/education-bureau/index.html": "局",
        "ceshi/education-bureau/2024/index.html": "局",
    }.items():
        words = "".join(found[name].words)
        typed = start + (PLAIN if start in ("局", "解释") else ALL_AT_ONCE)
        if name.endswith("performance/index.html"):  # in Markdown * is emphasis
            assert typed.replace("*", "") in words.replace("*", ""), name
        else:
            assert typed in words, name
    region = f"省{PLAIN.replace('/', '／')}"
    assert region in "".join(found["ceshi/index.html"].words)
    assert region in "".join(found["index.html"].words)
    assert "[链接](javascript:alert(1))" in "".join(found[f"{OTHER}/performance/index.html"].words)


def test_nothing_of_theirs_is_evaluated(poisoned: Project) -> None:
    for path in poisoned.site.rglob("*"):
        if path.suffix in (".html", ".json", ".csv"):
            assert str(7 * 191) not in path.read_text(encoding="utf-8"), path


def test_data_files_hold_it_as_it_stands(poisoned: Project) -> None:
    (entry,) = (entry for entry in listed(poisoned.site) if entry["id"] == OTHER)
    assert entry["department"] == f"局{PLAIN}"
    data = json.loads((poisoned.site / OTHER / "data.json").read_text(encoding="utf-8"))
    assert f"原因{ALL_AT_ONCE}" in json.dumps(data, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")


def test_the_pdf_shows_it_and_carries_only_its_data(poisoned: Project) -> None:
    pdf = poisoned.site / OTHER / "document.pdf"
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    flat = re.sub(r"\s", "", text)
    for payload in PAYLOADS:
        assert re.sub(r"\s", "", payload) in flat, payload
    with pikepdf.open(pdf) as opened:
        carried = {name: one.get_file().read_bytes() for name, one in opened.attachments.items()}
        assert set(carried) == {"data.json", "t01.csv", "t02.csv"}
        assert carried["data.json"] == pdf.with_name("data.json").read_bytes()
        kinds = {str(found) for thing in opened.objects for found in names(thing)}
    assert kinds.isdisjoint({"/JavaScript", "/JS", "/Launch", "/URI", "/GoToR", "/SubmitForm"})


def names(thing: pikepdf.Object) -> Iterator[object]:
    """The keys of an object of a PDF, and the kind of action that it is."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from thing.keys()
        yield thing.get("/S")


def test_formulas_are_harmless_in_a_spreadsheet(built: Project) -> None:
    edit(built.root, "content/classifications/functional/2023.csv", "行政运行", "=HYPERLINK(1)")
    build_again(built)
    table = (built.site / OTHER / "tables" / "t02.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in table


# --- paths ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../..",
        "/etc",
        ".",
        "..",
        "ceshi-final-accounts/../ceshi-final-accounts",
        "ceshi-final-accounts/",
        ".git",
        "~",
        '""',
    ],
)
def test_an_edition_outside_its_folder(built: Project, name: str) -> None:
    edit(built.root, f"{folder(OTHER)}/document.yml", "版式: ceshi-final-accounts", f"版式: {name}")
    report = build_again(built)
    assert report.refused == (OTHER,)
    assert all(finding.place.path == f"{folder(OTHER)}/document.yml" for finding in report.findings)
    assert report.findings


@pytest.mark.parametrize("name", ["../secret", "../../secret", "/etc/hostname", "..", "."])
def test_a_report_or_form_outside_its_folder(built: Project, name: str) -> None:
    (built.root / folder(OTHER) / "secret.md").write_text("机密", encoding="utf-8")
    edit(built.root, f"{folder(OTHER)}/reports/evaluation.md", "[[绩效:02-lane]]", f"[[绩效:{name}]]")
    edit(built.root, f"{folder(OTHER)}/performance/02-lane.yml", "附于: evaluation", f"附于: {name}")
    report = build_again(built)
    assert (report.refused, report.kept) == ((OTHER,), (OTHER,))
    assert not any("机密" in path.read_text(encoding="utf-8") for path in built.site.rglob("*.html"))


@pytest.mark.parametrize("name", ["../../../mkdocs.yml", "/etc/hostname", "../overall.j2"])
def test_wording_outside_its_folder(built: Project, name: str) -> None:
    edit(built.root, f"{EDITION}/edition.yml", "{文: overall.j2}", f"{{文: {name}}}")
    assert set(codes(build_again(built))) <= {"L622"}


# --- links ------------------------------------------------------------------------------------------------------------


HIDDEN = "不该读到的内容"


@pytest.mark.parametrize(
    "place",
    [
        f"{folder(OTHER)}/explanation.yml",
        f"{folder(OTHER)}/document.yml",
        f"{folder(OTHER)}/performance/01-hall.yml",
        f"{folder(OTHER)}/performance",
        f"{folder(OTHER)}/reports/evaluation.md",
        f"{folder(OTHER)}/reports",
        folder(OTHER),
        "content/departments/ceshi/education-bureau/department.yml",
        "content/departments/ceshi/education-bureau",
        "content/departments/ceshi",
        "content/departments",
        "content/glossary/fiscal-appropriation-revenue.yml",
        "content/glossary",
        "content/classifications/functional/2023.csv",
        "content/classifications/functional",
        "content/classifications",
    ],
)
def test_links_are_reported_and_not_followed(built: Project, tmp_path: Path, place: str) -> None:
    """Even one that leads to the very same content."""
    original = built.root / place
    outside = tmp_path / "outside" / original.name
    outside.parent.mkdir()
    original.rename(outside)
    for path in [outside] if outside.is_file() else sorted(outside.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace("人员增加", HIDDEN).replace("财政预算资金", HIDDEN).replace("行政运行", HIDDEN)
            )
    original.symlink_to(outside)
    report = build_again(built)
    found = [finding.place.path for finding in report.findings if finding.code == "L501"]
    assert [path for path in found if path == place or path.startswith(f"{place}/")]
    assert not report.complete
    if place.startswith(folder(OTHER)):
        assert OTHER in report.refused or OTHER not in report.published
    assert not any(HIDDEN in path.read_text(encoding="utf-8") for path in built.site.rglob("*.html"))


def test_a_loop_of_links_ends(built: Project) -> None:
    (built.content / "departments" / "ceshi" / "loop").symlink_to(built.content / "departments")
    (built.root / folder(OTHER) / "performance" / "self.yml").symlink_to("self.yml")
    report = build_again(built)
    assert codes(report) == ["L501", "L501"]
    assert report.refused == (OTHER,)


def test_a_device_or_pipe_does_not_hold_the_build_up(built: Project) -> None:
    path = built.root / folder(OTHER) / "explanation.yml"
    path.unlink()
    os.mkfifo(path)
    started = time.monotonic()
    report = build_again(built)
    assert time.monotonic() - started < QUICK
    assert report.refused == (OTHER,)


# --- sizes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"a" * 10_000_000,
        b"[" * 200_000,
        b"- " * 100_000,
        b"a: &a ["
        + b"x, " * 100
        + b"]\n"
        + b"".join(b"%c: &%c [" % (c, c) + b"*%c, " % (c - 1) * 9 + b"]\n" for c in range(98, 110)),
        b"\x00" * 1_000_000,
        "原因: {收支总计: ".encode() + "长".encode() * 6_000_000 + b"}\n",
        "上年: {收支总计: 140.00}\n原因:\n  收支总计: |\n".encode() + "    预算1万元支出1万元，率\n".encode() * 10_000,
    ],
    ids=["10 MB", "deep", "deep list", "aliases", "zeros", "long text", "long value"],
)
@pytest.mark.parametrize("file", ["explanation.yml", "reports/evaluation.md"])
def test_giants_are_refused_quickly(built: Project, file: str, content: bytes) -> None:
    (built.root / folder(OTHER) / file).write_bytes(content)
    started = time.monotonic()
    report = build_again(built)
    assert time.monotonic() - started < QUICK
    assert OTHER in report.refused or file.endswith(".md") or b"|" in content
    assert {EARLIER, LATER} <= set(report.published)


def test_large_but_honest(built: Project) -> None:
    """A text of 15,000 characters, 300 forms, 100 rows more: published whole."""
    own = built.root / folder(OTHER)
    long = "很长的原因，" * 2500
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", long)
    for number in range(3, 303):
        shutil.copyfile(own / "performance/01-hall.yml", own / f"performance/{number}-hall.yml")
    figures = own / "figures.yml"
    with (built.root / "content/classifications/functional/2023.csv").open("a", encoding="utf-8") as names:
        names.write("20107,税收事务\n" + "".join(f"20107{number:02},事务{number}\n" for number in range(100)))
    rows = "".join(f'  "20107{number:02}": {{基本支出: 0.01}}\n' for number in range(100))
    figures.write_text(figures.read_text(encoding="utf-8") + rows, encoding="utf-8")
    report = build_again(built)
    assert OTHER in report.published
    assert long in (built.site / OTHER / "explanation/index.html").read_text(encoding="utf-8")
    assert len(list((built.site / OTHER / "performance").iterdir())) == 303


def test_names_that_a_terminal_would_obey(built: Project) -> None:
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", '"\\e[31m红\\a"')
    report = build_again(built)
    assert "\x1b" not in format_findings(report.findings)
    assert not any(b"\x1b" in path.read_bytes() for path in built.site.rglob("*.html"))


def test_the_content_itself_is_never_written(built: Project) -> None:
    before = bytes_of(built.content)
    poison(built, ALL_AT_ONCE)
    poisoned = bytes_of(built.content)
    assert poisoned != before
    build_again(built)
    assert bytes_of(built.content) == poisoned
