"""检查对象: what every rule looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.figures.derivation import Accounts
from generator.model.amounts import Amount
from generator.model.documents import Document
from generator.model.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """一份文件及其推算结果; rules read it and change nothing."""

    document: Document
    accounts: Accounts
    publication: Publication | None = None
    """the composed text, for rules about words; None if it could not be composed"""
    neighbours: Mapping[str, Accounts] = field(default_factory=dict)
    """上年决算, 上年预算, 同年预算, as far as they exist"""

    def shown(self, amount: Amount) -> str:
        """金额 for a message: in the edition's unit, with as many decimals as it needs."""
        style = self.document.edition.amounts
        return amount.told(style.unit, style.places)
