"""原因的方向: reasons of many departments, right and wrong for their sign, which were written before the rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.checks.narrative.direction import direction
from gongkai.model.findings import Severity
from tests.checks.words import told, with_reason

HERE = Path(__file__).parent
YEAR = 2024


def reasons(file: str, answer: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    return [one for one in listed if one["答"] == answer]


def against(file: str, answer: str) -> list[str]:
    """The reasons that speak against their sign."""
    signs = {"增": 1, "减": -1}
    return [
        one["原因"] for one in reasons(file, answer) if direction(one["原因"], one["项"], YEAR) * signs[one["向"]] < 0
    ]


FILES = {"reasons_blind.yml": 24, "reasons_unseen.yml": 8, "reasons_unseen_2.yml": 8, "reasons_unseen_3.yml": 7}
"""and how many of their wrong reasons are told at least"""


@pytest.mark.parametrize("file", FILES)
def test_right_reasons_are_left_alone(file: str) -> None:
    assert against(file, "对") == []


@pytest.mark.parametrize(("file", "least"), FILES.items())
def test_wrong_reasons_are_told(file: str, least: int) -> None:
    assert len(against(file, "错")) >= least


def test_words_never_block() -> None:
    everything = [one for answer in ("对", "错") for one in reasons("reasons_blind.yml", answer)]
    assert len(everything) == 60
    for one in everything:
        for grew in (True, False):
            assert {found.severity for found in told(with_reason(one["原因"], grew=grew))} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("item", "reason", "means"),
    [
        ("收支总计", "软件许可到期，重新采购", 0),
        ("行政运行", "年中人员退休、调出", -1),
        ("行政运行", "部分教师离休和离职", -1),
        ("行政运行", "人员调离、退休", -1),
        ("行政运行", "退休、新进人员增加", 0),
        ("行政运行", "人员退休", 0),
        ("收支总计", "开展节约型机关创建工作", 0),
        ("一般公共预算财政拨款支出", "取消检测收费后改由财政拨款安排", 1),
        ("事业收入", "取消检测收费后改由财政拨款安排", -1),
        ("收支总计", "取消检测收费后改由财政拨款安排", 0),
        ("一般公共预算财政拨款支出", "将原由财政拨款保障的物业费改由事业收入列支", -1),
        ("一般公共预算财政拨款支出", "车辆保险费不再由财政拨款负担", -1),
        ("收支总计", "原由财政拨款保障的物业费改由事业收入列支", 0),
        ("收支总计", "采购结余", -1),
        ("收支总计", "使用上年结余安排的支出", 0),
        ("行政单位离退休", "退休人员去世", -1),
        ("死亡抚恤", "退休人员去世", 1),
        ("死亡抚恤", "当年无人员去世", -1),
        ("死亡抚恤", "未发生人员死亡", -1),
        ("行政单位离退休", "没有人员去世", 0),
        ("收支总计", "退休人员去世，发放抚恤金", 0),
        ("事业单位离退休", "退休人员增加", 1),
        ("行政运行", "退休人员增加", 0),
        ("行政运行", "调出人员增多", -1),
        ("项目支出", "新增项目减少", -1),
        ("项目支出", "上年有一次性项目", -1),
        ("项目支出", "由于上年有一次性项目", -1),
        ("污水处理设施建设和运营", "污水处理量低于年初测算，按实际水量结算", -1),
        ("项目支出", "实际用电量高于年初测算", 1),
        ("培训支出", "参训人数少于上年", -1),
        ("项目支出", "上年没有安排此项目", 1),
        ("项目支出", "2022年一次性项目本年没有安排", -1),
        ("项目支出", "2024年新增设备采购", 1),
        ("项目支出", "上年推迟的工程本年实施", 1),
        ("基本支出", "上年末新招录4人", 0),
        ("基本支出", "人员没有减少", 0),
        ("基本支出", "社保费率阶段性降低政策到期", 1),
        ("机关运行经费", "加大压减力度", -1),
        ("机关运行经费", "提高资金使用效率", 0),
        ("城乡社区环境卫生", "清运单价由每吨92元提高到118元", 1),
        ("城乡社区环境卫生", "清运单价从每吨118元谈到92元", -1),
        ("年末结转和结余", "项目未完工", 0),
        ("收支总计", "人员增加，办公费减少", 0),
    ],
)
def test_what_a_reason_means_for_an_item(item: str, reason: str, means: int) -> None:
    assert direction(reason, item, YEAR) == means


def test_a_long_reason_takes_no_time() -> None:
    """500 characters are looked at; a million are cut, not searched."""
    assert direction("比" * 1_000_000, "收支总计", YEAR) == 0
