"""样式: in which order the keys of a file stand, and what its values are: of the models, for whatever edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel

from gongkai.loading.inputs_file import ORIGINAL_KEYS, ORIGINALS
from gongkai.model.consolidation import EliminationForm
from gongkai.model.control_totals import ControlSourceForm
from gongkai.model.dealings import Dealing
from gongkai.model.departments import DatedName, Department, UnitOfDepartment
from gongkai.model.disclosure import Change, Correction, Disclosure, FrozenVersion, Signature, Withdrawal
from gongkai.model.documents import DocumentHead
from gongkai.model.glossary import DatedText, Term
from gongkai.model.lineage import ChangeOfDepartment, Exemption, Predecessor
from gongkai.model.paths import ANY, matched
from gongkai.model.regions import TOTALS, Population, PublishedTotal, RegionFile
from gongkai.model.waivers import Scope, SharedWaiverForm
from gongkai.writing.scalars import Kind
from gongkai.writing.tree import Entry

NEVER = 99
"""of `flow_from`: nothing stands in one line"""
_NUMBERS = (date, int, int | None)


class Form(Struct, frozen=True, kw_only=True, dict=True):
    """一层的样式: of a value, and of what stands below it, `*` for any key and for the items of a list."""

    kind: Kind = Kind.TEXT
    order: Mapping[str, int] = field(default_factory=dict)
    """of keys; one with a * in it is for all that fit"""
    below: Mapping[str, Form] = field(default_factory=dict)
    by_code: bool = False
    """whether codes stand in the order of their digits"""

    def child(self, key: str | None) -> Form:
        """The form below a key, or of an item (None), which is as its list where nothing is said of items."""
        own = self.below.get(ANY if key is None else key) or self.below.get(ANY)
        return own or (self if key is None else replace(self, order={}, below={}))

    def rank(self, key: str | None) -> tuple[int, str] | None:
        """Where a key stands among the others; None for one that has no place of its own."""
        if key is None:
            return None
        if key in self.order:
            return (self.order[key], "")
        told = ((self.order[pattern], matched(pattern, key)) for pattern in self._patterns)
        return next(((rank, star) for rank, star in told if star), self._of_code(key))

    def place(self, entry: Entry) -> tuple[int, str]:
        """For sorting; what has no place stands at the end, in the order in which it was typed."""
        return self.rank(entry.key) or (len(self.order) + 1, "")

    def _of_code(self, key: str) -> tuple[int, str] | None:
        return (len(self.order), key) if self.by_code and key.isdecimal() else None

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple(name for name in self.order if ANY in name)


class Layout(Struct, frozen=True, kw_only=True):
    """一种文件的样式."""

    form: Form
    flow_from: int = 1
    """how many keys, or items of lists, lead to what may stand in one line"""
    spaced: bool = False
    """whether blank lines stand around outermost blocks"""


def ordered(names: Iterable[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


def form_of_model(model: type[BaseModel], **below: Form) -> Form:
    """The form of what is bound to a model; `below`: of its fields that hold more than a text."""
    fields = {str(one.alias): one.annotation for one in model.model_fields.values()}
    own = {name: Form(kind=Kind.NUMBER) for name, kind in fields.items() if kind in _NUMBERS}
    return Form(order=ordered(fields), below=own | below)


TEXT, NUMBER, AMOUNT, AS_TYPED = (Form(kind=kind) for kind in (Kind.TEXT, Kind.NUMBER, Kind.AMOUNT, Kind.AS_TYPED))
ORIGINAL = Form(order=ordered(ORIGINAL_KEYS))
_TOTAL = Form(kind=Kind.AMOUNT, order=ordered(("数", "格")), below={"格": TEXT})


def department_layout() -> Layout:
    below = {
        "名称": form_of_model(DatedName),
        "单位": form_of_model(UnitOfDepartment),
        "沿革": form_of_model(ChangeOfDepartment, 前身=form_of_model(Predecessor)),
        "不公开": form_of_model(Exemption),
    }
    return Layout(form=form_of_model(Department, **below))


def region_layout() -> Layout:
    below = {"人口": form_of_model(Population), TOTALS: form_of_model(PublishedTotal)}
    return Layout(form=form_of_model(RegionFile, **below))


def document_layout(profile: Form = NUMBER) -> Layout:
    dealings = form_of_model(Dealing, 收=AMOUNT, 付=AMOUNT)
    form = form_of_model(DocumentHead, 成文日期=NUMBER, 概况=profile, 往来=dealings)
    return Layout(form=form, flow_from=2, spaced=True)


def explanation_layout(inputs: Form = NUMBER) -> Layout:
    order = {**inputs.order, ORIGINALS: len(inputs.order)}
    form = replace(inputs, order=order, below={**inputs.below, ORIGINALS: ORIGINAL})
    return Layout(form=form, flow_from=2, spaced=True)


def figures_layout(tables: Form = AS_TYPED) -> Layout:
    return Layout(form=tables, flow_from=2, spaced=True)


def eliminations_layout(tables: Form = AS_TYPED) -> Layout:
    return Layout(form=form_of_model(EliminationForm, 数=tables), flow_from=3)


def controls_layout(names: Iterable[str] = ()) -> Layout:
    totals = Form(kind=Kind.AMOUNT, order=ordered(names), below={ANY: _TOTAL})
    return Layout(form=form_of_model(ControlSourceForm, 核对数=totals), flow_from=3)


def disclosure_layout() -> Layout:
    versions = form_of_model(FrozenVersion, 摘要=TEXT)
    corrections = form_of_model(Correction, 各处=form_of_model(Change))
    signed = form_of_model(Signature)
    below = {"保密审查": signed, "负责人审签": signed, "版本": versions, "更正": corrections}
    dates = {"批复": NUMBER, "公开": NUMBER}
    return Layout(form=form_of_model(Disclosure, **below, **dates, 撤回=form_of_model(Withdrawal)), flow_from=4)


_BY_NAME: dict[str, Callable[[], Layout]] = {
    "department.yml": department_layout,
    "region.yml": region_layout,
    "document.yml": document_layout,
    "figures.yml": figures_layout,
    "explanation.yml": explanation_layout,
    "control-totals.yml": controls_layout,
    "disclosure.yml": disclosure_layout,
    "waivers.yml": lambda: Layout(form=form_of_model(SharedWaiverForm, 范围=form_of_model(Scope, 年度=NUMBER))),
    "eliminations.yml": eliminations_layout,
    "origins.yml": lambda: Layout(form=TEXT, flow_from=2),
}
_BY_FOLDER: dict[str, Callable[[], Layout]] = {
    "performance": lambda: Layout(form=TEXT),
    "glossary": lambda: Layout(form=form_of_model(Term, 解释=form_of_model(DatedText)), flow_from=NEVER),
}


def layout_of(shown: str) -> Layout:
    """The layout of a file by its path, as far as no edition has to be known."""
    path = PurePosixPath(shown)
    made = _BY_NAME.get(path.name) or _BY_FOLDER.get(path.parent.name)
    return made() if made else Layout(form=AS_TYPED)
