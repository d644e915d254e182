"""各种情形: invented bureaus for whom every sentence of an edition is made: of nothing, of one, of many, more or less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

Figures = dict[str, Any]
BEFORE = {"比上年多": 0.8, "比上年少": 1.25, "同上年一样": 1.0, "上年是零": 0.0, "没有上年": 0.0}
BUDGET = {"没有超过预算": 1.25, "超过预算": 0.8, "同预算一样": 1.0, "没有预算": 0.0}
UNITS: Mapping[str, tuple[str, ...]] = {
    "只有本级": (),
    "一个事业单位": ("公益一类事业单位",),
    "一个行政单位": ("行政单位",),
    "两个事业单位": ("公益一类事业单位", "公益二类事业单位"),
    "行政、参公、事业单位都有": ("行政单位", "参照公务员法管理的事业单位", "公益一类事业单位"),
    "没有写性质": ("", ""),
}


class Situation(Struct, frozen=True, kw_only=True):
    """一种情形: how much there is of everything (0 none, 1 one, 3 many), and against what."""

    name: str
    before: str = "比上年多"
    budget: str = "没有超过预算"
    many: int = 3
    units: str = "只有本级"
    funds: bool = False
    """政府性基金 and 国有资本经营预算 as well"""
    others: bool = False
    """income of other kinds, and spending of it"""
    appropriated: bool = True
    """whether there is any 财政拨款 of the general public budget"""
    spent: float = 1.0
    """of what is budgeted and received: 0 nothing, below 0 money that came back"""
    projects: int = -1
    """performance forms; as many as of everything, if it is not said"""

    @property
    def forms(self) -> int:
        return self.many if self.projects < 0 else self.projects

    @property
    def last_year(self) -> float:
        return BEFORE[self.before]

    @property
    def of_budget(self) -> float:
        return BUDGET[self.budget]


SITUATIONS = (
    Situation(name="样样都有", funds=True, others=True, units="行政、参公、事业单位都有"),
    Situation(name="比上年少、超过预算", before="比上年少", budget="超过预算", units="两个事业单位"),
    Situation(name="都一样", before="同上年一样", budget="同预算一样", units="一个行政单位", funds=True),
    Situation(name="没有上年", before="没有上年", units="没有写性质", funds=True, others=True),
    Situation(name="上年是零、没有预算", before="上年是零", budget="没有预算", funds=True, others=True),
    Situation(name="各有一个", many=1, units="一个事业单位", before="比上年少", budget="超过预算"),
    Situation(name="各有一个、基金也一个", many=1, funds=True, budget="同预算一样", before="同上年一样"),
    Situation(name="什么都没有", many=0, before="上年是零", budget="没有预算"),
    Situation(name="什么都没有、也没有上年", many=0, before="没有上年", budget="没有预算"),
    Situation(name="有预算、没有支出", spent=0.0, funds=True, projects=0),
    Situation(name="有收入、没有预算和支出", spent=0.0, funds=True, budget="没有预算", before="比上年少", projects=0),
    Situation(name="支出是负数", spent=-0.5, others=True, projects=1),
    Situation(name="只有其他资金", appropriated=False, others=True, budget="没有预算", before="上年是零"),
    Situation(name="只有基金", appropriated=False, funds=True, budget="没有预算"),
)


def department(situation: Situation, own: str = "行政单位") -> dict[str, Any]:
    """department.yml."""
    below = UNITS[situation.units]
    names = [f"测试市第{'一二三'[number]}中心" for number in range(len(below))]
    return {
        "名称": [{"自": "2010-01-01", "名称": "测试市财政局"}],
        "行政区划": "测试省",
        "部门代码": "101",
        "单位": [
            {"代码": "101001", "名称": "本级", "性质": own},
            *(
                {"代码": f"10120{number}", "名称": name, "性质": nature}
                for number, (name, nature) in enumerate(zip(names, below, strict=True))
            ),
        ],
    }


def final_accounts(situation: Situation) -> Figures:
    """figures.yml of final accounts."""
    income, spent = dict(_income(situation)), dict(_spent(situation))
    return {
        "收入决算表": income or "无",
        "支出决算表": spent or "无",
        "一般公共预算财政拨款基本支出决算明细表": _economic(situation) or "无",
        **{f"{name}三公经费支出决算表": _three_public(situation) for name in ("财政拨款", "一般公共预算财政拨款")},
        "结转和结余": {"一般公共预算财政拨款": {"年初": 3.0}} if situation.many > 1 else "无",
        "一般公共预算财政拨款支出对比表": dict.fromkeys(("201", "208"), 100 * situation.last_year),
    }


def _income(situation: Situation) -> Iterator[tuple[str, Any]]:
    if situation.many and situation.appropriated:
        yield "2010301", {"财政拨款收入": 120.0}
    if situation.many > 1 and situation.appropriated:
        yield "2080505", {"财政拨款收入": 20.0}
    if situation.funds:
        yield "2120899", {"财政拨款收入": 30.0, "资金": "政府性基金预算"}
    if situation.funds and situation.many > 1:
        yield "2230299", {"财政拨款收入": 8.0, "资金": "国有资本经营预算"}
    if situation.others:
        kinds = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
        yield "2010303", {**dict.fromkeys(kinds, 6.0), "资金": "其他资金"}


def _spent(situation: Situation) -> Iterator[tuple[str, Any]]:
    part = situation.spent
    if part and situation.many and situation.appropriated:
        yield "2010301", {"基本支出": 100.0, "项目支出": 20.0 * part}
    if part and situation.many > 1 and situation.appropriated:
        yield "2010302", {"项目支出": 15.0 * part}
        yield "2080505", {"基本支出": 20.0}
    if part and situation.funds:
        yield "2120899", {"项目支出": 30.0 * part, "资金": "政府性基金预算"}
    if situation.funds and situation.many > 1:
        yield from _named({"项目支出": 8.0 * part, "资金": "国有资本经营预算"})
    if part and situation.others:
        kinds = {"项目支出": 6.0, "上缴上级支出": 5.0, "经营支出": 4.0, "对附属单位补助支出": 3.0}
        yield "2010303", {**kinds, "资金": "其他资金"}


def _named(line: Figures) -> Iterator[tuple[str, Any]]:
    """An item that the classification which comes with the program does not list."""
    yield "22302", {"科目名称": "国有企业资本金注入"}
    yield "2230299", {"科目名称": "其他国有企业资本金注入", **line}


def _economic(situation: Situation) -> Figures:
    if not (situation.many and situation.spent and situation.appropriated):
        return {}
    if situation.many == 1:
        return {"30101": 90.0, "30201": 10.0}
    return {"30101": 60.0, "30102": 20.0, "30302": 20.0, "30201": 15.0, "30231": 3.0, "31002": 2.0}


def _three_public(situation: Situation) -> Any:
    """As many kinds of expenses as of everything: one is 公务用车."""
    spent = {"公务用车运行维护费": 3.0, "公务用车运行费": 3.0}
    if situation.many > 1:
        spent |= {"因公出国（境）费": 4.0, "公务用车购置费": 18.0, "公务接待费": 1.2}
    if not situation.many or not (situation.spent or situation.of_budget):
        return "无"
    outturn = dict.fromkeys(spent, 0.0) if situation.spent <= 0 else spent
    offices = {"预算数": 16.0 * situation.of_budget, "决算数": 16.0}
    return {
        "预算数": {name: round(amount * situation.of_budget, 2) for name, amount in spent.items()},
        "决算数": outturn,
        "机关运行经费": offices,
    }


def budget(situation: Situation) -> Figures:
    """figures.yml of a budget."""
    many, own, funds = situation.many, bool(situation.many and situation.appropriated), situation.funds
    income = {"一般公共预算": 155.0 * own, "财政拨款": 155.0 * own, "政府性基金预算": 30.0 * funds}
    income |= {
        "国有资本经营预算": 8.0 * funds * (many > 1),
        "事业收入": 6.0 * situation.others,
        "其他收入": 6.0 * situation.others,
    }
    lines: Figures = {"2010301": {"工资福利支出": 100.0, "商品和服务支出": 20.0, "特定目标类": 20.0}} if own else {}
    if own and many > 1:
        lines["2010302"] = {"其他运转类": 15.0}
    if funds:
        lines["2120899"] = {"特定目标类": 30.0, "资金": "政府性基金预算"}
    if funds and many > 1:
        lines |= dict(_named({"特定目标类": 8.0, "资金": "国有资本经营预算"}))
    pairs = [
        {"部门经济": "30101", "政府经济": "50101", "人员经费": 100.0},
        {"部门经济": "30201", "政府经济": "50201", "公用经费": 20.0},
    ]
    public = {"公务用车运行费": 3.0} | (
        {"因公出国（境）费": 4.0, "公务用车购置费": 18.0, "公务接待费": 1.2} if many > 1 else {}
    )
    kinds = ("特定目标类", "其他运转类", "特定目标类")
    listed = [
        {"类型": kinds[n], "项目名称": f"第{n + 1}项目", "单位": "101001", "一般公共预算": 5.0} for n in range(many)
    ]
    return {
        "部门收入总体情况表": {"101001": income} if own or funds or situation.others else "无",
        "部门支出总体情况表": lines or "无",
        "一般公共预算基本支出情况表": pairs if own else "无",
        "一般公共预算三公经费支出情况表": public if many else "无",
        "项目支出预算表": listed or "无",
    }
