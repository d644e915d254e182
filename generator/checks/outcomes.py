"""检查的结局: what a rule says of each thing it looked at; a rule that looked at nothing has not passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.model.findings import Finding
from gongkai.model.kinds import Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """成立: `count` assertions were tested and hold."""

    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """未检查: something could not be tested, and why (Chinese, for the ledger)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """说明: what the ledger says of a rule that has run, such as what it proves ("" for nothing)."""

    text: str


Outcome = Finding | Held | Skipped | Noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """规则: one numbered rule of the field. It reads the case, changes nothing, and yields an outcome for each test.

    Yielding nothing means that the rule does not apply to the document.
    """

    code: str
    check: Callable[[Case], Iterator[Outcome]]
    nature: Nature | None = None
    """类 of the kinds of documents that it is for; None: all"""
    whole: bool = False
    """whether it rests on the figures of all tables, so that it judges nothing while a line could not be read"""
