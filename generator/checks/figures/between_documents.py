"""文件之间: figures that must go on from last year's document and from the budget."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from gongkai.checks.comparisons import WORDS, Compared, compared, named, severity
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import UnknownFigureError, of_neighbour, place_of
from gongkai.figures.borrowed import loan_of
from gongkai.figures.classify_entries import row_key
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount
from gongkai.model.edition import declared
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.model.statements import Address

_Typed = tuple[str, Amount, Place, str, Amount]
"""what was typed, its amount and place, the figure of a neighbour that it is (上年决算.收支总计), and that figure"""


def _entered(case: Case) -> Iterator[_Typed | Skipped]:
    for name, amount, place, source in (*_inputs(case), *_cells(case)):
        which, _, indicator = source.partition(".")
        try:
            yield name, amount, place, source, of_neighbour(case, which, indicator)
        except UnknownFigureError as error:
            yield Skipped(reason=str(error))


@each(_entered)
def entered_figures_agree(case: Case, typed: _Typed) -> Iterator[Said]:
    """C101 填的数与另一份文件: what is typed although last year's or this year's document has it (取; R42, X04).

    A figure is read there under the code that it had there (classifications/changes.csv).
    """
    name, amount, place, source, other = typed
    if not amount.agrees(other):
        which, _, indicator = source.partition(".")
        yield found(
            "C101",
            place,
            "两份",
            处=name,
            填=case.shown(amount),
            文件=case.neighbours[which].title,
            指标=indicator,
            应=case.shown(other),
            名=name.replace(".", "·"),
        )


def _none(case: Case) -> Iterator[tuple[str, Neighbour | None]]:
    """What the document says there is none of (上年: 无), and a document of it if there is one."""
    for group in case.document.declared_none:
        before = (other for which, other in case.neighbours.items() if which.startswith(group) and other.whole)
        yield group, next(before, None)


@each(_none)
def none_is_there(case: Case, one: tuple[str, Neighbour | None]) -> Iterator[Said]:
    """C101: 上年: 无, although the library has last year's document."""
    group, other = one
    place = case.document.declared_none[group]
    if other is not None:
        yield found("C101", place, "写明没有", hint="写明没有", related=(other.place,), 处=group, 文件=other.title)


def _inputs(case: Case) -> Iterator[tuple[str, Amount, Place, str]]:
    for path, answer in case.document.inputs.items():
        form, star = declared(case.document.edition.inputs, path) or (None, "")
        if form is not None and form.source and isinstance(answer.value, Amount):
            yield path, answer.value, answer.place, form.source.replace("*", star)


def _cells(case: Case) -> Iterator[tuple[str, Amount, Place, str]]:
    """Figures in columns and rows that another document fills."""
    for entry in case.document.entries:
        form = case.document.edition.tables[entry.table]
        for typed in entry.amounts:
            source = loan_of(form, row_key(form, entry), typed.column)
            if source:
                yield str(Address(entry.table, entry.row, typed.column)), typed.amount, typed.place, source


def _continuity(case: Case) -> Iterator[Compared | Skipped]:
    for name, neighbour in case.neighbours.items():
        if neighbour.estimated:
            yield Skipped(reason=f"{name}是前身按比例分来的，不核对衔接")
    exact = {name: one for name, one in case.neighbours.items() if not one.estimated}
    yield from compared(replace(case, neighbours=exact), case.document.edition.continuity)


@each(_continuity)
def figures_go_on(case: Case, one: Compared) -> Iterator[Said]:
    """C201 文件之间的衔接: relations with last year's and the same year's documents (衔接 in checks.yml; rule R42).

    A department that was renamed is the same department: documents are found by its folder, not by its name.
    """
    if not one.holds:
        relation, sides = one.relation, one.comparison
        yield found(
            "C201",
            place_of(case, sides.left) or case.figures_file,
            hint="说明" if relation.remark else "没有说明",
            severity=severity(case, relation),
            条=one.number,
            左=named(sides.left),
            左数=case.shown(one.left),
            应=WORDS[sides.sign],
            右=named(sides.right),
            右数=case.shown(one.right),
            差=case.shown(abs(one.difference)),
            说明=relation.remark,
        )
