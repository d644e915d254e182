"""科目表: lists of codes that a place adds by itself, used in tables like those that ship."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.loading.shared_forms import read_lists
from gongkai.pipeline.project import Project
from tests.projects import edit, grid, prepare, publication, table, text, told

FINDINGS = Path(__file__).parents[1] / "findings"
WHOLE = "ceshi/finance-bureau/2024/final-accounts"
EDITION = "templates/editions/ceshi-final-accounts"
FIGURES = f"content/departments/{WHOLE}/figures.yml"
GOODS = "content/classifications/procurement-items/2024.csv"


def with_list(folder: Path, head: str, slug: str, rows: str, form: str, figures: str) -> Project:
    """The small project with a list of codes and a table of them."""
    shutil.copytree(FINDINGS / "_base", folder, dirs_exist_ok=True)
    project = Project(root=folder)
    for path, added in (
        ("templates/classifications.yml", f"  - {head}\n"),
        (f"{EDITION}/tables.yml", form),
        (FIGURES, figures),
        (f"content/classifications/{slug}/2024.csv", f"code,name\n{rows}"),
    ):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        file.write_text(before + added, encoding="utf-8")
    edit(project, f"{EDITION}/edition.yml", "{表: 支出决算表}]", "{表: 支出决算表}, {表: 另一张表}]")
    return project


@pytest.fixture(name="goods")
def with_goods(tmp_path: Path) -> Project:
    """政府采购品目: three levels below a letter."""
    return with_list(
        tmp_path,
        "{名称: 政府采购品目, 文件夹: procurement-items, 级次: {门类: 1, 大类: 3, 中类: 5}, 起首: A, 叫法: [品目]}",
        "procurement-items",
        "A,货物\nA02,设备\nA0201,信息化设备\nA0202,办公设备\nA05,家具\nA0501,床类\n",
        "  另一张表:\n    键: t03\n    列: [{题: 品目编码, 类: 编码}, {题: 品目名称, 类: 名称}, {题: 金额}]\n"
        "    行: {按: 品目, 级次: [大类, 中类]}\n",
        "另一张表:\n  A0201: 12.00\n  A0202: 3.50\n  A0501: 1.00\n",
    )


def rows(project: Project, id: str = "t03") -> list[list[str]]:
    return grid(table(publication(prepare(project, WHOLE)), id))


def test_rows_by_a_list_with_letters(goods: Project) -> None:
    assert told(prepare(goods, WHOLE)) == []
    assert rows(goods) == [
        ["合计", "16.50"],
        ["A02", "设备", "15.50"],
        ["A0201", "信息化设备", "12.00"],
        ["A0202", "办公设备", "3.50"],
        ["A05", "家具", "1.00"],
        ["A0501", "床类", "1.00"],
    ]


def test_codes_that_the_list_does_not_have(goods: Project) -> None:
    edit(goods, FIGURES, "A0501: 1.00", "A0209: 1.00")
    (found,) = told(prepare(goods, WHOLE))
    assert (
        found
        == "K101 另一张表：2024年的政府采购品目表里没有“A0209”，同一大类里有只差一个数字的：A0201信息化设备、A0202办公设备"
    )
    edit(goods, FIGURES, "A0209: 1.00", "A0209: {品目名称: 其他设备, 金额: 1.00}")
    assert told(prepare(goods, WHOLE)) == ["K101 另一张表：2024年的政府采购品目表里没有A0209其他设备，照填的名称印"]
    edit(goods, FIGURES, "A0209: {", "B0209: {")
    assert told(prepare(goods, WHOLE)) == ["L602 “B0209”不是代码"]


def test_a_condition_holds_for_the_codes_below(goods: Project) -> None:
    edit(goods, f"{EDITION}/edition.yml", "指标:\n", "指标:\n  设备: 另一张表.金额[品目=A02]\n")
    overall = goods.root / EDITION / "wording/overall.j2"
    overall.write_text(overall.read_text(encoding="utf-8") + '\n采购设备{{ 数("设备") }}万元。\n', encoding="utf-8")
    assert "采购设备15.50万元。" in text(publication(prepare(goods, WHOLE)), "overall")


def test_a_level_of_another_list(goods: Project) -> None:
    edit(goods, f"{EDITION}/tables.yml", "级次: [大类, 中类]", "级次: [类, 款]")
    found = [one for one in told(prepare(goods, WHOLE)) if one.startswith("L622")]
    assert found == ["L622 另一张表的“级次”不能是“类”", "L622 另一张表的“级次”不能是“款”"]


def test_mistakes_in_the_list_stop_those_who_use_it(goods: Project) -> None:
    edit(goods, GOODS, "A05,家具\n", "")
    assert "L643 有A0501，没有它的大类A05" in told(prepare(goods, WHOLE))
    edit(goods, GOODS, "A0501,", "50501,")
    assert "L313 “50501”不是政府采购品目的编码" in told(prepare(goods, WHOLE))


def test_a_list_of_one_level_in_records(tmp_path: Path) -> None:
    """项目类别, two digits, beside the name of a project."""
    project = with_list(
        tmp_path,
        "{名称: 项目类别, 文件夹: project-types, 级次: {类别: 2}, 叫法: [项目类别]}",
        "project-types",
        "01,人员类\n02,运转类\n03,特定目标类\n",
        "  另一张表:\n    键: t03\n    列: [{题: 编码, 类: 编码, 值: 项目类别}, {题: 类别, 类: 名称, 值: 项目类别名称},"
        " {题: 项目, 类: 文字}, {题: 金额}]\n    行: {按: 记录}\n",
        '另一张表:\n  - {项目类别: "03", 项目: 大厅, 金额: 12.00}\n  - {项目类别: "02", 项目: 物业, 金额: 2.00}\n',
    )
    assert told(prepare(project, WHOLE)) == []
    assert rows(project)[1] == ["03", "特定目标类", "大厅", "12.00"]
    edit(project, FIGURES, '"02"', '"07"')
    (found,) = told(prepare(project, WHOLE))
    assert found.startswith("K101 另一张表：2024年的项目类别表里没有“07”")
    edit(project, FIGURES, '"07"', "运转类")
    assert "L313 “运转类”不是项目类别的编码" in told(prepare(project, WHOLE))


def test_a_place_whose_own_codes_go_one_level_deeper(tmp_path: Path) -> None:
    """科目 to 目: nine digits below the national seven."""
    shutil.copytree(FINDINGS / "_base", tmp_path, dirs_exist_ok=True)
    project = Project(root=tmp_path)
    edit(project, "templates/classifications.yml", "{类: 3, 款: 5, 项: 7}", "{类: 3, 款: 5, 项: 7, 目: 9}")
    edit(project, f"{EDITION}/tables.yml", "级次: [类, 款, 项]", "级次: [项, 目]")
    edit(project, FIGURES, '"2010602": {项目支出: 55.50}', '"201060201": {科目名称: 大厅, 项目支出: 55.50}')
    prepared = prepare(project, WHOLE)
    assert [row[0] for row in rows(project, "t02")] == ["合计", "2010601", "2010602", "201060201"]
    assert [one for one in told(prepared) if not one.startswith("K101")] == []


@pytest.mark.parametrize(
    ("head", "told_of"),
    [
        ("{名称: 乙, 文件夹: functional, 级次: {类: 2}, 叫法: [乙]}", "“文件夹”里“functional”写了两次"),
        ("{名称: 乙, 文件夹: b, 级次: {类: 2}, 叫法: [科目]}", "“叫法”里“科目”写了两次"),
        ("{名称: 乙, 文件夹: b, 级次: {类: 3, 款: 3}, 叫法: [乙]}", "“级次”从上级写到下级，编码一级比一级长"),
    ],
)
def test_lists_at_fault(tmp_path: Path, head: str, told_of: str) -> None:
    shutil.copytree(FINDINGS / "_base", tmp_path, dirs_exist_ok=True)
    file = tmp_path / "templates/classifications.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}  - {head}\n", encoding="utf-8")
    assert [one.message for one in read_lists(tmp_path / "templates").findings] == [told_of]
