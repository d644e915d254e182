"""公开记录: who reviewed a document, when it was approved and disclosed, what it said then, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct, field
from pydantic import Field

from gongkai.model.columns import FormModel
from gongkai.model.places import NOWHERE, Place

DISCLOSURE = "disclosure.yml"
REVIEWED, SIGNED, APPROVED, DISCLOSED = ("保密审查", "负责人审签", "批复", "公开")
"""in the order in which they are done"""
VERSIONS, CORRECTIONS, WITHDRAWN = "版本", "更正", "撤回"


class Stage(StrEnum):
    """阶段, which follows from what is recorded."""

    IN_WORK = "在编"
    SIGNED = "审签"
    APPROVED = "已批复"
    DISCLOSED = "已公开"
    WITHDRAWN = "已撤回"


class _Recorded(FormModel):
    braces_are_text: ClassVar[bool] = True


class Signature(_Recorded):
    """签署: who, and when. Names stay in this file."""

    by: str = Field(alias="人", min_length=1, description="姓名或职务；不会公开")
    day: date = Field(alias="日期")


class FrozenVersion(_Recorded):
    """一版: what was said in each place of the text, as digests, from a day on."""

    day: date = Field(alias="日期")
    places: dict[str, str] = Field(
        alias="摘要", description="各处文字的摘要，由 gongkai disclose、correct 写，不要手改"
    )

    @property
    def digest(self) -> str:
        """One digest of all, to be shown."""
        return hashlib.sha256(json.dumps(self.places, sort_keys=True).encode()).hexdigest()[:32]


class Change(_Recorded):
    """一处更正."""

    where: str = Field(alias="处", min_length=1, description="照 gongkai correct 列的写：支出决算表 · 第5行第3格")
    old: str = Field(default="", alias="原", description="原来印的；原来没有的，空着")
    new: str = Field(default="", alias="现", description="现在印的；删去了的，空着")


class Correction(_Recorded):
    """更正: what was changed after disclosure, why, and who approved it."""

    version: int | None = Field(default=None, alias="版本", description="第几版起；由 gongkai correct 写")
    changes: tuple[Change, ...] = Field(alias="各处", min_length=1)
    reason: str = Field(alias="原因", description="为什么更正；网页上会公开")
    approved: str = Field(alias="批准", description="谁批准的；不会公开")
    day: date = Field(alias="日期")


class Withdrawal(_Recorded):
    """撤回."""

    reason: str = Field(alias="原因", description="为什么撤回；网页上会公开")
    approved: str = Field(alias="批准", description="谁批准的；不会公开")
    day: date = Field(alias="日期")


class Disclosure(_Recorded):
    """公开记录: disclosure.yml."""

    reviewed: Signature | None = Field(default=None, alias=REVIEWED, description="谁审查的，哪一天")
    signed: Signature | None = Field(default=None, alias=SIGNED, description="谁签的，哪一天")
    approved: date | None = Field(default=None, alias=APPROVED, description="批复的日期")
    disclosed: date | None = Field(default=None, alias=DISCLOSED, description="由 gongkai disclose 写")
    versions: tuple[FrozenVersion, ...] = Field(default=(), alias=VERSIONS, description="由程序写，不要手改")
    corrections: tuple[Correction, ...] = Field(default=(), alias=CORRECTIONS, description="先运行 gongkai correct")
    withdrawal: Withdrawal | None = Field(default=None, alias=WITHDRAWN, description="由 gongkai withdraw 写")

    @property
    def stage(self) -> Stage:
        """The last step that is recorded."""
        reached = (
            (self.withdrawal, Stage.WITHDRAWN),
            (self.disclosed, Stage.DISCLOSED),
            (self.approved, Stage.APPROVED),
            (self.signed, Stage.SIGNED),
        )
        return next((stage for recorded, stage in reached if recorded is not None), Stage.IN_WORK)

    @property
    def frozen(self) -> FrozenVersion | None:
        """What the text has to say; None where nothing is frozen, or no longer counts."""
        return self.versions[-1] if self.versions and self.stage is Stage.DISCLOSED else None

    @property
    def waiting(self) -> tuple[tuple[int, Correction], ...]:
        """Corrections that no version seals yet, each with its place in the list."""
        return tuple((at, one) for at, one in enumerate(self.corrections) if one.version is None)

    @property
    def version(self) -> int:
        """The number of what is published now."""
        return len(self.versions) + bool(self.waiting)

    def steps(self) -> Iterator[tuple[str, date | None]]:
        """What has to be done before it is disclosed, each with its day."""
        yield REVIEWED, self.reviewed.day if self.reviewed else None
        yield SIGNED, self.signed.day if self.signed else None
        yield APPROVED, self.approved


class DisclosureRecord(Struct, frozen=True, kw_only=True):
    """读入的公开记录, with the place of each value by its keys: 更正.0.各处.1, 批复."""

    form: Disclosure
    places: Mapping[str, Place] = field(default_factory=dict)

    def at(self, path: str) -> Place:
        """The place of a value, or of what is nearest above it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, NOWHERE)

    @property
    def standing(self) -> Standing | None:
        """What readers are told; None before disclosure."""
        form = self.form
        if form.disclosed is None:
            return None
        corrections = tuple(
            PublicCorrection(
                version=one.version or form.version,
                day=one.day.isoformat(),
                reason=one.reason,
                changes=tuple(PublicChange(where=at.where, old=at.old, new=at.new) for at in one.changes),
            )
            for one in form.corrections
        )
        gone = form.withdrawal
        return Standing(
            disclosed=form.disclosed.isoformat(),
            version=form.version,
            versions=tuple(PublicVersion(day=one.day.isoformat(), digest=one.digest) for one in form.versions),
            corrections=corrections,
            withdrawn=gone.day.isoformat() if gone else "",
            reason=gone.reason if gone else "",
        )


class PublicVersion(Struct, frozen=True, kw_only=True):
    """一版, as readers know it."""

    day: str
    digest: str


class PublicChange(Struct, frozen=True, kw_only=True):
    """一处更正, as readers know it."""

    where: str
    old: str
    new: str


class PublicCorrection(Struct, frozen=True, kw_only=True):
    """更正, as readers know it: without who approved it."""

    version: int
    day: str
    reason: str
    changes: tuple[PublicChange, ...]


class Standing(Struct, frozen=True, kw_only=True):
    """公开的状况 of a document for its readers: no names of people."""

    disclosed: str
    version: int
    versions: tuple[PublicVersion, ...] = ()
    corrections: tuple[PublicCorrection, ...] = ()
    withdrawn: str = ""
    reason: str = ""

    @property
    def changed(self) -> str:
        """The day of the last correction; "" without any."""
        return max((one.day for one in self.corrections), default="")

    def record(self) -> dict[str, object]:
        """As data files have it."""
        return {
            "disclosed": self.disclosed,
            "version": self.version,
            "corrections": [
                {
                    "version": one.version,
                    "date": one.day,
                    "reason": one.reason,
                    "changes": [{"where": at.where, "old": at.old, "new": at.new} for at in one.changes],
                }
                for one in self.corrections
            ],
        }
