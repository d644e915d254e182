"""结转的填报项: what of last year's explanation and 概况 goes into the files of the next year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from gongkai.checks.context import Case
from gongkai.checks.quantities import INPUT, UnknownFigureError, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.migration.renames import Renames
from gongkai.model.amounts import Amount
from gongkai.model.code_changes import CodeChanges
from gongkai.model.edition import InputForm, InputKind, declared
from gongkai.model.entries import Input
from gongkai.model.intake import TypedValue
from gongkai.model.paths import ANY
from gongkai.starting.explanation_text import PROFILE, Known
from gongkai.starting.yaml_lines import BLANK, WRITE

LAST = "上年"
"""how inputs begin that ask for last year's figures"""
TEXTS = (InputKind.TEXT, InputKind.TEXTS)


class RolledTexts(Struct):
    """`case`: last year's document; `changes`: of codes, between its year and the next."""

    case: Case
    renames: Renames
    changes: CodeChanges
    at_hand: frozenset[str]
    values: dict[str, TypedValue] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, None]] = field(default_factory=dict)
    offered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    todo: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """inputs that the edition does not ask for any more"""

    def known(self) -> Known:
        for given in self.case.document.inputs.values():
            self._roll(given)
        for path, form in self.renames.new.inputs.items():
            self._last_years_figure(path, form)
        if self.gone:
            self.todo.append(f"版式不再要、没有带过来的填报项：{'、'.join(self.gone)}")
        return Known(
            values=self.values,
            remarks=self.remarks,
            codes={group: tuple(codes) for group, codes in self.codes.items()},
            at_hand=self.at_hand,
            offered=self.offered,
            unasked=frozenset(self._unasked()),
        )

    def _roll(self, given: Input) -> None:
        """One input of last year's, in the place that it has now."""
        old = declared(self.renames.old.inputs, given.path)
        path = self.renames.input(given.path)
        if old is None or _of_record(self.case.document.inputs, given.path):
            return
        if path is None:
            self.gone.append(given.path)
        elif now := declared(self.renames.new.inputs, path):
            self._take(path, *now, given)

    def _take(self, path: str, form: InputForm, star: str, given: Input) -> None:
        if star:
            self._by_code(path, star, form)
        elif path.startswith(f"{PROFILE}."):
            self._profile(path, form, given)
        elif form.kind in TEXTS:
            self.values[path] = (WRITE,) if form.kind is InputKind.TEXTS else WRITE
        elif form.kind is InputKind.RECORDS:
            self.offered[path] = tuple(_names_of_records(form, given))

    def _profile(self, path: str, form: InputForm, given: Input) -> None:
        """职责、机构: as they were, to be confirmed (N405 tells them)."""
        if form.kind is InputKind.TEXT and isinstance(given.value, str):
            self.values[path] = given.value
        elif form.kind is InputKind.TEXTS and isinstance(given.value, tuple):
            self.values[path] = tuple(item for item in given.value if isinstance(item, str))
        if path in self.values:
            self.remarks[PROFILE] = "照抄上年，请逐条确认；有变动的改过来"

    def _by_code(self, path: str, code: str, form: InputForm) -> None:
        """What was typed for a code, for the code that it is now; one that was split is told."""
        later = self.changes.after(code) if code.isdigit() else ()
        if len(later) > 1 or (later and later != (code,) and code in later):
            self.todo.append(split_code(code, later))
            return
        now = later[0] if later else code
        group, _, rest = path.partition(f".{code}")
        self.codes.setdefault(group, {})[now] = None
        if form.kind in TEXTS:
            self.values[f"{group}.{now}{rest}"] = WRITE
        elif form.kind in (InputKind.AMOUNT, InputKind.COUNT):
            self.values[f"{group}.{now}{rest}"] = ""

    def _last_years_figure(self, path: str, form: InputForm) -> None:
        """上年.… that is taken from nowhere: what a reason is about was worked out last year (解释)."""
        if not path.startswith(LAST) or form.kind is not InputKind.AMOUNT or form.source or ANY in path:
            return
        amount = self._worked_out(path)
        if amount is None:
            self.todo.append(f"“{path}”在上年的文件里算不出来，照上年公开的文本填")
            return
        unit = form.unit or self.case.document.head.unit
        self.values[path] = f"{amount.yuan / unit.yuan:.2f}"
        self.remarks[path] = "取自上年的文件"

    def _worked_out(self, path: str) -> Amount | None:
        """What last year's document gives for the older figure of a reason."""
        pairs = (one.explains for one in self.renames.new.inputs.values() if one.explains)
        newer = next((new for new, old in pairs if old == f"{INPUT}{path}"), "")
        try:
            return quantity(self.case, self._as_last_year(newer)) if newer else None
        except (UnknownFigureError, FormulaError):
            return None

    def _as_last_year(self, name: str) -> str:
        """An input under the name that it had."""
        if not name.startswith(INPUT):
            return name
        now = name.removeprefix(INPUT)
        return INPUT + next((old for old, new in self.renames.inputs.pairs.items() if new == now), now)

    def _unasked(self) -> Iterator[str]:
        """Texts that last year did without: they are wanted only where there is something to tell."""
        before = {new for old, new in self.renames.inputs.pairs.items()}
        for path, form in self.renames.new.inputs.items():
            if form.kind in TEXTS and path in before and path not in self.values:
                yield path


def split_code(code: str, later: tuple[str, ...]) -> str:
    return f"科目“{code}”今年起是{'、'.join(later)}：分不清归哪一个，照今年的批复填"


def _of_record(inputs: Mapping[str, Input], path: str) -> bool:
    """Whether an input is a field of a record, which is told with its record."""
    return any(given.records and path.startswith(f"{given.path}.") for given in inputs.values())


def _names_of_records(form: InputForm, given: Input) -> Iterator[str]:
    """What the records were about: their first text; the rest is to be typed."""
    records = given.value if isinstance(given.value, tuple) else ()
    for record in records:
        if isinstance(record, Mapping) and record:
            first = next(iter(record))
            names = tuple(form.fields) or tuple(record)
            yield "- {" + ", ".join(f"{name}: {record[first] if name == first else BLANK}" for name in names) + "}"
