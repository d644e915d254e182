"""写错的文件: an authored document with an error of each kind; what is said, where, and that it is not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.findings import every
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import FIXTURES, assemble, edit

DOCUMENT = "ceshi/archives-bureau/2025/final-accounts"
FOLDER = f"content/departments/{DOCUMENT}"
FIGURES, EXPLANATION, HEAD = (f"{FOLDER}/{name}.yml" for name in ("figures", "explanation", "document"))
EXPECTED = ("K101",)
"""codes of the fixture as it stands: warnings about codes that no list has"""

ERRORS = [
    # figures
    (
        FIGURES,
        "收入总计: 11644610.86",
        "收入总计: 11644610.87",
        "F101 3:",
        "收入支出决算总表·收入总计·金额：填的是11,644,610.87元",
    ),
    (FIGURES, '本年收入合计: "11,643,610.86"', '本年收入合计: "11,643,610.88"', "F101", "相差0.02元"),
    (FIGURES, "  年初财政拨款结转和结余: 1000.00", "  年初财政拨款结转和结余: 1000.01", "F301", "相差0.01元"),
    (
        FIGURES,
        '科目: "2120899", 支出: 600000.00',
        '科目: "2120899", 支出: 700000.00',
        "F301",
        "分单位支出决算表·合计·支出是11,703,356.87元",
    ),
    (FIGURES, '"30211": 734567.99', '"30211": 734567.98', "F301", "相差0.01元"),
    (FIGURES, "支出: 1649035.32", "支出: 1649035.33", "F101", "分单位支出决算表·301002·支出"),
    (FIGURES, "资金: 政府性基金预算}\n    - {财政", "资金: 政府性基金}\n    - {财政", "L404", "不能写“政府性基金”"),
    (FIGURES, "收入支出决算总表:\n  年初结转", "收支决算总表:\n  年初结转", "L601", "版式里没有叫“收支决算总表”的表"),
    (FIGURES, "  年初结转和结余: 1000.00\n", "  年初结余: 1000.00\n", "L602", "版式里没有叫“年初结余”的行"),
    (FIGURES, "{其他收入: 12500.30,", "{别的收入: 12500.30,", "L603", "版式里没有叫“别的收入”的列"),
    (FIGURES, "12500.30", "1.25003万", "L307", "带了单位"),
    (
        FIGURES,
        '"2080505": {财政拨款收入',
        '"2080505": {科目名称: 养老保险, 财政拨款收入',
        "K201",
        "的名称填的是“养老保险”，科目表里是“机关事业单位基本养老保险缴费支出”",
    ),
    (FIGURES, '"2299999": {其他收入', '"22999999": {其他收入', "K101", "（有8位，应为3、5或7位）"),
    # explanation
    (EXPLANATION, "原因: {收支总计: 机构改革划入职能}\n", "", "N101", "情况说明要用到“原因.收支总计”，还没有填"),
    (
        EXPLANATION,
        '"2012604": {年初预算数: 200.00, 原因: 厉行节约}',
        '"2012604": {年初预算数: 158.02, 原因: 厉行节约}',
        "N102",
        "填了“年初预算.2012604.原因”，但情况说明里没有用到",
    ),
    (
        EXPLANATION,
        '"2210201": {年初预算数: 65.43}',
        '"2210201": {年初预算数: 65.44}',
        "N101",
        "情况说明要用到“年初预算.2210201.原因”，还没有填",
    ),
    (EXPLANATION, "三公经费: {保有量: 2,", "三公经费: {保有量: 两辆,", "L310", "“两辆”不是个数"),
    (EXPLANATION, "政府性基金: {用途", "政府基金: {用途", "L611", "版式没有要求填“政府基金.用途”"),
    (EXPLANATION, "大事记: [", "大事: [", "L611", "版式没有要求填“绩效.大事”"),
    (EXPLANATION, "上年: {收支总计: 1000.00}", "上年: {收支总计: 1000.005}", "L306", "小数"),
    (
        EXPLANATION,
        "上年:",
        "原文: [{处: explanation.overall.total, 应为: 没有这些字, 印作: 甲}]\n上年:",
        "N103",
        "出现了0次，应当正好出现一次",
    ),
    # document and forms
    (
        HEAD,
        "版式: ceshi-2025-final-accounts",
        "版式: ceshi-2026-final-accounts",
        "L621",
        "没有名为“ceshi-2026-final-accounts”的版式",
    ),
    (HEAD, "状态: 编制", "状态: 草稿", "L404", "“状态”不能是“草稿”"),
    (HEAD, "金额单位: 元", "金额单位: 百元", "L404", "“金额单位”不能是“百元”"),
    (
        f"{FOLDER}/performance/02-scan.yml",
        "表单: 项目绩效评价表",
        "表单: 绩效评价表",
        "L632",
        "版式里没有叫“绩效评价表”的绩效表单",
    ),
    (
        f"{FOLDER}/reports/hall-evaluation.md",
        "[[绩效:01-hall]]",
        "[[绩效:01-hell]]",
        "P103",
        "performance 里没有 01-hell.yml",
    ),
]


def checked(project: Project) -> tuple[list[str], bool]:
    """Findings beyond those of the fixture as it stands, as `code line: message`, and whether it is kept back."""
    prepared = prepare(Workspace.open(project), DOCUMENT)
    lines = [f"{finding.code} {finding.place.line}: {finding.message}" for finding in every(prepared.findings)]
    return [line for line in lines if not (line.startswith(EXPECTED) and line.endswith("”"))], prepared.blocked


@pytest.mark.parametrize(("path", "old", "new", "code", "message"), ERRORS)
def test_error(tmp_path: Path, path: str, old: str, new: str, code: str, message: str) -> None:
    project = assemble(tmp_path, "province")
    edit(project, path, old, new)
    found, blocked = checked(project)
    assert any(line.startswith(code) and message in line for line in found), found
    assert blocked is (code != "N102")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("figures.yml", "L631"),
        ("explanation.yml", "L631"),
        ("performance/01-hall.yml", "P103"),
        ("reports/hall-evaluation.md", "P103"),
    ],
)
def test_a_missing_file(tmp_path: Path, file: str, code: str) -> None:
    project = assemble(tmp_path, "province")
    (project.root / FOLDER / file).unlink()
    found, _ = checked(project)
    assert any(line.startswith(code) for line in found), found


def test_a_table_left_out_and_a_table_without_data(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    figures = project.root / FIGURES
    text = figures.read_text(encoding="utf-8")
    register = text[text.index("基本支出登记表:") : text.index("三公经费及机关")]
    figures.write_text(text.replace(register, ""), encoding="utf-8")
    found, blocked = checked(project)
    assert blocked
    assert {line.split()[0] for line in found} == {"F301", "K101", "P205"}
    figures.write_text(text[: text.index("三公经费及机关")], encoding="utf-8")
    found, _ = checked(project)
    assert "P101 0: 没有“三公经费及机关运行经费支出决算表”的数" in found


def test_many_errors_at_once_are_all_told(tmp_path: Path) -> None:
    """One broken thing does not hide another."""
    project = assemble(tmp_path, "province")
    chosen = [error for error in ERRORS if error[3] in {"L404", "L603", "N101", "L310", "L632"} and error[0] != HEAD]
    for path, old, new, _, _ in chosen:
        edit(project, path, old, new)
    found, blocked = checked(project)
    assert blocked
    for _, _, _, code, message in chosen:
        assert any(line.startswith(code) and message in line for line in found), (code, message, found)


def test_an_archived_document_is_published_with_its_contradictions(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    edit(project, FIGURES, "收入总计: 11644610.86", "收入总计: 11644610.87")
    assert checked(project)[1]
    edit(project, HEAD, "状态: 编制", "状态: 存档")
    found, blocked = checked(project)
    assert [line.split()[0] for line in found if not line.startswith("F201")] == ["K101", "F101"]
    assert not blocked


def test_nothing_in_the_fixture_is_a_link() -> None:
    assert not [path for path in FIXTURES.rglob("*") if path.is_symlink()]
