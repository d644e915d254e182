"""金额单位: documents of other cities with one thing in another unit, and right ones, large and tiny, that stay silent.

Amounts are written in 万元 and typed in the unit of the case; what a case changes is typed as it stands.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.model.findings import Finding
from tests.ceshi import bureau, written

CODES = ("部门经济", "政府经济")
UNITS = ("F202", "F203", "F204", "F205")
FIGURES: dict[str, Any] = {
    "收入决算表": {
        "2010601": {"财政拨款收入": "1250.37"},
        "2010602": {"财政拨款收入": "630.15"},
        "2080505": {"财政拨款收入": "92.06"},
        "2101101": {"财政拨款收入": "41.18"},
        "2210201": {"财政拨款收入": "77.42"},
    },
    "支出决算表": {
        "2010601": {"基本支出": "1250.37"},
        "2010602": {"项目支出": "630.15"},
        "2080505": {"基本支出": "92.06"},
        "2101101": {"基本支出": "41.18"},
        "2210201": {"基本支出": "77.42"},
    },
    "一般公共预算财政拨款基本支出决算明细表": {
        "30101": "610.25",
        "30102": "300.17",
        "30108": "92.06",
        "30110": "41.18",
        "30113": "77.42",
        "30201": "190.35",
        "30207": "12.44",
        "30217": "2.16",
        "30228": "31.70",
        "30231": "6.20",
        "30239": "97.10",
    },
    "财政拨款三公经费支出决算表": {
        "预算数": {"公务用车运行维护费": "8.00", "公务接待费": "3.00"},
        "决算数": {"公务用车运行维护费": "6.20", "公务接待费": "2.16"},
    },
}
EXPLANATION: dict[str, Any] = {
    "上年": {
        "收支总计": "1984.20",
        "财政拨款收支总计": "1984.20",
        "一般公共预算财政拨款支出": "1984.20",
        "机关运行经费": "301.33",
    },
    "年初预算": {
        "合计": "2050.00",
        "2010601": {"年初预算数": "1222.00"},
        "2010602": {"年初预算数": "620.00"},
        "2080505": {"年初预算数": "90.00"},
        "2101101": {"年初预算数": "41.00"},
        "2210201": {"年初预算数": "77.00"},
    },
    "政府性基金年初预算": {"合计": "0"},
    "国有资本经营年初预算": {"合计": "0"},
    "三公经费": {
        "公务用车": {"购置车辆": 0, "保有量": 2},
        "公务接待": {"外宾接待支出": "0", "国内团组": 21, "国内人次": 186},
    },
    "机关运行经费": {"支出": "339.95"},
    "政府采购": {
        "货物": "16.40",
        "工程": "0",
        "服务": "82.00",
        "中小企业合同金额": "88.00",
        "小微企业合同金额": "40.00",
    },
}


def typed(value: Any, times: int) -> Any:
    """Amounts in another unit; counts stay."""
    if isinstance(value, dict):
        return {key: inner if key in CODES else typed(inner, times) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner, times) for inner in value]
    return f"{Decimal(value) * times:.2f}" if isinstance(value, str) else value


def put(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Values at paths 甲/乙; None takes away."""
    for path, value in changes.items():
        *above, last = path.split("/")
        at = data
        for name in above:
            at = at.setdefault(name, {})
        if value is None:
            at.pop(last, None)
        else:
            at[last] = value
    return data


def found(
    folder: Path,
    unit: str,
    changes: dict[str, Any] | None = None,
    *,
    times: int | None = None,
    told_times: int | None = None,
    status: str = "编制",
    waivers: Any = None,
    edition: str = "",
) -> list[Finding]:
    """The findings about units of the base in a unit, changed in figures (表/…) and explanation."""
    own = times if times is not None else (10000 if unit == "元" else 1)
    figures = typed(deepcopy(FIGURES), own)
    explanation = typed(deepcopy(EXPLANATION), own if told_times is None else told_times)
    for path, value in (changes or {}).items():
        put(figures if path.split("/")[0].endswith("表") else explanation, {path: value})
    files = {"waivers": waivers} if waivers else {}
    made = written(
        bureau(folder), 2023, numbers(figures), numbers(explanation), unit=unit, status=status, edition=edition, **files
    )
    return [one for one in made.findings if one.code in (*UNITS, "P401")]


def numbers(value: Any) -> Any:
    """Digits as YAML numbers, so that no quotation marks are in the way."""
    if isinstance(value, dict):
        return {key: inner if key in CODES else numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [numbers(inner) for inner in value]
    return float(value) if isinstance(value, str) and value[-1].isdigit() else value


SPENDING = "支出决算表/2010602/项目支出"
WRONG: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("last year in 万元", "元", {"上年/收支总计": "1984.20"}, "F204", "上年·收支总计是1,984.20元"),
    (
        "last year in 元",
        "万元",
        {"上年/财政拨款收支总计": "19842000.00"},
        "F204",
        "上年·财政拨款收支总计是19,842,000.00万元",
    ),
    ("operating expenses in 万元", "元", {"机关运行经费/支出": "339.95"}, "F204", "机关运行经费·支出是339.95元"),
    ("one opening budget in 万元", "元", {"年初预算/2010602/年初预算数": "620.00"}, "F204", "620.00元"),
    ("one opening budget in 元", "万元", {"年初预算/2010602/年初预算数": "6200000.00"}, "F204", "6,200,000.00万元"),
    (
        "an opening budget in 万元 that was not spent",
        "元",
        {"年初预算/2080506/年初预算数": "48.00", "年初预算/2080506/原因": "推迟"},
        "F204",
        "年初预算·2080506·年初预算数只有48.00元",
    ),
    (
        "opening total of funds in 万元",
        "元",
        {"政府性基金年初预算/合计": "80.00"},
        "F204",
        "政府性基金年初预算·合计只有80.00元",
    ),
    (
        "one outturn in 元, in both tables",
        "万元",
        {
            "年初预算/2010602/年初预算数": "8.00",
            "收入决算表/2010602/财政拨款收入": "80000.00",
            "支出决算表/2010602/项目支出": "80000.00",
        },
        "F204",
        "一般公共预算财政拨款支出·2010602是80,000.00万元，年初预算·2010602·年初预算数是8.00万元",
    ),
    ("procurement in 元", "万元", {"政府采购/货物": "164000.00"}, "F204", "政府采购·货物是164,000.00万元"),
    ("procurement in 万元", "元", {"政府采购/货物": "16.40"}, "F204", "政府采购·货物只有16.40元"),
    ("contracts in 万元", "元", {"政府采购/中小企业合同金额": "88.00"}, "F204", "政府采购·中小企业合同金额是88.00元"),
    (
        "vehicles in 元",
        "万元",
        {"财政拨款三公经费支出决算表/决算数/公务用车运行维护费": "62000.00"},
        "F205",
        "保有量是2，平均每个310,000,000.00元",
    ),
    (
        "guests in 万元",
        "元",
        {"财政拨款三公经费支出决算表/决算数/公务接待费": "2.16"},
        "F205",
        "国内人次是186，平均每个0.01元",
    ),
]


@pytest.mark.parametrize(
    ("unit", "changes", "code", "words"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_one_thing_in_another_unit(tmp_path: Path, unit: str, changes: dict[str, Any], code: str, words: str) -> None:
    (told,) = found(tmp_path, unit, changes)
    assert told.code == code
    assert words in told.message
    assert told.severity.value == "inconsistency"
    assert told.place.line


RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("the base", {}),
    ("a budget of 5634.71 of which 0.35 were spent", {"年初预算/2010602/年初预算数": 5634.71, SPENDING: 0.35}),
    ("eight times last year", {"上年/收支总计": 250.00, "上年/财政拨款收支总计": 250.00}),
    (
        "half a reception of guests from abroad",
        {"三公经费/公务接待/外宾接待支出": 0.08, "三公经费/公务接待/外宾人次": 6},
    ),
    (
        "little procurement",
        {"政府采购/货物": 0.35, "政府采购/服务": 0, "政府采购/中小企业合同金额": 0.35, "政府采购/小微企业合同金额": 0},
    ),
    (
        "most of it is not procured from small firms",
        {"政府采购/中小企业合同金额": 1.20, "政府采购/小微企业合同金额": 0},
    ),
    ("a car used for a month", {"财政拨款三公经费支出决算表/决算数/公务用车运行维护费": 0.12}),
    ("three guests", {"财政拨款三公经费支出决算表/决算数/公务接待费": 0.09, "三公经费/公务接待/国内人次": 9}),
    ("last year nothing", {"上年/机关运行经费": 0}),
]


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("changes", [one[1] for one in RIGHT], ids=[one[0] for one in RIGHT])
def test_right_amounts_stay_silent(tmp_path: Path, unit: str, changes: dict[str, Any]) -> None:
    times = 10000 if unit == "元" else 1
    scaled = {path: value if path.endswith("人次") else f"{value * times:.2f}" for path, value in changes.items()}
    scaled = {path: int(value) if path.endswith("人次") else value for path, value in scaled.items()}
    if SPENDING in scaled:
        scaled["收入决算表/2010602/财政拨款收入"] = scaled[SPENDING]
    assert not found(tmp_path, unit, scaled)


@pytest.mark.parametrize(("unit", "asked"), [("万元", False), ("元", True)])
def test_a_budget_that_grew_ten_thousand_times(tmp_path: Path, unit: str, *, asked: bool) -> None:
    """0.35 that became 5634.71: in 元 it cannot be told from 3500.00 万元, so a reason is asked for."""
    times = 10000 if unit == "元" else 1
    grown = dict.fromkeys((SPENDING, "收入决算表/2010602/财政拨款收入"), f"{5634.71 * times:.2f}")
    changes = {"年初预算/2010602/年初预算数": f"{0.35 * times:.2f}"} | grown
    assert bool(found(tmp_path, unit, changes)) is asked


def test_what_is_alike_is_told_once(tmp_path: Path) -> None:
    """The whole explanation in 万元 beside tables in 元."""
    (told,) = found(tmp_path, "元", told_times=1)
    assert told.code == "F204"
    assert "个数也是这样" in told.message
    assert len(told.related) > 3


@pytest.mark.parametrize("vehicles", [True, False])
def test_a_whole_document_in_yuan(tmp_path: Path, *, vehicles: bool) -> None:
    """Under 金额单位: 万元, the explanation as well; with vehicles and without."""
    changes = {} if vehicles else WITHOUT_VEHICLES
    told = {one.code: one for one in found(tmp_path, "万元", changes, times=10000)}
    assert told["F202"].severity.value == "inconsistency"
    assert "F204" not in told


WITHOUT_VEHICLES: dict[str, Any] = {
    "财政拨款三公经费支出决算表/预算数": None,
    "财政拨款三公经费支出决算表/决算数": None,
    "三公经费/公务用车/保有量": 0,
    "三公经费/公务接待/国内人次": 0,
    "三公经费/公务接待/国内团组": 0,
}


def test_a_small_document_in_yuan(tmp_path: Path) -> None:
    """167.50万元 typed in 元 under 万元: six lines of basic expenditure, no vehicle, no guest."""
    rows = {"2010601": "120.00", "2010602": "35.50", "2080505": "12.00"}
    details = {"30101": "80.00", "30102": "10.00", "30108": "12.00", "30201": "28.20", "30217": "0.30", "30231": "1.50"}
    figures = {
        "收入决算表": {code: {"财政拨款收入": amount} for code, amount in rows.items()},
        "支出决算表": {code: {"项目支出" if code[-1] == "2" else "基本支出": amount} for code, amount in rows.items()},
        "一般公共预算财政拨款基本支出决算明细表": details,
    }
    last = dict.fromkeys(("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出"), "160.00")
    made = written(bureau(tmp_path), 2023, numbers(typed(figures, 10000)), numbers(typed({"上年": last}, 10000)))
    (told,) = [one for one in made.findings if one.code in UNITS]
    assert (told.code, told.severity.value) == ("F202", "inconsistency")


def test_a_whole_document_in_wan(tmp_path: Path) -> None:
    told = {one.code: one for one in found(tmp_path, "元", times=1)}
    assert told["F203"].severity.value == "inconsistency"
    assert "F204" not in told


def test_a_whole_archive_in_yuan(tmp_path: Path) -> None:
    """A county archive of 38.20万元, typed in 元 under 万元: 2 % of the base."""
    told = {one.code for one in found(tmp_path, "万元", times=200)}
    assert "F202" in told


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("share", [1, 1500])
def test_large_departments(tmp_path: Path, unit: str, share: int) -> None:
    """A transport department of 300 亿元, with its own small lines and vehicles."""
    base = 10000 if unit == "元" else 1
    changes: dict[str, Any] = {}
    for table, column in (("收入决算表", "财政拨款收入"), ("支出决算表", "项目支出")):
        changes[f"{table}/2140104"] = {column: f"{2 * 10**6 * base + 0.37 * share:.2f}"}
        changes[f"{table}/2140106"] = {column: f"{10**6 * base:.2f}"}
    changes |= {"上年/收支总计": f"{28 * 10**5 * base:.2f}", "上年/财政拨款收支总计": f"{28 * 10**5 * base:.2f}"}
    changes |= {"上年/一般公共预算财政拨款支出": f"{28 * 10**5 * base:.2f}"}
    changes |= {f"年初预算/{code}": {"年初预算数": f"{10**6 * base:.2f}"} for code in ("2140104", "2140106")}
    changes["年初预算/合计"] = f"{(2 * 10**6 + 2050) * base:.2f}"
    assert not found(tmp_path, unit, changes)


def test_a_social_insurance_fund(tmp_path: Path) -> None:
    """500 亿元 in few lines, none below 100万元: that alone is no certainty."""
    income = {code: {"财政拨款收入": amount} for code, amount in (("2082602", "3201551.20"), ("2082699", "1812300.45"))}
    spending = {code: {"项目支出": row["财政拨款收入"]} for code, row in income.items()}
    total = "5013851.65"
    figures = {"收入决算表": numbers(income), "支出决算表": numbers(spending)}
    last = dict.fromkeys(("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出"), 4874000.1)
    budget = {"合计": float(total)} | {code: {"年初预算数": float(row["项目支出"])} for code, row in spending.items()}
    made = written(bureau(tmp_path), 2023, figures, {"上年": last, "年初预算": budget})
    assert not [one for one in made.findings if one.code in UNITS]


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_a_county_archive(tmp_path: Path, unit: str) -> None:
    """38.20万元 in all, a project of 0.35万元."""
    times = 10000 if unit == "元" else 1
    figures = {
        "收入决算表": {"2012601": {"财政拨款收入": "37.85"}, "2012604": {"财政拨款收入": "0.35"}},
        "支出决算表": {"2012601": {"基本支出": "37.85"}, "2012604": {"项目支出": "0.35"}},
        "一般公共预算财政拨款基本支出决算明细表": {"30101": "30.15", "30201": "7.60", "30207": "0.10"},
    }
    last = dict.fromkeys(("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出"), "36.90") | {
        "机关运行经费": "7.15"
    }
    budget = {"合计": "38.35", "2012601": {"年初预算数": "38.00"}, "2012604": {"年初预算数": "0.35"}}
    explanation = {"上年": last, "年初预算": budget, "机关运行经费": {"支出": "7.70"}}
    made = written(
        bureau(tmp_path), 2023, numbers(typed(figures, times)), numbers(typed(explanation, times)), unit=unit
    )
    assert not [one for one in made.findings if one.code in UNITS]


def test_a_reason_lets_it_pass(tmp_path: Path) -> None:
    waiver = [{"代码": "F204", "含": "上年·收支总计", "理由": "本局上年十二月才成立，只用了开办费1984.20元"}]
    assert not found(tmp_path, "元", {"上年/收支总计": "1984.20"}, waivers=waiver)


def test_an_archived_document_is_only_told(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "元", {"上年/收支总计": "1984.20"}, status="存档")
    assert told.severity.value == "warning"


def project(*amounts: str) -> dict[str, Any]:
    columns = dict(zip(("年初预算数", "全年预算数", "全年执行数"), amounts, strict=True))
    return {"表单": "项目支出绩效自评情况表", "项目名称": "办事大厅运行", "资金": {"年度资金总额": columns}}


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (("620.00", "640.00", "630.15"), ""),
        (("620.00", "640.00", "0.35"), ""),
        (("3.50", "3.50", "3.50"), ""),
        (("0.35", "0.35", "0.35"), ""),
        (("620.00", "6400000.00", "630.15"), "年度资金总额·全年预算数填的是6400000.00万元，比报表里最大的数"),
        (("620.00", "640.00", "6301500.00"), "年度资金总额·全年执行数填的是6301500.00万元，比报表里最大的数"),
        (("620.00", "6.40", "20000.00"), "全年执行数填的是20000.00万元，全年预算数却是6.40万元"),
        (("0.0620", "0.0640", "0.0630"), "加起来只有0.06万元，项目支出却是630.15万元，相差约一万倍"),
    ],
)
def test_forms_have_a_unit_of_their_own(tmp_path: Path, unit: str, amounts: tuple[str, ...], words: str) -> None:
    """Forms are in 万元, whatever the document is in."""
    times = 10000 if unit == "元" else 1
    figures, explanation = (numbers(typed(deepcopy(one), times)) for one in (FIGURES, EXPLANATION))
    made_of = bureau(tmp_path)
    home = tmp_path / "content/departments/ceshi/finance-bureau/2023/final-accounts/performance"
    home.mkdir(parents=True)
    (home / "01-hall.yml").write_text(yaml.safe_dump(project(*amounts), allow_unicode=True), encoding="utf-8")
    made = written(made_of, 2023, figures, explanation, unit=unit)
    told = [one.message for one in made.findings if one.code == "F204"]
    assert len(told) == bool(words)
    assert all(words in one for one in told)


BUDGET: dict[str, Any] = {
    "部门收入总体情况表": {"101001": {"一般公共预算": "880.00", "财政拨款": "880.00"}},
    "部门支出总体情况表": {
        "2010601": {"工资福利支出": "610.00", "商品和服务支出": "190.00"},
        "2010602": {"特定目标类": "80.00"},
    },
    "一般公共预算基本支出情况表": [
        {"部门经济": "30101", "政府经济": "50101", "人员经费": "610.00"},
        {"部门经济": "30201", "政府经济": "50201", "公用经费": "190.00"},
    ],
    "一般公共预算三公经费支出情况表": {"公务接待费": "2.00", "公务用车运行费": "6.00"},
}
LAST_BUDGET: dict[str, Any] = {
    "上年": {
        "收入总计": "860.00",
        "支出总计": "860.00",
        "一般公共预算收支": "860.00",
        "三公经费": "8.50",
        "因公出国（境）费": "0",
        "公务接待费": "2.50",
        "公务用车运行维护费": "6.00",
        "公务用车购置费": "0",
        "机构运转经费": "185.00",
    },
    "政府采购": {"货物": "12.00", "工程": "0", "服务": "30.00"},
}


@pytest.mark.parametrize(
    ("unit", "changes", "told"),
    [
        ("万元", {}, False),
        ("元", {}, False),
        ("元", {"上年/三公经费": "8.50", "上年/公务接待费": "2.50", "上年/公务用车运行维护费": "6.00"}, True),
        ("元", {"上年/机构运转经费": "185.00"}, True),
        ("万元", {"上年/支出总计": "8600000.00"}, True),
        ("元", {"政府采购/服务": "30.00"}, True),
        ("元", {"上年/公务接待费": "800.00", "上年/三公经费": "60800.00"}, False),
    ],
)
def test_budgets(tmp_path: Path, unit: str, changes: dict[str, Any], *, told: bool) -> None:
    times = 10000 if unit == "元" else 1
    explanation = put(typed(deepcopy(LAST_BUDGET), times), changes)
    made = written(
        bureau(tmp_path),
        2024,
        numbers(typed(BUDGET, times)),
        numbers(explanation),
        unit=unit,
        kind="budget",
        edition="nanyang-2024-budget",
    )
    assert [one.code for one in made.findings if one.code in UNITS] == ["F204"] * told
