"""科目的资金: which budget (本预算) a functional code belongs to, by its first digits."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算")
"""the budgets that the law on budgets knows"""


class FundCode(Struct, frozen=True, kw_only=True):
    """一类科目的资金: all codes that begin with `prefix`; not `sure`: usually."""

    prefix: str
    budget: str
    sure: bool


class FundCodes(Struct, frozen=True, kw_only=True):
    """classifications/funds.csv by prefix; the longest that fits a code counts."""

    by_prefix: Mapping[str, FundCode] = field(default_factory=dict)

    def of(self, code: str) -> FundCode | None:
        """What is known of a code; None where either budget may be."""
        fitting = (self.by_prefix.get(code[:length]) for length in range(len(code), 0, -1))
        return next(filter(None, fitting), None)
