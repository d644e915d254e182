"""虚构的市: sixty departments of one city with their units, two years of final accounts, in 元.

What becomes of departments between the years is drawn too: two were merged, one was split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bench.invented import empty_project, write_department
from bench.invented.departments import Department, department_of, files_of, random_of
from bench.invented.editions import write_editions
from bench.invented.words import listed

LAST, NEW = 2024, 2025
"""the year that is published, and the one that is opened"""
KINDS = ("final-accounts", "unit-final-accounts")
ZONES = ({"名": "", "键": ""}, {"名": "高新区", "键": "hightech-"}, {"名": "经开区", "键": "economic-"})
"""the city's own departments, then those of its zones, which it pays as well"""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """一个市."""

    place: Mapping[str, Any]
    departments: tuple[Department, ...]
    ids: tuple[str, ...]
    """of the documents of both years"""

    @property
    def folder(self) -> str:
        """Of the city, below content/departments."""
        return str(self.place["键"])

    def of_year(self, year: int) -> tuple[str, ...]:
        return tuple(id for id in self.ids if f"/{year}/" in id)


def city_project(root: Path, target: Path, departments: int, units: int, seed: int, years: tuple[int, ...]) -> City:
    """A project with the city's documents of some years; `units`: of all departments, their own offices among them."""
    empty_project(root, target)
    place = next(one for one in listed("places") if one["样"] == "单位各一" and one["单位"] == "元")
    write_editions(target / "templates" / "editions", place["键"], place["市"], place["样"], place["单位"])
    found = tuple(_departments(place, departments, units, seed))
    ids: list[str] = []
    for one in found:
        files = [file for file in files_of(one) if file[2] in KINDS and file[1] in years]
        ids += write_department(target / "content" / "departments", one, files, seed)
    return City(place=place, departments=found, ids=tuple(ids))


def _departments(place: Mapping[str, Any], count: int, units: int, seed: int) -> Iterator[Department]:
    kinds = random_of(f"{seed}/city").sample(listed("departments"), len(listed("departments")))
    chosen = [(ZONES[number // len(kinds)], kinds[number % len(kinds)]) for number in range(count)]
    below = _shared_out([len(kind["单位"]) for _, kind in chosen], units - count, random_of(f"{seed}/units"))
    for number, ((zone, kind), many) in enumerate(zip(chosen, below, strict=True)):
        name = f"{place['市']}{zone['名']}"
        own = {**place, "名": name, "区划": f"{place['省']}/{place['市']}", "城": place["键"]}
        random = random_of(f"{seed}/{zone['键']}{kind['键']}")
        made = department_of(own, {**kind, "键": f"{zone['键']}{kind['键']}"}, f"{101 + number}", random, many)
        yield replace(made, years=(LAST, NEW), with_budgets=False, former="")


def _shared_out(most: list[int], units: int, random: Random) -> list[int]:
    """So many units over departments that can have at most so many each."""
    found = [0] * len(most)
    open_ = [number for number, can in enumerate(most) for _ in range(can)]
    for number in random.sample(open_, min(units, len(open_))):
        found[number] += 1
    return found
