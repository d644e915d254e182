"""本地的排法: an invented city whose edition prints units, negatives, empty forms and running tables its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.publication import GlossaryEntry, Publication, Table
from gongkai.model.spans import plain
from gongkai.pipeline.building.drawing import extras
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.outline import listed_title
from gongkai.rendering.pages import Page
from gongkai.rendering.pdf.document import pdf_html
from tests.projects import ROOT, assemble, blocks, edit, grid, prepare, publication, table, text, told

DOCUMENT = "donggang/water-bureau/2025/budget"
EDITION = "templates/editions/donggang-2025-budget"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(assemble(tmp_path_factory.mktemp("donggang"), "donggang"), DOCUMENT)


@pytest.fixture(scope="module")
def pages(prepared: Prepared) -> dict[str, Page]:
    made = render_pages(publication(prepared), Extras(), page_environment(ROOT / "templates"))
    return {page.path.removeprefix(f"{DOCUMENT}/"): page for page in made}


def changed(folder: Path, file: str, old: str, new: str) -> Prepared:
    project = assemble(folder, "donggang")
    edit(project, f"{EDITION}/{file}", old, new)
    return prepare(project, DOCUMENT)


def line_of(folder: Path, file: str, text: str) -> int:
    """The number of the line that holds a text, from 1."""
    lines = (folder / EDITION / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def cells(made: Publication, id: str) -> list[list[str]]:
    return grid(table(made, id))


def test_nothing_is_wrong(prepared: Prepared) -> None:
    assert told(prepared) == []


def test_tables_are_in_thousands_and_one_in_hundred_millions(prepared: Prepared) -> None:
    made = publication(prepared)
    assert cells(made, "t01")[-1] == ["合计", "24,850.86", "18,250.36", "6,600.50"]
    assert cells(made, "t04") == [["账面价值", "12.3457", "4.5679"]]


def test_sentences_are_in_ten_thousands_with_thousands_and_in_other_units_where_asked(prepared: Prepared) -> None:
    said = text(publication(prepared), "overall")
    assert "支出预算2,485.09万元（24,850.86千元）" in said
    assert "年末水库资产12.3457亿元" in said


def test_negatives_stand_in_brackets(prepared: Prepared) -> None:
    assert cells(publication(prepared), "t10")[-1] == ["调整收回", "—", "—", "—", "（100.00）", "（100.00）"]


@pytest.mark.parametrize(
    ("style", "shown"), [("负数: △", "△100.00"), ('负数: "()"', "(100.00)"), ("千分位: false", "-100.00")]
)
def test_an_edition_says_how_negatives_print(tmp_path: Path, style: str, shown: str) -> None:
    made = publication(changed(tmp_path, "edition.yml", "负数: （）", style))
    assert cells(made, "t10")[-1][-1] == shown


def test_tables_without_thousands(tmp_path: Path) -> None:
    made = publication(changed(tmp_path, "edition.yml", "负数: （）", "千分位: false"))
    assert cells(made, "t01")[-1][1] == "24850.86"


def test_text_without_thousands(tmp_path: Path) -> None:
    made = publication(changed(tmp_path, "edition.yml", ", 文中千分位: true", ""))
    assert "支出预算2485.09万元" in text(made, "overall")


def test_tables_and_sentences_call_units_alike(prepared: Prepared) -> None:
    made = publication(prepared)
    names = ["东港市水利局（本级）", "东港市河道管理处（下属单位）"]
    assert [row[0] for row in cells(made, "t02")] == [*names, "合计"]
    assert [row[1] for row in cells(made, "units")] == names
    assert "、".join(names) in text(made, "organisation")


def test_where_the_edition_says_nothing_the_own_office_has_the_departments_name(tmp_path: Path) -> None:
    made = publication(changed(tmp_path, "edition.yml", "单位名称: {本级: （本级）, 下属: （下属单位）}\n", ""))
    assert [row[0] for row in cells(made, "t02")] == ["东港市水利局", "东港市河道管理处", "合计"]
    assert "东港市水利局、东港市河道管理处" in text(made, "organisation")


def test_a_name_that_says_it_already_says_it_once(tmp_path: Path) -> None:
    project = assemble(tmp_path, "donggang")
    edit(
        project,
        f"content/departments/{DOCUMENT}/document.yml",
        "状态: 编制",
        "状态: 编制\n部门名称: 东港市水利局（本级）",
    )
    made = publication(prepare(project, DOCUMENT))
    assert cells(made, "t02")[0][0] == "东港市水利局（本级）"


def test_an_empty_form_has_blank_rows_and_no_total(prepared: Prepared) -> None:
    assert cells(publication(prepared), "t03") == [["", "", ""]] * 5


def test_an_empty_form_may_keep_its_total(tmp_path: Path) -> None:
    made = publication(changed(tmp_path, "tables.yml", "合计: false, 空行: 5", "空行: 2"))
    assert cells(made, "t03") == [["合计", "—"], ["", "", ""], ["", "", ""]]


def test_blank_rows_stand_above_a_total_that_is_last(tmp_path: Path) -> None:
    project = assemble(tmp_path, "donggang")
    edit(project, f"{EDITION}/tables.yml", "合计: false, 空行: 5", "空行: 2")
    edit(project, f"{EDITION}/tables.yml", "行: {按: 科目, 合计: 首}", "行: {按: 科目, 合计: 末}")
    assert cells(publication(prepare(project, DOCUMENT)), "t03") == [["", "", ""], ["", "", ""], ["合计", "—"]]


def test_fixed_rows_have_no_total_to_leave_out(tmp_path: Path) -> None:
    made = changed(tmp_path, "tables.yml", "    行: [人员", "    空表: {合计: false}\n    行: [人员")
    assert any("“空表”的“合计”只用于生成的行" in one for one in told(made))


def test_the_editions_glossary_is_filled(prepared: Prepared) -> None:
    first, second = blocks(publication(prepared), "glossary")
    assert isinstance(first, GlossaryEntry)
    assert isinstance(second, GlossaryEntry)
    assert plain(first.text) == "东港市水利局为保障机构运转而发生的支出，2025年为1,825.04万元。"
    assert plain(second.text) == "对已建成的水利工程进行的日常养护和维修。"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edition.yml", "序: 第四部分", '序: "第{{ 年度 }}部分"'),
        ("edition.yml", "下属: （下属单位）", '下属: "（{{ 部门 }}下属）"'),
        ("edition.yml", "- 水利工程维修养护", '- "{% if 年度 %}维修{% endif %}"'),
        ("edition.yml", "  资产: 资产规模表", '  "{{ 年度 }}资产": 资产规模表'),
        ("tables.yml", "合计: 无", '合计: 末, 合计题: "{# 注 #}合计"'),
    ],
)
def test_what_is_not_filled_refuses_braces_with_its_line(tmp_path: Path, file: str, old: str, new: str) -> None:
    made = changed(tmp_path, file, old, new)
    (found,) = [one for one in made.findings if one.code == "L622"]
    assert found.place.path == f"{EDITION}/{file}"
    assert found.place.line == line_of(tmp_path, file, new)
    assert "照印的文字" in found.message


def test_a_fault_in_a_filled_glossary_text_is_told_with_its_line(tmp_path: Path) -> None:
    made = changed(tmp_path, "edition.yml", "数('基本支出')", "数('基本支处')")
    (found,) = [one for one in made.findings if one.code == "L622"]
    assert found.place.line == line_of(tmp_path, "edition.yml", "基本支处")
    assert "基本支出" in found.message


def test_content_glossary_is_text_only(tmp_path: Path) -> None:
    project = assemble(tmp_path, "donggang")
    old = "文: 对已建成的水利工程进行的日常养护和维修。"
    edit(project, "content/glossary/maintenance.yml", old, '文: "{{ 部门 }}的养护和维修。"')
    found = [one for one in Workspace.open(project).library.findings if "maintenance" in one.place.path]
    assert [(one.place.line, "照印的文字" in one.message) for one in found] == [(3, True)]


def test_the_menu_follows_the_document(pages: dict[str, Page]) -> None:
    assert [path for path in pages if path.count("/") == 1] == [
        "profile/",
        "glossary/",
        "explanation/",
        "goals/",
        "tables/",
    ]
    for title in ("主要职责和机构设置", "名词解释", "预算编制说明", "绩效目标说明", "部门预算表"):
        assert f">{title}</a>" in pages[""].navigation
    assert pages["goals/"].breadcrumbs[-1].text == "绩效目标说明"


def test_contents_may_call_a_part_otherwise(prepared: Prepared, pages: dict[str, Page]) -> None:
    part = publication(prepared).parts[0]
    assert listed_title(part) == "第一部分 主要职责和机构设置"
    assert "第一部分 东港市水利局主要职责和机构设置</h1>" in pages["profile/"].main
    assert ">第一部分 主要职责和机构设置</a>" in pages[""].main
    assert publication(prepared).contents_title == "2025年部门预算目录"


def test_the_menu_leaves_out_the_departments_own_name(tmp_path: Path) -> None:
    made = publication(changed(tmp_path, "edition.yml", "    目录题: 主要职责和机构设置\n", ""))
    overview, *_ = render_pages(made, Extras(), page_environment(ROOT / "templates"))
    assert ">主要职责和机构设置</a>" in overview.navigation


def test_a_table_runs_with_the_text(prepared: Prepared, pages: dict[str, Page]) -> None:
    _before, running, _after = blocks(publication(prepared), "overall")
    assert isinstance(running, Table)
    assert running.in_text
    assert not running.number
    main = pages["explanation/"].main
    assert 'id="t00"' in main
    assert "支出构成</h" not in main
    assert "tables/t00/" not in pages
    html = pdf_html(publication(prepared), ROOT / "templates")
    assert '<div class="in-text" id="t00"' in html
    assert "金额单位：千元" in html.split('id="t00"')[1].split("</thead>")[0]


def test_a_key_figure_leads_to_the_table_in_the_text(prepared: Prepared) -> None:
    made = publication(prepared)
    assert prepared.composed is not None
    (figure,) = extras(prepared, prepared.composed, {}).key_figures
    assert (figure.title, figure.text, figure.unit) == ("2025年支出", "24,850.86", "千元")
    pages = render_pages(made, extras(prepared, prepared.composed, {}), page_environment(ROOT / "templates"))
    assert 'href="explanation/#t00"' in pages[0].main


def test_what_is_only_known_of_other_units_is_told_as_not_tested(prepared: Prepared) -> None:
    skipped = {line.code: line for line in prepared.ledger}
    for code in ("F202", "F204"):
        assert any("以千元为单位" in reason for reason in skipped[code].reasons)


def test_text_on_landscape_pages(prepared: Prepared) -> None:
    html = pdf_html(publication(prepared), ROOT / "templates")
    assert html.count('class="text sideways"') == 1
    assert html.count('class="part sideways"') == 1
    assert 'class="text upright"' not in html


def test_a_section_may_stand_upright_in_a_landscape_part(tmp_path: Path) -> None:
    made = changed(tmp_path, "edition.yml", "{题: 总体目标, 键: aims,", "{题: 总体目标, 键: aims, 页: 竖,")
    assert 'class="text upright"' in pdf_html(publication(made), ROOT / "templates")
