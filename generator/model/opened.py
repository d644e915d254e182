"""开年的结果: which documents of a year were begun, which not and why, and what was asked back."""

from __future__ import annotations

from msgspec import Struct


class OpenedDocument(Struct, frozen=True, kw_only=True):
    """一份文件 of the new year."""

    id: str
    name: str
    """whose it is: 部门名称 or 单位名称"""
    kind: str
    """部门决算, 单位决算"""
    there: bool = False
    """whether it had been begun before; then it stays as it is"""
    refused: str = ""
    """why it could not be begun"""
    workbook: str = ""
    """file name of 填报表 in the folder of all"""
    todo: tuple[str, ...] = ()
    """what is to be done, with what could not be carried"""
    remarks: tuple[str, ...] = ()


class Opened(Struct, frozen=True, kw_only=True):
    """开了的一年."""

    year: int
    kind: str
    folder: str
    """of the workbooks, below the project"""
    documents: tuple[OpenedDocument, ...]
    without: tuple[str, ...] = ()
    """departments that have no document of the year before"""

    @property
    def refused(self) -> tuple[OpenedDocument, ...]:
        return tuple(one for one in self.documents if one.refused)


class Gathered(Struct, frozen=True, kw_only=True):
    """收回的一个工作簿."""

    file: str
    id: str = ""
    """of the document that it is for"""
    name: str = ""
    taken: tuple[str, ...] = ()
    """files that change"""
    same: bool = False
    """whether it says no more than the files do"""
    reasons: tuple[str, ...] = ()
    """why it was not taken"""
