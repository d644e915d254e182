"""原文 in whole documents: in sentences, cells, codes and heads, recorded whole or in part; what is told, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.classification.printed_names import names_are_printed_alike
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring.checking import check
from tests.checks.printed import printed_in
from tests.checks.real import NANYANG_2021, real
from tests.findings.test_documents import DOCUMENT, project_of, quiet

HEAD = "上年: {收支总计: 140.00}\n原因: {收支总计: 人员增加}\n原文:\n"


def told(folder: Path, *originals: str) -> list[str]:
    """Codes and messages for a document with these 原文."""
    project = project_of("K202", folder)
    explanation = folder / "content" / "departments" / DOCUMENT / "explanation.yml"
    explanation.write_text(HEAD + "".join(f"  - {{{one}}}\n" for one in originals), encoding="utf-8")
    return [f"{one.code} {one.message}" for one in check(project, (), quiet).findings]


@pytest.mark.parametrize(
    ("original", "message"),
    [
        (
            "处: explanation.overall, 应为: '60.0', 印作: '66.0'",
            "N203 “2024年度收、支总计均为166.00万元”一句印作166.00万元，应为160.00万元（收支总计）",
        ),
        (
            "处: t02.2010601.基本支出, 应为: '100.00', 印作: '1000.00'",
            "N203 “支出决算表·2010601·基本支出”印作1000.00，应为100.00",
        ),
        (
            "处: t02.2010602.项目支出, 应为: '5.5', 印作: '6.5'",
            "N203 “支出决算表·2010602·项目支出”印作56.50，应为55.50",
        ),
        ("处: t01.栏头.右, 应为: 万元, 印作: 元", "N203 “收入支出决算总表·单位：元”印作元，应为万元"),
        (
            "处: t02.栏头.左, 应为: 财政, 印作: 教育",
            "N214 “支出决算表·部门：测试市教育局”的单位名称印作“测试市教育局”，应为“测试市财政局”",
        ),
        (
            "处: t02.20106.科目名称, 应为: 财政, 印作: 财务",
            "K202 支出决算表：20106印作“财务事务”，科目表里是“财政事务”",
        ),
        (
            "处: t02.2010601.基本支出, 应为: '100.00', 印作: ''",
            "N203 “支出决算表·2010601·基本支出”印作空白，应为100.00",
        ),
        (
            "处: t02.20106.科目编码, 应为: '06', 印作: '60'",
            "K203 支出决算表：“财政事务”的编码印作“20160”",
        ),
        (
            "处: explanation.overall, 应为: '2024', 印作: '2023'",
            "N214 “2023年度收、支总计均为160.00万元”的日期印作“2023年度”，应为“2024年度”",
        ),
        (
            "处: explanation.overall, 应为: 比，增加, 印作: 比，减少",
            "N204 “2024年度收、支总计均为160.00万元……与上年度相”一句的增减方向印反了：“比，减少”，应为“比，增加”",
        ),
    ],
)
def test_told(tmp_path: Path, original: str, message: str) -> None:
    assert told(tmp_path, original) == [message]


@pytest.mark.parametrize(
    "original",
    [
        "处: explanation.overall, 应为: 160.00万元, 印作: 160.00 万元",
        "处: explanation.overall, 应为: 与上年度相比, 印作: 较上年",
        "处: t02.2010601.基本支出, 应为: '100.00', 印作: '100.0'",
        "处: t02.2010601.项目支出, 应为: '0.00', 印作: ''",
        "处: t01.栏头.右, 应为: 单位：万元, 印作: 金额单位：万元",
    ],
)
def test_another_way_of_printing_is_not_told(tmp_path: Path, original: str) -> None:
    assert told(tmp_path, original) == []


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        (
            ("科学技术支出（类）技术", "研究与", "与", "开发（款）机构运行（项）。"),
            "情况说明：20604印作“技术与开发（款）”，科目表里是“技术研究与开发”",
        ),
        (
            ("科学技术支出（类）技术研究与开发", "（款", "（项", "）。"),
            "情况说明：20604印作“技术研究与开发（项）”，科目表里是“技术研究与开发”",
        ),
        (("科学技术支出（类）技术研究与开发（款）", "5.00", "6.00", "万元。"), ""),
    ],
)
def test_a_name_with_its_level_is_examined_whole(paragraph: tuple[str, str, str, str], message: str) -> None:
    looked_at = printed_in(real(NANYANG_2021), "explanation", "general-public-budget", [paragraph])
    found = [one.message for one in names_are_printed_alike(looked_at) if isinstance(one, Finding)]
    own = [one for one in found if one.startswith("情况说明")]
    assert [one.partition("；")[0] for one in own] == ([message] if message else [])
