"""版式: each region and year has one of its own, which says only what is different from one of the project's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.invented.books import YEARS

BUDGET = "national-budget"
STYLES = {
    "三年各一": {"final-accounts": "henan-2023-final-accounts", "budget": "nanyang-2024-budget"},
    "说明在前": {"final-accounts": "yunling-2024-final-accounts", "budget": BUDGET},
    "单位各一": {
        "final-accounts": "linshui-2024-final-accounts",
        "budget": BUDGET,
        "unit-final-accounts": "linshui-2024-unit-final-accounts",
        "unit-budget": "linshui-2025-unit-budget",
    },
}
NAMES = {
    "final-accounts": "部门决算",
    "budget": "部门预算",
    "unit-final-accounts": "单位决算",
    "unit-budget": "单位预算",
}


def kinds_of(style: str) -> tuple[str, ...]:
    return tuple(STYLES[style])


def edition_name(place: str, year: int, kind: str) -> str:
    return f"{place.replace('/', '-')}-{year}-{kind}"


def write_editions(folder: Path, place: str, name: str, style: str, unit: str) -> None:
    """The editions of a region."""
    for year in YEARS:
        for kind, base in STYLES[style].items():
            own = folder / edition_name(place, year, kind)
            own.mkdir()
            lines = _edition(f"{name}{year}年{NAMES[kind]}公开", _base(base, year), year, kind, unit)
            (own / "edition.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _base(base: str, year: int) -> str:
    """Henan has an edition for each of its first three years."""
    return base.replace("2023", str(min(year, 2023))) if base.startswith("henan") else base


def _edition(name: str, base: str, year: int, kind: str, unit: str) -> Iterator[str]:
    yield from (f"继承: {base}", f"名称: {name}", f"年度: {year}")
    if base == BUDGET and unit == "元":
        yield '金额: {单位: 元, 零: "", 文中零: "0"}'
    if kind == "unit-budget" and unit == "万元":
        yield '金额: {单位: 万元, 零: "0.00", 文中零: "0.00"}'
