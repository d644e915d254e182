"""汇总: a department's figures as the sum of its units' documents, less 核销, what units pay each other."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from msgspec import Struct, field
from pydantic import Field

from gongkai.model.amounts import Amount
from gongkai.model.columns import FormModel
from gongkai.model.entries import Entry, Input
from gongkai.model.findings import Finding
from gongkai.model.places import Place

ELIMINATIONS = "eliminations.yml"
ELIMINATED = "核销"
"""whose figure it is that is taken away, where others are called by their unit"""


class SumOf(StrEnum):
    """汇总: what the figures of a document are the sum of."""

    UNITS = "各单位"


class EliminationForm(FormModel):
    """核销: one payment between units, as typed in eliminations.yml."""

    braces_are_text: ClassVar[bool] = True
    units: tuple[str, ...] = Field(alias="单位", min_length=1, description="谁和谁之间的，照 department.yml 写")
    reason: str = Field(alias="原因", min_length=1, description="是什么钱，为什么要核销")
    figures: dict[str, Any] = Field(
        alias="数", min_length=1, description="照 figures.yml 的写法：哪张表、哪一行、哪一列，核销多少"
    )


class Elimination(Struct, frozen=True, kw_only=True):
    """核销, read: `entries` are the amounts to take away, as typed (above zero)."""

    units: tuple[str, ...]
    reason: str
    entries: tuple[Entry, ...]
    place: Place


class UnitShare(Struct, frozen=True, kw_only=True):
    """一个单位的一份 of a sum of inputs."""

    unit: str
    value: Amount | int
    place: Place


class Consolidation(Struct, frozen=True, kw_only=True):
    """汇总的经过 of one document."""

    documents: Mapping[str, str] = field(default_factory=dict)
    """ids of the units' documents, by the units' names"""
    asserted: tuple[Entry, ...] = ()
    """what the department typed of what its units give: an assertion, to be checked"""
    asserted_inputs: Mapping[str, Input] = field(default_factory=dict)
    shares: Mapping[str, tuple[UnitShare, ...]] = field(default_factory=dict)
    """what each unit has of an input that is a sum, by its path"""
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing could be summed."""
        return not self.documents
