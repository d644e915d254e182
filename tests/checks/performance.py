"""Cases for the performance rules: forms as a bureau types them, under a real edition's roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.checks.context import Case
from gongkai.checks.performance import RULES
from gongkai.figures.derivation import derive
from gongkai.figures.rows import Naming
from gongkai.loading.document_files import load_document
from gongkai.loading.edition_files import LoadedEdition, load_edition
from gongkai.loading.folders import DocumentFolder, find_documents
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from tests.shared_forms import KINDS, LISTS

ROOT = Path(__file__).resolve().parents[2]
ONLINE = "项目支出绩效自评情况表"
DEPARTMENT = """\
名称: [{自: 2010-01-01, 名称: 测试市老局}, {自: 2019-01-01, 名称: 测试市政务服务和数据局}]
行政区划: 测试市
部门代码: "152"
单位: [{代码: "152101", 名称: 本级}, {代码: "152201", 名称: 测试市信息中心}]
"""
PROJECT = f"""\
表单: {ONLINE}
项目名称: 办事大厅改造
主管部门: 测试市政务服务和数据局
资金:
  年度资金总额: {{年初预算数: "40", 全年预算数: "40", 全年执行数: "38", 分值: "10", 执行率: 95%, 得分: "9.5"}}
  财政拨款: {{年初预算数: "40", 全年预算数: "40", 全年执行数: "38"}}
资金管理:
  - {{项: 使用规范性, 分值: "20", 得分: "20"}}
预期目标: 使用40万元资金，改造办事大厅。
实际完成情况: 大厅改造完成。
绩效指标:
  - {{一级: 成本指标, 三级: 改造费用, 指标值: ≤40万元, 完成值: 38万元, 分值: "10", 得分: "10", 偏差度: "0.00"}}
  - {{一级: 产出指标, 三级: 改造窗口数量, 指标值: =10个, 完成值: 10个, 分值: "30", 得分: "30", 偏差度: "0.00"}}
  - {{一级: 效益指标, 三级: 办事效率, 指标值: 提高, 完成值: 100%, 分值: "25", 得分: "25", 偏差度: "0.00"}}
  - {{一级: 满意度指标, 三级: 群众满意度, 指标值: ≥95%, 完成值: 96%, 分值: "5", 得分: "5", 偏差度: "0.00"}}
总分: {{分值: "100", 得分: "99.5"}}
"""
"""a form in which everything is right"""


def project(*changes: tuple[str, str]) -> str:
    """The form with some of its words changed; each stands in it once."""
    text = PROJECT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@cache
def _edition(name: str) -> LoadedEdition:
    return load_edition(ROOT / "templates" / "editions", name, NOWHERE)


def case(
    root: Path, *forms: str, edition: str = "henan-2023-final-accounts", explanation: str = "", figures: str = ""
) -> Case:
    """A document of these forms, below a folder of the test."""
    kind = "budget" if "budget" in edition else "final-accounts"
    year = edition.split("-")[1]
    bureau = root / "content" / "departments" / "ceshi" / "bureau"
    folder = bureau / year / kind
    (folder / "performance").mkdir(parents=True)
    (bureau / "department.yml").write_text(DEPARTMENT, encoding="utf-8")
    (folder / "document.yml").write_text(f"版式: {edition}\n状态: 存档\n金额单位: 万元\n", encoding="utf-8")
    (folder / "explanation.yml").write_text(explanation or "原因: {}\n", encoding="utf-8")
    (folder / "figures.yml").write_text(figures or "{}\n", encoding="utf-8")
    for number, form in enumerate(forms, start=1):
        (folder / "performance" / f"{number:02d}-form.yml").write_text(form, encoding="utf-8")
    return _loaded(root, find_documents(root / "content", KINDS).documents[0])


def real_case(id: str) -> Case:
    """A document of the project's own content."""
    found = find_documents(ROOT / "content", KINDS).documents
    return _loaded(ROOT, next(folder for folder in found if folder.id == id))


def _loaded(root: Path, folder: DocumentFolder) -> Case:
    loaded = load_document(root, folder, lambda name, _: _edition(name))
    document = loaded.document
    assert document is not None, loaded.findings
    naming = Naming(
        classifications=LISTS,
        lists={},
        units={},
        department=document.name,
        department_code=document.department.code,
    )
    return Case(document=document, accounts=derive(document.edition, document.entries, naming))


def said(rule: Callable[[Case], Iterator[Any]], looked_at: Case) -> list[str]:
    """What a rule finds: file, line and message."""
    return [
        f"{Path(one.place.path).name}:{one.place.line}: {one.message}"
        for one in rule(looked_at)
        if isinstance(one, Finding)
    ]


def told(code: str, looked_at: Case) -> list[str]:
    """What all rules of a code find."""
    return [line for rule in RULES if rule.code == code for line in said(rule.check, looked_at)]


def outcomes(rule: Callable[[Case], Iterator[Any]], looked_at: Case) -> list[str]:
    """The kinds of outcome, in order: Held, Skipped, Finding."""
    return [type(one).__name__ for one in rule(looked_at)]
