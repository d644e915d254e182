"""核对数: the totals that an authored document copies from its approval, summed here without gongkai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bench.invented.books import FUNDS, GENERAL, OTHER
from bench.invented.filed import Filed
from bench.invented.sums import Sums, procured_as
from bench.invented.yaml_text import Money

ALL = (GENERAL, FUNDS, OTHER)
ASKED_BY_KIND = ("因公出国（境）费", "公务用车购置费", "公务接待费")


def of_accounts(filed: Filed, explained: Mapping[str, Any]) -> dict[str, Any]:
    """The one source in control-totals.yml of final accounts; `explained`: what its explanation.yml says."""
    return _source(filed, "决", {**dict(_accounts(filed)), **dict(_explained(filed, explained))})


def of_budget(filed: Filed, explained: Mapping[str, Any]) -> dict[str, Any]:
    return _source(filed, "预", {**dict(_budget(filed)), **dict(_budget_explained(filed, explained))})


def _source(filed: Filed, kind: str, totals: Mapping[str, int]) -> dict[str, Any]:
    year = filed.year + (kind == "决")
    number = f"{filed.name[0]}财{kind}〔{year}〕{filed.code}号"
    return {"文号": number, "核对数": {name: Money(cents) for name, cents in totals.items()}}


def _by_class(amounts: Mapping[str, int], digits: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for code, cents in amounts.items():
        found[code[:digits]] += cents
    return found


def _accounts(filed: Filed) -> Iterator[tuple[str, int]]:
    sums = filed.sums
    yield "收入合计", sums.total("received", *ALL)
    if fund := sums.total("received", FUNDS):
        yield f"收入合计.{FUNDS}", fund
    for column in ("事业收入", "其他收入"):
        if cents := sum(line.received for line in sums.lines if line.project.column == column):
            yield column, cents
    yield "支出合计", sums.total("spent", *ALL)
    for fund_name in ALL:
        if cents := sum(sums.of_lines("spent", fund_name).values()):
            yield f"项目支出.{fund_name}", cents
    spent = sum((sums.spent(fund_name) for fund_name in ALL), Counter())
    yield from ((f"支出科目.{code}", cents) for code, cents in sorted(_by_class(spent, 5).items()) if cents)
    economic = _by_class(sums.basic, 3)
    yield from ((f"经济科目.{code}", cents) for code, cents in sorted(economic.items()) if code != "301")
    yield from _public(sums, "三公经费预算数", planned=True)
    yield "三公经费决算数", sum(sums.public().values())
    if cents := sums.total("opening", OTHER):
        yield f"年初结转和结余.{OTHER}", cents
    for code, cents in sorted(_by_class(sums.of_lines("opening", FUNDS), 5).items()):
        if cents:
            yield f"政府性基金年初.{code}", cents
    yield "年末结转和结余", sums.total("closing", *ALL)


def _public(sums: Sums, name: str, *, planned: bool) -> Iterator[tuple[str, int]]:
    amounts = sums.public(planned=planned)
    yield name, sum(amounts.values())
    yield from ((f"{name}.{one}", amounts[one]) for one in ASKED_BY_KIND if amounts[one])


def _explained(filed: Filed, explained: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    if last := explained.get("上年"):
        yield "上年各数", sum(last.values())
    if filed.style == "说明在前":
        yield "机关运行经费预算数", filed.sums.running(planned=True)
        yield "机关运行经费决算数", filed.sums.running()
        yield "上年一般公共预算支出", filed.before.total("spent", GENERAL)
    else:
        yield "机关运行经费", filed.sums.running()
    yield "外宾接待支出", 0
    yield "政府采购各数", sum(cents for cents in explained["政府采购"].values() if isinstance(cents, int))
    if filed.evaluated:
        yield "项目自评各数", sum(one.planned + one.opening + one.received + one.spent for one in filed.evaluated)


def _budget(filed: Filed) -> Iterator[tuple[str, int]]:
    sums = filed.sums
    yield "收入总计", sums.total("planned", *ALL)
    if len(filed.units) > 1:
        for unit in filed.units:
            own = Sums(units=[unit], year=filed.year, main=sums.main)
            yield f"收入总计.{unit.code}", own.total("planned", *ALL)
    yield "其中财政拨款收入", sums.total("planned", GENERAL)
    others: Counter[str] = Counter()
    for line in sums.lines:
        others[line.project.column if line.project.fund == OTHER else line.project.fund] += line.planned
    for name in (FUNDS, "事业收入", "其他收入"):
        if others[name]:
            yield f"{name}收入" if name == FUNDS else name, others[name]
            yield f"支出总计.{name}", others[name]
    names = {"301": "工资福利支出", "303": "对个人和家庭的补助", "302": "商品和服务支出", "310": "资本性支出"}
    economic = _by_class(sums.planned_basic, 3)
    yield from ((name, economic[code]) for code, name in names.items() if economic[code])
    if plain := sum(line.planned for line in sums.lines if not line.project.target):
        yield "其他运转类", plain
    planned = sum((sums.planned(fund) for fund in ALL), Counter())
    yield from ((f"支出科目.{code}", cents) for code, cents in sorted(_by_class(planned, 5).items()) if cents)
    yield from _public(sums, "三公经费", planned=True)


def _budget_explained(filed: Filed, explained: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    last = explained.get("上年", {})
    names = ("收入总计", "一般公共预算收支", "政府性基金预算收支", "三公经费", "机关运行经费", "机构运转经费")
    if last:
        yield "上年各数", sum(last.get(name, 0) for name in names)
    yield "政府采购", sum(line.planned for line in filed.sums.lines if procured_as(line))
