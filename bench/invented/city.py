"""虚构的市: sixty departments of one city with their units, two years of final accounts, in 元.

Between the years two departments were merged into a new one, a unit of another became a department, and one is secret.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bench.invented import empty_project, write_department, write_settings
from bench.invented.books import Account, Unit
from bench.invented.departments import Department, File, department_of, files_of, folder_of, random_of
from bench.invented.editions import write_editions
from bench.invented.faults import replaced
from bench.invented.heads import settings
from bench.invented.words import listed
from bench.invented.yaml_text import written

LAST, NEW = 2024, 2025
"""the year that is published, and the one that is opened"""
KINDS = ("final-accounts", "unit-final-accounts")
ZONES = ({"名": "", "键": ""}, {"名": "高新区", "键": "hightech-"}, {"名": "经开区", "键": "economic-"})
"""the city's own departments, then those of its zones, which it pays as well"""


class City(Struct, frozen=True, kw_only=True):
    """一个市."""

    place: Mapping[str, Any]
    departments: tuple[Department, ...]
    ids: tuple[str, ...]
    """of the documents of both years"""
    changed: _Changed

    def of_year(self, year: int) -> tuple[str, ...]:
        return tuple(id for id in self.ids if f"/{year}/" in id)

    def is_new(self, id: str) -> bool:
        """Whether a document is of a department that was not there before."""
        return any(id.startswith((f"{one.id}/", f"{one.id}-")) for one in self.changed.new)


def city_project(root: Path, target: Path, departments: int, units: int, seed: int, years: tuple[int, ...]) -> City:
    """A project with the city's documents of some years; `units`: of all departments, their own offices among them."""
    empty_project(root, target)
    place = next(one for one in listed("places") if one["样"] == "单位各一" and one["单位"] == "元")
    write_editions(target / "templates" / "editions", place["键"], place["市"], place["样"], place["单位"])
    content = target / "content" / "departments"
    found = list(_departments(place, departments, units, seed))
    changed = _Changed.of(found)
    ids: list[str] = []
    for one in found:
        files = _files(changed, one, years)
        ids += write_department(content, one, files, seed)
        if one == changed.split and NEW in years:
            left = replace(one, units=one.units[:-1])
            write_department(content, left, [file for file in files if file[1] == NEW], seed, files)
            write_settings(content, one, files)
    for made in changed.new if NEW in years else ():
        own = [file for file in files_of(made) if file[1] == NEW and file[2] in KINDS]
        known = [*own, (made.id, LAST, KINDS[0])]  # of the 前身, whose units had other folders
        ids += write_department(content, made, own, seed, known)
    changed.say(content, years)
    return City(place=place, departments=tuple(found), ids=tuple(ids), changed=changed)


def _files(changed: _Changed, department: Department, years: tuple[int, ...]) -> list[File]:
    """Those of the years in which it was there."""
    return [
        file
        for file in files_of(department)
        if file[2] in KINDS and file[1] in years and changed.is_there(department, file)
    ]


class _Changed(Struct, frozen=True, kw_only=True):
    """沿革 between the two years."""

    merged: tuple[Department, Department]
    """into a new one"""
    split: Department
    """whose last unit became a department"""
    secret: Department
    new: tuple[Department, Department]
    """合并组建的, 分设的"""

    @classmethod
    def of(cls, departments: list[Department]) -> _Changed:
        several = [one for one in departments if len(one.units) > 1]
        first, second, split = several[-1], several[-2], several[-3]
        secret = next(one for one in reversed(departments) if len(one.units) == 1)
        whole = replace(
            first,
            id=f"{first.id.rpartition('/')[0]}/merged-bureau",
            name=f"{first.region.rpartition('/')[2]}综合服务局",
            code="190",
            units=(_together(first.units[0], second.units[0]), *first.units[1:], *second.units[1:]),
        )
        gone = split.units[-1]
        part = replace(
            split,
            id=f"{split.id.rpartition('/')[0]}/split-bureau",
            name=f"{gone.name}局",
            code="191",
            units=(replace(gone, name="本级", code="191101"),),
        )
        return cls(merged=(first, second), split=split, secret=secret, new=(whole, part))

    def is_there(self, department: Department, file: File) -> bool:
        """Whether it had that document."""
        folder, year, _ = file
        gone = folder_of(self.split, self.split.units[-1])
        ended = department in self.merged or folder == gone
        return department != self.secret and not (ended and year == NEW)

    def say(self, content: Path, years: tuple[int, ...]) -> None:
        """In each department.yml."""
        whole, part = self.new
        for one in self.merged:
            _add(content, one, f"沿革: [{{日期: {NEW}-03-01, 事: 撤销, 说明: 并入{whole.name}}}]")
        _add(content, self.secret, "不公开: [{依据: 中华人民共和国保守国家秘密法第三十一条}]")
        _add(content, self.split, f"沿革: [{{日期: {NEW}-05-01, 事: 拆分, 说明: {part.name}分设}}]")
        gone = f"名称: {self.split.units[-1].name}, "
        replaced(content / self.split.id / "department.yml", gone, f"{gone}至: {LAST}, ")
        if NEW in years:
            before = ", ".join(one.id for one in self.merged)
            said = f"由{self.merged[0].name}、{self.merged[1].name}合并组建"
            _add(content, whole, f"沿革: [{{日期: {NEW}-03-01, 事: 合并, 说明: {said}, 前身: [{before}]}}]")
            explanation = content / part.id / f"{NEW}/final-accounts/explanation.yml"
            replaced(explanation, r"(?m)^上年:\n(?:  .*\n)+\n?", "")
            for one in self.new:
                replaced(content / one.id / "department.yml", "2012-03-01", f"{NEW}-03-01")
            _add(content, part, f"沿革: [{{日期: {NEW}-05-01, 事: 组建, 说明: 由{self.split.name}分设}}]")


def _add(content: Path, department: Department, line: str) -> None:
    file = content / department.id / "department.yml"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(settings(department, department.id, set())), encoding="utf-8")
    with file.open("a", encoding="utf-8") as more:
        more.write(f"\n{line}\n")


def _together(one: Unit, other: Unit) -> Unit:
    """本级 of two departments as one."""
    accounts = {year: _sum(own, other.accounts[year]) for year, own in one.accounts.items()}
    return replace(one, code="190101", accounts=accounts)


def _sum(one: Account, other: Account) -> Account:
    return replace(
        one,
        cars=one.cars + other.cars,
        planned=Counter(one.planned) + Counter(other.planned),
        basic=Counter(one.basic) + Counter(other.basic),
        lines=(*one.lines, *other.lines),
    )


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
