"""表单里的数: what the wording reads of performance forms as numbers or looks up by name; what it cannot is told.

A number that cannot be read, or a form that is not there, is 【待填】 in the sentence and a finding: never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec import Struct, field

from gongkai.composition.template_values import Missing
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.documents import Document
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import Finding, found
from gongkai.model.names import Names
from gongkai.model.numbers import Kind, absent, amount_of, read_as
from gongkai.model.places import Place
from gongkai.model.unreadable import unreadable


class FormNumbers(Struct, frozen=True):
    """Reads for one document and keeps what it finds."""

    document: Document
    left_blank: Callable[[PerformanceData, str], str]
    """what the text prints, and tells, where nothing was filled in"""
    findings: dict[object, Finding] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    """names that were looked up and are there"""

    def amount(self, data: PerformanceData, path: str, text: str, unit: Unit) -> Amount | Missing:
        """金额 of a form in its unit; a dash is no money, nothing at all has still to be filled in."""
        number = read_as(Kind.AMOUNT, text)
        amount = amount_of(number, unit) if number else NOTHING if absent(text) else None
        if not text.strip() and not data.missing:
            self.left_blank(data, path)
            return Missing(path)
        if amount is None:
            self._unreadable(Kind.AMOUNT, data, path, text)
            return Missing(path)
        return Amount(yuan=amount.yuan)

    def score(self, data: PerformanceData, path: str, text: str) -> Decimal | None:
        """得分; None where there is none."""
        number = read_as(Kind.SCORE, text)
        if number is None and not absent(text):
            self._unreadable(Kind.SCORE, data, path, text)
        return number.value if number else None

    def _unreadable(self, kind: Kind, data: PerformanceData, path: str, text: str) -> None:
        finding = unreadable(kind, text, data.at(path), archived=self.document.archived)
        self.findings.setdefault((data.slug, path), finding)

    def not_there(self, name: object, known: Iterable[str]) -> None:
        """A form is named that is not there."""
        listed = [one for one in dict.fromkeys(known) if one]
        near = Names(listed).near(str(name))
        shown = "、".join(listed[:8]) + ("等" if len(listed) > 8 else "")
        places: tuple[Place, ...] = getattr(name, "places", ())
        finding = found(
            "E129",
            next(iter(places), self.document.place),
            "存档" if self.document.archived else "编制",
            hint="近" if near else "有" if shown else "没有",
            名=str(name)[:40],
            近=near or "",
            各名=shown,
        )
        self.findings.setdefault(("名为", str(name)), finding)
