"""比较页的地址: where the pages stand that set figures of many documents or years side by side."""

from __future__ import annotations

from hashlib import sha256

COMPARE = "compare/"
"""the index of all that is compared"""
TABLES = f"{COMPARE}tables/"
"""that of the tables of the forms"""
DIGITS = 8


def compare_address(kind_of_item: str, key: str, region: str = "") -> str:
    """The page of an item, below the site's root: compare/three-public/reception/; in a region: …/henan/nanyang/."""
    below = f"{region.strip('/')}/" if region else ""
    return f"{COMPARE}{kind_of_item}/{key}/{below}"


def table_key(kind: str, table: str) -> str:
    """The address of a table of the forms among all: of documents of a kind, by what the editions call it."""
    return sha256(f"{kind} {table}".encode()).hexdigest()[:DIGITS]


def table_address(key: str, year: int, region: str = "") -> str:
    """The page of a table over the departments of a year: compare/tables/4f2a9c01/2023/henan/nanyang/."""
    below = f"{region.strip('/')}/" if region else ""
    return f"{TABLES}{key}/{year}/{below}"


def table_years(department: str, key: str) -> str:
    """The page of a department's table over its years."""
    return f"{COMPARE}departments/{department}/tables/{key}/"


def compare_department(department: str, group: str = "", *, by_code: bool = False) -> str:
    """Where a department's years stand side by side, by its id; `group`: of these figures (three-public).

    Figures of codes (`by_code`) have a page of their own, the others a section of one page.
    """
    page = f"{COMPARE}departments/{department}/"
    if by_code:
        return f"{page}{group}/"
    return f"{page}#{group}" if group else page
