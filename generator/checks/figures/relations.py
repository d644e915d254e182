"""版式的勾稽关系: what an edition demands of figures that nothing derives from each other (checks.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.checks.comparisons import WORDS, holds, named, severity
from gongkai.checks.context import Case
from gongkai.checks.figures.lost import lost
from gongkai.checks.figures.printed import MOST_RELATED, contradicted
from gongkai.checks.figures.stated import Stated, stated
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.relations import Weight

OF_NOTHING = {"=": "应是零", "≤": "不应大于零", "≥": "不应是负数"}
"""how a relation with nothing (0) on its right is told"""


_Judged = tuple[Stated, Said | None]
"""a relation, and what is to be said of it"""


def _judged(case: Case) -> Iterator[_Judged | Skipped]:
    """Every relation; of broken ones that say the same, the narrowest is told, and of one relation's rows no total."""
    judged = [one if isinstance(one, Skipped) else (one, _said(case, one)) for one in stated(case)]
    broken = [one for one in judged if isinstance(one, tuple) and isinstance(one[1], Finding)]
    yield from (one for one in judged if one not in broken)
    numbers = list(dict.fromkeys(one.number for one, _ in broken))

    def width(pair: _Judged) -> tuple[int, int, bool]:
        one, _ = pair
        return (len(case.accounts.facts.parts(one.form)), numbers.index(one.number), _sums_rows(case, one))

    told: dict[int, list[Stated]] = {}
    for one, finding in sorted(broken, key=width):
        cause = _cause(case, one, told)
        if cause is None:
            told.setdefault(min(dict(case.accounts.facts.parts(one.form)), default=-1), []).append(one)
        yield one, finding if cause is None else Skipped(reason=f"{one.number}：{cause.number}改正以后再核对")


@each(_judged)
def relations_hold(_: Case, judged: _Judged) -> Iterator[Said]:
    """F301 版式规定的勾稽: relations between figures that the edition states, within rounding (domain 2.1, 2.2, 2.5).

    A relation is violated only if no exact amounts within the rounding of the figures satisfy it.  Figures that stand
    on both sides cancel, so that they widen nothing.  What a figure's own details contradict is the matter of F101, and
    what a narrower relation explains (that of one fund, that of one row) is not told again of the whole.
    """
    yield from filter(None, judged[1:])


def _sums_rows(case: Case, one: Stated) -> bool:
    """Whether it speaks of totals of other rows."""
    return any(relation.kind == "行" for cell in one.cells(case) for relation in cell.relations)


def _cause(case: Case, one: Stated, told: Mapping[int, list[Stated]]) -> Stated | None:
    """A broken relation that explains this one: without it and others that are told, it holds.

    `told`: by the first figure of each.
    """
    facts = case.accounts.facts
    rest = dict(facts.parts(one.form))
    cause: Stated | None = None
    for other in [other for fact in sorted(rest) for other in told.get(fact, ())]:
        own = facts.parts(other.form)
        serious = other.relation.weight is not Weight.WARNING or one.relation.weight is Weight.WARNING
        if serious and any(all(rest.get(fact) == sign * factor for fact, factor in own) for sign in (1, -1)):
            for fact, _ in own:
                del rest[fact]
            cause = cause or other
    return cause if cause is not None and holds(one.sign, facts.total(rest)) else None


def _said(case: Case, one: Stated) -> Said | None:
    total = case.accounts.facts.total
    unsettled = next((cell for cell in one.cells(case) if contradicted(case, cell)), None)
    if unsettled is not None:
        return Skipped(reason=f"{one.number}：{unsettled.address}与自己的明细不符，先改正它")
    if holds(one.sign, one.printed) and holds(one.sign, total(one.form)):
        return None
    lost_ones = frozenset().union(*lost(case).values())
    without = {fact: factor for fact, factor in one.form.items() if fact not in lost_ones}
    if len(without) < len(one.form) and holds(one.sign, total(without)):
        return Skipped(reason=f"{one.number}：F306指出的数有了行以后再核对")
    return _finding(case, one)


def _finding(case: Case, one: Stated) -> Finding:
    place, *related = _places(case, one)
    bare = not one.right.parts
    return found(
        "F301",
        place,
        "同零比" if bare else "有尾差" if one.printed.margin else "无尾差",
        hint="说明" if one.relation.remark else "没有说明",
        severity=severity(case, one.relation),
        related=tuple(related[:MOST_RELATED]),
        条=one.number,
        左=named(one.left.formula),
        左数=case.shown(one.left.printed),
        应=OF_NOTHING[one.sign] if bare else WORDS[one.sign],
        右=named(one.right.formula),
        右数=case.shown(one.right.printed),
        差=case.shown(abs(one.printed)),
        说明=one.relation.remark,
    )


def _places(case: Case, one: Stated) -> list[Place]:
    """Where the figures of both sides were typed: printed cells first, then what they sum; at least the file."""
    facts = case.accounts.facts
    cells = [cell.place for cell in one.cells(case) if cell.place is not None]
    sums = facts.places(fact for side in one.sides for fact in side.facts() if facts.items[fact].amount.yuan)
    return [*dict.fromkeys((*cells, *sums))] or [case.figures_file]
