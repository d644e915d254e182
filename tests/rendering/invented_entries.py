"""Entries of a catalogue for places that do not exist, without any document behind them."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.model.disclosure import Standing
from gongkai.rendering.catalogue import CatalogueEntry

FOLDERS = {"决算": "final-accounts", "预算": "budget"}


def entry(
    department_id: str,
    department: str,
    region: Iterable[str],
    year: int = 2023,
    kind: str = "决算",
    *,
    disclosed: str = "",
    date: str = "",
) -> CatalogueEntry:
    id = f"{department_id}/{year}/{FOLDERS[kind]}"
    return CatalogueEntry(
        id=id,
        department=department,
        department_id=department_id,
        region=tuple(region),
        year=year,
        kind=kind,
        date=date,
        archived=False,
        edition="edition",
        title=f"{department}{year}年度部门{kind}",
        pages=(f"{id}/",),
        pdf=f"{id}/document.pdf",
        data=f"{id}/data.json",
        shortcuts={"收支总计": f"{id}/tables/t01/", "“三公”经费": f"{id}/tables/t08/"},
        standing=Standing(disclosed=disclosed, version=1) if disclosed else None,
    )


def three_levels() -> tuple[CatalogueEntry, ...]:
    """A province with a department of its own, a city, and a district in the city."""
    return (
        entry("lin/finance", "林省财政厅", ["林省"], disclosed="2024-08-20"),
        entry("lin/he/finance", "河市财政局", ["林省", "河市"], 2022, date="2023-09"),
        entry("lin/he/finance", "河市财政局", ["林省", "河市"], kind="预算", disclosed="2023-02-10"),
        entry("lin/he/xin/approval", "河市新区审批局", ["林省", "河市", "新区"]),
    )


def one_letter(count: int = 250, year: int = 2023) -> tuple[CatalogueEntry, ...]:
    """A city all of whose departments begin with the same letter, once its own name is taken off."""
    return tuple(
        entry(f"lin/he/school-{number}", f"河市第{number}中学", ["林省", "河市"], year) for number in range(count)
    )


def renamed() -> tuple[CatalogueEntry, ...]:
    """A department that has had another name."""
    return (
        entry("lin/he/data", "河市大数据局", ["林省", "河市"], 2021),
        entry("lin/he/data", "河市数据局", ["林省", "河市"], 2023),
        entry("lin/he/data", "河市数据局", ["林省", "河市"], 2023, "预算"),
    )
