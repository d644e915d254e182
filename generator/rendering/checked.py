"""检查记录 as its page shows it: the rules by how they ended, each with what is published of what it found."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gongkai.model.ledger import LedgerLine, State
from gongkai.rendering.text.finding_links import PublishedFinding


class Rule(Struct, frozen=True, kw_only=True):
    """一条规则 of which something is published."""

    line: LedgerLine
    findings: tuple[PublishedFinding, ...]


class Ended(Struct, frozen=True, kw_only=True):
    """结局相同的规则."""

    state: State
    told: tuple[Rule, ...]
    brief: tuple[LedgerLine, ...]
    """those of which nothing is published but that they ended so"""

    @property
    def count(self) -> int:
        return len(self.told) + len(self.brief)


class Checked(Struct, frozen=True, kw_only=True):
    """检查记录 of a document."""

    states: tuple[Ended, ...]
    """every way in which rules end, also where none did"""
    others: tuple[PublishedFinding, ...]
    """what is published and of no rule"""


def checked(ledger: Sequence[LedgerLine], findings: Sequence[PublishedFinding]) -> Checked:
    found: dict[str, list[PublishedFinding]] = {}
    for one in findings:
        found.setdefault(one.code, []).append(one)
    ended: dict[State, list[LedgerLine]] = {state: [] for state in State}
    for line in ledger:
        ended[line.state].append(line)
    known = {line.code for line in ledger}
    return Checked(
        states=tuple(
            Ended(
                state=state,
                told=tuple(Rule(line=one, findings=tuple(found[one.code])) for one in lines if one.code in found),
                brief=tuple(one for one in lines if one.code not in found),
            )
            for state, lines in ended.items()
        ),
        others=tuple(one for one in findings if one.code not in known),
    )
