"""文档: every relative link resolves, every finding has its line, and the names that the documents use are real."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.model.finding_catalogue import catalogue, title_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "content").rglob("README.md"),
        ROOT / "examples" / "README.md",
    ]
)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def prose(page: Path) -> str:
    """The page without its code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchor(heading: str) -> str:
    """The address that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_relative_links_resolve() -> None:
    """All pages at once, as with all findings: what each test costs besides is more than this."""
    links = [(page, target) for page in PAGES for target in LINK.findall(prose(page))]
    assert [(page.relative_to(ROOT).as_posix(), target) for page, target in links if not leads(page, target)] == []


def leads(page: Path, target: str) -> bool:
    """Whether a link leads to a file of this repository, and to a heading there if it names one; or elsewhere."""
    if "://" in target or target.startswith("mailto:"):
        return True
    path, _, fragment = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.is_relative_to(ROOT) or not file.exists():
        return False
    headings = HEADING.findall(file.read_text(encoding="utf-8")) if fragment and file.suffix == ".md" else ()
    return not headings or fragment in map(anchor, headings)


def test_every_finding_is_in_the_list() -> None:
    listed = re.findall(r"^\| \[(\w+)\]\(\w+\.md\) \| (.*) \|$", prose(ROOT / "docs/findings/README.md"), re.MULTILINE)
    assert sorted(listed) == sorted((code, title_of(code)) for code in catalogue())


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    written = {path.name for path in folder.glob("[0-9]*.md")}
    assert set(re.findall(r"\]\((\d{4}-[^)]*)\)", prose(folder / "README.md"))) == written


def test_terms_name_what_the_code_has() -> None:
    """A row's identifiers occur in the modules that the row names."""
    page = prose(ROOT / "docs" / "terms.md")
    for row in page.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        modules = re.findall(r"`([\w/]+\.py)`", cells[-1])
        if len(cells) != 3 or not modules:
            continue
        source = "".join((ROOT / "generator" / module).read_text(encoding="utf-8") for module in modules)
        for name in re.findall(r"`\.?([\w.]+)`", cells[1]):
            for part in name.split("."):
                assert re.search(rf"\b{part}\b", source), f"{name}: {row}"


def test_modules_named_in_the_architecture_exist() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.relative_to(ROOT / "generator").as_posix() for path in (ROOT / "generator").rglob("*.py")}
    for name in re.findall(r"`(?:generator/)?((?:\w+/)?\w+\.py)`", page):
        assert any(module == name or module.endswith(f"/{name}") for module in modules), name
