"""每一句话: all that an edition says, in every situation; `python -m tests.composition.every_sentence [版式]` prints it.

What the wording asks for is filled in as the edition declares it: amounts of last year and of the budget in proportion
to the figures they are compared with (解释), counts as many as there are of everything, a reason wherever one is asked.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from gongkai.composition.compose import Composed, compose
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.formulas import FormulaError
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.figures_file import read_figures
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Unit
from gongkai.model.documents import Department, Document, DocumentHead, PerformanceData
from gongkai.model.edition import Edition, InputForm, InputKind, declared
from gongkai.model.nodes import Node
from gongkai.model.paths import matched
from gongkai.model.performance_roles import Subject
from gongkai.model.places import NOWHERE
from gongkai.model.publication import Heading, Paragraph, Table
from gongkai.model.spans import plain
from gongkai.pipeline.deriving import _naming
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.composition.situations import SITUATIONS, Situation, budget, department, final_accounts

ROOT = Path(__file__).parents[2]
ASKED = re.compile(r"【待填：([^】]+)】")
REASON = "业务量变化"
OPENING = ("年初预算", "政府性基金年初预算", "国有资本经营年初预算")
MOST_ROUNDS = 5
UNSPENT_ITEM, UNSPENT = "年初预算.2010399.年初预算数", 7.0
"""an item that was budgeted and not spent, where there are many"""
SCORES = ("95.5", "85", "59")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """一句话 as it stands in a section of a document."""

    edition: str
    situation: Situation
    section: str
    text: str


def shipped(folder: Path) -> Workspace:
    """A project with all editions that come with the program, and the shared lists."""
    for name in ("content/glossary", "content/classifications", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "examples/templates/editions", folder / "templates/editions", dirs_exist_ok=True)
    return Workspace.open(Project(root=folder))


def names() -> list[str]:
    """The editions."""
    homes = (ROOT / "templates/editions", ROOT / "examples/templates/editions")
    return sorted(path.parent.name for home in homes for path in home.glob("*/edition.yml"))


def node(content: Any) -> Node:
    loaded = parse_yaml(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "f.yml")
    assert loaded.node is not None, loaded.findings
    return loaded.node


@dataclass
class Bureau:
    """A bureau in one situation that publishes by one edition."""

    workspace: Workspace
    loaded: LoadedEdition
    situation: Situation

    @property
    def edition(self) -> Edition:
        assert self.loaded.edition is not None, self.loaded.findings
        return self.loaded.edition

    @cached_property
    def figures(self) -> dict[str, Any]:
        """What is typed of the tables; names of columns that this edition does not have are left out in reading."""
        made = budget(self.situation) if "部门支出总体情况表" in self.edition.tables else final_accounts(self.situation)
        return {name: value for name, value in made.items() if name in self.edition.tables}

    @cached_property
    def accounts(self) -> Accounts:
        bare = self.document({})
        return derive(self.edition, bare.entries, _naming(self.workspace, bare))

    def document(self, inputs: dict[str, Any]) -> Document:
        edition, situation = self.edition, self.situation
        entered = read_figures(node(self.figures), edition, Unit.WAN)
        strange = [one.message for one in entered.findings if one.code != "L603"]  # columns that it does not have
        assert not strange, strange
        head = {"版式": edition.id, "状态": "编制", "金额单位": "万元", "成文日期": f"{edition.year + 1}-09"}
        typed = read_inputs(node(nested(inputs)), edition, Unit.WAN)
        assert not typed.findings, typed.findings
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
            inputs={one.path: one for one in typed.inputs},
            declared_none=typed.none,
            originals=(),
            performance=tuple(self._forms()),
            reports={},
            place=NOWHERE,
        )

    def composed(self) -> Composed:
        """With all filled in that the text asks for."""
        inputs: dict[str, Any] = {"上年": "无"} if self.situation.before == "没有上年" else {}
        inputs |= dict(self._openings())
        for _ in range(MOST_ROUNDS):
            made = self._composed(inputs)
            asked = [path for path in dict.fromkeys(ASKED.findall(text_of(made))) if path not in inputs]
            if not asked:
                return made
            inputs |= {path: self._answer(path, inputs) for path in asked}
        raise AssertionError(asked)

    def _composed(self, inputs: dict[str, Any]) -> Composed:
        glossary = self.workspace.library.glossary
        return compose(
            self.document(inputs), self.accounts, {}, glossary.terms, glossary.slugs, self.loaded.wording
        )

    def _openings(self) -> Iterator[tuple[str, Any]]:
        """An item that was budgeted and not spent, where there are many."""
        if "年初预算.*.年初预算数" not in self.edition.inputs or not self.situation.of_budget:
            return
        if self.situation.many > 1:
            yield UNSPENT_ITEM, UNSPENT
        if not self.situation.spent:
            unspent = {"年初预算.2010301": 100.0, "政府性基金年初预算.2120899": 30.0, "国有资本经营年初预算.2230299": 8.0}
            for path, amount in unspent.items():
                if declared(self.edition.inputs, f"{path}.年初预算数"):
                    yield f"{path}.年初预算数", amount

    def _answer(self, path: str, inputs: dict[str, Any]) -> Any:
        form = self._declared(path)
        match form.kind:
            case InputKind.AMOUNT:
                return self._amount(path, inputs)
            case InputKind.COUNT:
                return self._count(path)
            case InputKind.TEXTS:
                return self._texts(path)
            case InputKind.RECORDS:
                return self._records(path, form)
        return REASON if "原因" in path else f"甲{path.rpartition('.')[2]}"

    def _declared(self, path: str) -> InputForm:
        known = declared(self.edition.inputs, path)
        assert known is not None, path
        return known[0]

    def _amount(self, path: str, inputs: dict[str, Any]) -> float:
        """In proportion to what it is compared with; else what there usually is."""
        newer = self._compared(path)
        if newer:
            opening = path.partition(".")[0] in OPENING
            factor = self.situation.of_budget if opening else self.situation.last_year
            unspent = UNSPENT if path == "年初预算.合计" and self._openings_typed(inputs) else 0.0
            amount = abs(self._quantity(newer, inputs))
            return round((amount or 10.0 * (opening and not self.situation.spent)) * factor + unspent, 2)
        many = self.situation.many
        usual = {"货物": 6.0, "工程": 4.0 * (many > 1), "服务": 2.0 * (many > 1), "中小企业合同金额": 5.0}
        usual |= {"小微企业合同金额": 3.0 * (many > 1), "外宾接待支出": 0.2 * (many > 1 and self.situation.spent > 0)}
        if path == "机关运行经费.支出":
            return self._quantity("公用经费", inputs)
        return usual.get(path.rpartition(".")[2], 2.0) * bool(many)

    def _compared(self, path: str) -> str:
        """The figure that an input is compared with: by a reason (解释), or by 悬殊."""
        pairs = [form.explains for form in self.edition.inputs.values() if form.explains]
        for newer, older in (*pairs, *self.edition.changes.compared.values()):
            star = matched(older, f"填报.{path}") if "*" in older else ("" if older == f"填报.{path}" else None)
            if star is not None:
                return newer.replace("*", star)
        return ""

    def _quantity(self, name: str, inputs: dict[str, Any]) -> float:
        if name.startswith("填报."):
            path = name.removeprefix("填报.")
            return float(inputs[path]) if path in inputs else self._amount(path, inputs)
        with suppress(FormulaError):
            return float(self.accounts.quantity(name).rounded(Unit.WAN, 2))
        return 0.0

    def _openings_typed(self, inputs: dict[str, Any]) -> bool:
        return UNSPENT_ITEM in inputs

    def _count(self, path: str) -> int:
        """As many as of everything; of vehicles and the like one kind has one, where there is one."""
        many = self.situation.many if self.situation.spent > 0 else 0
        first = ("保有量", "单价100万元以上设备", "其他用车", "车辆", "一般公务用车", "单价50万元以上通用设备")
        return many if many != 1 or path.rpartition(".")[2] in first else 0

    def _texts(self, path: str) -> list[str]:
        many = max(self.situation.many, 1)
        if path == "绩效.重点评价项目":
            return [form.value(self._project(form)) for form in self._forms() if self._project(form)][:2]
        if path == "概况.部门职责" or "情况" in path:
            mark = "" if "不写序号和句末标点" in self._declared(path).remark else "。"
            return [f"拟订{number}政策，组织实施{mark}" for number in "甲乙丙"[:many]]
        return [f"{number}科" for number in "甲乙丙"[: self.situation.many]]

    def _project(self, form: PerformanceData) -> str:
        return self.edition.performance[form.form].roles.project

    def _records(self, path: str, form: InputForm) -> list[dict[str, Any]]:
        kinds: dict[InputKind, Any] = {InputKind.AMOUNT: 2.0, InputKind.COUNT: 1, InputKind.PERCENT: "50%"}
        if form.fields:
            fields = [{n: kinds.get(kind, f"甲{n}") for n, kind in form.fields.items()}] * self.situation.many
            return [dict(one) for one in fields]
        projects = [one.value(self._project(one)) for one in self._forms() if self._project(one)]
        return [
            {"名称": name, "自评表": name, "内容": "保障运行", "实施情况": "按计划完成"}
            for name in projects[: self.situation.many]
        ]

    def _forms(self) -> Iterator[PerformanceData]:
        """One form for each project, with scores from good to bad, and the department's own."""
        for name, layout in self.edition.performance.items():
            roles = layout.roles
            if roles.about(Subject.PROJECT):
                for number in range(self.situation.forms):
                    called = "办事大厅运行" if number == 0 else "信息系统维护"
                    yield self._form(name, f"{number}", {roles.project: called}, SCORES[number])
                if self.situation.forms:
                    return
            elif roles.about(Subject.DEPARTMENT) and self.situation.many:
                yield self._form(name, "whole", {}, "87.7")

    def _form(self, name: str, slug: str, values: dict[str, str], score: str) -> PerformanceData:
        roles = self.edition.performance[name].roles
        if roles.total:
            values |= {roles.total.points: "100", roles.total.score: score}
        if roles.funds:
            values |= {roles.funds.path(roles.funds.total, column): "5.00" for column in roles.funds.columns}
        values |= {path: "良" for path in self.edition.performance[name].paths if path == "等级"}
        read = read_performance(node({"表单": name, **nested(values)}), slug, self.edition)
        assert read.value is not None, read.findings
        return read.value


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


def sections(made: Composed) -> Iterator[tuple[str, str]]:
    """What the wording said: the section, and a paragraph."""
    for part in made.publication.parts:
        for section, blocks in (("", part.blocks), *((f".{one.id}", one.blocks) for one in part.sections)):
            for block in blocks:
                if isinstance(block, Heading | Paragraph):
                    yield part.id + section, plain(block.spans)
                elif isinstance(block, Table):
                    yield from ((part.id + section, plain(note.spans)) for note in block.notes)


def text_of(made: Composed) -> str:
    return "\n".join(text for _, text in sections(made))


def said(workspace: Workspace, edition: str, situation: Situation) -> list[Said]:
    loaded = workspace.edition(edition, NOWHERE)
    made = Bureau(workspace, loaded, situation).composed()
    return [Said(edition=edition, situation=situation, section=section, text=text) for section, text in sections(made)]


def main(wanted: list[str]) -> None:
    """Every distinct sentence of the editions, with the first situation in which it is said."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = shipped(Path(folder) / "project")
        for edition in wanted or names():
            print(f"\n######## {edition}")
            by_section: dict[str, dict[str, str]] = {}
            for situation in SITUATIONS:
                for one in said(workspace, edition, situation):
                    by_section.setdefault(one.section, {}).setdefault(one.text, situation.name)
            for section, texts in by_section.items():
                print(f"\n== {section}")
                for text, name in texts.items():
                    print(f"〔{name}〕{text}")


if __name__ == "__main__":
    main(sys.argv[1:])
