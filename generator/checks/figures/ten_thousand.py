"""一万倍: amounts that were typed in another unit than the document's, beside what they belong to (domain 6.2).

In a document in 万元 the larger of two is suspect, in one in 元 the smaller; what is typed for the explanation is tied
to nothing, so it is the one to ask about, unless all of a document's totals are out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checks.comparisons import named
from gongkai.checks.context import Case
from gongkai.checks.figures.each import costs
from gongkai.checks.figures.magnitude import BOUNDED, WHOLE, oversize, undersize
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.quantities import INPUT, UnknownFigureError, inputs, known, largest, place_of, quantity
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.amounts import Amount, Unit
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.paths import matched
from gongkai.model.places import Place

NEAR = Decimal(100)
"""how many times its counterpart an amount can be and still vouch for its unit"""
FIRM = (Decimal(5000), Decimal(20000))
"""the narrower range for two figures of the tables, which are checked by their sums as well"""
MOST_NAMED = 4
BUDGETED = 7
"""digits of a 项"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """相近的两个数, by their formulas."""

    left: str
    right: str
    item: bool = False
    """of one 科目, whose budget may well not be spent"""
    stated: bool = False
    """by 相近, not by a reason"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """单位填错的数, and what is said of it."""

    formula: str
    place: Place | None
    told: str


def amounts_are_in_the_unit(case: Case) -> Iterator[Outcome]:
    """F204 相近的数差一万倍: an amount in 元 among 万元, or the reverse, told once for all that are alike."""
    if oversize(case) is not None or undersize(case) is not None:
        yield Skipped(reason=WHOLE)
        return
    if case.document.head.unit not in BOUNDED:
        yield Skipped(reason=f"以{case.document.head.unit.value}为单位的文件，差多少倍算是错了单位，还没有规定")
        return
    found: dict[str, Slip] = {}
    vouched: set[str] = set()
    dear = {one.form.amount for one in costs(case) if not one.sound}
    for pair in _pairs(case):
        if dear and INPUT not in pair.left + pair.right:
            continue  # F205 tells what is wrong with them
        try:
            left, right = abs(quantity(case, pair.left)), abs(quantity(case, pair.right))
        except (UnknownFigureError, FormulaError):
            continue  # N101 and N211 say what cannot be tested
        if not left.yuan or not right.yuan:
            continue
        slip = _slip(case, pair, left, right)
        if slip is not None:
            found.setdefault(slip.formula, slip)
            continue
        vouched.update(_vouched(pair.left, left, pair.right, right))
        yield Held()
    for slip in _alone(case, vouched | found.keys() | dear):
        found.setdefault(slip.formula, slip)
    if found:
        yield _finding(case, list(found.values()))


def _pairs(case: Case) -> Iterator[Pair]:
    """解释, 相近, and the sides of 填报勾稽 that are one figure each."""
    edition = case.document.edition
    for path, form in edition.inputs.items():
        if form.explains is None:
            continue
        left, right = form.explains
        if "*" not in path:
            yield Pair(left=left, right=right)
        for code in _codes(case, (left, right)) if "*" in path else ():
            yield Pair(left=left.replace("*", code), right=right.replace("*", code), item=len(code) == BUDGETED)
    for left, right in edition.magnitude.together.values():
        if all(known(edition, term.first.path) for side in (left, right) for term in parse(side)):
            yield Pair(left=left, right=right, stated=True)


def _codes(case: Case, formulas: tuple[str, str]) -> Iterator[str]:
    """What stands for * in the inputs that were typed."""
    for formula in formulas:
        pattern = formula.removeprefix(INPUT)
        if pattern != formula:
            yield from filter(None, (matched(pattern, given.path) for given in inputs(case, pattern)))


def _slip(case: Case, pair: Pair, left: Amount, right: Amount) -> Slip | None:
    """The one of two that is out by about ten thousand, if it is."""
    (small, less), (large, more) = sorted(((left, pair.left), (right, pair.right)), key=lambda one: one[0].yuan)
    bounds = case.document.edition.magnitude.slip
    if not pair.left.startswith(INPUT) and not pair.right.startswith(INPUT):
        bounds = FIRM
    times = large.yuan / small.yuan
    if not bounds[0] <= times <= bounds[1]:
        return None
    in_wan = case.document.head.unit is Unit.WAN
    suspect, amount, other, beside = (more, large, less, small) if in_wan else (less, small, more, large)
    if pair.item and not _out_of_scale(case, suspect, amount):
        return None  # a budget that was not spent, or one that grew
    told = (
        f"{_named(suspect)}是{case.shown(amount)}，{_named(other)}是{case.shown(beside)}，"
        f"相差约{times.to_integral_value():,f}倍"
    )
    return Slip(formula=suspect, place=place_of(case, suspect) or place_of(case, other), told=told)


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
        size, shown = abs(given.value.yuan), case.shown(given.value)
        told = ""
        if document.head.unit is Unit.YUAN and size < form.least:
            told = f"{_named(formula)}只有{shown}"
        elif document.head.unit is Unit.WAN and most and size > form.most * most:
            told = f"{_named(formula)}是{shown}，比报表里最大的数（{case.shown(Amount(yuan=most))}）还大得多"
        if told:
            yield Slip(formula=formula, place=given.place, told=told)


def _vouched(left: str, one: Amount, right: str, other: Amount) -> Iterator[str]:
    """The side that is typed, where a figure of the tables is near it; what is typed does not vouch for itself."""
    if 0 < max(one.yuan, other.yuan) <= NEAR * min(one.yuan, other.yuan):
        yield from (side for side, beside in ((left, right), (right, left)) if INPUT not in beside)


def _tied(case: Case) -> Iterator[str]:
    """Inputs that a stated relation puts near another figure, and those of which nothing else was spent."""
    for relation in case.document.edition.input_relations.values():
        try:
            sides = parse_comparison(relation.formula)
            left, right = abs(quantity(case, sides.left)), abs(quantity(case, sides.right))
        except (UnknownFigureError, FormulaError):
            continue
        yield from _vouched(sides.left, left, sides.right, right)
    for pair in _pairs(case):
        if not (pair.item or pair.stated):
            yield from _beside_nothing(case, pair)


def _beside_nothing(case: Case, pair: Pair) -> Iterator[str]:
    """Of the little that was spent last year and not this year, or the reverse, nothing can be said."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        try:
            if not quantity(case, other).yuan:
                yield one
        except (UnknownFigureError, FormulaError):
            continue


def _named(formula: str) -> str:
    return named(formula.replace(INPUT, ""))


def _finding(case: Case, slips: list[Slip]) -> Finding:
    unit, other = case.document.head.unit, "元" if case.document.head.unit is Unit.WAN else "万元"
    first, *more = slips
    names = "、".join(_named(slip.formula) for slip in more[:MOST_NAMED])
    also = f"；还有{names}{'等' if len(more) > MOST_NAMED else ''}{len(more)}个数也是这样" if more else ""
    return Finding(
        code=FindingCode.TEN_THOUSAND_TIMES,
        severity=Severity.WARNING if case.document.archived else Severity.INCONSISTENCY,
        place=first.place or case.document.place,
        message=f"像是{other}的数，填进了以{unit.value}为单位的文件：{first.told}{also}",
        hint=f"请按{unit.value}填（金额单位写在 document.yml）；数没有错的，在 waivers.yml 里写明理由",
        related=tuple(slip.place for slip in more if slip.place is not None)[:12],
    )


RULES = (Rule(code=FindingCode.TEN_THOUSAND_TIMES, check=amounts_are_in_the_unit, whole=True),)
