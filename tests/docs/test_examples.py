"""例子: the YAML examples of docs/content.md and docs/editions.md, loaded with the real loader.

An example whose first line names its file (`# content/…/figures.yml`) is part of a project that has to be clean.
Other marks stand behind the language of the fence:

- `yaml 错 <file>`: a slip; the lines of the next block are what the check then says;
- `yaml 存档 <file>`: what an archived twin of the example document has besides;
- `yaml 片段 <edition> figures.yml`: a piece of figures.yml that the edition takes;
- `yaml 继承 <edition>`: what an heir of the edition changes;
- no mark: it is good YAML.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from pydantic import Field

from gongkai.loading.binding import bind
from gongkai.loading.edition_files import load_edition
from gongkai.loading.figures_file import read_figures
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Unit
from gongkai.model.checked import CheckResult
from gongkai.model.classification import Classification
from gongkai.model.columns import FormModel
from gongkai.model.control_totals import ControlForm
from gongkai.model.edition import AmountStyle, InputForm
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import RowForm, TableForm
from gongkai.model.glossary import DatedText
from gongkai.model.kinds import DocumentKind
from gongkai.model.part_forms import PartForm
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import FormRoles
from gongkai.model.picture_forms import PictureForm
from gongkai.model.places import NOWHERE
from gongkai.model.print_form import PrintForm
from gongkai.model.relations import (
    ChangeForm,
    CountedForm,
    EconomicForm,
    FundsForm,
    MagnitudeForm,
    Relations,
    RequiredTable,
    Treatment,
)
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from gongkai.reporting.text import format_findings
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from tests.controls import write_controls
from tests.shared_forms import LISTS, share

ROOT = Path(__file__).resolve().parents[2]
SHARED = ("content/glossary", "content/classifications", "templates/editions")
BUREAU = Path("content/departments/ceshi/finance-bureau")
TWIN = Path("content/departments/ceshi/archived-bureau")
DOCUMENT = Path("2023/final-accounts")
FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?:# |\{# |<!-- )(?P<path>(?:content|templates)/\S+\.\w+)(?: #\}| -->)?\n")
LAST_YEAR = re.compile(r"^  (?:收支总计|财政拨款收支总计|一般公共预算财政拨款支出): 1[\d.]+\n", re.MULTILINE)
"""figures that the next year's document reads from this one"""


class Example(Struct, frozen=True, kw_only=True):
    """例子: `path` where it names its file; `says` is the block after it."""

    info: tuple[str, ...]
    body: str
    path: str
    says: str

    @property
    def id(self) -> str:
        return " ".join((*self.info, self.path, self.body.splitlines()[0]))


def examples(page: str) -> Iterator[Example]:
    found = list(FENCE.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")))
    for place, match in enumerate(found):
        named = NAMED.match(match["body"])
        following = found[place + 1] if place + 1 < len(found) else None
        yield Example(
            info=tuple(match["info"].split()),
            body=match["body"],
            path=named["path"] if named else "",
            says=following["body"] if following and following["info"] == "text" else "",
        )


ALL = tuple(examples("content.md")) + tuple(examples("editions.md"))
YAML = tuple(one for one in ALL if one.info[0] == "yaml")


def marked(mark: str) -> list[Example]:
    return [one for one in YAML if one.info[1:2] == (mark,)]


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def lay_out(folder: Path, page: str) -> Project:
    """The real editions and shared content, with the examples of a page that name their files."""
    for name in SHARED:
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    share(folder / "templates")
    for one in examples(page):
        if one.path:
            file = folder / one.path
            file.parent.mkdir(parents=True, exist_ok=True)
            text = one.body if one.info[0] == "yaml" else NAMED.sub("", one.body, count=1)
            file.write_text(text, encoding="utf-8")
    return Project(root=folder)


def checked(project: Project) -> CheckResult:
    return check(project, (), quiet)


def grave(findings: Iterable[Finding]) -> str:
    """Errors and inconsistencies as text."""
    return format_findings(one for one in findings if one.severity is not Severity.WARNING)


@pytest.fixture(name="project")
def project_of_content(tmp_path: Path) -> Project:
    return lay_out(tmp_path, "content.md")


def test_document_is_clean(project: Project) -> None:
    """The only warnings are of performance forms that a small bureau does not have."""
    found = checked(project)
    assert found.blocked == ()
    assert grave(found.findings) == ""
    assert {one.code for one in found.findings} <= {"P103"}


def test_archived_twin(project: Project) -> None:
    """原文 of the page fits what derives."""
    shutil.copytree(project.root / BUREAU, project.root / TWIN)
    head = project.root / TWIN / DOCUMENT / "document.yml"
    head.write_text(head.read_text(encoding="utf-8").replace("状态: 编制", "状态: 存档"), encoding="utf-8")
    for one in marked("存档"):
        with (project.root / TWIN / DOCUMENT / one.info[2]).open("a", encoding="utf-8") as file:
            file.write(one.body)
    assert marked("存档")
    what_originals_print = {"K202", "N201"}
    found = [one for one in checked(project).findings if one.code not in what_originals_print]
    assert grave(found) == ""


@pytest.mark.parametrize("slip", marked("错"), ids=lambda one: one.id)
def test_slip_gives_its_message(slip: Example, project: Project) -> None:
    (project.root / BUREAU / DOCUMENT / slip.info[2]).write_text(slip.body, encoding="utf-8")
    lines = format_findings(checked(project).findings).splitlines()
    assert slip.says
    for said in slip.says.splitlines():
        assert any(said.strip() in line for line in lines), "\n".join(lines)


@pytest.mark.parametrize("piece", marked("片段"), ids=lambda one: one.id)
def test_piece_of_figures(piece: Example) -> None:
    edition = load_edition(ROOT / "templates" / "editions", piece.info[2], NOWHERE).edition
    loaded = parse_yaml(piece.body.encode(), piece.info[3])
    assert edition is not None
    assert loaded.node is not None
    found = read_figures(loaded.node, edition, Unit.WAN)
    assert format_findings((*loaded.findings, *found.findings)) == ""


@pytest.mark.parametrize("piece", marked("继承"), ids=lambda one: one.id)
def test_piece_of_heir(piece: Example, tmp_path: Path) -> None:
    editions = tmp_path / "editions"
    shutil.copytree(ROOT / "templates" / "editions", editions)
    share(tmp_path)
    (editions / "heir").mkdir()
    (editions / "heir" / "edition.yml").write_text(f"继承: {piece.info[2]}\n{piece.body}", encoding="utf-8")
    loaded = load_edition(editions, "heir", NOWHERE)
    assert loaded.edition is not None
    assert format_findings(loaded.findings) == ""


@pytest.mark.parametrize("one", [one for one in YAML if len(one.info) == 1], ids=lambda one: one.id)
def test_is_good_yaml(one: Example) -> None:
    loaded = parse_yaml(one.body.encode(), "example.yml")
    assert loaded.node is not None
    assert format_findings(loaded.findings) == ""


def in_one_form(one: Example) -> str:
    """An example of a file, or of a piece of one, in the one form of the file."""
    name, body = one.path or one.info[-1], NAMED.sub("", one.body, count=1)
    known = load_edition(ROOT / "templates" / "editions", "henan-2023-final-accounts", NOWHERE)
    piece = load_edition(ROOT / "templates" / "editions", one.info[2], NOWHERE) if "片段" in one.info else known
    assert piece.edition is not None
    form = "项目支出绩效自评情况表" if "performance/" in name else ""
    made = formatted(body.encode(), name, edition_layout(name, piece.edition, form)).decode()
    return one.body[: len(one.body) - len(body)] + made


@pytest.mark.parametrize(
    "one",
    [
        one
        for one in examples("content.md")
        if one.info[0] == "yaml" and (one.path or one.info[1:2] in (("片段",), ("存档",)))
    ],
    ids=lambda one: one.id,
)
def test_is_in_its_one_form(one: Example) -> None:
    assert one.body == in_one_form(one)


class Fragment(FormModel):
    """片段: the keys that pieces of editions are shown with."""

    kinds: tuple[DocumentKind, ...] = Field(default=(), alias="种类")
    classifications: tuple[Classification, ...] = Field(default=(), alias="科目表")
    amounts: AmountStyle = Field(default_factory=AmountStyle, alias="金额")
    parts: tuple[PartForm, ...] = Field(default=(), alias="部分")
    pictures: dict[str, PictureForm] = Field(default_factory=dict, alias="图")
    printed_pictures: tuple[str, ...] = Field(default=(), alias="附图")
    printing: PrintForm = Field(default_factory=PrintForm, alias="印刷")
    indicators: dict[str, str] = Field(default_factory=dict, alias="指标")
    relations: Relations = Field(default_factory=dict, alias="勾稽")
    continuity: Relations = Field(default_factory=dict, alias="衔接")
    input_relations: Relations = Field(default_factory=dict, alias="填报勾稽")
    counted: tuple[CountedForm, ...] = Field(default=(), alias="有数有量")
    controls: dict[str, ControlForm] = Field(default_factory=dict, alias="核对数")
    others: tuple[str, ...] = Field(default=(), alias="文中单位")
    changes: ChangeForm = Field(default_factory=ChangeForm, alias="悬殊")
    magnitude: MagnitudeForm = Field(default_factory=MagnitudeForm, alias="量级")
    totals_of_units: tuple[str, ...] = Field(default=(), alias="汇总")
    transfers: dict[str, str] = Field(default_factory=dict, alias="单位往来")
    economic: EconomicForm | None = Field(default=None, alias="经济分类")
    funds: FundsForm | None = Field(default=None, alias="科目资金")
    checks: dict[str, Treatment] = Field(default_factory=dict, alias="检查")
    required: dict[str, RequiredTable] = Field(default_factory=dict, alias="应公开的表")
    tables: dict[str, TableForm] = Field(default_factory=dict, alias="表")
    rows: tuple[RowForm | None, ...] = Field(default=(), alias="行")
    inputs: dict[str, InputForm] = Field(default_factory=dict, alias="填报")
    may_lack: dict[str, str] = Field(default_factory=dict, alias="可无")
    performance: dict[str, PerformanceForm] = Field(default_factory=dict, alias="表单")
    roles: FormRoles | None = Field(default=None, alias="角色")
    term: str = Field(default="", alias="名词")
    texts: tuple[DatedText, ...] = Field(default=(), alias="解释")


@pytest.mark.parametrize(
    "one", [one for one in examples("editions.md") if one.info == ("yaml",) and not one.path], ids=lambda one: one.id
)
def test_piece_of_edition(one: Example) -> None:
    loaded = parse_yaml(one.body.encode(), "example.yml")
    assert loaded.node is not None
    assert format_findings(bind(loaded.node, Fragment, LISTS).findings) == ""


def test_next_years_edition(tmp_path: Path) -> None:
    """The example document moved on a year, with the edition of docs/editions.md."""
    project = lay_out(tmp_path, "content.md")
    lay_out(tmp_path, "editions.md")
    new = project.root / BUREAU / "2024" / "final-accounts"
    shutil.copytree(project.root / BUREAU / DOCUMENT, new)
    head = new / "document.yml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("henan-2023", "henan-2024").replace("2024-09", "2025-09"),
        encoding="utf-8",
    )
    explanation = new / "explanation.yml"
    explanation.write_text(LAST_YEAR.sub("", explanation.read_text(encoding="utf-8")), encoding="utf-8")
    write_controls(new)
    found = checked(project)
    assert "henan-2024-final-accounts" in head.read_text(encoding="utf-8")
    assert grave(found.findings) == ""


def test_other_province(tmp_path: Path) -> None:
    project = lay_out(tmp_path, "editions.md")
    found = checked(project)
    assert found.blocked == ()
    assert format_findings(found.findings) == ""
