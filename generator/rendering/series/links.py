"""比较页的地址: where the pages stand that set figures of many documents or years side by side."""

from __future__ import annotations

COMPARE = "compare/"
"""the index of all that is compared"""


def compare_address(kind_of_item: str, key: str, region: str = "") -> str:
    """The page of an item, below the site's root: compare/three-public/reception/; in a region: …/henan/nanyang/."""
    below = f"{region.strip('/')}/" if region else ""
    return f"{COMPARE}{kind_of_item}/{key}/{below}"


def compare_department(department: str, group: str = "", *, by_code: bool = False) -> str:
    """Where a department's years stand side by side, by its id; `group`: of these figures (three-public).

    Figures of codes (`by_code`) have a page of their own, the others a section of one page.
    """
    page = f"{COMPARE}departments/{department}/"
    if by_code:
        return f"{page}{group}/"
    return f"{page}#{group}" if group else page
