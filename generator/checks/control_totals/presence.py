"""核对数齐不齐: a document that is written here is proved against the totals that its edition asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.comparisons import named
from gongkai.checks.context import Case
from gongkai.checks.control_totals.asked import Asked, asked, compared_with, spelled
from gongkai.checks.control_totals.worked_out import Worked, is_of_tables
from gongkai.checks.figures.stated import Stated, stated
from gongkai.checks.outcomes import Rule, Skipped, together
from gongkai.loading.folders import CONTROLS
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.names import listed
from gongkai.model.places import Place

_CONDITION = re.compile(r"\[(\w+)=([^\]]+)\]")


def _wanted(case: Case) -> Iterator[Asked | Skipped]:
    """What a document that is written here needs, and which of its figures none of that proves."""
    document = case.document
    if document.archived:
        return
    if document.controls.unread:
        yield Skipped(reason=f"{CONTROLS} 改正以后再看")
        return
    yield from asked(case)
    beside = _beside(case)
    if beside:
        yield Skipped(reason=f"没有核对数管着的：{listed(beside)}")


@together(_wanted)
def control_totals_are_there(case: Case, _: list[Asked]) -> Iterator[Finding]:
    """H102 核对数齐全: what derives is never given in the place of what is missing, or it would prove nothing."""
    missing = list(_missing(case))
    if missing:
        yield found(
            "H102",
            Place(path=f"{case.document.place.path}/{CONTROLS}"),
            数=len(missing),
            各名=listed(one.name for one in missing),
        ).with_lines(("- 文号: …", "  核对数:", *(f"    {one.name}: …  # {_where(one)}" for one in missing)))


def _totals(edition: Edition) -> str:
    return "" if edition.controls else "没有写要哪些核对数"


def _missing(case: Case) -> Iterator[Asked]:
    """What is asked for, and given neither under a name nor in its parts."""
    given = [(total.name, compared_with(case, total)) for total in case.document.controls.items]
    for one in asked(case):
        if not _in_parts(one, given) and not any(
            one.name == name or (worked and one.repeats(name, worked)) for name, worked in given
        ):
            yield one


def _in_parts(one: Asked, given: list[tuple[str, Worked | None]]) -> bool:
    """Whether a sum of inputs is given by smaller totals, which say as much."""
    figures = one.worked.factors.keys()
    parts = [worked.factors.keys() for _, worked in given if worked and worked.factors.keys() <= figures]
    return bool(figures) and not is_of_tables(one.form.formula) and figures == set().union(*parts)


def _beside(case: Case) -> list[str]:
    """Columns with figures that stand behind no total that is asked for, and in no equation of the edition."""
    proved = {place for one in asked(case) for place in one.worked.factors}
    equal = _in_equations(case)
    alone = [
        fact
        for number, fact in enumerate(case.accounts.facts.items)
        if fact.amount.yuan and not fact.lent and fact.place not in proved and number not in equal
    ]
    return list(dict.fromkeys(f"{fact.table}·{fact.column}" for fact in alone))


def _in_equations(case: Case) -> set[int]:
    """Numbers of the figures of which the edition says what they are equal to."""
    equations = (one for one in stated(case) if isinstance(one, Stated) and one.sign == "=")
    return {number for one in equations for number, _ in case.accounts.facts.parts(one.form)}


def _where(one: Asked) -> str:
    """Where to copy it from: what the edition says, else the cell or column that the formula names."""
    if " + " in one.form.formula and one.form.copied_from:
        summed = dict.fromkeys(typed.name.rpartition("·")[2] for typed in one.worked.typed)
        return f"{one.form.copied_from}：{' + '.join(summed)}"
    formula = named(spelled(one.form, one.name.rpartition(".")[2]))
    return one.form.copied_from or _CONDITION.sub("（\\1\\2）", formula)


RULES = (Rule("H102", control_totals_are_there, figures=True, needs=_totals),)
