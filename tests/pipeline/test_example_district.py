"""examples/: a district of another province, by data alone, as what is printed shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.model.findings import Severity
from gongkai.model.publication import GlossaryEntry, Publication, Table
from gongkai.model.spans import plain
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.writing import revised
from tests.projects import ROOT, assemble, blocks, edit, grid, head, prepare, publication, table, text, told
from tests.small_project import build_again

EDITION = ROOT / "examples/templates/editions/yunling-2024-final-accounts"
DOCUMENT = "jiangdong/yunling/water-bureau/2024/final-accounts"
HOME = f"content/departments/{DOCUMENT}"


def district(folder: Path) -> Project:
    """A project with the real editions and this one, and its one document."""
    project = assemble(folder, editions=True)
    shutil.copytree(EDITION, folder / "templates/editions" / EDITION.name)
    shutil.copytree(ROOT / "examples/content/departments/jiangdong", folder / "content/departments/jiangdong")
    return project


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(district(tmp_path_factory.mktemp("district")), DOCUMENT)


@pytest.fixture(scope="module")
def printed(prepared: Prepared) -> Publication:
    return publication(prepared)


def test_it_is_short() -> None:
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in EDITION.rglob("*") if file.is_file())
    assert lines <= 400


def test_all_that_is_told_is_that_the_list_of_codes_lacks_some(prepared: Prepared) -> None:
    assert [(one.severity, one.code) for one in prepared.findings] == [(Severity.WARNING, "K101")]


def test_the_explanation_stands_before_the_tables(printed: Publication) -> None:
    assert [f"{part.number}{part.separator}{part.listed}" for part in printed.parts] == [
        "一、职能和机构",
        "二、决算情况说明",
        "三、政府采购项目清单",
        "四、名词解释",
        "五、决算公开表",
        "附件：项目绩效自评结果",
    ]
    assert [part.id for part in printed.parts if part.landscape] == ["procurement"]
    tables = [table(printed, id) for id in ("t01", "t03", "t12")]
    assert {(one.number, one.caption[2]) for one in tables} == {("", "单位：元")}


def test_how_it_is_to_be_printed(printed: Publication) -> None:
    form = printed.printing
    assert (form.head, form.right, form.fold, form.seal, form.file_number) == (True, True, 12, True, "")


def test_only_classes_with_money_stand_beside_the_income(printed: Publication) -> None:
    assert grid(table(printed, "t01")) == [
        ["一、一般公共预算财政拨款收入", "23,273,585.32", "一、社会保障和就业支出", "918,510.84"],
        ["二、政府性基金预算财政拨款收入", "9,200,000.00", "二、卫生健康支出", "585,867.70"],
        ["三、国有资本经营预算财政拨款收入", "", "三、城乡社区支出", "8,964,320.75"],
        ["四、上级补助收入", "", "四、农林水支出", "20,317,036.78"],
        ["五、事业收入", "", "五、住房保障支出", "1,357,970.00"],
        ["六、经营收入", "", "", ""],
        ["七、附属单位上缴收入", "", "", ""],
        ["八、其他收入", "23,456.78", "", ""],
        ["本年收入合计", "32,497,042.10", "本年支出合计", "32,143,706.07"],
        ["年初结转和结余", "586,235.10", "结余分配", ""],
        ["使用非财政拨款结余和专用结余", "", "年末结转结余", "939,571.13"],
        ["", "", "", ""],
        ["收入总计", "33,083,277.20", "支出总计", "33,083,277.20"],
    ]


def test_three_columns_of_codes_and_the_total_last(printed: Publication) -> None:
    spending = table(printed, "t03")
    assert head(spending)[0][:2] == ["科目编码(3×1)", "科目名称(1×2)"]
    assert head(spending)[1] == ["类", "款", "项"]
    rows = grid(spending)
    assert rows[10][:7] == ["212", "14", "01", "污水处理设施建设和运营", "8,964,320.75", "", "8,964,320.75"]
    assert rows[-1] == ["合计", "32,143,706.07", "12,891,659.62", "19,252,046.45", "", "", ""]


def test_an_empty_form_has_blank_rows_and_no_total(printed: Publication) -> None:
    empty = table(printed, "t08")
    assert {cell for row in grid(empty) for cell in row} == {""}
    assert len(empty.body) == 3
    assert "江东市云岭区水务局2024年度没有国有资本经营预算" in plain(empty.notes[0].spans)


def test_last_year_stands_in_a_table_within_the_text(printed: Publication) -> None:
    (compared,) = (one for one in blocks(printed, "general-public-budget") if isinstance(one, Table))
    assert compared.in_text
    assert compared.caption == ("", "", "单位：万元")
    assert [row[0] for row in grid(compared)] == [
        "社会保障和就业支出",
        "卫生健康支出",
        "农林水支出",
        "住房保障支出",
        "合计",
    ]
    assert grid(compared)[-1] == ["合计", "2,302.52", "2,316.12", "13.60", "0.59%"]


def test_the_text_speaks_of_ten_thousands_in_its_own_words(printed: Publication) -> None:
    assert text(printed, "overall").startswith(
        "江东市云岭区水务局2024年度收入总计、支出总计各3308.33万元，较2023年度决算数增加59.67万元（增长1.84%），主要是"
    )
    assert "年初预算12.00万元，支出决算0万元，为年初预算的0.00%" in text(printed, "general-public-budget")
    assert "1. 江东市云岭区水务局（本级）（行政单位）；" in text(printed, "organisation")
    assert "2. 云溪河泵闸维修工程（工程）：以公开招标方式采购，签订合同1份，支出248.60万元" in text(
        printed, "procurement"
    )


def test_terms_speak_of_the_units(printed: Publication) -> None:
    (units,) = (one for one in blocks(printed, "glossary") if isinstance(one, GlossaryEntry) and one.number == "1.")
    assert plain(units.term) == "决算单位"
    assert "的2家单位，即江东市云岭区水务局（本级）、江东市云岭区水利管理所。" in plain(units.text)


def test_a_long_label_stands_beside_more_than_six_rows(printed: Publication) -> None:
    form = next(one for one in blocks(printed, "attachments") if isinstance(one, Table))
    (label,) = (row.cells[0] for row in form.body if row.cells[0].text == "年度绩效指标完成情况及偏差原因分析")
    assert label.rowspan == 11


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        (
            "figures.yml",
            "财政拨款收入: 1245000.00",
            "财政拨款收入: 1254000.00",
            "F101 结转和结余·一般公共预算财政拨款·年末",
        ),
        ("figures.yml", '"30201": 215640.00', '"30201": 251640.00', "F301 R33："),
        ("figures.yml", "8964320.75, 资金: 政府性基金预算", "8964320.75", "K301 支出决算表·2121401："),
        ("figures.yml", '  "2130301": {上年决算数: 7698450.30}\n', "", "F101 一般公共预算财政拨款支出对比表·合计"),
        ("figures.yml", "决算数: 1486732.40", "决算数: 2486732.40", "F301 YL01："),
        ("explanation.yml", "货物: 186540.00\n", "货物: 18.65\n", "F204 像是万元的数"),
        ("explanation.yml", "金额: 1379400.00", "金额: 1397400.00", "N211 YL02："),
        ("performance/01-river.yml", '分值: "100", 得分: "99.30"', '分值: "100", 得分: "98.30"', "E105 总分的得分"),
    ],
)
def test_a_wrong_figure_is_told(tmp_path: Path, file: str, old: str, new: str, where: str) -> None:
    project = district(tmp_path)
    edit(project, f"{HOME}/{file}", old, new)
    assert any(one.startswith(where) for one in told(prepare(project, DOCUMENT)))


def test_last_year_may_come_from_its_document(tmp_path: Path) -> None:
    project = district(tmp_path)
    earlier, home = tmp_path / HOME.replace("2024", "2023"), tmp_path / HOME
    shutil.copytree(home, earlier)
    edition = tmp_path / "templates/editions/yunling-2023-final-accounts/edition.yml"
    edition.parent.mkdir()
    edition.write_text(f"继承: {EDITION.name}\n名称: 云岭区2023年度\n年度: 2023\n", encoding="utf-8")
    edit(project, f"{HOME.replace('2024', '2023')}/document.yml", EDITION.name, "yunling-2023-final-accounts")
    edit(project, f"{HOME.replace('2024', '2023')}/document.yml", "2025-08", "2024-08")
    figures = home / "figures.yml"
    figures.write_bytes(revised(figures.read_bytes(), figures.name, {("一般公共预算财政拨款支出对比表",): None}))
    compared = next(
        one
        for one in blocks(publication(prepare(project, DOCUMENT)), "general-public-budget")
        if isinstance(one, Table)
    )
    assert grid(compared)[-1] == ["合计", "2,316.12", "2,316.12", "", "0.00%"]


def test_it_is_published(tmp_path: Path) -> None:
    project = district(tmp_path)
    for name in ("components", "site", "pdf", "styles"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    build_again(project)
    page = (project.site / DOCUMENT / "tables/t01/index.html").read_text(encoding="utf-8")
    menu = [page.index(f">{title}<") for title in ("职能和机构", "决算情况说明", "政府采购项目清单", "决算公开表")]
    assert menu == sorted(menu)
