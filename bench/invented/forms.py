"""绩效自评表: self-evaluations of projects and of a department; scores add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.invented.books import FUNDS, GENERAL, Line
from bench.invented.filed import Filed

WEIGHTS = {
    2021: {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
    2022: {"成本指标": 10, "产出指标": 30, "效益指标": 25, "满意度指标": 5},
}
"""一级指标 → 分值, before and after the form of 2022"""
WHOLE = {"投入管理指标": 30, "产出指标": 25, "效益指标": 35}
MISSED = 0.07
"""how many of the targets in per cent are missed"""
SECOND = {
    "成本指标": ("经济成本指标",),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "投入管理指标": ("工作目标管理", "预算和财务管理"),
}
MANAGED = {
    "安排科学性": "按规定编制并论证",
    "拨付合规性": "按合同和进度拨付",
    "使用规范性": "专款专用",
    "预算绩效管理情况": "目标、监控、自评齐全",
}


def forms(filed: Filed) -> dict[str, dict[str, Any]]:
    """Name of a file → what is in it."""
    if filed.style == "说明在前":
        return {f"{n:02d}-project": _plain(filed, line) for n, line in enumerate(filed.evaluated, 1)}
    if filed.style != "三年各一":
        return {}
    found = {f"{n:02d}-project": _henan(filed, line) for n, line in enumerate(filed.evaluated, 1)}
    if filed.year >= 2023:
        found["department"] = _department(filed)
        if filed.evaluated:
            found["summary"] = {"表单": "项目支出绩效自评汇总表", "项目": list(_summary(filed, found))}
    return found


def wan(filed: Filed, amount: int) -> str:
    """万元, as forms print it."""
    return f"{amount * filed.yuan / 10000:.2f}"


def _rate(line: Line) -> float:
    return line.spent / (line.opening + line.received)


def _score(line: Line) -> str:
    return f"{10 * _rate(line):.2f}"


def _money(filed: Filed, line: Line, names: tuple[str, str, str]) -> dict[str, str]:
    amounts = (line.planned, line.opening + line.received, line.spent)
    return {name: wan(filed, cents) for name, cents in zip(names, amounts, strict=True)}


def indicators_of(filed: Filed, line: Line | None, weights: Mapping[str, int]) -> list[dict[str, str]]:
    """指标: most reach their target; the cost is what was spent."""
    found = []
    for first, weight in weights.items():
        seconds = SECOND[first]
        for number, second in enumerate(seconds):
            share = weight // len(seconds) + (weight % len(seconds) if number == 0 else 0)
            named = {"一级": first, "二级": second}
            if second == "数量指标":
                found.append(named | _count(filed, share))
            elif first == "成本指标" and line:
                found.append(named | _cost(filed, line, share))
            else:
                found.append(named | _share(filed, second, share))
    return found


def _count(filed: Filed, share: int) -> dict[str, str]:
    name, count = filed.random.choice(("场次", "批次", "点位", "户数")), filed.random.randint(2, 400)
    told = {"三级": f"{filed.random.choice(filed.voice.matters)}{name}", "指标值": f"≥{count}个"}
    return told | {"完成值": f"{count + filed.random.randint(0, 9)}个", "分值": str(share), "得分": str(share)}


def _cost(filed: Filed, line: Line, share: int) -> dict[str, str]:
    told = {"三级": f"{line.project.name}成本", "指标值": f"≤{wan(filed, line.opening + line.received)}万元"}
    return told | {"完成值": f"{wan(filed, line.spent)}万元", "分值": str(share), "得分": str(share)}


def _share(filed: Filed, second: str, share: int) -> dict[str, str]:
    random, matter = filed.random, filed.random.choice(filed.voice.matters)
    satisfied = random.choice(("服务对象满意度", "群众满意度", f"{matter}受益对象满意度"))
    least, name = random.randint(85, 98), satisfied if second.endswith("满意度指标") else f"{matter}达标率"
    told = {"三级": name, "指标值": f"≥{least}%"}
    if random.random() < MISSED:
        done = least - random.randint(1, 5)
        score = f"{share * done / least:.2f}"
        return told | {"完成值": f"{done}%", "分值": str(share), "得分": score, "原因": filed.voice.say("偏差")}
    return told | {"完成值": f"{random.randint(least, 100)}%", "分值": str(share), "得分": str(share)}


def _scored(indicators: list[dict[str, str]], part: str = "") -> float:
    return sum(float(one["得分"]) for one in indicators if part in ("", one["一级"]))


def _henan(filed: Filed, line: Line) -> dict[str, Any]:
    first = filed.year == 2021
    names = ("年初预算数", "全年预算数", "全年执行数")
    money = _money(filed, line, names)
    rate, none = f"{_rate(line):.2%}", "—" if first else "-"
    own = "政府预算资金" if first else "财政拨款"
    head = {"主管部门及代码": f"{filed.name} {filed.code}"} if first else {"主管部门": filed.name}
    found: dict[str, Any] = {
        "表单": "项目绩效自评表" if first else "项目支出绩效自评情况表",
        "项目名称": line.project.name,
        **head,
        "实施单位": filed.name,
        "资金": {
            "年度资金总额": {**money, "分值": "10", "执行率": rate, "得分": _score(line)},
            own: {**money, "分值": none, "执行率": rate, "得分": none},
        },
    }
    indicators = indicators_of(filed, line, WEIGHTS[2021 if first else 2022])
    if not first:
        found["资金管理"] = [{"项": name, "情况说明": said, "分值": "5", "得分": "5"} for name, said in MANAGED.items()]
    found |= {
        "预期目标": filed.voice.say("目标", project=line.project.name),
        "实际完成情况": filed.voice.say("完成", project=line.project.name),
        "绩效指标": indicators,
        "总分": {"分值": "100", "得分": f"{10 * _rate(line) + (0 if first else 20) + _scored(indicators):.2f}"},
    }
    return found


def _plain(filed: Filed, line: Line) -> dict[str, Any]:
    money = _money(filed, line, ("年初预算", "调整后预算", "执行数"))
    rate, none = f"{_rate(line):.2%}", {"年初预算": "-", "调整后预算": "-", "执行数": "-", "执行率": "-"}
    renamed = {"指标值": "目标", "完成值": "完成"}
    indicators = indicators_of(filed, line, WEIGHTS[2021])
    score = 10 * _rate(line) + _scored(indicators)
    return {
        "表单": "财政项目支出绩效自评表",
        "项目名称": line.project.name,
        "实施单位": filed.name,
        "资金": {
            "合计": {**money, "分值": "10", "得分": _score(line), "执行率": rate},
            "财政资金": {**money, "执行率": rate},
            "其他资金": none,
        },
        "目标": f"{filed.voice.say('目标', project=line.project.name)}。",
        "完成情况": f"{filed.voice.say('完成', project=line.project.name)}。",
        "指标": [{renamed.get(key, key): value for key, value in one.items()} for one in indicators],
        "总分": {"分值": "100", "得分": f"{score:.2f}"},
        "等级": "优" if score >= 90 else "良",
    }


def _summary(filed: Filed, found: dict[str, dict[str, Any]]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(filed.evaluated, 1):
        form = found[f"{number:02d}-project"]
        yield {
            "序号": str(number),
            "项目名称": line.project.name,
            "全年预算数": wan(filed, line.opening + line.received),
            "全年执行数": wan(filed, line.spent),
            "预算执行率": f"{_rate(line):.2%}",
            "资金管理情况得分率": "100%",
            **{
                f"{part}得分率": f"{_scored(form['绩效指标'], part) / weight:.2%}"
                for part, weight in WEIGHTS[2022].items()
            },
            "自评得分": form["总分"]["得分"],
            "是否有较大偏差": "否",
            "评价形式": "线上",
        }


def _rated(form: dict[str, Any], part: str, weight: int) -> str:
    return f"{_scored(form['绩效指标'], part) / weight:.2%}"


def _department(filed: Filed) -> dict[str, Any]:
    """部门整体支出绩效自评情况表: the whole money of the department."""
    sums = filed.sums
    appropriated = sum(sums.total("spent", fund) for fund in (GENERAL, FUNDS))
    spent = sum(sums.total("spent", fund) for fund in (GENERAL, FUNDS, "其他资金"))
    planned = sums.total("planned", GENERAL, FUNDS, "其他资金")
    kept, available = sums.total("opening", GENERAL, FUNDS), sums.whole
    rows = {
        "部门预算总额": (planned, available, spent),
        "财政拨款": (
            sums.total("planned", GENERAL, FUNDS),
            sums.total("received", GENERAL, FUNDS) + kept,
            appropriated,
        ),
    }
    if other := available - rows["财政拨款"][1]:
        rows["单位资金"] = (planned - rows["财政拨款"][0], other, spent - appropriated)
    money = {
        name: {"年初预算数": wan(filed, one[0]), "全年预算数": wan(filed, one[1]), "全年执行数": wan(filed, one[2])}
        | {"分值": "10" if name == "部门预算总额" else "-", "执行率": f"{one[2] / one[1]:.2%}"}
        | {"得分": "-"}
        for name, one in rows.items()
    }
    rate = spent / available
    score = min(10.0, 10 * rate / 0.9)
    money["部门预算总额"]["得分"] = f"{score:.2f}"
    tasks, indicators = filed.voice.matters[:3], indicators_of(filed, None, WHOLE)
    return {
        "表单": "部门整体支出绩效自评情况表",
        "部门名称": filed.name,
        "资金": money,
        "预期目标": "；".join(filed.voice.say("目标") for _ in range(3)),
        "实际完成情况": "；".join(filed.voice.say("完成") for _ in range(3)),
        "主要任务": [
            {
                "名称": matter,
                "主要内容": filed.voice.say("职责", matter=matter),
                "实际完成情况": filed.voice.say("完成", matter=matter),
            }
            for matter in tasks
        ],
        "绩效指标": indicators,
        "总分": {"分值": "100", "得分": f"{score + _scored(indicators):.2f}"},
    }
