"""情况说明: every input beside the figures that it is about, and whether a reason is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, count

from msgspec import Struct, field

from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT
from gongkai.model.edition import InputForm, InputKind
from gongkai.model.entries import Input
from gongkai.model.paths import ANY, matched
from gongkai.workbooks.code_lists import CodeLists
from gongkai.workbooks.formulas import Formulas
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.inputs_plan import (
    CODE_HEAD,
    EXISTS,
    LINE_HEADS,
    NAME_HEAD,
    SHEET,
    ByCode,
    InputsPlan,
    OfRecords,
    existing_of,
    kind_shown,
    shown,
)
from gongkai.workbooks.names import cell
from gongkai.workbooks.page import Page, lines_of

FILLED, THIS, OTHER, APART, WANTED, LAST = 2, 4, 5, 6, 7, 8
"""columns of the lines"""
WIDTHS = (30.0, 46.0, 15.0, 15.0, 15.0, 15.0, 20.0, 46.0)
HEAD = 3
GIVE, EQUAL, FIRST_FILL, NOT_THERE = "要写原因", "相同，不写原因", "先填要比的数", "没有可比的，不写原因"
KNOWN = "库里有，不用填"
NOTHING = "无"
OPEN_ITEMS, LEAST_ITEMS, OPEN_LINES, LEAST_LINES = 3, 15, 10, 30
"""lines left open below what is there, and lines at least, of lists, and of codes and records"""


class InputsSheet(Struct):
    """Draws 情况说明."""

    ground: Ground
    plan: InputsPlan
    formulas: Formulas
    lists: CodeLists
    page: Page
    at: dict[str, int] = field(default_factory=dict)
    """the rows of inputs, by path"""

    def draw(self) -> None:
        page = self.page
        page.widths(WIDTHS)
        page.merged(1, 1, 1, LAST, "情况说明要填的内容", "题")
        page.merged(2, 1, 2, LAST, self._about(), "栏头")
        for column, head in enumerate(LINE_HEADS, start=1):
            page.text(HEAD, column, head, "表头")
        rows = list(self._rows(HEAD + 1))
        self.at = {path: row for row, path, _, _ in reversed(rows)}
        for row, path, form, number in rows:
            self._line(row, path, form, number)
        row = self._titles(rows)
        for group in self.plan.by_code:
            row = self._by_code(row + 1, group)
        for one in self.plan.records:
            row = self._records(row + 1, one)
        page.finished(landscape=True, heads=None, freeze=(HEAD, 1))

    def _about(self) -> str:
        return (
            f"黄色的格子填。金额单位{self.ground.unit}；没有的填0。两个数相同的，不写原因；"
            "不同的，原因写半句话，不写“主要原因是”，末尾不写句号。"
        )

    def _rows(self, row: int) -> Iterator[tuple[int, str, InputForm, int]]:
        """Row, path, input and number of the item; a row is left for the title of each section."""
        section = ""
        for path, form in self.plan.lines:
            if path.partition(".")[0] != section:
                section = path.partition(".")[0]
                row += 1
            for number in range(1, self._count(path, form) + 1):
                yield row, path, form, number if form.kind is InputKind.TEXTS else 0
                row += 1

    def _count(self, path: str, form: InputForm) -> int:
        if form.kind is not InputKind.TEXTS:
            return 1
        given = self.ground.document.inputs.get(path)
        there = len(given.value) if given is not None and isinstance(given.value, tuple) else 0
        return max(there + OPEN_ITEMS, LEAST_ITEMS)

    def _titles(self, rows: list[tuple[int, str, InputForm, int]]) -> int:
        """The titles of sections, in the rows left for them; gives the row below all."""
        taken = {row for row, *_ in rows}
        for row, path, _, _ in rows:
            if row - 1 not in taken:
                self.page.merged(row - 1, 1, row - 1, LAST, path.partition(".")[0], "小题")
        return max(taken, default=HEAD) + 1

    def _line(self, row: int, path: str, form: InputForm, number: int) -> None:
        page = self.page
        page.text(row, 1, shown(path) + (f"（{number}）" if number else ""), "印")
        self._value(row, FILLED, form, self._given(path, number))
        if existing_of(path):
            page.choices(row, FILLED, row, (NOTHING,), "没有的选“无”；有的空着。")
        page.text(row, 3, kind_shown(form, self.ground.unit), "印中")
        self._compared(row, form)
        remark = _remark(form) if number < 2 else ""
        page.text(row, LAST, remark, "印")
        given = self._given(path, number)
        text = given if isinstance(given, str) else ""
        page.height(row, max(lines_of(text, WIDTHS[FILLED - 1]), lines_of(remark, WIDTHS[LAST - 1])))

    def _given(self, path: str, number: int = 0) -> object:
        if group := existing_of(path):
            return NOTHING if self.ground.document.lacks(group) else None
        given = self.ground.document.inputs.get(path)
        if given is None:
            return None
        if not number or not isinstance(given.value, tuple):
            return given.value
        if not given.value:
            return NOTHING if number == 1 else None
        return given.value[number - 1] if number <= len(given.value) else None

    def _value(self, row: int, column: int, form: InputForm, value: object) -> None:
        """A cell to fill in, with what is there."""
        page = self.page
        style = {InputKind.AMOUNT: "填数", InputKind.COUNT: "填个数"}.get(form.kind, "填文")
        if isinstance(value, Amount):
            yuan = form.unit.yuan if form.unit else self.ground.document.head.unit.yuan
            page.number(row, column, float(value.yuan / yuan), style)
        elif isinstance(value, int):
            page.number(row, column, value, style)
        else:
            page.text(row, column, "" if value is None else str(value), style)
        if form.kind is InputKind.AMOUNT:
            page.amounts(row, column, row, form.unit.value if form.unit else self.ground.unit)
        elif form.kind is InputKind.COUNT:
            self._counted(row, column)

    def _counted(self, row: int, column: int) -> None:
        rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": "这里填个数"}
        self.page.check(row, column, row, column, {**rule, "error_message": "只填整数，不写“辆”“人次”等；没有的填0。"})

    def _compared(self, row: int, form: InputForm) -> None:
        """The figures beside an input: those whose difference a reason explains, or what the library has."""
        if form.explains is not None:
            self._explained(row, form.explains, "", FILLED)
            return
        known = self.ground.elsewhere(form) if form.source else None
        self.page.text(row, THIS, "", "印")
        if known is None:
            self.page.text(row, OTHER, "", "印")
        else:
            self._known(row, known)
        self.page.text(row, APART, "", "印")
        self.page.text(row, WANTED, KNOWN if known is not None else "", "印中")

    def _known(self, row: int, amount: Amount) -> None:
        value = self.ground.in_unit(amount)
        self.page.formula(row, OTHER, f"={value!r}", "推算", value)

    def _explained(self, row: int, pair: tuple[str, str], star: str, reason: int, code: str = "") -> None:
        """Two figures, their difference, and whether it asks for a reason."""
        page, values = self.page, []
        for column, name in ((THIS, pair[0]), (OTHER, pair[1])):
            formula = self._figure(row, name, star)
            value = self._worth(name, code)
            values.append(value)
            if formula:
                page.formula(row, column, formula, "推算", value)
            else:
                page.text(row, column, "", "推算")
        this, other, own = cell(row, THIS), cell(row, OTHER), cell(row, reason)
        apart = "" if "" in values else round(float(values[0]) - float(values[1]), 2)
        missing = f'OR({this}="",{other}="")'
        page.formula(row, APART, f'=IF({missing},"",ROUND({this}-{other},2))', "推算", apart)
        told = FIRST_FILL if apart == "" else GIVE if apart else EQUAL
        unsaid = f'IF({cell(row, APART)}=0,"{EQUAL}","{GIVE}")'
        empty, told = (
            (f'IF(TRIM({star})="","","{FIRST_FILL}")', told if code else "") if star else (f'"{FIRST_FILL}"', told)
        )
        group = self.ground.edition.group_of(pair[1].removeprefix("填报."))
        if group:
            empty = f'IF({cell(self.at[f"{group}.{EXISTS}"], FILLED)}="{NOTHING}","{NOT_THERE}",{empty})'
            told = NOT_THERE if self.ground.document.lacks(group) else told
        page.formula(row, WANTED, f"=IF({missing},{empty},{unsaid})", "印中", told)
        self._marked(row, reason, own)

    def _marked(self, row: int, column: int, own: str) -> None:
        """A missing reason stands out; where none is wanted, the cell is grey."""
        wanted = cell(row, WANTED, fixed=True)
        for test, style in ((f'=AND({wanted}="{GIVE}",TRIM({own})="")', "要填"), (f'={wanted}="{EQUAL}"', "不要填")):
            rule = {"type": "formula", "criteria": test, "format": self.page.styles[style]}
            self.page.sheet.conditional_format(row - 1, column - 1, row - 1, column - 1, rule)

    def _figure(self, row: int, name: str, star: str) -> str:
        """The formula for one of the two figures."""
        if not name.startswith("填报."):
            formula = self.formulas.of_quantity(name, star, SHEET)
            return f'=IF(TRIM({star})="","",{formula[1:]})' if star and formula else formula
        path = name.removeprefix("填报.")
        if ANY in path:
            place = f"{cell(row, 3)}"
            other = f"{cell(row, LAST + 1)}"
            return f'=IF({place}<>"",{place},IF({other}<>"",{other},""))'
        if path not in self.at:
            return ""
        own, known = cell(self.at[path], FILLED), cell(self.at[path], OTHER)
        return f'=IF({own}<>"",{own},IF({known}<>"",{known},""))'

    def _worth(self, name: str, code: str) -> float | str:
        """What it comes to in the document; "" where that is not known."""
        if ANY in name and not code:
            return ""
        if name.startswith("填报."):
            path = name.removeprefix("填报.").replace(ANY, code)
            given = self.ground.document.inputs.get(path)
            form = self.ground.edition.inputs.get(name.removeprefix("填报."))
            amount = given.value if given is not None else self.ground.elsewhere(form, code) if form else None
            return self.ground.in_unit(amount) if isinstance(amount, Amount) else ""
        with suppress(FormulaError):
            return self.ground.in_unit(self.ground.accounts.quantity(name.replace(ANY, code)))
        return 0.0

    def _by_code(self, row: int, group: ByCode) -> int:
        """A line for each code; gives the row below."""
        page = self.page
        page.merged(row, 1, row, LAST, group.title, "小题")
        placed = _placed(group)
        heads = {1: CODE_HEAD, 2: NAME_HEAD, THIS: "这个数", OTHER: "同它比", APART: "相差", WANTED: "要不要填"}
        heads |= {place: name or "填写" for name, place in placed.items()}
        for column, head in sorted(heads.items()):
            page.text(row + 1, column, head, "表头")
        known = any(form.source for _, form in group.fields)
        if known:
            page.text(row + 1, LAST + 1, "库里的数", "表头")
            page.widths([15.0], LAST + 1)
        codes = self._codes(group)
        lines = max(len(codes) + OPEN_LINES, LEAST_LINES)
        for number, code in enumerate((*codes, *[""] * (lines - len(codes))), start=row + 2):
            self._code(number, group, code, placed)
        return row + 2 + lines

    def _codes(self, group: ByCode) -> tuple[str, ...]:
        """The codes that were typed, that a neighbour has, and that have figures to explain."""
        inputs, found = self.ground.document.inputs, dict[str, None]()
        for name, _ in group.fields:
            stars = (matched(group.pattern(name), path) for path in inputs)
            found.update(dict.fromkeys(star for star in stars if star))
        for _, form in group.fields:
            found.update(dict.fromkeys(self.ground.codes_elsewhere(form)))
            with suppress(FormulaError):
                own = self.ground.accounts.codes(form.explains[0]) if form.explains else None
                found.update(dict.fromkeys(own or ()))
        return tuple(found)

    def _code(self, row: int, group: ByCode, code: str, placed: Mapping[str, int]) -> None:
        page = self.page
        own = cell(row, 1)
        page.text(row, 1, code, "填码")
        formula = self.lists.lookup(SUBJECT, own, "")
        if formula:
            page.formula(row, 2, formula, "印", self.ground.names(SUBJECT).get(code, ""))
        for column in range(THIS, LAST):
            page.text(row, column, "", "印")
        for name, form in group.fields:
            given: Input | None = self.ground.document.inputs.get(group.path(code, name))
            self._value(row, placed[name], form, given.value if given else None)
            if code and form.source:
                self._elsewhere(row, form, code)
        for explained in [form.explains for _, form in group.fields if form.explains][:1]:
            self._explained(row, explained, own, LAST, code)

    def _elsewhere(self, row: int, form: InputForm, code: str) -> None:
        """What the library says of a code already."""
        known = self.ground.elsewhere(form, code)
        if known is not None:
            value = self.ground.in_unit(known)
            self.page.formula(row, LAST + 1, f"={value!r}", "推算", value)

    def _records(self, row: int, one: OfRecords) -> int:
        """A line for each record; gives the row below."""
        page = self.page
        given = self.ground.document.inputs.get(one.path)
        lines = _records(given)
        names = tuple(dict.fromkeys((*one.offered, *chain.from_iterable(lines))))
        page.merged(row, 1, row, LAST, f"{one.title}；没有的，在第一行写“无”。{one.form.remark}", "小题")
        for column, name in enumerate(names, start=1):
            page.text(row + 1, column, name, "表头" if one.form.fields else "填文")
        if given is not None and names and not lines:
            lines = [{names[0]: NOTHING}]
        for number, record in enumerate((*lines, *[{}] * OPEN_LINES), start=row + 2):
            for column, name in enumerate(names, start=1):
                kind = one.form.fields.get(name, InputKind.TEXT)
                self._field(number, column, InputForm(kind=kind, unit=one.form.unit), record.get(name, ""))
        return row + 2 + len(lines) + OPEN_LINES

    def _field(self, row: int, column: int, form: InputForm, typed: str) -> None:
        """A field of a record, as typed."""
        plain = typed.replace(",", "")
        number = form.kind in (InputKind.AMOUNT, InputKind.COUNT) and plain.replace(".", "", 1).lstrip("-").isdigit()
        self._value(row, column, form, None if number else typed or None)
        if number:
            self.page.number(row, column, float(plain), "填数" if form.kind is InputKind.AMOUNT else "填个数")


def _placed(group: ByCode) -> dict[str, int]:
    """The column of each field: the first amount beside the names, the reason last, others behind."""
    amount = next((form for _, form in group.fields if form.kind is InputKind.AMOUNT), None)
    reason = next((form for _, form in group.fields if form.explains), None)
    behind = count(LAST + 2)
    return {name: 3 if form is amount else LAST if form is reason else next(behind) for name, form in group.fields}


def _records(given: Input | None) -> list[dict[str, str]]:
    """The records that were typed."""
    if given is None or not isinstance(given.value, tuple):
        return []
    return [dict(item) for item in given.value if isinstance(item, Mapping)]


def _remark(form: InputForm) -> str:
    """What the edition says to authors, and which two figures a reason is about."""
    if form.explains is None:
        return form.remark
    one, other = (shown(name.removeprefix("填报.").replace(".*", "")) for name in form.explains)
    return "。".join(filter(None, (form.remark, f"{one} 同 {other} 比")))
