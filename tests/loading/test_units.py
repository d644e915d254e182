"""单位: what figures.yml calls a unit is a unit of department.yml in that year."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.loading.document_files import load_document
from gongkai.loading.edition_files import load_edition
from gongkai.loading.folders import find_documents
from gongkai.model.places import NOWHERE
from tests.shared_forms import KINDS

EDITION = Path(__file__).resolve().parents[2] / "templates" / "editions"
UNITS = '单位: [{代码: "152101", 名称: 本级}, {代码: "152201", 名称: 信息中心}, {代码: "152301", 名称: 老站, 至: 2022}]'


def told(root: Path, figures: str) -> list[tuple[str, str]]:
    """Findings of a budget of 2024 with these figures: message and hint."""
    bureau = root / "content" / "departments" / "ceshi" / "bureau"
    folder = bureau / "2024" / "budget"
    folder.mkdir(parents=True)
    names = '名称: [{自: 2019-01-01, 名称: 测试市政务局}]\n行政区划: 测试市\n部门代码: "152"\n'
    (bureau / "department.yml").write_text(f"{names}{UNITS}\n", encoding="utf-8")
    head = "版式: nanyang-2024-budget\n状态: 编制\n金额单位: 万元\n"
    (folder / "document.yml").write_text(head, encoding="utf-8")
    (folder / "explanation.yml").write_text("原因: {}\n", encoding="utf-8")
    (folder / "figures.yml").write_text(figures, encoding="utf-8")
    found = find_documents(root / "content", KINDS).documents[0]
    loaded = load_document(root, found, lambda name, _: load_edition(EDITION, name, NOWHERE))
    return [(one.message, one.hint) for one in loaded.findings if one.code == "L405"]


RECORD = "项目支出预算表:\n  - {{类型: 特定目标类, 项目名称: 大厅, 单位: {}, 一般公共预算: 1.00}}\n"


@pytest.mark.parametrize(
    ("unit", "hint"),
    [
        ('"152102"', "是不是“152101”（本级）？"),
        ('"152301"', "“152301”是老站，department.yml 里它2024年不在列；请核对代码和年份"),
        ("信息台", "可以写：152101、152201；确实有这个单位的，在 department.yml 里补上"),
    ],
)
def test_a_unit_that_is_not_there(tmp_path: Path, unit: str, hint: str) -> None:
    ((message, said),) = told(tmp_path, RECORD.format(unit))
    assert message == f"项目支出预算表写的单位是“{unit.strip(chr(34))}”，本部门2024年没有这个单位"
    assert said == hint


@pytest.mark.parametrize("unit", ['"152101"', '"152201"'])
def test_a_unit_that_is_there(tmp_path: Path, unit: str) -> None:
    assert told(tmp_path, RECORD.format(unit)) == []
