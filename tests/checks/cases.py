"""Cases for rules: a document made of small editions and figures, with its accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Rule
from gongkai.figures.derivation import derive
from gongkai.model.amounts import Unit
from gongkai.model.departments import Department
from gongkai.model.documents import Document, DocumentHead
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from tests.figures.small import NAMING, edition, entries
from tests.shared_forms import kind

DEPARTMENT = Department.model_validate(
    {"名称": [{"自": "2019-01-01", "名称": "测试局"}], "行政区划": "测试市", "部门代码": "152"}
)


def case_of(form: Edition, listed: Iterable[Entry], **more: Any) -> Case:
    """A case of these entries; `more` changes the document."""
    typed = tuple(listed)
    values: dict[str, Any] = {
        "id": "ceshi/bureau/2024/final-accounts",
        "department_id": "ceshi/bureau",
        "year": 2024,
        "kind": kind("决算"),
        "department": DEPARTMENT,
        "head": DocumentHead.model_validate({"版式": "ceshi", "状态": "编制", "金额单位": "万元"}),
        "edition": form,
        "entries": typed,
        "declared_empty": frozenset(),
        "inputs": {},
        "originals": (),
        "performance": (),
        "reports": {},
        "place": Place(path="content/departments/ceshi/bureau/2024/final-accounts"),
    }
    return Case(document=Document(**(values | more)), accounts=derive(form, typed, NAMING))


def case(tables: str, figures: str, unit: Unit = Unit.WAN, **more: Any) -> Case:
    """A case of these tables and figures (YAML); `more` changes the edition by Chinese keys, the document by others."""
    own = {key: value for key, value in more.items() if key.isascii()}
    form = edition(tables, **{key: value for key, value in more.items() if key not in own})
    return case_of(form, entries(form, figures, unit) if figures else (), **own)


def messages(rule: Callable[[Case], Iterator[Any]], looked_at: Case) -> list[str]:
    """What a rule says, the place first where it has a line."""
    return [f"{one.place.line}: {one.message}" for one in rule(looked_at) if isinstance(one, Finding)]


def rules_of(*modules: ModuleType) -> list[Rule]:
    """The rules that these modules make."""
    names = [module.__name__ for module in modules]
    return [rule for rule in rules.RULES if rule.check.__module__ in names]
