"""核对数 for fixtures: summed from the YAML by themselves, without a line of the engine, as a clerk's calculator would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

FILE = "control-totals.yml"
WAN = 10_000
SOURCE = "测财决〔2025〕12号"
INCOME = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENDING = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
ECONOMY = ("工资福利支出", "对个人和家庭的补助", "商品和服务支出", "资本性支出", "其他运转类", "特定目标类")
ITEMS = ("因公出国（境）费", "公务用车购置费", "公务接待费")
Totals = dict[str, Decimal]


def write_controls(home: Path) -> Totals:
    """Write the control totals of the document in a folder; whoever spoils a figure does it afterwards."""
    totals = controls_of(home)
    listed = "".join(f'    "{name}": {amount}\n' for name, amount in totals.items())
    (home / FILE).write_text(f"- 文号: {SOURCE}\n  核对数:\n{listed}", encoding="utf-8")
    return totals


def controls_of(home: Path) -> Totals:
    """What the files of the document in a folder come to."""
    figures, typed = (_yaml(home / name) for name in ("figures.yml", "explanation.yml"))
    totals = (_of_budget if "部门收入总体情况表" in figures else _of_accounts)(figures, _flat(typed))
    for file in sorted((home / "performance").glob("*.yml")):
        _of_form(_yaml(file), totals, WAN if _yaml(home / "document.yml").get("金额单位") == "元" else 1)
    return totals


def _yaml(file: Path) -> Any:
    return yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader) or {}  # noqa: S506 - texts, lists and mappings only


def _flat(tree: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(tree, dict):
        return {path: tree}
    return {
        name: value for key, below in tree.items() for name, value in _flat(below, f"{path}.{key}".strip(".")).items()
    }


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _lines(table: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """The lowest lines of a table by codes."""
    codes = [key for key in table if key.isdigit()] if isinstance(table, dict) else []
    for code in codes:
        if any(other != code and other.startswith(code) for other in codes):
            continue
        value = table[code]
        for line in value if isinstance(value, list) else [value]:
            yield code, line if isinstance(line, dict) else {"金额": line}


def _summed(table: Any, columns: tuple[str, ...], key: Callable[[str, dict[str, str]], str]) -> Totals:
    sums: Totals = defaultdict(Decimal)
    for code, line in _lines(table):
        for column in columns:
            sums[key(code, line)] += _number(line.get(column, "0"))
    return {name: amount for name, amount in sums.items() if amount}


def _whole(table: Any, *columns: str) -> Decimal:
    return sum(_summed(table, columns, _fund).values(), Decimal(0))


def _columns(totals: Totals, table: Any, columns: dict[str, str]) -> None:
    """Columns that have any figures, by what their totals are called."""
    totals |= {name: _whole(table, column) for name, column in columns.items() if _whole(table, column)}


def _others(sums: Totals, rest: str = "一般公共预算") -> Totals:
    """Those of a split that are asked for: the others but what is left over."""
    return {name: amount for name, amount in sums.items() if amount and name != rest}


def _fund(_: str, line: dict[str, str]) -> str:
    return line.get("资金", "一般公共预算")


def _each(totals: Totals, name: str, sums: Totals) -> None:
    totals.update({f"{name}.{key}": amount for key, amount in sums.items()})


def _given(totals: Totals, typed: dict[str, Any], pairs: dict[str, tuple[str, ...]]) -> None:
    for name, paths in pairs.items():
        amounts = [_number(typed[path]) for path in paths if path in typed]
        if amounts:
            totals[name] = sum(amounts, Decimal(0))


def _of_accounts(figures: Any, typed: dict[str, Any]) -> Totals:
    income, spending, detail = (
        figures.get(name) for name in ("收入决算表", "支出决算表", "一般公共预算财政拨款基本支出决算明细表")
    )
    totals: Totals = {"收入合计": _whole(income, *INCOME)}
    _each(totals, "收入合计", _others(_summed(income, INCOME[:1], _fund)))
    _columns(totals, income, {name: name for name in INCOME[1:]})
    totals["支出合计"] = _whole(spending, *SPENDING)
    _each(totals, "基本支出", _others(_summed(spending, ("基本支出",), _fund)))
    _each(totals, "项目支出", _summed(spending, ("项目支出",), _fund))
    _each(totals, "支出科目", _summed(spending, SPENDING, lambda code, _: code[:5]))
    _each(totals, "经济科目", _others(_summed(detail, ("金额",), lambda code, _: code[:3]), "301"))
    for kind in ("预算数", "决算数"):
        items = figures.get("财政拨款三公经费支出决算表") or {}
        listed = items.get(kind, {}) if isinstance(items, dict) else {}
        totals[f"三公经费{kind}"] = sum(map(_number, listed.values()), Decimal(0))
        for name in ITEMS if kind == "预算数" else ():
            _given(totals, listed, {f"三公经费预算数.{name}": (name,)})
    _balances(figures, totals)
    names = ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "机关运行经费")
    _given(totals, typed, {"上年各数": tuple(f"上年.{name}" for name in names)})
    _given(totals, typed, {"机关运行经费": ("机关运行经费.支出",)})
    _given(totals, typed, {"外宾接待支出": ("三公经费.公务接待.外宾接待支出",)})
    procured = ("货物", "工程", "服务", "中小企业合同金额", "小微企业合同金额")
    _given(totals, typed, {"政府采购各数": tuple(f"政府采购.{name}" for name in procured)})
    return totals


def _balances(figures: Any, totals: Totals) -> None:
    register = figures.get("结转和结余") or {}
    opening = {row: _number(line.get("年初", "0")) for row, line in register.items()}
    fund = _summed(figures.get("政府性基金预算财政拨款收入支出决算表"), ("年初结转和结余",), lambda code, _: code[:5])
    _each(totals, "政府性基金年初", fund)
    _each(totals, "年初结转和结余", _others(opening, "一般公共预算财政拨款"))
    begun = sum((*opening.values(), *fund.values()), Decimal(0))
    moved = sum(
        (
            _number(line.get("使用非财政拨款结余", "0")) - _number(line.get("结余分配", "0"))
            for line in register.values()
        ),
        Decimal(0),
    )
    totals["年末结转和结余"] = begun + totals["收入合计"] - totals["支出合计"] + moved


def _of_form(form: Any, totals: Totals, times: int) -> None:
    """A project's self-evaluation as the forms of this tree are typed, in 万元."""
    rows = form.get("资金") if isinstance(form, dict) and "自评" in form.get("表单", "") else None
    whole = rows.get("年度资金总额", {}) if isinstance(rows, dict) else {}
    for column in ("年初预算数", "全年预算数", "全年执行数"):
        if column in whole:
            totals["项目自评各数"] = totals.get("项目自评各数", Decimal(0)) + _number(whole[column]) * times


def _of_budget(figures: Any, typed: dict[str, Any]) -> Totals:
    income, spending = (figures.get(name) for name in ("部门收入总体情况表", "部门支出总体情况表"))
    columns = {name for _, line in _lines(income) for name in line} - {"财政拨款"}
    brought = tuple(sorted(name for name in columns if name.startswith("结转")))
    new = tuple(sorted(columns - {*brought}))
    totals: Totals = {"收入总计": _whole(income, *new, *brought)}
    _each(totals, "收入总计", _summed(income, (*new, *brought), lambda code, _: code))
    _columns(
        totals,
        income,
        {f"{name}收入" if name.endswith("预算") else name: name for name in new if name != "一般公共预算"},
    )
    _columns(totals, income, {"其中财政拨款收入": "财政拨款"})
    totals["上年结转结余"] = _whole(income, *brought)
    for line in figures.get("年终结转结余") or []:
        name = f"年终结转结余.{line.get('资金', '一般公共预算')}"
        totals[name] = totals.get(name, Decimal(0)) + _number(line["金额"])
    _each(totals, "支出总计", _others(_summed(spending, ECONOMY, _fund)))
    _columns(totals, spending, {name: name for name in ECONOMY[:-1]})
    _each(totals, "支出科目", _summed(spending, ECONOMY, lambda code, _: code[:5]))
    items = figures.get("一般公共预算三公经费支出情况表") or {}
    totals["三公经费"] = sum(map(_number, items.values()), Decimal(0))
    _given(totals, items, {f"三公经费.{name}": (name,) for name in ITEMS})
    names = ("收入总计", "一般公共预算收支", "政府性基金预算收支", "国有资本经营预算收支", "三公经费", "机关运行经费")
    _given(totals, typed, {"上年各数": tuple(f"上年.{name}" for name in names)})
    _given(totals, typed, {"政府采购": tuple(f"政府采购.{name}" for name in ("货物", "工程", "服务"))})
    return totals
