"""活的公式: what a cell derives from, as a formula over the cells that are typed.

The figures of a document are replaced by selections (which column of which table, under which conditions), and
worked out as any document is; what is left of a cell are the selections that it sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from operator import attrgetter

from msgspec.structs import replace

from gongkai.figures.classify_entries import TOTAL
from gongkai.figures.deriver import Deriver
from gongkai.figures.facts import LinearForm
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.conditions import Where, where
from gongkai.model.row_forms import RowForm
from gongkai.model.statements import Address
from gongkai.workbooks.columns import Role, SheetColumn
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.names import cell, on_sheet, reach
from gongkai.workbooks.plan import Plans, TablePlan
from gongkai.workbooks.selections import Selection, Selections, SheetQueries, SheetReferences
from gongkai.workbooks.sheet_lines import Helper, HelperKind, Line, LineKind

STAR = "0000000"
"""stands for the code that a line of a sheet holds"""
MOST = 8000
"""characters of a formula (Excel: 8,192)"""


Terms = Iterable[tuple[int, str]]
"""factor and reference"""


class Formulas:
    """公式 for the sheets of a workbook."""

    def __init__(self, ground: Ground, plans: Plans) -> None:
        self.ground = ground
        self.plans = plans
        self.used: set[tuple[str, int]] = set()
        """the hidden columns that formulas read, by table and place"""
        real = ground.accounts.deriver
        self.selections = Selections((), {})
        sorted_ = replace(real.sorted, facts=self.selections)
        self.deriver = Deriver(self.ground.edition, sorted_, real.naming)
        self.deriver.sheets = real.sheets
        listed = frozenset(name for name, plan in self.plans.tables.items() if plan.form.rule and plan.typed)
        queries = SheetQueries(self.ground.edition.tables, self.selections, listed=listed)
        self.deriver.queries = queries
        self.deriver.references = SheetReferences(
            self.ground.edition, self.deriver.sheets, queries, lambda address: self.deriver.cell(address)[0]
        )

    def of_cell(self, plan: TablePlan, number: int, block: int, line: Line, column: str) -> str:
        """The formula of an amount; "" where people type it, or it cannot be told."""
        try:
            if plan.form.rule is None and line.kind is LineKind.FIXED:
                return self._fixed(Address(plan.table, line.key, column), plan.sheet)
            return self._listed(plan, number, block, line, column)
        except FormulaError:
            return ""

    def of_quantity(self, reference: str, star: str, sheet: str) -> str:
        """The formula of an indicator or a formula of the edition; `star`: the cell with the code for its *."""
        try:
            parts = self.deriver.references.evaluate(reference.replace("*", STAR))
            terms = [
                term for part in parts for term in self._part(part.sign, part.form, part.address, {STAR: star}, sheet)
            ]
        except FormulaError:
            return ""
        return _written(terms)

    def _fixed(self, address: Address, sheet: str) -> str:
        """A cell of a fixed row: its row's formula, its column's, what it pulls, or the rows below it."""
        table, key, column = address
        row = self.deriver.sheets.known_row(table, key)
        working = self.deriver.working(row, address)
        formula = working.formula
        if formula:
            across = not working.of_row
            parts = self.deriver.references.evaluate(formula, address, across=across)
            return _written(
                [term for part in parts for term in self._part(part.sign, part.form, part.address, {}, sheet)]
            )
        if row.children and not working.pull:
            cells = [self.deriver.sheets.beside(address, child) for child in row.children]
            return _written([term for one in cells for term in self._part(1, {}, one, {}, sheet)])
        if not working.pull:
            return ""
        leaf = self.deriver.sheets.leaf(table, row, column)
        return _written(
            self._selected(self.deriver.queries.pull(working.pull, (*row.where, *where(leaf.where))), {}, sheet)
        )

    def _listed(self, plan: TablePlan, number: int, block: int, line: Line, column: str) -> str:
        """A cell of a line that figures make: across the line, or down its column."""
        form = plan.form
        leaf = form.parts[block].by_key[column]
        if leaf.formula:
            return self._across(plan, number, block, leaf.formula)
        rule = form.rule or next(iter(form.parts[block].rules), None)
        if rule is None:
            return ""
        stars, condition = _about(plan, number, line)
        if leaf.pull:
            pulled = self.deriver.queries.pull(leaf.pull, (*where(rule.where), *condition, *where(leaf.where)))
            return _written(self._selected(pulled, stars, plan.sheet))
        if line.dynamic and not line.above:
            return ""
        return _written(self._selected(self.selections.select(plan.table, column, condition), stars, plan.sheet))

    def _across(self, plan: TablePlan, number: int, block: int, formula: str) -> str:
        terms: list[tuple[int, str]] = []
        for term in parse(formula):
            called = plan.form.columns_called(term.first.path, block)
            if len(called) != 1 or term.last is not None:
                return ""
            terms.append((term.sign, cell(number, plan.column(block, called[0]))))
        return _written(terms)

    def _part(
        self, sign: int, form: LinearForm, address: Address | None, stars: Mapping[str, str], sheet: str
    ) -> Iterator[tuple[int, str]]:
        """A part of a formula: the cell that it names, if that stands on a sheet, else all that is behind it."""
        if address is not None and address in self.plans.cells:
            yield sign, self._reference(address, sheet)
            return
        if address is not None and not form:
            form = self.deriver.cell(address)[0]
        yield from ((sign * factor, text) for factor, text in self._selected(form, stars, sheet))

    def _reference(self, address: Address, sheet: str) -> str:
        plan, (row, column) = self.plans.tables[address.table], self.plans.cells[address]
        return cell(row, column) if plan.sheet == sheet else on_sheet(plan.sheet, cell(row, column))

    def _selected(self, form: LinearForm, stars: Mapping[str, str], sheet: str) -> Iterator[tuple[int, str]]:
        for number, factor in form.items():
            if factor:
                yield from ((factor, text) for text in self._summed(self.selections.known[number], stars, sheet))

    def _summed(self, one: Selection, stars: Mapping[str, str], sheet: str) -> Iterator[str]:
        plan = self.plans.tables.get(one.table)
        if plan is None:
            return
        same = [value for name, wanted in one.where if name == "行" for value in wanted]
        fixed = (key for key, row in plan.form.placed_rows.items() if self._typed(plan, row[1], one))
        for key in chain(fixed, same if plan.form.rules else ()):
            address = Address(one.table, key, one.column)
            if address in self.plans.cells:
                yield self._reference(address, sheet)
        if plan.form.rules and not same:
            yield from self._conditional(plan, one, stars, sheet)

    def _typed(self, plan: TablePlan, row: RowForm, one: Selection) -> bool:
        """Whether a fixed row's own figure is one of the selected."""
        if (row.name, one.column) not in plan.inputs:
            return False
        form = plan.form
        said = {name: attribute.default for name, attribute in form.attributes.items()}
        said |= {name: values[0] for name, values in row.where.items() if len(values) == 1}
        said |= {"行": row.name} | ({form.codes_are: row.code} if row.code else {})
        return all(
            said.get(name, "").startswith(wanted) and name in said
            if name in form.lists.coded
            else said.get(name) in wanted
            for name, wanted in one.where
        )

    def _conditional(self, plan: TablePlan, one: Selection, stars: Mapping[str, str], sheet: str) -> Iterator[str]:
        """SUMIFS over the lines of a table, one for each combination of the values that are wanted."""
        first, last = plan.span
        block = next((index for index, part in enumerate(plan.form.parts) if one.column in part.by_key), 0)
        amounts = plan.column(block, one.column)
        if not first or not amounts:
            return

        def lines(place: int) -> str:
            self.used.add((plan.table, place))
            return _at(plan, reach(first, last, place), sheet)

        lowest = plan.helper(HelperKind.LOWEST)
        choices = [[f"{lines(lowest)},1"]] if lowest else []
        for name, wanted in dict.fromkeys(one.where):
            tests = [f"{lines(place)},{value}" for place, value in _tests(plan, name, wanted, stars)]
            if not tests and not _is_default(plan, name, wanted):
                return
            choices.extend([tests] if tests else [])
        for chosen in product(*choices):
            yield f"SUMIFS({','.join((lines(amounts), *chosen))})" if chosen else lines(amounts)

    def hidden(self, plan: TablePlan) -> Iterator[tuple[int, Helper]]:
        """The hidden columns that are read: by formulas, or by such columns."""
        numbered = list(enumerate(plan.helpers, start=len(plan.columns) + 1))
        read = {place: one for place, one in numbered if (plan.table, place) in self.used}
        codes = {one.of for one in read.values() if one.kind is HelperKind.LEVEL}
        lowest = HelperKind.LOWEST in map(attrgetter("kind"), read.values())
        for place, one in numbered:
            if place in read or (one.kind is HelperKind.CODE and (lowest or one.of in codes)):
                yield place, one

    def helper(self, plan: TablePlan, number: int, one: Helper) -> str:
        """What a hidden column holds of a line."""
        first, last = plan.span
        code = cell(number, plan.helper(HelperKind.CODE, one.of)) if one.of else ""
        match one.kind:
            case HelperKind.CODE:
                return f"=TRIM({cell(number, one.place)})"
            case HelperKind.VALUE:
                own, default = cell(number, one.place), plan.form.attributes[one.of].default
                return f'=IF(TRIM({own})="",{_quoted(default)},TRIM({own}))'
            case HelperKind.LOWEST:
                place = _codes(plan)
                own = cell(number, place)
                return f'=IF({own}="",0,IF(COUNTIF({reach(first, last, place)},{own}&"?*")=0,1,0))'
            case HelperKind.LEVEL:
                return f'=IF(LEN({code})>={one.length},LEFT({code},{one.length}),"")'


def _codes(plan: TablePlan) -> int:
    """The hidden column with the codes of the lines."""
    key = next(column.key for column in plan.columns if column.role is Role.KEY)
    return plan.helper(HelperKind.CODE, key)


def _tests(plan: TablePlan, name: str, wanted: tuple[str, ...], stars: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Hidden columns and what has to stand there, for each of the values that are wanted of a name."""
    column = next((one for one in plan.columns if name in (one.key, one.by) and one.role in CHOSEN), None)
    if column is None:
        return
    for value in wanted:
        text = stars.get(value) or _quoted(value)
        yield from ((place, text) for place in _places(plan, column, value, open_=value in stars))


def _places(plan: TablePlan, column: SheetColumn, value: str, *, open_: bool) -> Iterator[int]:
    """The hidden columns in which a value stands; of a code that is not known yet (`open_`), those of every level."""
    lengths = plan.form.lists.coded[column.by].lengths if column.by in plan.form.lists.coded else ()
    if column.role is Role.ATTRIBUTE:
        yield plan.helper(HelperKind.VALUE, column.key)
    elif not lengths:
        yield plan.helper(HelperKind.CODE, column.key) or plan.columns.index(column) + 1
    for length in lengths if column.role is not Role.ATTRIBUTE else ():
        if open_ or length == len(value):
            yield plan.helper(HelperKind.LEVEL, column.key, length)


CHOSEN = (Role.KEY, Role.FIELD, Role.ATTRIBUTE)
"""columns that say what a line is about"""


def _is_default(plan: TablePlan, name: str, wanted: tuple[str, ...]) -> bool:
    """Whether every line of a table says so, because it has no choice."""
    attribute = plan.form.attributes.get(name)
    has_column = any(one.role is Role.ATTRIBUTE and one.key == name for one in plan.columns)
    return attribute is not None and not has_column and attribute.default in wanted


def _about(plan: TablePlan, number: int, line: Line) -> tuple[dict[str, str], Where]:
    """What a line is about: marks for the cells of its codes, and the condition with these marks."""
    if line.kind in (LineKind.TOTAL, LineKind.DEPARTMENT) or line.key == TOTAL:
        return {}, ()
    marks = {f"\0{column.key}": (column.key, place) for place, column in _identifying(plan)}
    stars = {mark: f"TRIM({cell(number, place)})" for mark, (_, place) in marks.items()}
    if not marks and line.row is not None and line.row.code:
        return {}, ((plan.form.rules[0].by[0], (line.row.code,)),)
    return stars, tuple((key, (mark,)) for mark, (key, _) in marks.items())


def _identifying(plan: TablePlan) -> Iterator[tuple[int, SheetColumn]]:
    """The columns that say what a line is about."""
    rule = plan.form.rule
    names = rule.by if rule is not None and rule.grouped else ()
    for place, column in enumerate(plan.columns, start=1):
        if column.role is Role.KEY or (column.role is Role.FIELD and column.key in names):
            yield place, column


def _quoted(text: str) -> str:
    """A text in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _at(plan: TablePlan, reference: str, sheet: str) -> str:
    return reference if plan.sheet == sheet else on_sheet(plan.sheet, reference)


def _written(terms: Terms) -> str:
    """甲 + 乙 - 丙 in two decimals; "" where nothing is left, or it is too long."""
    terms = list(terms)
    plus = [text for factor, text in terms for _ in range(factor)]
    minus = [text for factor, text in terms for _ in range(-factor)]
    if not plus and not minus:
        return ""
    sums = (f"SUM({','.join(plus)})" if plus else "0") + (f"-SUM({','.join(minus)})" if minus else "")
    formula = f"=ROUND({sums},2)"
    return formula if len(formula) <= MOST else ""
