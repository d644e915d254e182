"""部门和单位: who there is in the invented places, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from msgspec import Struct

from bench.invented.books import BEFORE, YEARS, Unit, fill
from bench.invented.editions import kinds_of
from bench.invented.words import Voice, listed

File = tuple[str, int, str]
"""a document: folder of the department or unit, year, kind"""


class Department(Struct, frozen=True, kw_only=True):
    """部门"""

    id: str
    name: str
    former: str
    """until the middle of 2022; empty if it was always called the same"""
    region: str
    code: str
    kind: Mapping[str, Any]
    style: str
    unit: str
    """元 or 万元"""
    place: str
    """of the city: its editions"""
    units: tuple[Unit, ...]
    voice: Voice
    duties: tuple[str, ...]
    """the same every year, without a full stop"""
    years: tuple[int, ...]
    with_budgets: bool


def departments(seed: int) -> Iterator[Department]:
    """All there are, one place after another, so that few of them already stand in many."""
    places = list(_places())
    kinds = {place["键"]: _shuffled(listed("departments"), random_of(f"{seed}/{place['键']}")) for place in places}
    for number in range(len(listed("departments"))):
        for place in places:
            kind = kinds[place["键"]][number]
            random = random_of(f"{seed}/{place['键']}/{kind['键']}")
            yield department_of(place, kind, f"{101 + listed('departments').index(kind)}", random)


def random_of(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def _shuffled(items: list[Any], random: Random) -> list[Any]:
    return random.sample(items, len(items))


def _places() -> Iterator[dict[str, Any]]:
    """Cities first, then a county of each, and so on."""
    cities = listed("places")
    for city in cities:
        yield city | {"名": city["市"], "区划": f"{city['省']}/{city['市']}", "城": city["键"]}
    for number in range(3):
        for city in cities:
            name, key = list(city["县"].items())[number]
            whole = f"{city['市']}{name}" if name.endswith("区") else name
            yield city | {
                "名": whole,
                "键": f"{city['键']}/{key}",
                "区划": f"{city['省']}/{city['市']}/{name}",
                "城": city["键"],
            }


def department_of(
    place: Mapping[str, Any], kind: Mapping[str, Any], code: str, random: Random, below: int | None = None
) -> Department:
    """A department of a place; `below`: how many units it has below its own office, drawn where that is not said."""
    title = random.choice(kind["名"])
    name = f"{kind.get('前', '')}{place['名']}{title}"
    others = [one for one in kind["名"] if one != title]
    former = f"{place['名']}{random.choice(others)}" if others and random.random() < 0.3 else ""
    voice = Voice(
        random=random,
        place=place["名"][-1],
        matters=random.sample(kind["职责"], len(kind["职责"])),
        offices=kind["科室"],
        projects=kind["项目"],
    )
    whole = random.random() < 0.6
    first = YEARS[0] if whole else random.choice(YEARS[:4])
    last = YEARS[-1] if whole else random.choice([year for year in YEARS if year >= first])
    return Department(
        id=f"{place['键']}/{kind['键']}",
        name=name,
        former=former,
        region=place["区划"],
        code=code,
        kind=kind,
        style=place["样"],
        unit=place["单位"],
        place=place["城"],
        units=tuple(_units(place, kind, code, random, below)),
        voice=voice,
        duties=(*(voice.say("职责", matter=matter) for matter in voice.matters), voice.say("末职责")),
        years=tuple(range(first, last + 1)),
        with_budgets=random.random() < 0.75,
    )


def _units(
    place: Mapping[str, Any], kind: Mapping[str, Any], code: str, random: Random, below: int | None
) -> Iterator[Unit]:
    wanted = random.choice((0, 0, 1, 1, 2, 3)) if below is None else below
    own = random.sample(kind["单位"], min(len(kind["单位"]), wanted))
    left = _shuffled(kind["项目"], random)
    scale = 0.01 if place["单位"] == "元" else 100

    def exact(yuan: float) -> int:
        return max(1, round(yuan / scale))

    for number, name in enumerate(("本级", *own)):
        full = name if name == "本级" else f"{place['名']}{name}"
        made = Unit(name=full, code=f"{code}{101 + 100 * bool(number) + number}", nature="事业" if number else "行政")
        fill(made, kind, left, random, exact)
        yield made


def files_of(department: Department) -> Iterator[File]:
    """Its documents; a unit's own stand in the unit's folder."""
    kinds = kinds_of(department.style)
    for year in department.years:
        for kind in kinds:
            if kind.endswith("budget") and not department.with_budgets:
                continue
            if not kind.startswith("unit-"):
                yield department.id, year, kind
            elif year >= BEFORE + 3:
                yield from ((folder_of(department, unit), year, kind) for unit in department.units)


def folder_of(department: Department, unit: Unit) -> str:
    return department.id if unit.name == "本级" else f"{department.id}-{unit.code}"
