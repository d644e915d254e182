"""比较页的地址: where the pages stand that set figures of many documents or years side by side."""

from __future__ import annotations

COMPARE = "compare/"
"""the index of all that is compared"""


def compare_address(kind_of_item: str, key: str, region: str = "") -> str:
    """The page of an item, below the site's root: compare/three-public/reception/; in a region: …/henan/nanyang/."""
    below = f"{region.strip('/')}/" if region else ""
    return f"{COMPARE}{kind_of_item}/{key}/{below}"


def compare_department(department: str, table: str = "") -> str:
    """The page of a department's years, by its id; of one of its tables there, by the table's id."""
    place = f"#{table}" if table else ""
    return f"{COMPARE}departments/{department}/{place}"
