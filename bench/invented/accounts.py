"""决算的数: figures.yml of final accounts, as the editions of a region ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.invented.books import FUNDS, GENERAL, OTHER
from bench.invented.filed import Filed
from bench.invented.sums import Sums, codes, rest
from bench.invented.yaml_text import Money

DETAIL = "一般公共预算财政拨款基本支出决算明细表"


def figures(filed: Filed) -> dict[str, Any]:
    sums = filed.sums
    found: dict[str, Any] = {
        "收入决算表": dict(rest(_income(sums))),
        "支出决算表": dict(rest(_spending(sums))),
        DETAIL: {code: Money(cents) for code, cents in sorted(sums.basic.items()) if cents},
    }
    fund = sums.of_lines("opening", FUNDS)
    if not codes(fund, sums.of_lines("received", FUNDS), sums.spent(FUNDS)):
        found["政府性基金预算财政拨款收入支出决算表"] = "无"
    elif codes(fund):
        rows = {code: {"年初结转和结余": Money(fund[code])} for code in codes(fund)}
        found["政府性基金预算财政拨款收入支出决算表"] = rows
    if not filed.is_unit and not filed.is_first_henan:
        found["国有资本经营预算财政拨款支出决算表"] = "无"
    found[filed.public_table] = _public(filed)
    if kept := _kept(sums):
        found["结转和结余"] = kept
    return found | dict(_comparison(filed))


def _income(sums: Sums) -> Iterator[tuple[str, dict[str, object]]]:
    general = sums.of_lines("received", GENERAL) + sums.by_code()
    for code in codes(general):
        yield code, {"财政拨款收入": Money(general[code])}
    fund = sums.of_lines("received", FUNDS)
    for code in codes(fund):
        yield code, {"财政拨款收入": Money(fund[code]), "资金": FUNDS}
    for column in ("事业收入", "其他收入"):
        lines = [one for one in sums.lines if one.project.fund == OTHER and one.project.column == column]
        for code in codes({one.project.code: 1 for one in lines if one.received}):
            cents = sum(one.received for one in lines if one.project.code == code)
            yield code, {column: Money(cents), "资金": OTHER}


def _spending(sums: Sums) -> Iterator[tuple[str, dict[str, object]]]:
    basic = sums.by_code()
    for fund in (GENERAL, FUNDS, OTHER):
        project = sums.of_lines("spent", fund)
        own = basic if fund == GENERAL else {}
        for code in codes(own, project):
            amounts = {"基本支出": own.get(code, 0), "项目支出": project[code]}
            row: dict[str, object] = {name: Money(cents) for name, cents in amounts.items() if cents}
            yield code, row | ({} if fund == GENERAL else {"资金": fund})


def _public(filed: Filed) -> Any:
    run = "公务用车运行费" if filed.is_first_henan else "公务用车运行维护费"
    rows: dict[str, Any] = {}
    for row, planned in (("预算数", True), ("决算数", False)):
        amounts = filed.sums.public(planned=planned)
        named = {
            run if name.startswith("公务用车运行") else name: Money(cents) for name, cents in amounts.items() if cents
        }
        if named:
            rows[row] = named
    if filed.style == "说明在前":
        running = {"预算数": filed.sums.running(planned=True), "决算数": filed.sums.running()}
        if any(running.values()):
            rows["机关运行经费"] = {name: Money(cents) for name, cents in running.items()}
    return rows or "无"


def _kept(sums: Sums) -> dict[str, Any]:
    """结转和结余: what was there at the start of the year."""
    funds = {f"{GENERAL}财政拨款": GENERAL, OTHER: OTHER}
    return {name: {"年初": Money(cents)} for name, fund in funds.items() if (cents := sums.total("opening", fund))}


def _comparison(filed: Filed) -> Iterator[tuple[str, Any]]:
    """随文的对比表: last year's figures, where that year is not in the library."""
    if filed.style == "说明在前" and not filed.knows_last_year:
        spent = filed.before.spent(GENERAL)
        rows = {code: {"上年决算数": Money(spent[code])} for code in codes(spent)}
        yield "一般公共预算财政拨款支出对比表", {"合计": {"上年决算数": Money(sum(spent.values()))}, **rows}
