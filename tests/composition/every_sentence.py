"""每一句话: all that an edition says, in every situation; `python -m tests.composition.every_sentence [版式]` prints it.

What the wording asks for is typed as it is asked, as the edition declares it: amounts of last year and of the budget in
proportion to the figures they are compared with (解释), counts as many as there are of everything, a reason wherever
one is asked for.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from gongkai.composition.answers import Asking
from gongkai.composition.vocabulary import vocabulary
from gongkai.composition.wording import Wording
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.formulas import FormulaError
from gongkai.figures.rows import Naming
from gongkai.loading.edition_files import LoadedEdition, load_edition
from gongkai.loading.figures_file import read_figures
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Amount, Unit
from gongkai.model.departments import Department
from gongkai.model.documents import Document, DocumentHead
from gongkai.model.edition import Edition, InputForm, InputKind, declared
from gongkai.model.entries import Input
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.nodes import Node
from gongkai.model.paths import matched
from gongkai.model.performance_roles import Subject
from gongkai.model.places import NOWHERE
from gongkai.model.publication import Paragraph
from gongkai.model.spans import plain
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.composition.situations import SITUATIONS, Situation, budget, department, final_accounts

ROOT = Path(__file__).parents[2]
REASON = "业务量变化"
OPENING = ("年初预算", "政府性基金年初预算", "国有资本经营年初预算")
UNSPENT_ITEM, UNSPENT = "年初预算.2010399.年初预算数", 7.0
"""an item that was budgeted and not spent, where there are many"""
TABLE = "（表）"
"""what stands for a table or for forms between sentences"""
SCORES = ("95.5", "85", "59")
FIRST = ("保有量", "单价100万元以上设备", "其他用车", "车辆", "一般公务用车", "单价50万元以上通用设备")
"""what there is one of, where there is one of everything"""


class Said(Struct, frozen=True, kw_only=True):
    """一段话 as it stands in a section of a document."""

    situation: Situation
    section: str
    text: str
    heading: bool


class Shipped(Struct, frozen=True, kw_only=True, eq=False):
    """The editions that come with the program, and the lists that they share."""

    workspace: Workspace
    editions: dict[str, LoadedEdition] = field(default_factory=dict)

    def edition(self, name: str) -> LoadedEdition:
        if name not in self.editions:
            self.editions[name] = load_edition(self.workspace.project.editions, name, NOWHERE)
        return self.editions[name]

    def naming(self, document: Document) -> Naming:
        lists = self.workspace.library.lists(document.year).items()
        units = {unit.key: document.unit_name(unit) for unit in document.department.units}
        return Naming(
            classifications=self.workspace.lists,
            lists={folder: listed.names for folder, listed in lists},
            units=units,
            department=document.name,
            department_code="101",
        )


def shipped(folder: Path) -> Shipped:
    """A project with all editions, and nothing of any department."""
    for name in ("content/classifications", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "examples/templates/editions", folder / "templates/editions", dirs_exist_ok=True)
    (folder / "content/glossary").mkdir()
    return Shipped(workspace=Workspace.open(Project(root=folder)))


def names() -> list[str]:
    """The editions, by the place where they stand."""
    homes = (ROOT / "templates/editions", ROOT / "examples/templates/editions")
    return [path.parent.name for home in homes for path in sorted(home.glob("*/edition.yml"))]


def node(content: Any) -> Node:
    loaded = parse_yaml(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "f.yml")
    assert loaded.node is not None, loaded.findings
    return loaded.node


def nested(inputs: dict[str, Any]) -> dict[str, Any]:
    """Paths as levels of YAML."""
    made: dict[str, Any] = {}
    for path, value in inputs.items():
        *above, last = path.split(".")
        level = made
        for name in above:
            level = level.setdefault(name, {})
        level[last] = value
    return made


class Willing(Asking):
    """Types what is asked for."""

    bureau: Bureau

    def ask(self, path: object) -> object:
        name = str(path)
        if name not in self.document.inputs and not self.document.lacks(name):
            self.bureau.type(name, self.bureau.answer(name))
        return super().ask(path)


class Bureau(Struct, dict=True):
    """A bureau in one situation that publishes by one edition."""

    shipped: Shipped
    loaded: LoadedEdition
    situation: Situation

    @property
    def edition(self) -> Edition:
        assert self.loaded.edition is not None, self.loaded.findings
        return self.loaded.edition

    @cached_property
    def document(self) -> Document:
        edition, situation = self.edition, self.situation
        made = budget(situation) if "部门支出总体情况表" in edition.tables else final_accounts(situation)
        figures = {name: value for name, value in made.items() if name in edition.tables}
        entered = read_figures(node(figures), edition, Unit.WAN)
        strange = [one.message for one in entered.findings if one.code != "L603"]  # columns that it does not have
        assert not strange, strange
        head = {"版式": edition.id, "状态": "编制", "金额单位": "万元", "成文日期": f"{edition.year + 1}-09"}
        lacking = {"上年": NOWHERE} if situation.before == "没有上年" else {}
        return Document(
            id="ceshi/finance-bureau/2024/final-accounts",
            department_id="ceshi/finance-bureau",
            year=edition.year,
            kind=edition.kind,
            department=Department.model_validate(department(situation)),
            head=DocumentHead.model_validate(head),
            edition=edition,
            entries=entered.entries,
            declared_empty=entered.empty,
            declared_none=lacking,
            inputs={},
            originals=(),
            performance=tuple(self._forms()),
            reports={},
            place=NOWHERE,
        )

    @cached_property
    def accounts(self) -> Accounts:
        bare = self.edition.model_copy(update={"relations": {}})  # nothing is checked here
        return derive(bare, self.document.entries, self.shipped.naming(self.document))

    def type(self, path: str, answer: Any) -> None:
        """As in explanation.yml."""
        assert isinstance(self.document.inputs, dict)
        form = self._declared(path)
        if isinstance(answer, list):
            read = read_inputs(node(nested({path: answer})), self.edition, Unit.WAN)
            assert not read.findings, read.findings
            self.document.inputs.update({one.path: one for one in read.inputs})
            return
        amount = form.kind is InputKind.AMOUNT
        value = Amount(yuan=Decimal(str(answer)) * 10000, margin=Decimal(50)) if amount else answer
        self.document.inputs[path] = Input(path=path, kind=form.kind, value=value, place=NOWHERE)

    def said(self) -> Iterator[Said]:
        """What every wording file of every section says."""
        for path, amount in self._openings():
            self.type(path, amount)
        asking = Willing(self.document, self.edition.inputs, {})
        asking.bureau = self
        wording = Wording(self.loaded.wording, vocabulary(self.document, self.accounts, asking))
        for part, section, items in self.edition.walk():
            where = ".".join(filter(None, (part.key, section.key if section else "")))
            for item in items:
                blocks = wording.blocks(item.wording) if item.wording else ()
                said = [(plain(block.spans), not isinstance(block, Paragraph)) for block in blocks]  # type: ignore[union-attr]
                said += [(TABLE, False)] if item.table or item.forms else []
                for text, heading in said:
                    yield Said(situation=self.situation, section=where, text=text, heading=heading)
        assert not asking.findings, asking.findings
        assert not asking.numbers.findings, asking.numbers.findings

    def answer(self, path: str) -> Any:
        form = self._declared(path)
        match form.kind:
            case InputKind.AMOUNT:
                return self._amount(path)
            case InputKind.COUNT:
                return self._count(path)
            case InputKind.TEXTS:
                return self._texts(path)
            case InputKind.RECORDS:
                return list(self._records(form))
        return REASON if "原因" in path else f"甲{path.rpartition('.')[2]}"

    def _openings(self) -> Iterator[tuple[str, float]]:
        """What was budgeted, item by item, where nothing or not all of it was spent."""
        if "年初预算.*.年初预算数" not in self.edition.inputs or not self.situation.of_budget:
            return
        if self.situation.many > 1:
            yield UNSPENT_ITEM, UNSPENT
        if not self.situation.spent:
            unspent = {
                "年初预算.2010301": 100.0,
                "政府性基金年初预算.2120899": 30.0,
                "国有资本经营年初预算.2230299": 8.0,
            }
            for path, amount in unspent.items():
                if declared(self.edition.inputs, f"{path}.年初预算数"):
                    yield f"{path}.年初预算数", amount

    def _declared(self, path: str) -> InputForm:
        known = declared(self.edition.inputs, path)
        assert known is not None, path
        return known[0]

    def _amount(self, path: str) -> float:
        """In proportion to what it is compared with; else what there usually is."""
        newer, many = self._compared(path), self.situation.many
        if path.endswith(".合计") and not self.situation.spent:
            return sum(
                self._value(f"填报.{one}") for one, _ in self._openings() if matched(f"{path[:-3]}.*.年初预算数", one)
            )
        if newer:
            factor = self.situation.of_budget if path.partition(".")[0] in OPENING else self.situation.last_year
            more = UNSPENT if path == "年初预算.合计" and UNSPENT_ITEM in self.document.inputs else 0.0
            return round(abs(self._value(newer)) * factor + more, 2)
        if path == "机关运行经费.支出":
            return self._value("公用经费")
        usual = {"货物": 6.0, "工程": 4.0 * (many > 1), "服务": 2.0 * (many > 1), "中小企业合同金额": 5.0}
        usual |= {"小微企业合同金额": 3.0 * (many > 1), "外宾接待支出": 0.2 * (many > 1 and self.situation.spent > 0)}
        return usual.get(path.rpartition(".")[2], 2.0) * bool(many)

    def _compared(self, path: str) -> str:
        """The figure that an input is compared with: by a reason (解释), or by 悬殊."""
        pairs = [form.explains for form in self.edition.inputs.values() if form.explains]
        for newer, older in (*pairs, *self.edition.changes.compared.values()):
            star = matched(older, f"填报.{path}") if "*" in older else ("" if older == f"填报.{path}" else None)
            if star is not None:
                return newer.replace("*", star)
        return ""

    def _value(self, name: str) -> float:
        if name.startswith("填报."):
            path = name.removeprefix("填报.")
            given = self.document.inputs.get(path)
            return float(given.value.rounded(Unit.WAN, 2)) if given else self._amount(path)  # type: ignore[union-attr]
        with suppress(FormulaError):
            return float(self.accounts.quantity(name).rounded(Unit.WAN, 2))
        return 0.0

    def _count(self, path: str) -> int:
        """As many as of everything; of vehicles and the like one kind has one, where there is one."""
        many = self.situation.many if self.situation.spent > 0 else 0
        return many if many != 1 or path.rpartition(".")[2] in FIRST else 0

    def _texts(self, path: str) -> list[str]:
        if path == "绩效.重点评价项目":
            return self._projects()[:2]
        if path == "概况.部门职责" or "情况" in path:
            mark = "" if "句末标点" in self._declared(path).remark else "。"
            return [f"拟订{number}政策，组织实施{mark}" for number in "甲乙丙"[: max(self.situation.many, 1)]]
        return [f"{number}科" for number in "甲乙丙"[: self.situation.many]]

    def _projects(self) -> list[str]:
        roles = {name: layout.roles for name, layout in self.edition.performance.items()}
        named = (one.value(roles[one.form].project) for one in self.document.performance if roles[one.form].project)
        return list(dict.fromkeys(named))

    def _records(self, form: InputForm) -> Iterator[dict[str, Any]]:
        kinds: dict[InputKind, Any] = {InputKind.AMOUNT: 2.0, InputKind.COUNT: 1, InputKind.PERCENT: "50%"}
        if form.fields:
            for _ in range(self.situation.many):
                yield {name: kinds.get(kind, f"甲{name}") for name, kind in form.fields.items()}
            return
        for name in self._projects():
            yield {"名称": name, "自评表": name, "内容": "主要用于保障运行", "实施情况": "按计划完成"}

    def _forms(self) -> Iterator[PerformanceData]:
        """One form for each project, with scores from good to bad, and the department's own."""
        for name, layout in self.edition.performance.items():
            roles = layout.roles
            if roles.about(Subject.PROJECT):
                for number in range(self.situation.forms):
                    called = ("办事大厅运行", "信息系统维护", "信息系统维护")[number]
                    yield self._form(name, f"{number}", {roles.project: called}, SCORES[number])
                if self.situation.forms:
                    return
            elif roles.about(Subject.DEPARTMENT) and self.situation.many:
                yield self._form(name, "whole", {}, "87.7")

    def _form(self, name: str, slug: str, values: dict[str, str], score: str) -> PerformanceData:
        layout = self.edition.performance[name]
        roles = layout.roles
        if roles.total:
            values |= {roles.total.points: "100", roles.total.score: score}
        if roles.funds:
            values |= {roles.funds.path(roles.funds.total, column): "5.00" for column in roles.funds.columns}
        values |= {path: "良" for path in layout.paths if path == "等级"}
        read = read_performance(node({"表单": name, **nested(values)}), slug, self.edition)
        assert read.value is not None, read.findings
        return read.value


def every_sentence(shipped: Shipped, edition: str, situations: Iterable[Situation] = SITUATIONS) -> list[list[Said]]:
    """All that an edition says, situation by situation."""
    loaded = shipped.edition(edition)
    return [list(Bureau(shipped, loaded, situation).said()) for situation in situations]


def listed(project: Shipped, edition: str) -> Iterator[str]:
    """Every distinct sentence of an edition, with the first situation in which it is said."""
    yield f"\n######## {edition}"
    sections: dict[str, dict[str, str]] = {}
    for one in (one for document in every_sentence(project, edition) for one in document):
        sections.setdefault(one.section, {}).setdefault(one.text, one.situation.name)
    for section, texts in sections.items():
        yield f"\n== {section}"
        yield from (f"〔{name}〕{text}" for text, name in texts.items())


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = shipped(Path(folder) / "project")
        for edition in wanted or names():
            sys.stdout.writelines(f"{line}\n" for line in listed(project, edition))


if __name__ == "__main__":
    main(sys.argv[1:])
