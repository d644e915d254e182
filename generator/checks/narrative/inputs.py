"""填报项: what people type for the explanation, among itself and against the tables."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.comparisons import WORDS, Violated, compared, named, severity
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.quantities import INPUT, UnknownFigureError, inputs, known, names_in, place_of, quantity
from gongkai.checks.texts import Source, written
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.model.relations import CountedForm, RelationForm

OFFICES = "机构"


def inputs_tie(case: Case) -> Iterator[Outcome]:
    """N211 填报的数: relations that the edition states (填报勾稽; rules X07, X10, X11, X13, X14)."""
    for number, relation in case.document.edition.input_relations.items():
        if all(known(case.document.edition, name) for name in names_in(relation.formula)):
            yield from _relation(case, number, relation)


def _relation(case: Case, number: str, relation: RelationForm) -> Iterator[Outcome]:
    result = compared(case, number, relation)
    if not isinstance(result, Violated):
        yield from filter(None, (result,))
        return
    left, right = result.comparison.left, result.comparison.right
    yield found(
        "N211",
        place_of(case, left) or _explanation(case),
        hint="说明" if relation.remark else "核对",
        severity=severity(case, relation),
        related=tuple(filter(None, (place_of(case, right),))),
        号=number,
        左=_named(left),
        左数=_shown(case, left, result.left),
        关系=WORDS[result.comparison.sign],
        右=_named(right),
        右数=_shown(case, right, result.right),
        差=_shown(case, left, abs(result.difference)),
        说明=relation.remark,
    )


def _explanation(case: Case) -> Place:
    return Place(path=f"{case.document.place.path}/explanation.yml")


def _named(formula: str) -> str:
    """A formula for a message; * is told as 各项."""
    return named(formula.replace(INPUT, "").replace(".*", "·各项"))


def _shown(case: Case, formula: str, amount: Amount) -> str:
    """An amount with its unit; a count as it is."""
    first = next((given.value for given in inputs(case, formula.split(" ", maxsplit=1)[0].removeprefix(INPUT))), None)
    return f"{amount.yuan:f}" if isinstance(first, int) else case.shown(amount)


def amounts_go_with_counts(case: Case) -> Iterator[Outcome]:
    """T101 有金额就有数量: what was spent on guests, trips or vehicles, and how many (有数有量; rule X10)."""
    for form in case.document.edition.counted:
        yield from _counted(case, form)


def _counted(case: Case, form: CountedForm) -> Iterator[Outcome]:
    try:
        amount = quantity(case, form.amount)
        counts = {name: quantity(case, INPUT + name).yuan for name in form.counts}
    except (UnknownFigureError, FormulaError) as error:
        yield Skipped(reason=str(error))
        return
    if not amount.yuan and not any(counts.values()):
        return
    wrong = [name for name, count in counts.items() if bool(count) != bool(amount.yuan)]
    if not wrong:
        yield Held(count=len(counts))
        return
    names = "、".join(name.replace(".", "·") for name in wrong)
    given = case.document.inputs.get(wrong[0])
    numbers = "0" if amount.yuan else "、".join(f"{counts[name]:f}" for name in wrong)
    yield found(
        "T101",
        given.place if given else _explanation(case),
        "没有数量" if amount.yuan else "没有金额",
        related=tuple(filter(None, (place_of(case, form.amount),))),
        题=form.title,
        金额=case.shown(amount),
        各量=names,
        数=numbers,
    )


def offices_are_not_the_bureau(case: Case) -> Iterator[Outcome]:
    """N212 内设机构: an office of the bureau is not the bureau itself (rule X16)."""
    document = case.document
    own = {document.name, document.bare_name, document.department.name_in(document.year)}
    for text in written(case):
        if text.source is Source.PROFILE and OFFICES in text.path:
            wrong, item = text.text in own, text.path.rpartition(".")[2]
            yield found("N212", text.place, 项=item, 名=text.text) if wrong else Held()
