"""绩效表单: self-evaluations of projects, and what a budget says of its targets; scores add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.invented.books import FUNDS, GENERAL, Line
from bench.invented.filed import Filed

WEIGHTS = {
    2021: {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
    2022: {"成本指标": 10, "产出指标": 30, "效益指标": 25, "满意度指标": 5},
}
"""一级指标 → 分值, before and after the form of 2022"""
WHOLE = {"投入管理指标": 30, "产出指标": 25, "效益指标": 35}
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


def targets(filed: Filed) -> dict[str, dict[str, Any]]:
    """Forms of a budget."""
    if filed.style != "三年各一":
        return {}
    return {"department": _department_targets(filed), "summary": _project_targets(filed)}


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


def _indicators(filed: Filed, line: Line | None, weights: dict[str, int]) -> Iterator[dict[str, str]]:
    """指标: all reach their target; the cost is what was spent."""
    voice, random = filed.voice, filed.random
    for first, weight in weights.items():
        seconds = SECOND[first]
        for number, second in enumerate(seconds):
            share = weight // len(seconds) + (weight % len(seconds) if number == 0 else 0)
            least, matter = random.randint(85, 98), random.choice(voice.matters)
            name, target, done = f"{matter}达标率", f"≥{least}%", f"{random.randint(least, 100)}%"
            if second == "数量指标":
                count = random.randint(2, 400)
                name, target, done = (
                    f"{matter}{random.choice(('场次', '批次', '点位', '户数'))}",
                    f"≥{count}个",
                    f"{count + random.randint(0, 9)}个",
                )
            elif first == "成本指标" and line:
                money = line.opening + line.received
                name, target, done = (
                    f"{line.project.name}成本",
                    f"≤{wan(filed, money)}万元",
                    f"{wan(filed, line.spent)}万元",
                )
            elif first == "满意度指标":
                name = random.choice(("服务对象满意度", "群众满意度", f"{matter}受益对象满意度"))
            score = str(share)
            yield {
                "一级": first,
                "二级": second,
                "三级": name,
                "指标值": target,
                "完成值": done,
                "分值": score,
                "得分": score,
            }


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
    weights = WEIGHTS[2021 if first else 2022]
    if not first:
        found["资金管理"] = [{"项": name, "情况说明": said, "分值": "5", "得分": "5"} for name, said in MANAGED.items()]
    found |= {
        "预期目标": filed.voice.say("目标", project=line.project.name),
        "实际完成情况": filed.voice.say("完成", project=line.project.name),
        "绩效指标": list(_indicators(filed, line, weights)),
        "总分": {"分值": "100", "得分": f"{90 + 10 * _rate(line):.2f}"},
    }
    return found


def _plain(filed: Filed, line: Line) -> dict[str, Any]:
    money = _money(filed, line, ("年初预算", "调整后预算", "执行数"))
    rate, none = f"{_rate(line):.2%}", {"年初预算": "-", "调整后预算": "-", "执行数": "-", "执行率": "-"}
    renamed = {"指标值": "目标", "完成值": "完成"}
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
        "指标": [
            {renamed.get(key, key): value for key, value in one.items()}
            for one in _indicators(filed, line, WEIGHTS[2021])
        ],
        "总分": {"分值": "100", "得分": f"{90 + 10 * _rate(line):.2f}"},
        "等级": "优",
    }


def _summary(filed: Filed, found: dict[str, dict[str, Any]]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(filed.evaluated, 1):
        yield {
            "序号": str(number),
            "项目名称": line.project.name,
            "全年预算数": wan(filed, line.opening + line.received),
            "全年执行数": wan(filed, line.spent),
            "预算执行率": f"{_rate(line):.2%}",
            "资金管理情况得分率": "100%",
            "成本指标得分率": "100%",
            "产出指标得分率": "100%",
            "效益指标得分率": "100%",
            "满意度指标得分率": "100%",
            "自评得分": found[f"{number:02d}-project"]["总分"]["得分"],
            "是否有较大偏差": "否",
            "评价形式": "线上",
        }


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
    tasks = filed.voice.matters[:3]
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
        "绩效指标": list(_indicators(filed, None, WHOLE)),
        "总分": {"分值": "100", "得分": f"{90 + score:.2f}"},
    }


def _department_targets(filed: Filed) -> dict[str, Any]:
    sums, voice = filed.sums, filed.voice
    basic = sum(sums.planned_basic.values())
    government, whole = sums.total("planned", GENERAL, FUNDS), sums.total("planned", GENERAL, FUNDS, "其他资金")
    budget = {"部门预算总额": whole, "政府预算资金": government, "单位资金": whole - government}
    budget |= {"基本支出": basic, "项目支出": whole - basic}
    return {
        "表单": "部门（单位）整体绩效目标表",
        "年度履职目标": "；".join(voice.say("职责") for _ in range(4)),
        "主要任务": [{"名称": matter, "主要内容": voice.say("职责", matter=matter)} for matter in voice.matters[:4]],
        "预算": {name: wan(filed, amount) for name, amount in budget.items() if amount},
        "绩效指标": [
            {"一级": one["一级"], "二级": one["二级"], "三级": one["三级"], "指标值": one["指标值"]}
            | {"说明": voice.say("管理")}
            for one in _indicators(filed, None, WHOLE)
        ],
    }


def _project_targets(filed: Filed) -> dict[str, Any]:
    listed: list[dict[str, Any]] = []
    for unit in filed.units:
        lines = [line for line in unit.accounts[filed.year].lines if line.planned]
        for line in lines:
            general = line.project.fund in (GENERAL, FUNDS)
            one = {"编码": f"{unit.code}{filed.year}{len(listed):04d}", "名称": line.project.name}
            one |= {
                "资金总额": wan(filed, line.planned),
                "政府预算资金" if general else "单位资金": wan(filed, line.planned),
            }
            found = {first["一级"]: first for first in _indicators(filed, line, WEIGHTS[2022])}
            listed.append(one | {name: {"三级": own["三级"], "指标值": own["指标值"]} for name, own in found.items()})
    return {"表单": "项目绩效目标汇总表", "项目": listed}
