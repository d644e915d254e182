"""说明: findings that a document explains, each with a reason that the public reads (waivers.yml)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field, field_validator

from gongkai.model.columns import FormModel
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.places import Place


class WaiverForm(FormModel):
    """一条说明 as typed."""

    braces_are_text: ClassVar[bool] = True
    code: FindingCode = Field(alias="代码")
    file: str = Field(default="", alias="文件")
    words: str = Field(default="", alias="含")
    reason: str = Field(alias="理由")

    @field_validator("code", mode="before")
    @classmethod
    def _known(cls, typed: object) -> object:
        if not isinstance(typed, str) or typed in set(FindingCode):
            return typed
        codes = {code.value: code.label for code in FindingCode}
        meant = typed.strip().upper()
        near = [meant] if meant in codes else difflib.get_close_matches(meant, codes, n=3, cutoff=0.7)
        known = "相近的有" + "、".join(f"{code}（{codes[code]}）" for code in near) if near else "请照提示里印的写"
        raise ValueError(f"没有“{typed}”这个代码，{known}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """一条说明: which findings it explains, and why they are right as they stand."""

    code: FindingCode
    file: str
    """below the document's folder, or below the project as findings print it; "": any"""
    words: str
    """words of the message; "": any"""
    reason: str
    place: Place

    def fits(self, finding: Finding, folder: str) -> bool:
        """Whether it explains a finding of the document in a folder. Lines do not count: they move with every edit."""
        return (
            finding.code == self.code
            and (not self.file or finding.place.path in (self.file, f"{folder}/{self.file}"))
            and self.words in finding.message
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """已说明的发现."""

    finding: Finding
    reason: str
