"""核对数, summed from the files of an untouched document without gongkai: as the approved tables print them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

Tree = Mapping[str, Any]
INCOME, SPENDING = "收入决算表", "支出决算表"
DETAIL, FUND = "一般公共预算财政拨款基本支出决算明细表", "政府性基金预算财政拨款收入支出决算表"
PUBLIC, CARRY = "财政拨款三公经费支出决算表", "结转和结余"
BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
PUBLIC_ITEMS = {
    "因公出国（境）费": "因公出国（境）费",
    "公务用车购置费": "公务用车购置费",
    "公务用车运行维护费": "公务用车运行费",
    "公务接待费": "公务接待费",
}
FILE = "control-totals.yml"
SOURCE = "- 文件: 部门决算报表.xlsx\n  表: 部门决算报表\n  核对数:\n"


def write(folder: Path, asked: Collection[str]) -> None:
    """control-totals.yml of a document in 元: all totals of these names (支出科目.*) that are not zero."""
    known = {name: amount for name, amount in totals(folder).items() if amount and _is_one_of(name, asked)}
    lines = (f"    {name}: {amount:.2f}\n" for name, amount in known.items())
    (folder / FILE).write_text(SOURCE + "".join(lines), encoding="utf-8")


def _is_one_of(name: str, asked: Collection[str]) -> bool:
    return name in asked or f"{name.rpartition('.')[0]}.*" in asked


def totals(folder: Path) -> Mapping[str, Decimal]:
    """Every total that the national final accounts may ask for, by its name."""
    figures, explanation = _read(folder / "figures.yml"), _read(folder / "explanation.yml")
    found: dict[str, Decimal] = defaultdict(Decimal)
    for name, amount in (
        *_of_items(figures),
        *_of_balances(figures),
        *_of_public(figures),
        *_of_explanation(explanation),
        *_of_forms(folder / "performance"),
    ):
        found[name] += amount
    return found


def _read(file: Path) -> Tree:
    read: Tree = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return read


Amounts = Iterator[tuple[str, Decimal]]


def _columns(row: Tree) -> Iterator[tuple[str, Decimal]]:
    return ((column, Decimal(text)) for column, text in row.items() if column != "资金")


def _of_items(figures: Tree) -> Amounts:
    for code, row in figures[INCOME].items():
        for column, amount in _columns(row):
            yield "收入合计", amount
            yield f"收入合计.{row.get('资金', BUDGETS[0])}", amount
            yield f"收入科目.{code[:5]}", amount
            if column != "财政拨款收入":
                yield column, amount
    for code, row in figures[SPENDING].items():
        for column, amount in _columns(row):
            yield "支出合计", amount
            yield f"支出科目.{code[:5]}", amount
            yield column, amount
            if column in ("基本支出", "项目支出"):
                yield f"{column}.{row.get('资金', BUDGETS[0])}", amount
    for code, text in figures[DETAIL].items():
        yield f"经济科目.{code[:3]}", Decimal(text)


def _of_balances(figures: Tree) -> Amounts:
    """年初 as typed; 年末 is what is left of 年初 and income."""
    for row, columns in figures[CARRY].items():
        for name in ("年初结转和结余", "年末结转和结余"):
            yield name, Decimal(columns.get("年初", "0"))
            yield f"{name}.{row}", Decimal(columns.get("年初", "0"))
    for code, row in figures.get(FUND, {}).items():
        yield f"政府性基金年初.{code[:5]}", Decimal(row["年初结转和结余"])
        for name in ("年初结转和结余", "年末结转和结余"):
            yield name, Decimal(row["年初结转和结余"])
            yield f"{name}.政府性基金预算财政拨款", Decimal(row["年初结转和结余"])
    for table, sign in ((INCOME, 1), (SPENDING, -1)):
        for row in figures[table].values():
            fund = row.get("资金", BUDGETS[0])
            for _, amount in _columns(row):
                yield "年末结转和结余", sign * amount
                yield f"年末结转和结余.{fund}{'财政拨款' if fund in BUDGETS else ''}", sign * amount


def _of_public(figures: Tree) -> Amounts:
    for row, columns in figures[PUBLIC].items():
        for column, text in columns.items():
            yield f"三公经费{row}", Decimal(text)
            yield f"{PUBLIC_ITEMS[column]}{row}", Decimal(text)


def _of_explanation(explanation: Tree) -> Amounts:
    for name in ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "机关运行经费"):
        yield f"上年.{name}", Decimal(explanation["上年"][name])
    for name in ("年初预算", "政府性基金年初预算"):
        yield name, Decimal(explanation[name]["合计"])
    bought = explanation["政府采购"]
    yield "机关运行经费", Decimal(explanation["机关运行经费"]["支出"])
    yield "政府采购", sum((Decimal(bought[kind]) for kind in ("货物", "工程", "服务")), Decimal(0))
    for name in ("中小企业合同金额", "小微企业合同金额"):
        yield name, Decimal(bought[name])


def _of_forms(folder: Path) -> Amounts:
    """In 元; forms are in 万元."""
    for file in sorted(folder.glob("*.yml")):
        row = _read(file)["资金"]["年度资金总额"]
        for column, name in (("年初预算数", "年初预算"), ("全年预算数", "全年预算"), ("全年执行数", "执行数")):
            yield f"项目自评.{name}", Decimal(row[column]) * 10_000
