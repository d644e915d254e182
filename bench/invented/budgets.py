"""预算: figures.yml and explanation.yml of budgets, as the editions of a region ask for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bench.invented.books import FUNDS, GENERAL, OTHER, Line
from bench.invented.filed import Filed
from bench.invented.sums import Sums, procured_as, rest
from bench.invented.yaml_text import Money

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = {"301": "工资福利支出", "303": "对个人和家庭的补助", "302": "商品和服务支出", "310": "资本性支出"}
DETAIL, PUBLIC = "一般公共预算基本支出情况表", "一般公共预算三公经费支出情况表"
PROJECT = ("其他运转类", "特定目标类")


@cache
def governmental() -> dict[tuple[str, str], str]:
    """政府经济 of a 部门经济, by the nature of the unit; where it does not matter, of both."""
    path = ROOT / "content" / "classifications" / "economic-pairs" / "2024.csv"
    found: dict[tuple[str, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        economic, own, nature = (*line.split(","), "", "")[:3]
        for one in (nature,) if nature else ("行政", "事业"):
            found.setdefault((economic, one), own)
    return found


def figures(filed: Filed) -> dict[str, Any]:
    sums = filed.sums
    found: dict[str, Any] = {
        "部门收入总体情况表": dict(_income(filed)),
        "部门支出总体情况表": dict(rest(_spending(sums))),
        DETAIL: [_record(pair, cents) for pair, cents in sorted(_basic(sums).items())],
        PUBLIC: _public(sums) or {"公务接待费": Money(0)},
    }
    if filed.style == "三年各一":
        if not any(line.planned for line in sums.lines if line.project.fund == FUNDS):
            found["政府性基金预算支出情况表"] = "无"
        found["项目支出预算表"] = list(_projects(filed))
        found["支出经济分类登记表"] = list(_economic(sums))
    return found


def fund_of(line: Line) -> str:
    """资金: a budget says which of the 其他资金 it is."""
    return line.project.column if line.project.fund == OTHER else line.project.fund


def _income(filed: Filed) -> Iterator[tuple[str, dict[str, Money]]]:
    for unit in filed.units:
        account = unit.accounts[filed.year]
        amounts: Counter[str] = Counter()
        for line in account.lines:
            amounts[{GENERAL: GENERAL, FUNDS: FUNDS}.get(line.project.fund, line.project.column)] += line.planned
        amounts[GENERAL] += sum(account.planned.values())
        amounts["财政拨款"] = amounts[GENERAL]
        yield unit.code, {name: Money(cents) for name, cents in amounts.items() if cents}


def _spending(sums: Sums) -> Iterator[tuple[str, dict[str, object]]]:
    found: dict[tuple[str, str], Counter[str]] = {}
    for account in sums.accounts:
        for economic, cents in account.planned.items():
            code = sums.coded(economic, account.nature)
            found.setdefault((code, GENERAL), Counter())[COLUMNS[economic[:3]]] += cents
        for line in account.lines:
            found.setdefault((line.project.code, fund_of(line)), Counter())[PROJECT[line.project.target]] += (
                line.planned
            )
    for (code, fund), amounts in sorted(found.items()):
        row: dict[str, object] = {name: Money(cents) for name, cents in amounts.items() if cents}
        if row:
            yield code, row | ({} if fund == GENERAL else {"资金": fund})


def _basic(sums: Sums) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for account in sums.accounts:
        for economic, cents in account.planned.items():
            found[economic, governmental()[economic, account.nature]] += cents
    return found


def _record(pair: tuple[str, str], cents: int) -> dict[str, object]:
    column = "人员经费" if pair[0][:3] in ("301", "303") else "公用经费"
    return {"部门经济": pair[0], "政府经济": pair[1], column: Money(cents)}


def _public(sums: Sums) -> dict[str, Money]:
    amounts = sums.public(planned=True).items()
    return {name.replace("运行维护费", "运行费"): Money(cents) for name, cents in amounts if cents}


def _projects(filed: Filed) -> Iterator[dict[str, object]]:
    columns = {GENERAL: "一般公共预算", FUNDS: "政府性基金预算", OTHER: "单位资金"}
    for unit in filed.units:
        for line in unit.accounts[filed.year].lines:
            if line.planned:
                kind = PROJECT[line.project.target]
                yield {"类型": kind, "项目名称": line.project.name, "单位": unit.code} | {
                    columns[line.project.fund]: Money(line.planned)
                }


def _economic(sums: Sums) -> Iterator[dict[str, object]]:
    """支出经济分类登记表: what projects are spent on."""
    found: Counter[tuple[str, str, str]] = Counter()
    for account in sums.accounts:
        for line in account.lines:
            economic = line.project.economic
            found[economic, governmental()[economic, account.nature], fund_of(line)] += line.planned
    for (economic, own, fund), cents in sorted(found.items()):
        if cents:
            row: dict[str, object] = {"部门经济": economic, "政府经济": own, "金额": Money(cents)}
            yield row | ({} if fund == GENERAL else {"资金": fund})


def explanation(filed: Filed) -> dict[str, Any]:
    found: dict[str, Any] = {}
    compared = _compared(filed)
    if not filed.knows_last_year:
        found["上年"] = {name: Money(before) for name, (_, before) in compared.items()}
    reasons = {
        name: filed.voice.because(now, before, name)
        for name, (now, before) in compared.items()
        if filed.differ(now, before)
    }
    if reasons:
        found["原因"] = reasons
    found["政府采购"] = _procured(filed.sums)
    if filed.evaluated and not filed.random.randrange(3):
        found["重点绩效评价"] = f"对“{filed.evaluated[0].project.name}”开展了重点绩效评价"
    found["国有资产"] = _assets(filed)
    return found


def _compared(filed: Filed) -> dict[str, tuple[int, int]]:
    now, before = filed.sums, filed.before
    found = {name: (_total(now), _total(before)) for name in ("收入总计", "支出总计")}
    found["一般公共预算收支"] = (now.total("planned", GENERAL), before.total("planned", GENERAL))
    fund = (now.total("planned", FUNDS), before.total("planned", FUNDS))
    if any(fund):
        found["政府性基金预算收支"] = fund
    public, last = now.public(planned=True), before.public(planned=True)
    found["三公经费"] = (sum(public.values()), sum(last.values()))
    if any(found["三公经费"]):
        found |= {name: (public[name], last[name]) for name in public}
    running = "机构运转经费" if filed.style == "三年各一" else "机关运行经费"
    return found | {running: (now.office(planned=True), before.office(planned=True))}


def _total(sums: Sums) -> int:
    return sums.total("planned", GENERAL, FUNDS, OTHER)


def _procured(sums: Sums) -> dict[str, Money]:
    return {
        kind: Money(sum(line.planned for line in sums.lines if procured_as(line) == kind))
        for kind in ("货物", "工程", "服务")
    }


def _assets(filed: Filed) -> dict[str, Any]:
    cars, dear = sum(one.cars for one in filed.sums.accounts), filed.random.choice((0, 0, 1, 3))
    if filed.style != "三年各一":
        return {"车辆": cars, "单价100万元以上设备": dear}
    return {
        "车辆": {"一般公务用车": cars, "一般执法执勤用车": 0, "特种专业技术用车": dear, "其他用车": 0},
        "单价50万元以上通用设备": dear,
        "单位价值100万元以上专用设备": dear // 2,
    }
