"""绩效目标: what a budget says that its money shall reach."""

from __future__ import annotations

from typing import Any

from bench.invented.books import FUNDS, GENERAL, OTHER
from bench.invented.filed import Filed
from bench.invented.forms import WEIGHTS, WHOLE, indicators_of, wan


def targets(filed: Filed) -> dict[str, dict[str, Any]]:
    """Name of a file → what is in it."""
    if filed.style != "三年各一":
        return {}
    return {"department": _department_targets(filed), "summary": _project_targets(filed)}


def _department_targets(filed: Filed) -> dict[str, Any]:
    sums, voice = filed.sums, filed.voice
    basic = sum(sums.planned_basic.values())
    government, whole = sums.total("planned", GENERAL, FUNDS), sums.total("planned", GENERAL, FUNDS, OTHER)
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
            for one in indicators_of(filed, None, WHOLE)
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
            found = {first["一级"]: first for first in indicators_of(filed, line, WEIGHTS[2022])}
            listed.append(one | {name: {"三级": own["三级"], "指标值": own["指标值"]} for name, own in found.items()})
    return {"表单": "项目绩效目标汇总表", "项目": listed}
