"""整齐数据: every figure on a line that says all of it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from gongkai.model.publication import Publication
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.figures import heads, lines_file
from tests import sample
from tests.built import PROJECT
from tests.rendering.open_data import towns


def lines(publication: Publication) -> list[dict[str, str]]:
    text = (heads() + lines_file(publication)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_figure_is_told_whole() -> None:
    wanted = next(one for one in lines(sample.publication()) if one["行"] == "t03-r2010301" and one["列"] == "4")
    id = sample.publication().id
    assert wanted == {
        "文件": id,
        "地区": "测试省/测试市",
        "部门编号": sample.publication().department_id,
        "部门": sample.BUREAU,
        "年度": "2021",
        "文种": "决算",
        "表": "t03",
        "表名": "支出决算表",
        "行": "t03-r2010301",
        "科目编码": "2010301",
        "名称": "行政运行",
        "级次": "3",
        "列": "4",
        "表头": "基本支出",
        "单位": "万元",
        "数值": "114.66",
        "金额元": "1146600",
        "印作": "114.66",
        "推算": "",
        "网址": f"{id}/tables/t03/#t03-r2010301-4",
    }


def test_units_are_those_of_the_figure() -> None:
    total, share, loss, blank = lines(towns.with_table(towns.in_yuan()))
    assert (total["单位"], total["数值"], total["金额元"], total["印作"]) == ("元", "1234.5", "1234.5", "1,234.50")
    assert (share["单位"], share["数值"], share["金额元"]) == ("%", "100.000000", "")
    assert (loss["数值"], loss["金额元"], loss["印作"], loss["名称"]) == ("-5", "-5", "(5.00)", "'=1+1")
    assert (blank["单位"], blank["数值"], blank["金额元"]) == ("%", "", "")


def test_an_original_that_errs_is_told_beside_what_derives() -> None:
    wrong, dash = lines(towns.with_table(towns.as_printed()))
    assert (wrong["数值"], wrong["金额元"], wrong["推算"]) == ("1000.01", "10000100", "1000.10")
    assert (dash["数值"], dash["印作"], dash["推算"]) == ("0", "—", "")


def test_both_sides_of_a_table_have_their_own_names() -> None:
    first = [one for one in lines(sample.publication()) if one["行"] == "t01-r1"]
    assert [(one["名称"], one["表头"]) for one in first] == [
        ("一、一般公共预算财政拨款收入", "收入/金额"),
        ("一、一般公共服务支出", "支出/金额"),
    ]


def test_a_table_without_rows_gives_no_lines() -> None:
    """国有资本经营预算…: 无 — an edition may print its heads alone; the document is published all the same."""
    assert lines(towns.with_table(towns.nothing())) == []


def test_every_address_is_one_of_a_page() -> None:
    publication = sample.publication()
    pages = render_pages(publication, Extras(), page_environment(PROJECT / "templates"))
    anchors = {
        f"{page.path}#{id}" for page in pages for id in page.main.split('id="')[1:] for id in [id.partition('"')[0]]
    }
    assert {one["网址"] for one in lines(publication)} <= anchors


def test_lines_keep_to_the_dictionary() -> None:
    for one in (*lines(sample.publication()), *lines(towns.with_table(towns.as_printed()))):
        assert list(one) == [field.name for field in FIELDS]
        for field in FIELDS:
            value = one[field.name]
            assert value or field.may_be_empty
            if value and field.kind != "string":
                Decimal(value)
