"""文件之间: figures that must go on from last year's document, from the budget, and from the units' documents."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.comparisons import WORDS, Violated, compared, named, severity
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.quantities import UnknownFigureError
from gongkai.checks.unread import reason_of_formula
from gongkai.figures.borrowed import loan_of
from gongkai.figures.classify_entries import row_key
from gongkai.figures.formulas import FormulaError, parse
from gongkai.figures.neighbours import SplitCodeError, UnreadError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.edition import declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.relations import RelationForm
from gongkai.model.statements import Address


def entered_figures_agree(case: Case) -> Iterator[Outcome]:
    """C101 填的数与另一份文件: what is typed although last year's or this year's document has it (取; R42, X04).

    A figure is read there under the code that it had there (classifications/changes.csv).
    """
    for name, amount, place, source in (*_inputs(case), *_cells(case)):
        which, _, indicator = source.partition(".")
        try:
            other = _of_neighbour(case, which, indicator)
        except UnknownFigureError as error:
            yield Skipped(reason=str(error))
            continue
        if amount.agrees(other):
            yield Held()
            continue
        there = f"{case.neighbours[which].title}·{indicator}是{case.shown(other)}"
        yield Finding(
            code=FindingCode.NEIGHBOUR_DIFFERS,
            severity=Severity.INCONSISTENCY,
            place=place,
            message=f"“{name}”填的是{case.shown(amount)}，{there}",
            hint="两份文件里的同一个数应当一样；这一项可以不填，会自动取用",
            note=f"“{name.replace('.', '·')}”按{case.shown(amount)}计算，{there}",
        )


_Typed = tuple[str, Amount, Place, str]
"""what was typed, its amount and place, and the figure of a neighbour that it is (上年决算.收支总计)"""


def _inputs(case: Case) -> Iterator[_Typed]:
    for path, answer in case.document.inputs.items():
        form, star = declared(case.document.edition.inputs, path) or (None, "")
        if form is not None and form.source and isinstance(answer.value, Amount):
            yield path, answer.value, answer.place, form.source.replace("*", star)


def _cells(case: Case) -> Iterator[_Typed]:
    """Figures in columns and rows that another document fills."""
    for entry in case.document.entries:
        form = case.document.edition.tables[entry.table]
        for typed in entry.amounts:
            source = loan_of(form, row_key(form, entry), typed.column)
            if source:
                yield str(Address(entry.table, entry.row, typed.column)), typed.amount, typed.place, source


def figures_go_on(case: Case) -> Iterator[Outcome]:
    """C201 文件之间的衔接: relations with last year's and the same year's documents (衔接 in checks.yml; rule R42).

    A department that was renamed is the same department: documents are found by its folder, not by its name.
    """
    for number, relation in case.document.edition.continuity.items():
        yield from _relation(case, number, relation)


def _relation(case: Case, number: str, relation: RelationForm) -> Iterator[Outcome]:
    unread = reason_of_formula(case, relation.formula)
    if unread:
        yield Skipped(reason=f"{number}：{unread}")
        return
    found = compared(number, relation, lambda formula: _amount(case, formula))
    if not isinstance(found, Violated):
        yield from filter(None, (found,))
        return
    left, right = found.comparison.left, found.comparison.right
    yield Finding(
        code=FindingCode.BETWEEN_DOCUMENTS,
        severity=severity(case, relation),
        place=_place(case, left),
        message=(
            f"{number}：{named(left)}是{case.shown(found.left)}，{WORDS[found.comparison.sign]}"
            f"{named(right)}（{case.shown(found.right)}），{case.apart(found.difference)}"
        ),
        hint=relation.remark or "请核对两份文件",
    )


def _amount(case: Case, formula: str) -> Amount:
    """A signed sum of indicators of this document and its neighbours.

    Raises UnknownFigureError if a neighbour or its indicator does not exist, FormulaError if this document's does not.
    """
    total = NOTHING
    for term in parse(formula):
        which, _, name = term.first.path.partition(".")
        there = which in case.document.edition.kind.neighbours
        amount = _of_neighbour(case, which, name) if there else case.accounts.quantity(term.first.path)
        total = total + amount if term.sign > 0 else total - amount
    return total


def _of_neighbour(case: Case, which: str, name: str) -> Amount:
    other = case.neighbours.get(which)
    if other is None:
        raise UnknownFigureError(f"没有{which}")
    try:
        return other.quantity(name)
    except (SplitCodeError, UnreadError) as error:
        raise UnknownFigureError(str(error)) from error
    except FormulaError as error:
        raise UnknownFigureError(f"{which}没有“{name}”") from error


def department_is_its_units(case: Case) -> Iterator[Outcome]:
    """C202 部门等于各单位相加: where units publish for themselves, the department's figures are their sums (rule R45).

    Tested only if every unit of the department has a document; sums may be smaller by what units pay each other, so
    it is to be explained, not wrong by itself.
    """
    document = case.document
    units = document.department.units_in(document.year)
    publishing = [unit for unit in units if unit.folder]
    if not publishing or document.kind.of_unit:
        return
    absent = [unit.name for unit in units if unit.name not in case.units]
    for name in document.edition.totals_of_units:
        if absent:
            yield Skipped(reason=f"{name}：没有{'、'.join(absent)}的同类文件")
            continue
        yield _total(case, name)


def _total(case: Case, name: str) -> Outcome:
    unread = reason_of_formula(case, name)
    if unread:
        return Skipped(reason=f"{name}：{unread}")
    total = NOTHING
    try:
        own = case.accounts.quantity(name)
        for accounts in case.units.values():
            total = total + accounts.quantity(name)
    except FormulaError as error:
        return Skipped(reason=f"{name}：{error}")
    if own.agrees(total):
        return Held()
    return Finding(
        code=FindingCode.SUM_OF_UNITS,
        severity=Severity.WARNING,
        place=_place(case, name),
        message=(
            f"{name}：部门是{case.shown(own)}，{'、'.join(case.units)}合起来是{case.shown(total)}，"
            f"{case.apart(own - total)}"
        ),
        hint="部门的数应当是各单位的和；单位之间有往来、汇总时抵销的，请在情况说明里写明",
    )


def _place(case: Case, formula: str) -> Place:
    """Where a figure of this document was typed that a formula names; at least the file."""
    for term in parse(formula):
        if term.first.path.partition(".")[0] in case.document.edition.kind.neighbours:
            continue
        for part in case.accounts.deriver.references.evaluate(term.first.path):
            cell = case.accounts.cells.get(part.address) if part.address else None
            if cell is not None and cell.place is not None:
                return cell.place
            facts = [case.accounts.facts.items[fact].place for fact in part.form]
            if facts:
                return min(facts)
    return Place(path=f"{case.document.place.path}/figures.yml")


RULES = (
    Rule(code=FindingCode.NEIGHBOUR_DIFFERS, check=entered_figures_agree),
    Rule(code=FindingCode.BETWEEN_DOCUMENTS, check=figures_go_on),
    Rule(code=FindingCode.SUM_OF_UNITS, check=department_is_its_units),
)
