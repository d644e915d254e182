"""检查对象: what every rule looks at."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures.derivation import Accounts
from generator.model.amounts import Amount
from generator.model.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """一份文件及其推算结果; rules read it and change nothing."""

    document: Document
    accounts: Accounts

    def shown(self, amount: Amount) -> str:
        """金额 for a message: in the edition's unit, with as many decimals as it needs."""
        style = self.document.edition.amounts
        return f"{amount.rounded(style.unit, style.places):,f}{style.unit.value}"
