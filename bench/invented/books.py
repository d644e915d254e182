"""账: what the units of a department planned, received and spent, drawn year by year; every later figure is a sum.

Amounts are hundredths of the unit that the department writes in, so that nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any

from msgspec import Struct, field

YEARS = (2021, 2022, 2023, 2024, 2025)
BEFORE = YEARS[0] - 1
GENERAL, FUNDS, OTHER = "一般公共预算", "政府性基金预算", "其他资金"
CARS, GUESTS, ABROAD, CAR_BOUGHT = "30231", "30217", "30212", "31013"
PER_HEAD = {
    "行政": {"30101": 52000, "30102": 38000, "30103": 26000, "30239": 9000},
    "事业": {"30101": 49000, "30102": 9000, "30107": 46000},
}
OFFICE = {
    "30201": 5200, "30202": 620, "30205": 310, "30206": 940, "30207": 1150, "30208": 700, "30209": 1300,
    "30211": 2300, "30213": 1600, "30214": 900, "30215": 700, "30216": 850, GUESTS: 260, "30226": 1500,
    "30299": 1250, "31002": 800,
}  # fmt: skip
"""元 a head"""
OF_WAGES = {"30108": 0.16, "30109": 0.08, "30110": 0.07, "30112": 0.006, "30113": 0.12, "30228": 0.02, "30229": 0.015}
ALWAYS = ("30201", "30211", "30108", "30110", "30113")
BOUGHT = {
    "30305": "补助|补贴|津贴|慰问",
    "30308": "助学",
    "30309": "奖",
    "30216": "培训|培育|提升|竞赛|大赛",
    "31003": "设备|教具|冷链|计量|物资|终端",
    "31005": "建设|工程|改造|加固|修缮|治理|修复|管网|硬化|大中修|绿化",
    "30213": "维修|维护|运维|养护|管护|整治|更新|运行",
    "30227": "监测|检测|评审|评价|委托|调查|普查|规划|编制|登记|测绘|外包|会诊|审计",
    "30202": "编印|宣传|推广|普法",
    "30226": "保障|坐席|值守|巡查|执法|法律|顾问",
}
"""economic code ← words in the name of a project that is spent on it"""
OTHERWISE = ("30299", "30201", "30226", "31002")


class Project(Struct, kw_only=True):
    """项目, over the years."""

    name: str
    code: str
    fund: str
    column: str
    """of the income table"""
    economic: str
    target: bool
    """特定目标类, not 其他运转类"""
    size: float
    """元 a year"""
    years: range


class Line(Struct, frozen=True, kw_only=True):
    """A project in a year: planned, received, spent, and what it kept before and after."""

    project: Project
    planned: int
    received: int
    spent: int
    opening: int
    closing: int


class Account(Struct, frozen=True, kw_only=True):
    """A unit in a year."""

    nature: str
    cars: int
    planned: Mapping[str, int]
    basic: Mapping[str, int]
    """基本支出 by economic code, all 一般公共预算财政拨款"""
    lines: tuple[Line, ...]


class Unit(Struct, kw_only=True):
    """单位 of a department."""

    name: str
    """本级, or its full name"""
    code: str
    nature: str
    accounts: dict[int, Account] = field(default_factory=dict)


def fill(unit: Unit, kind: Mapping[str, Any], left: list[str], random: Random, exact: Callable[[float], int]) -> None:
    """The accounts of a unit, the year before the first included; its projects are taken from those that are left."""
    people = (
        random.randint(6, 60)
        if unit.nature == "行政"
        else random.choice((random.randint(5, 40), random.randint(40, 260)))
    )
    chosen = [code for code in (*OFFICE, *OF_WAGES) if code in ALWAYS or random.random() < 0.7]
    rates = {code: random.uniform(0.7, 1.4) for code in (*chosen, *PER_HEAD[unit.nature])}
    cars, retired = random.choice((0, 1, 2, 2, 3, 5)), random.randint(0, people // 3)
    projects = tuple(_projects(unit, kind, left, random))
    kept: dict[str, int] = {}
    for year in (BEFORE, *YEARS):
        basic = {code: exact(yuan) for code, yuan in _basic(unit.nature, people, rates, year - BEFORE) if yuan}
        if cars:
            basic[CARS] = exact(cars * random.uniform(12000, 32000))
        if retired:
            basic["30302"] = exact(retired * random.uniform(4000, 9000))
        if random.random() < 0.04:
            basic[ABROAD] = exact(random.uniform(20000, 70000))
        if not random.randrange(8):
            basic["30305"] = exact(random.uniform(6000, 60000))
        planned = {code: _plan(code, cents, random) for code, cents in basic.items()}
        lines = tuple(_lines(projects, year, kept, random, exact))
        kept = {line.project.name: line.closing for line in lines}
        unit.accounts[year] = Account(nature=unit.nature, cars=cars, planned=planned, basic=basic, lines=lines)
        people, retired = max(3, people + random.randint(-2, 3)), retired + random.choice((0, 0, 1))


def _basic(nature: str, people: int, rates: Mapping[str, float], age: int) -> Iterator[tuple[str, float]]:
    heads = {code: yuan * people * rates[code] * 1.03**age for code, yuan in PER_HEAD[nature].items()}
    yield from heads.items()
    wages = sum(yuan for code, yuan in heads.items() if code.startswith("301"))
    for code, yuan in OFFICE.items():
        if code in rates:
            yield code, yuan * people * rates[code] * 1.01**age
    for code, share in OF_WAGES.items():
        if code in rates:
            yield code, wages * share


def _plan(code: str, spent: int, random: Random) -> int:
    """年初预算: as was spent, or not far from it."""
    if random.random() < 0.35:
        return spent
    low, high = (1.0, 1.5) if code in (CARS, GUESTS, ABROAD) else (0.9, 1.12)
    return max(100, int(spent * random.uniform(low, high)) // 100 * 100)


def _projects(unit: Unit, kind: Mapping[str, Any], left: list[str], random: Random) -> Iterator[Project]:
    codes, names = kind["科目"]["项目"], kind["项目"]
    for _ in range(min(len(left), random.randint(2, 5))):
        name = left.pop()
        first = BEFORE - 3 + (random.randrange(6) if random.random() < 0.3 else 0)
        last = 2026 if random.random() < 0.7 else first + random.randint(3, 6)
        code = codes[names.index(name) % len(codes)]
        yield _project(name + _ending(name, random), code, GENERAL, "财政拨款收入", random, range(first, last))
    if not random.randrange(12):
        years = range(first := random.randint(2021, 2025), first + 1)
        yield _car(kind["科目"]["项目"][0], years, random)
    if unit.name == "本级" and kind["科目"]["基金"] and random.random() < 0.6:
        code = kind["科目"]["基金"]
        yield _project(
            f"{random.choice(names)}（基金安排）", code, FUNDS, "财政拨款收入", random, range(BEFORE - 2, 2026)
        )
    if unit.nature == "事业" and random.random() < 0.6:
        column = random.choice(("事业收入", "其他收入", "其他收入"))
        yield _project(f"{unit.name}自有资金支出", kind["科目"]["事业"], OTHER, column, random, range(BEFORE - 2, 2026))


def _ending(name: str, random: Random) -> str:
    """How a bureau calls it: 补助 stays as it is, others are 经费, 项目 and so on."""
    return (
        ""
        if name.endswith(("补贴", "补助", "奖励", "费用", "奖补"))
        else random.choice(("", "", "项目", "经费", "专项", "专项资金"))
    )


def _project(name: str, code: str, fund: str, column: str, random: Random, years: range) -> Project:
    size = 10 ** random.uniform(4.4, 5.6 if fund == OTHER else 6.7)
    target = random.random() < 0.6
    economic = next((one for one, words in BOUGHT.items() if re.search(words, name)), random.choice(OTHERWISE))
    return Project(
        name=name, code=code, fund=fund, column=column, economic=economic, target=target, size=size, years=years
    )


def _car(code: str, years: range, random: Random) -> Project:
    """公务用车购置"""
    return Project(
        name=f"{years.start}年公务用车更新购置", code=code, fund=GENERAL, column="财政拨款收入", economic=CAR_BOUGHT,
        target=False, size=random.choice((120000, 180000, 250000)), years=years,
    )  # fmt: skip


def _lines(
    projects: Iterable[Project], year: int, kept: Mapping[str, int], random: Random, exact: Callable[[float], int]
) -> Iterator[Line]:
    for project in projects:
        opening = kept.get(project.name, 0)
        if year not in project.years and not opening:
            continue
        planned = received = 0
        if year in project.years:
            planned = exact(round(project.size * random.uniform(0.8, 1.25), -3) or 1000)
            received = planned if random.random() < 0.55 else int(planned * random.uniform(0.75, 1.2))
        money = opening + received
        spent = (
            money if year + 1 not in project.years or random.random() < 0.5 else int(money * random.uniform(0.7, 0.98))
        )
        yield Line(
            project=project, planned=planned, received=received, spent=spent, opening=opening, closing=money - spent
        )
