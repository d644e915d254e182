"""一万倍: amounts that were typed in another unit than the document's, beside what they belong to (domain 6.2).

In a document in 万元 the larger of two is suspect, in one in 元 the smaller; what is typed for the explanation is tied
to nothing, so it is the one to ask about, unless all of a document's totals are out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.comparisons import authored, named
from gongkai.checks.context import Case
from gongkai.checks.figures.each import costs
from gongkai.checks.figures.magnitude import BOUNDED, WHOLE, unit_is_wrong
from gongkai.checks.figures.printed import MOST_RELATED
from gongkai.checks.outcomes import Said, Skipped, together
from gongkai.checks.pairs import Pair, explained
from gongkai.checks.quantities import INPUT, UnknownFigureError, known, largest, place_of, quantity
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

MOST_NAMED = 4
BUDGETED = 7
"""digits of a 项"""


class Slip(Struct, frozen=True, kw_only=True):
    """单位填错的数, beside another, or beside the largest of the tables."""

    formula: str
    place: Place | None
    amount: Amount
    other: str = ""
    beside: Amount = NOTHING


def _compared(case: Case) -> Iterator[Pair | Skipped]:
    """What is typed for the explanation, and pairs of figures that are near each other."""
    unit = case.document.head.unit
    if unit_is_wrong(case):
        yield Skipped(reason=WHOLE)
    elif unit not in BOUNDED:
        yield Skipped(reason=f"以{unit.value}为单位的文件，差多少倍算是错了单位，还没有规定")
    else:
        yield from _pairs(case)
        for path, given in case.document.inputs.items():
            if isinstance(given.value, Amount) and given.value.yuan:
                yield Pair(newer=INPUT + path, older="")


@together(_compared)
def amounts_are_in_the_unit(case: Case, pairs: list[Pair]) -> Iterator[Said]:
    """F204 相近的数差一万倍: an amount in 元 among 万元, or the reverse, told once for all that are alike."""
    told = _slips(case, pairs)
    if told:
        yield _finding(case, list(told.values()))


def slips(case: Case) -> Mapping[str, Slip]:
    """The figures that are told to be in another unit, by their formulas."""
    return _slips(case, [pair for pair in _compared(case) if isinstance(pair, Pair)])


def _slips(case: Case, pairs: Iterable[Pair]) -> Mapping[str, Slip]:
    slips: dict[str, Slip] = {}
    vouched: set[str] = set()
    dear = {one.form.amount for one in costs(case) if not one.sound}
    for pair, left, right in _sizes(case, pairs):
        slip = _slip(case, pair, left, right)
        if dear and INPUT not in pair.newer + pair.older:
            continue  # F205 tells what is wrong with them
        if slip is not None:
            slips.setdefault(slip.formula, slip)
        else:
            vouched.update(_vouched(pair.newer, left, pair.older, right))
    for slip in _alone(case, vouched | slips.keys() | dear) if pairs and not case.document.unread else ():
        slips.setdefault(slip.formula, slip)
    return slips


def _sizes(case: Case, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Amount, Amount]]:
    """Pairs of which neither is nothing."""
    for pair in pairs:
        left, right = (_size(case, side) if side else NOTHING for side in (pair.newer, pair.older))
        if left.yuan and right.yuan:
            yield pair, left, right


def _size(case: Case, formula: str) -> Amount:
    """A figure without its sign; nothing where it is not there: N101 and N211 say what cannot be tested."""
    try:
        return abs(quantity(case, formula))
    except (UnknownFigureError, FormulaError):
        return NOTHING


def _pairs(case: Case) -> Iterator[Pair]:
    """解释, 相近, and the sides of 填报勾稽 that are one figure each."""
    yield from explained(case)
    edition = case.document.edition
    for left, right in edition.magnitude.together.values():
        if all(known(edition, term.first.path) for side in (left, right) for term in parse(side)):
            yield Pair(newer=left, older=right)


def _slip(case: Case, pair: Pair, left: Amount, right: Amount) -> Slip | None:
    """The one of two that is out by about ten thousand, if it is."""
    (small, less), (large, more) = sorted(((left, pair.newer), (right, pair.older)), key=lambda one: one[0].yuan)
    bounds = case.document.edition.magnitude.slip
    if not pair.newer.startswith(INPUT) and not pair.older.startswith(INPUT):
        bounds = (bound_of("F204", "表内最少倍"), bound_of("F204", "表内最多倍"))
    if not bounds[0] <= large.yuan / small.yuan <= bounds[1]:
        return None
    in_wan = case.document.head.unit is Unit.WAN
    suspect, amount, other, beside = (more, large, less, small) if in_wan else (less, small, more, large)
    if len(pair.code) == BUDGETED and not _out_of_scale(case, suspect, amount):
        return None  # a budget that was not spent, or one that grew
    place = place_of(case, suspect) or place_of(case, other)
    return Slip(formula=suspect, place=place, amount=amount, other=other, beside=beside)


def _out_of_scale(case: Case, suspect: str, amount: Amount) -> bool:
    """Of one 科目: whether it is too much for the department as the other file has it; too little only if typed."""
    typed = suspect.startswith(INPUT)
    if case.document.head.unit is not Unit.WAN:
        return typed
    other = largest(case) if typed else max(_told(case), default=amount.yuan)
    return amount.yuan > case.document.edition.magnitude.most * other


def _told(case: Case) -> Iterator[Decimal]:
    return (abs(given.value.yuan) for given in case.document.inputs.values() if isinstance(given.value, Amount))


def _alone(case: Case, settled: set[str]) -> Iterator[Slip]:
    """Typed amounts that nothing is near, and that are no amounts in this unit."""
    document, form = case.document, case.document.edition.magnitude
    near = settled | set(_tied(case))
    most = largest(case)
    for path, given in document.inputs.items():
        formula = INPUT + path
        if not isinstance(given.value, Amount) or not given.value.yuan or formula in near:
            continue
        size = abs(given.value.yuan)
        if document.head.unit is Unit.YUAN and size < form.least:
            yield Slip(formula=formula, place=given.place, amount=given.value)
        elif document.head.unit is Unit.WAN and most and size > form.most * most:
            yield Slip(formula=formula, place=given.place, amount=given.value, beside=Amount(yuan=most))


def _vouched(left: str, one: Amount, right: str, other: Amount) -> Iterator[str]:
    """The side that is typed, where a figure of the tables is near it; what is typed does not vouch for itself."""
    if 0 < max(one.yuan, other.yuan) <= bound_of("F204", "相近的倍数") * min(one.yuan, other.yuan):
        yield from (side for side, beside in ((left, right), (right, left)) if INPUT not in beside)


def _tied(case: Case) -> Iterator[str]:
    """Inputs that a stated relation puts near another figure, and those of which nothing else was spent."""
    for relation in case.document.edition.input_relations.values():
        try:
            sides = parse_comparison(relation.formula)
        except FormulaError:
            continue
        yield from _vouched(sides.left, _size(case, sides.left), sides.right, _size(case, sides.right))
    for pair in explained(case):
        if len(pair.code) != BUDGETED:
            yield from _beside_nothing(case, pair)


def _beside_nothing(case: Case, pair: Pair) -> Iterator[str]:
    """Of the little that was spent last year and not this year, or the reverse, nothing can be said."""
    for one, other in ((pair.newer, pair.older), (pair.older, pair.newer)):
        try:
            if not quantity(case, other).yuan:
                yield one
        except (UnknownFigureError, FormulaError):
            continue


def _named(formula: str) -> str:
    return named(formula.replace(INPUT, ""))


def _finding(case: Case, slips: list[Slip]) -> Finding:
    unit, other = case.document.head.unit, Unit.YUAN if case.document.head.unit is Unit.WAN else Unit.WAN
    first, *more = slips
    times = first.amount.yuan / first.beside.yuan if first.other else Decimal(1)
    names = "、".join(_named(slip.formula) for slip in more[:MOST_NAMED])
    return found(
        "F204",
        first.place or case.document.place,
        "相差" if first.other else "太多" if first.beside.yuan else "太少",
        severity=authored(case),
        related=tuple(slip.place for slip in more if slip.place is not None)[:MOST_RELATED],
        单位=unit.value,
        他单位=other.value,
        甲=_named(first.formula),
        甲数=case.shown(first.amount),
        乙=_named(first.other),
        乙数=case.shown(first.beside),
        倍=f"{max(times, 1 / times).to_integral_value():,f}",
        最大=case.shown(first.beside),
        其余=f"{names}{'等' if len(more) > MOST_NAMED else ''}{len(more)}" if more else "",
    )
