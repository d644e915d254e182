"""统一写法的结果: of each file, whether it is in its one form, what was put right in it, and why it is left."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.findings import Finding
from gongkai.model.places import Place


class Fix(Struct, frozen=True, kw_only=True):
    """改正: one thing that has one right answer. `code`: the finding that is gone with it."""

    place: Place
    code: str
    old: str
    new: str


class FormattedFile(Struct, frozen=True, kw_only=True):
    """一个文件. `same`: it was in its one form; with findings or a reason it is left as it is."""

    shown: str
    same: bool = False
    fixes: tuple[Fix, ...] = ()
    unsure: tuple[Finding, ...] = ()
    """errors that have no single answer, where such were to be put right"""
    findings: tuple[Finding, ...] = ()
    reason: str = ""

    @property
    def left(self) -> bool:
        return bool(self.findings or self.reason)


class Formatted(Struct, frozen=True, kw_only=True):
    """所有文件. `written`: whether files were written, or only looked at."""

    files: tuple[FormattedFile, ...]
    written: bool

    @property
    def other(self) -> tuple[FormattedFile, ...]:
        """Those that could be read and were not in their one form."""
        return tuple(one for one in self.files if not one.same and not one.left)

    @property
    def left(self) -> tuple[FormattedFile, ...]:
        return tuple(one for one in self.files if one.left)

    @property
    def done(self) -> bool:
        """Whether all files are in their one form now."""
        return not self.left and (self.written or not self.other)
