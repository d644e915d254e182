"""资金不符: figures of a fund that their code or their column excludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.funds.lines import FundLine, budget_of, budgets_of, lines
from gongkai.model.entries import EnteredAmount
from gongkai.model.fund_codes import FundCode


class Mistake(Struct, frozen=True, kw_only=True):
    """资金不符: figures of a line that cannot be of its fund, as `code` or else `column` says, and what they can be."""

    line: FundLine
    amounts: tuple[EnteredAmount, ...]
    right: tuple[str, ...]
    """the funds that they can be; () if the column and the code contradict each other"""
    code: FundCode | None
    column: str

    @property
    def sure(self) -> bool:
        return self.code is None or self.code.sure


@lru_cache(maxsize=1)
def mistakes(case: Case) -> tuple[Mistake, ...]:
    """Figures whose fund their column or their code excludes."""
    return tuple(mistake for line in lines(case) for mistake in _of_line(case, line))


def _of_line(case: Case, line: FundLine) -> Iterator[Mistake]:
    """One mistake for all figures that the same thing says of; what a column says is said before what the code does."""
    wrong: dict[tuple[tuple[str, ...], str], list[EnteredAmount]] = defaultdict(list)
    known = case.funds.of(line.code) if line.code else None
    for one in line.amounts:
        leaf = line.form.leaf(line.entry.row, one.column)
        reason = _excluded(case, line, leaf.funds if leaf else (), known)
        if reason is not None:
            right, by_column = reason
            wrong[right, one.column if by_column or not line.fund else ""].append(one)
    for (right, column), amounts in wrong.items():
        because = None if column and line.fund else known
        yield Mistake(line=line, amounts=tuple(amounts), right=right, code=because, column=column)


def _excluded(
    case: Case, line: FundLine, allowed: tuple[str, ...], known: FundCode | None
) -> tuple[tuple[str, ...], bool] | None:
    """The funds that a figure can be if it cannot be of its own, and whether its column says so, which allows some."""
    by_column = bool(allowed and line.fund and line.fund not in allowed)
    owns = (line.fund,) if line.fund and not by_column else allowed
    by_code = bool(owns) and not _possible(case, owns, known)
    if not by_column and not by_code:
        return None
    possible = _possible(case, allowed or line.choices if line.fund else tuple(budgets_of(case)), known)
    return (by_code and _of_budget(case, possible, known)) or possible, by_column


def _of_budget(case: Case, funds: tuple[str, ...], known: FundCode | None) -> tuple[str, ...]:
    """The funds that are the budget of a code."""
    return tuple(fund for fund in funds if known is not None and budget_of(case, fund) == known.budget)


def _possible(case: Case, funds: tuple[str, ...], known: FundCode | None) -> tuple[str, ...]:
    """The funds that a code may be spent of; money that is of no budget is spent under any code."""
    return tuple(fund for fund in funds if known is None or budget_of(case, fund) in ("", known.budget))
