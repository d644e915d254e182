"""同上年一样: what is last year's is told, file by file; what is alike every year is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.checks.narrative.last_year import texts_are_of_this_year
from gongkai.checks.outcomes import Skipped
from gongkai.pipeline.project import Project
from tests.checks.real import case_in, findings

FINDINGS = Path(__file__).parents[2] / "findings"
BUREAU = "content/departments/ceshi/finance-bureau"
THIS, LAST = (f"{BUREAU}/{year}/final-accounts" for year in (2024, 2023))
ID = "ceshi/finance-bureau/2024/final-accounts"
PARAGRAPH = "{年}年度我局对全部项目编报绩效目标，年中开展监控。抽查了4个项目。"


@pytest.fixture(name="project")
def two_years(tmp_path: Path) -> Project:
    shutil.copytree(FINDINGS / "_base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(FINDINGS / "C101" / "project", tmp_path, dirs_exist_ok=True)
    return Project(root=tmp_path)


def write(project: Project, name: str, text: str) -> None:
    (project.root / name).write_text(text, encoding="utf-8")


def explain(project: Project, last: str, this: str) -> None:
    write(project, f"{LAST}/explanation.yml", f"上年: {{收支总计: 120.00}}\n{last}\n")
    write(project, f"{THIS}/explanation.yml", f"上年: {{收支总计: 140.00}}\n{this}\n")


def said(project: Project) -> list[str]:
    return [f"{one.severity} {one.message}" for one in findings(texts_are_of_this_year, case_in(project, ID))]


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("原因: {收支总计: 退休1人}", "原因: {收支总计: 退休1人}"),
        (
            f"绩效: {{情况: {PARAGRAPH.replace('{年}', '2023')}}}",
            f"绩效: {{情况: {PARAGRAPH.replace('{年}', '2024')}}}",
        ),
        ("绩效: {情况: 对2个项目开展自评。结果均为优。}", "绩效: {情况: 对5个项目开展自评。结果均为优。}"),
    ],
)
def test_a_sentence_of_last_year(project: Project, last: str, this: str) -> None:
    explain(project, last, this)
    assert said(project) == ["warning 说明有1处同上年一样：第2行"]


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("原因: {收支总计: 退休1人}", "原因: {收支总计: 退休2人}"),
        ("绩效: {情况: 无}", "绩效: {情况: 无}"),
        ("绩效: {情况: 没有开展自评的项目。}", "绩效: {情况: 没有开展自评的项目。}"),
        ("绩效: {情况: 预算单位应当对项目支出开展自评。}", "绩效: {情况: 预算单位应当对项目支出开展自评。}"),
    ],
)
def test_what_may_be_alike_every_year(project: Project, last: str, this: str) -> None:
    explain(project, last, this)
    assert said(project) == []


def test_duties_are_told_once_for_all(project: Project) -> None:
    head = (project.root / THIS / "document.yml").read_text(encoding="utf-8")
    duties = head.replace("拟订财政政策。", "拟订财税政策。, 编制本级预算。, 管理国库。")
    write(project, f"{THIS}/document.yml", duties)
    write(
        project,
        f"{LAST}/document.yml",
        duties.replace("ceshi-final", "ceshi-2023-final").replace("管理国库", "监管国库"),
    )
    assert said(project) == ["warning 概况有2处同上年一样：第5行"]


def test_of_a_form_its_sentences_count_and_not_its_names(project: Project) -> None:
    goal, name = "保障服务大厅全年正常运行，群众办事不用等", "服务大厅及自助办理区运行维护"
    indicator = "{一级: 产出指标, 二级: 数量指标, 三级: 各服务窗口全年开放天数合计, 指标值: ≥250天}"
    head = f"表单: 项目支出绩效自评表\n项目名称: {name}\n主管部门: 测试市财政局\n"
    form = f"{head}预期目标: {goal}\n绩效指标:\n  - {indicator}\n"
    write(project, f"{LAST}/performance/05-hall.yml", form)
    write(project, f"{THIS}/performance/02-hall.yml", form)
    assert said(project) == ["warning 这张表单有1处同上年一样：第4行"]


def test_an_archived_document_says_what_it_said(project: Project) -> None:
    explain(project, "原因: {收支总计: 退休1人}", "原因: {收支总计: 退休1人}")
    head = (project.root / THIS / "document.yml").read_text(encoding="utf-8")
    write(project, f"{THIS}/document.yml", head.replace("状态: 编制", "状态: 存档"))
    assert said(project) == []


def test_last_year_that_cannot_be_read_is_said(project: Project) -> None:
    write(project, f"{LAST}/document.yml", "版式: [\n")
    assert list(texts_are_of_this_year(case_in(project, ID))) == [Skipped(reason="上年的文件没有读成功")]
