"""每张表的 CSV: what a reader of one file alone can know of it."""

from __future__ import annotations

import csv
import io

from gongkai.model.publication import Table
from gongkai.rendering.open_data.csv_text import csv_text
from gongkai.rendering.open_data.table_csv import csv_files
from tests import sample
from tests.rendering.open_data import towns


def rows(table: Table) -> list[dict[str, str]]:
    (content,) = csv_files(towns.with_table(table)).values()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def heads(table_id: str) -> list[str]:
    content = csv_files(sample.publication())[table_id].decode("utf-8-sig")
    return next(csv.reader(io.StringIO(content, newline="")))


def test_every_row_says_whose_it_is_and_of_which_year() -> None:
    for row in rows(towns.in_yuan()):
        assert (row["部门"], row["年度"], row["文种"], row["表名"]) == ("云岭市林业局", "2021", "决算", "收支表")


def test_heads_say_the_unit_of_their_amounts() -> None:
    assert list(rows(towns.in_yuan())[0])[4:8] == ["科目编码", "科目名称", "金额（元）", "占比（%）"]
    assert heads("t03")[4:8] == ["科目编码", "科目名称", "本年支出合计（万元）", "基本支出（万元）"]


def test_heads_of_two_sides_name_their_side() -> None:
    assert heads("t01")[4:7] == ["收入/项目", "收入/行次", "收入/金额（万元）"]
    assert heads("t07")[6] == "预算数/公务用车购置及运行费/小计（万元）"


def test_amounts_are_plain_numbers_and_codes_keep_their_zeros() -> None:
    total, loss = rows(towns.in_yuan())
    assert (total["科目编码"], total["科目名称"], total["金额（元）"]) == ("", "合计", "1234.5")
    assert (loss["科目编码"], loss["金额（元）"], loss["占比（%）"]) == ("007", "-5", "")


def test_no_name_is_a_formula() -> None:
    assert rows(towns.in_yuan())[1]["科目名称"] == "'=1+1"


def test_what_an_original_prints_stands_there() -> None:
    (row,) = rows(towns.as_printed())
    assert (row["本年（万元）"], row["上年（万元）"]) == ("1000.01", "0")


def test_a_name_over_two_rows_stands_in_both_and_an_amount_in_one() -> None:
    first, second = rows(towns.spanning())
    assert (first["项目名称"], second["项目名称"]) == ("防沙治沙", "防沙治沙")
    assert [(row["金额（万元）"], row["合计（万元）"]) for row in (first, second)] == [
        ("10.00", "30.00"),
        ("20.00", ""),
    ]


def test_a_row_tells_its_address() -> None:
    assert (
        rows(towns.in_yuan())[1]["网址"] == "yunling/yunling/forestry-bureau/2021/final-accounts/tables/t02/#t02-r007"
    )
    (content,) = csv_files(towns.with_table(towns.in_yuan()), "https://gongkai.example.gov.cn/czj/").values()
    assert "https://gongkai.example.gov.cn/czj/yunling/yunling/forestry-bureau/" in content.decode()


def test_only_of_statutory_tables_for_excel() -> None:
    files = csv_files(sample.publication())
    assert sorted(files) == ["t01", "t03", "t07"]
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())


def test_fields_are_read_as_they_were_written() -> None:
    """Commas, quotes and ends of lines in a text end no field; the same text comes out wherever it stands."""
    lines = [["甲,乙", '说"是"', "一行\n又一行", ""], ["甲,乙", "", '"', "1,234.50"]]
    assert [*csv.reader(io.StringIO(csv_text(lines), newline=""))] == lines
    assert csv_text([["a", "b,c"]]) == 'a,"b,c"\r\n'
