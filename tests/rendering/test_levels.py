"""一览: what all departments of an invented city publish in a year: figures, sums, documents, who has none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.model.disclosure import PublicCorrection, Standing
from gongkai.model.publication import Publication, Table
from gongkai.model.series import Contribution
from gongkai.rendering.levels.data import level_csv, level_json
from gongkai.rendering.levels.level import Absent, Around, Exempted, PublishedSum, level_of
from gongkai.rendering.levels.publication import level_publication
from gongkai.rendering.pdf.printing import render_pdf
from tests.compared import REGION, SERIES
from tests.levels import KEY, UNITS, entry, level, what_they_gave
from tests.projects import ROOT, assemble


@pytest.fixture(name="gave", scope="module")
def all_that_they_gave(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Contribution]:
    return what_they_gave(assemble(tmp_path_factory.mktemp("city"), "next-year", editions=True))


def table(publication: Publication, id: str) -> Table:
    return next(one for one in publication.tables() if one.id == id)


def rows(made: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in made.body]


def notes(made: Table) -> str:
    return "\n".join("".join(getattr(span, "text", "") for span in note.spans) for note in made.notes)


def test_departments_stand_side_by_side_in_one_unit_of_money(gave: Mapping[str, Contribution]) -> None:
    """Without the unit, whose money is in its department's."""
    made = level_publication(level(gave, Around(units=UNITS)))
    heads = [cell.text for cell in table(made, "figures2").head[0].cells]
    reception = heads.index("公务接待费")
    assert [(row[0], row[reception]) for row in rows(table(made, "figures2"))] == [
        ("江城市数据局", "1.50"),
        ("江城市水利局", "12.35"),
        ("合计", "13.85"),
    ]


def test_only_what_is_not_passed_on_is_added_up(gave: Mapping[str, Contribution]) -> None:
    made = level_publication(level(gave, Around(units=UNITS)))
    assert [row[0] for row in rows(table(made, "figures1"))] == ["江城市数据局", "江城市水利局"]
    assert "各部门的数不相加" in notes(table(made, "figures1"))
    assert "合计是上面2个部门的数相加。" in notes(table(made, "figures2"))


def test_a_sum_says_who_is_not_in_it(gave: Mapping[str, Contribution]) -> None:
    without = {id: one for id, one in gave.items() if "data-bureau" not in id}
    sums = (PublishedSum(item="三公经费合计", amount="20.00万元", source="2023年市级决算"),)
    around = Around(units=UNITS, absent=(Absent(name="江城市教育局", why="没有收录"),), sums=sums)
    found = level_of(KEY, map(entry, gave.values()), without, SERIES, around)
    made = level_publication(found)
    told = {row[0]: set(row[1:]) for row in rows(table(made, "figures2"))}
    assert told["江城市数据局"] == {"没有整理"}
    assert "不全：江城市数据局、江城市教育局没有数" in notes(table(made, "figures2"))
    assert "财政局公布的三公经费合计：20.00万元（2023年市级决算）。" in notes(table(made, "figures2"))


def test_units_stand_below_their_department_with_their_dates(gave: Mapping[str, Contribution]) -> None:
    correction = PublicCorrection(version=2, day="2024-10-08", reason="笔误", changes=())
    standing = Standing(disclosed="2024-09-01", version=2, corrections=(correction,))
    entries = [entry(one, standing if "water" in one.head.id else None) for one in gave.values()]
    made = level_publication(level_of(KEY, entries, gave, SERIES, Around(units=UNITS)))
    assert rows(table(made, "documents")) == [
        ["江城市数据局", "决算", "没有记录", "没有记录", ""],
        ["江城市水利局", "决算", "2024年8月20日", "2024年9月1日", "2024年10月8日（第2版）"],
        ["江城市公园管理处", "决算", "没有记录", "没有记录", ""],
    ]


def test_who_need_not_publish_and_who_has_nothing_is_listed(gave: Mapping[str, Contribution]) -> None:
    around = Around(
        units=UNITS,
        exempted=(Exempted(name="江城市国家安全局", basis="保守国家秘密法"),),
        absent=(Absent(name="江城市教育局", why="已撤回"),),
    )
    made = level_publication(level(gave, around))
    assert rows(table(made, "exempted")) == [["江城市国家安全局", "保守国家秘密法"]]
    assert rows(table(made, "absent")) == [["江城市教育局", "已撤回"]]


def test_what_is_left_out_or_never_was_is_no_zero(gave: Mapping[str, Contribution]) -> None:
    """Of the secret one the sum is short; where no money was, nothing is lacking."""
    data, water = (next(id for id in gave if name in id) for name in ("data-bureau", "water-bureau"))
    said = {
        data: replace(gave[data], head=replace(gave[data].head, withheld="不予公开（依据：保密法）。"), lines={}),
        water: replace(gave[water], head=replace(gave[water].head, nothing="没有独立核算"), lines={}),
    }
    made = level_publication(level({**gave, **said}, Around(units={})))
    told = {row[0]: set(row[1:]) for row in rows(table(made, "figures2"))}
    assert (told["江城市数据局"], told["江城市水利局"]) == ({"不公开"}, {"没有收支"})
    assert "不全：江城市数据局没有数" in notes(table(made, "figures2"))
    assert rows(table(made, "exempted")) == [["江城市数据局", "不予公开（依据：保密法）。"]]


def test_data_hold_the_same(gave: Mapping[str, Contribution]) -> None:
    """元, exact; of a unit its documents alone."""
    around = Around(units=UNITS, exempted=(Exempted(name="=HYPERLINK(1)", basis="依法"),))
    made = level(gave, around)
    told = json.loads(level_json(made, "https://czj.example/"))
    assert {one["name"]: one["figures"]["公务接待费"]["yuan"] for one in told["departments"]} == {
        "江城市数据局": "15000",
        "江城市水利局": "123456",
    }
    assert told["sums"]["公务接待费"] == "138456"
    assert told["address"] == f"https://czj.example/levels/{REGION}/2023/final-accounts/"
    lines = list(csv.DictReader(io.StringIO(level_csv(made).decode("utf-8-sig"))))
    assert [(one["部门、单位"], one["状态"], one["公务接待费（元）"]) for one in lines] == [
        ("江城市数据局", "已收录", "15000"),
        ("江城市水利局", "已收录", "123456"),
        ("江城市公园管理处", "已收录", ""),
        ("'=HYPERLINK(1)", "不公开", ""),
    ]


def test_a_misprint_is_told(gave: Mapping[str, Contribution]) -> None:
    (id,) = [id for id in gave if "data-bureau" in id]
    line = gave[id].lines["three-public/reception"]["决算数"]._replace(text="5.10", expected="1.50")
    lines = gave[id].lines | {"three-public/reception": {"决算数": line}}
    made = level_publication(level({**gave, id: replace(gave[id], lines=lines)}, Around(units=UNITS)))
    assert "江城市数据局的公务接待费原文印作“5.10”，按同一文件的其他数应为“1.50”。" in notes(table(made, "figures2"))


def test_it_prints_as_a_document(gave: Mapping[str, Contribution]) -> None:
    made = level_publication(level(gave, Around(units=UNITS)))
    assert render_pdf(made, Path(ROOT)).startswith(b"%PDF-1.7")
