"""行的锚点: an address that was published stays that of its row, whatever is added or taken away around it."""

from __future__ import annotations

from pathlib import Path

from gongkai.model.publication import Table
from tests.composition.small import composed

PROJECTS = """
项目表:
  键: t10
  列: [{题: 项目名称, 类: 文字, 值: 项目名称}, {题: 单位, 类: 名称, 值: 单位}, 金额]
  行: {按: 记录, 合计: 首}
"""
SUBJECTS = """
支出表:
  键: t03
  列: [{题: 科目编码, 类: 编码}, {题: 科目名称, 类: 名称}, 金额]
  行: {按: 科目, 合计: 首}
"""
FIXED = "收入表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [拨款, 其他, {题: 合计, 公式: 拨款 + 其他}]}"


def anchors(folder: Path, tables: str, figures: str) -> dict[str, str]:
    """What a row prints → its anchor."""
    (table,) = composed(folder, "字。", tables=tables, figures=figures).publication.tables()
    return _of(table)


def _of(table: Table) -> dict[str, str]:
    return {"·".join(cell.text for cell in row.cells): row.id for row in table.body}


def project(name: str, amount: int, unit: str = "治沙站") -> str:
    return f"{{项目名称: {name}, 单位: {unit}, 金额: {amount}}}"


def test_a_project_keeps_its_address_when_others_come_before_it(tmp_path: Path) -> None:
    before = anchors(tmp_path / "a", PROJECTS, f"项目表: {{记录: [{project('防沙', 10)}, {project('造林', 20)}]}}")
    more = ", ".join([project("管护", 5), project("防沙", 10), project("造林", 20), project("育苗", 1)])
    after = anchors(tmp_path / "b", PROJECTS, f"项目表: {{记录: [{more}]}}")
    kept = [row for row in before if row in after and "合计" not in row]
    assert len(kept) == 2
    assert all(after[row] == before[row] for row in kept)
    assert len(set(after.values())) == len(after)


def test_a_changed_amount_changes_no_address(tmp_path: Path) -> None:
    (_, old), (_, new) = (
        sorted(anchors(tmp_path / str(amount), PROJECTS, f"项目表: {{记录: [{project('防沙', amount)}]}}").values())
        for amount in (10, 12)
    )
    assert old == new


def test_projects_of_one_name_are_told_apart(tmp_path: Path) -> None:
    figures = f"项目表: {{记录: [{project('防沙', 10)}, {project('防沙', 20)}, {project('防沙', 30, '林场')}]}}"
    first, second, other = (id for id in anchors(tmp_path, PROJECTS, figures).values() if id != "t10-total")
    assert second == f"{first}x2"
    assert other not in (first, second)


def test_a_subject_has_its_code_for_an_address(tmp_path: Path) -> None:
    before = anchors(tmp_path / "a", SUBJECTS, '支出表: {"2130201": 10}')
    after = anchors(tmp_path / "b", SUBJECTS, '支出表: {"2010301": 3, "2130201": 10}')
    assert "t03-r2130201" in before.values()
    assert {"t03-total", "t03-r2010301", "t03-r2130201"} <= set(after.values())


def test_rows_of_a_fixed_form_are_counted(tmp_path: Path) -> None:
    assert list(anchors(tmp_path, FIXED, "收入表: {拨款: 90, 其他: 12}").values()) == [
        "t01-row1",
        "t01-row2",
        "t01-total",
    ]
