"""得分: what the forms' note allows, pattern by pattern, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.performance import scores, weights
from tests.checks.performance import PROJECT, case, outcomes, project, said, told

FOUND, FINE = 1, 0


@pytest.mark.parametrize(
    ("target", "outcome", "score", "found"),
    [
        ("≥95%", "95%", "5", FINE),
        ("≥95%", "97%", "4", FOUND),
        ("≥5批次", "2批次", "2", FINE),
        ("≥5批次", "2批次", "3", FOUND),
        ("≥85人", "56人", "3.29", FINE),
        ("≤10%", "36.78%", "0", FINE),
        ("≤4万元", "4.2万元", "4.75", FINE),
        ("≤10万元", "0万元", "0", FINE),
        ("≤10万元", "0万元", "5", FINE),
        ("≤10万元", "0万元", "2", FOUND),
        ("3万元", "2.04万元", "5", FINE),
        ("3万元", "2.04万元", "3.4", FINE),
        ("3万元", "2.04万元", "4", FOUND),
        ("3万元", "4.5万元", "2.5", FINE),
        ("100%", "98%", "4.9", FINE),
        ("100%", "98%", "3", FINE),
        ("100%", "98%", "2", FOUND),
        ("100%", "100%", "4", FOUND),
        ("提高", "80%", "1", FINE),
        ("≤0个", "2个", "3", FINE),
        ("≥5条", "3个", "1", FINE),
        ("≤2万", "1.9978", "3", FOUND),
    ],
)
def test_scores(tmp_path: Path, target: str, outcome: str, score: str, found: int) -> None:
    form = project(
        (
            '指标值: ≥95%, 完成值: 96%, 分值: "5", 得分: "5"',
            f'指标值: {target}, 完成值: "{outcome}", 分值: "5", 得分: "{score}"',
        )
    )
    assert len(said(scores.scores_follow_targets, case(tmp_path, form))) == found


def test_unspent_costs_are_scored_alike(tmp_path: Path) -> None:
    cost = '  - {一级: 成本指标, 三级: %s, 指标值: ≤20万元, 完成值: 0万元, 分值: "5", 得分: "%s"}\n'
    form = PROJECT.replace("  - {一级: 成本指标", cost % ("甲", 0) + cost % ("乙", 5) + "  - {一级: 成本指标")
    assert told("E106", case(tmp_path, form)) == [
        "01-form.yml:12: 2个成本指标都没有支出，得分不一样：“甲”0分（分值5）、“乙”5分（分值5）"
    ]


@pytest.mark.parametrize(
    ("target", "outcome", "deviation", "found"),
    [
        ("≥95%", "96%", "0.00", FINE),
        ("≥60万元", "100万元", "66.67", FINE),
        ("≥60万元", "100万元", "36.67", FOUND),
        ("≥320000度", "180000度", "-43.75", FINE),
        ("≤10%", "36.78%", "267.80", FINE),
        ("≤0次", "0次", "0.00", FINE),
        ("≤0次", "0次", "12.00", FOUND),
        ("2023年12月31日前", "80%", "-20.00", FINE),
        ("2023年12月31日前", "80%", "0.00", FOUND),
    ],
)
def test_deviations(tmp_path: Path, target: str, outcome: str, deviation: str, found: int) -> None:
    form = project(
        ("指标值: ≥95%, 完成值: 96%", f"指标值: {target}, 完成值: {outcome}"),
        ('得分: "5", 偏差度: "0.00"', f'得分: "5", 偏差度: "{deviation}"'),
    )
    assert len(said(scores.deviations_follow, case(tmp_path, form))) == found


def test_deductions(tmp_path: Path) -> None:
    silent = project(('{项: 使用规范性, 分值: "20", 得分: "20"}', '{项: 使用规范性, 分值: "20", 得分: "15"}'))
    assert said(scores.deductions_are_explained, case(tmp_path / "silent", silent)) == [
        "01-form.yml:8: 扣了分，没有写原因：“使用规范性”15分（分值20）"
    ]
    explained = project(('得分: "5", 偏差度: "0.00"', '得分: "4", 原因: 窗口少'))
    assert outcomes(scores.deductions_are_explained, case(tmp_path / "told", explained)) == ["Held"]


def test_weights(tmp_path: Path) -> None:
    rule = weights.weights_are_as_prescribed
    assert outcomes(rule, case(tmp_path / "right", PROJECT)) == ["Held"]
    cost = next(line for line in PROJECT.splitlines() if "成本指标" in line) + "\n"
    shifted = project((cost, ""), ('分值: "30", 得分: "30"', '分值: "40", 得分: "40"'))
    assert outcomes(rule, case(tmp_path / "shifted", shifted)) == ["Held"]
    assert said(rule, case(tmp_path / "lost", project((cost, "")))) == [
        "01-form.yml:12: 分值不合表单的规定：产出指标30（应为40）"
    ]
    damaged = PROJECT.replace(cost, "").replace("项目名称", "缺漏: 来源缺一页\n项目名称", 1)
    assert outcomes(rule, case(tmp_path / "damaged", damaged)) == ["Skipped"]


def test_totals(tmp_path: Path) -> None:
    rule = weights.totals_add_up
    assert set(outcomes(rule, case(tmp_path / "right", PROJECT))) == {"Held"}
    over = project(('得分: "30"', '得分: "31"'))
    assert told("E105", case(tmp_path / "over", over)) == [
        "01-form.yml:13: “改造窗口数量”的分值是30，得分填的是31",
        "01-form.yml:16: 总分的得分填的是99.5，各项得分加起来是100.5，相差1",
    ]
