"""给谁导入: the document that workbooks are read for, and what all share."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gongkai.figures.rows import Naming
from gongkai.importing.texts import folded
from gongkai.model.amounts import Unit
from gongkai.model.classification import CodeList
from gongkai.model.departments import OWN_OFFICE
from gongkai.model.documents import Document
from gongkai.model.edition import Edition
from gongkai.model.fund_codes import FundCodes
from gongkai.model.import_layouts import ImportLayout

WHOLE = ""
"""of a workbook: it is of the document as a whole, not of one of its units"""


class Request(Struct, frozen=True, kw_only=True):
    """一次导入."""

    document: Document
    layouts: tuple[ImportLayout, ...]
    lists: Mapping[str, CodeList]
    """of the year, by folder"""
    funds: FundCodes
    naming: Naming

    @property
    def edition(self) -> Edition:
        return self.document.edition

    @property
    def unit(self) -> Unit:
        return self.document.head.unit

    def code_list(self, by: str) -> CodeList | None:
        return self.lists.get(self.edition.lists.folder(by))

    def names(self) -> dict[str, Mapping[str, str]]:
        """What codes are called, by what they are codes of."""
        found = {by: self.code_list(by) for by in self.edition.lists.coded}
        return {by: listed.names for by, listed in found.items() if listed is not None}

    def owners(self) -> dict[str, str]:
        """Whose a workbook may be: names as they are compared → key of the unit, WHOLE for the department."""
        document = self.document
        named: dict[str, str] = {}
        for unit in document.department.units_in(document.year):
            for name in (unit.name, document.unit_name(unit)):
                named[owner_of(name)] = unit.key
        department = {document.name, document.bare_name, *(one.name for one in document.department.names)}
        return named | {owner_of(name): WHOLE for name in department} | {owner_of(OWN_OFFICE): WHOLE}

    @property
    def own_office(self) -> str:
        """The key of the department's own office among its units."""
        units = self.document.department.units_in(self.document.year)
        return next((unit.key for unit in units if unit.own_office), WHOLE)

    @property
    def units(self) -> dict[str, str]:
        """Key → name of each unit that the document is of."""
        document = self.document
        return {unit.key: document.unit_name(unit) for unit in document.department.units_in(document.year)}


def says_own_office(name: str) -> bool:
    """Whether a name is that of an office without the units below it: ……局（本级）."""
    return folded(name).endswith(("本级", "(本级)", "(机关)"))


def says_whole(name: str) -> bool:
    """Whether a name says that all units are added up: ……局（汇总）."""
    return folded(name).endswith(("(汇总)", "汇总"))


def owner_of(name: str) -> str:
    """A body's name as it is compared: without a code before it and brackets behind it."""
    plain = folded(name).lstrip("0123456789[]-_ ")
    for end in ("(本级)", "(汇总)", "(机关)", "本级"):
        plain = plain.removesuffix(end) or plain
    return plain
