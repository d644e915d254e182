"""填报项: what people type for the explanation, among itself and against the tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.comparisons import WORDS, Compared, compared, named, severity
from gongkai.checks.context import Case
from gongkai.checks.culprits import Explanation, explain, sure
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import INPUT, UnknownFigureError, inputs, known, names_in, place_of, quantity
from gongkai.checks.texts import Source, Written, written
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.amounts import Amount
from gongkai.model.entries import Input
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.model.relations import CountedForm

OFFICES = "机构"
MOST_NAMED = 6


def _relations(case: Case) -> Iterator[Compared | Skipped]:
    edition = case.document.edition
    stated = edition.input_relations.items()
    return compared(
        case, {number: one for number, one in stated if all(known(edition, name) for name in names_in(one.formula))}
    )


@each(_relations)
def inputs_tie(case: Case, one: Compared) -> Iterator[Said]:
    """N211 填报的数: relations that the edition states (填报勾稽; rules X07, X10, X11, X13, X14)."""
    if not one.holds:
        relation, left, right = one.relation, one.comparison.left, one.comparison.right
        likely = _likely(case, one)
        named_ones, sides = [given.place for given, _ in likely], (place_of(case, left), place_of(case, right))
        places = (*named_ones, *sides) if len(likely) == 1 else (sides[0], *named_ones, sides[1])
        place, *related = [*dict.fromkeys(filter(None, places))] or [_explanation(case)]
        remark = "说明" if relation.remark else "核对"
        yield found(
            "N211",
            place,
            hint=f"{remark}和候选" if likely else remark,
            severity=severity(case, relation),
            related=tuple(related),
            候选="、".join(f"{given.path.replace('.', '·')}（第{given.place.line}行）" for given, _ in likely),
            因=likely[0][1].reason if len(likely) == 1 else "",
            号=one.number,
            左=_named(left),
            左数=_shown(case, left, one.left),
            关系=WORDS[one.comparison.sign],
            右=_named(right),
            右数=_shown(case, right, one.right),
            差=_shown(case, left, abs(one.difference)),
            说明=relation.remark,
        )


def _likely(case: Case, one: Compared) -> list[tuple[Input, Explanation]]:
    """Of an equation, the inputs of which one, mistyped in a usual way, explains all of the difference.

    The one alone that is likelier than all others together, if there is one; none where there are too many.
    """
    weighed = [pair for pair in _explained(case, one) if pair[1].slip] if one.comparison.sign == "=" else []
    total = sum(explanation.weight for _, explanation in weighed)
    sure_ones = [pair for pair in weighed if pair[1].weight >= sure() * total]
    return sure_ones or (weighed if len(weighed) <= MOST_NAMED else [])


def _explained(case: Case, one: Compared) -> Iterator[tuple[Input, Explanation]]:
    """Each input with how it came to be typed so, if all of the difference is its own."""
    for side, formula in ((1, one.comparison.left), (-1, one.comparison.right)):
        for term in parse(formula):
            for given in inputs(case, term.first.path.removeprefix(INPUT)):
                if isinstance(given.value, Amount) and given.value.yuan:
                    off = one.difference.yuan * side * term.sign
                    meant, margin = given.value.yuan - off, given.value.margin
                    yield given, explain(given.value, meant - margin, meant + margin, None)


def _explanation(case: Case) -> Place:
    return Place(path=f"{case.document.place.path}/explanation.yml")


def _named(formula: str) -> str:
    """A formula for a message; * is told as 各项."""
    return named(formula.replace(INPUT, "").replace(".*", "·各项"))


def _shown(case: Case, formula: str, amount: Amount) -> str:
    """An amount with its unit; a count as it is."""
    first = next((given.value for given in inputs(case, formula.split(" ", maxsplit=1)[0].removeprefix(INPUT))), None)
    return f"{amount.yuan:f}" if isinstance(first, int) else case.shown(amount)


_Counted = tuple[CountedForm, Amount, dict[str, Decimal]]
"""what was spent, and how many of each"""


def _counted(case: Case) -> Iterator[_Counted | Skipped]:
    for form in case.document.edition.counted:
        try:
            amount = quantity(case, form.amount)
            counts = {name: quantity(case, INPUT + name).yuan for name in form.counts}
        except (UnknownFigureError, FormulaError) as error:
            yield Skipped(reason=str(error))
            continue
        if amount.yuan or any(counts.values()):
            yield form, amount, counts


@each(_counted)
def amounts_go_with_counts(case: Case, counted: _Counted) -> Iterator[Said]:
    """T101 有金额就有数量: what was spent on guests, trips or vehicles, and how many (有数有量; rule X10)."""
    form, amount, counts = counted
    wrong = [name for name, count in counts.items() if bool(count) != bool(amount.yuan)]
    if not wrong:
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


def _offices(case: Case) -> Iterator[Written]:
    return (text for text in written(case) if text.source is Source.PROFILE and OFFICES in text.path)


@each(_offices)
def offices_are_not_the_bureau(case: Case, text: Written) -> Iterator[Said]:
    """N212 内设机构: an office of the bureau is not the bureau itself (rule X16)."""
    document = case.document
    if text.text in (document.name, document.bare_name, document.department.name_in(document.year)):
        yield found("N212", text.place, 项=text.path.rpartition(".")[2], 名=text.text)
