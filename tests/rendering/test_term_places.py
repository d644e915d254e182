"""名词所在: which words of a sentence are a term that the document explains. The sentences are of 江州市, invented."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import GlossaryEntry, Publication, SectionKind, Table
from gongkai.model.spans import Text
from gongkai.rendering.outline import outline
from gongkai.rendering.text.term_places import TermPlaces, entry_pages
from tests import sample

TERMS = {
    "other": ("其他收入",),
    "revenue": ("财政拨款收入", "财政拨款"),
    "three": ("“三公”经费",),
    "running": ("机关运行经费（办公经费）",),
    "business": ("经营收入",),
    "institution": ("事业单位经营收入",),
    "basic": ("基本支出",),
}
ROWS = ("一、一般公共预算财政拨款收入", "其中：基本支出和项目支出小计")


def publication() -> Publication:
    made = sample.publication()
    entries = tuple(
        GlossaryEntry(id=id, number="", term=(Text(text=names[0]),), text=(Text(text="指……"),), names=names)
        for id, names in TERMS.items()
    )
    rows = tuple(
        GridRow(cells=(GridCell(spans=(Text(text=name),), kind=CellKind.NAME, header="row"),)) for name in ROWS
    )
    table = Table(id="t99", name="收入表", title="江州市收入表", body=rows)
    *others, glossary = made.parts
    section = sample.section("t99", "四、", "江州市收入表", table, kind=SectionKind.TABLE)
    tables = replace(others[1], sections=(*others[1].sections, section))
    return replace(made, parts=(others[0], tables, *others[2:], replace(glossary, blocks=entries)))


@pytest.fixture(scope="module", name="places")
def of_the_document() -> TermPlaces:
    return TermPlaces(publication())


def found(places: TermPlaces, text: str, own: str = "") -> list[tuple[str, str]]:
    return [(text[spot.start : spot.end], spot.entry) for spot in places.find(text, own)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("江州市气象局其他收入12.50万元，占3.10%。", [("其他收入", "other")]),
        ("财政拨款收入增加，因为财政拨款增加。", [("财政拨款收入", "revenue")]),
        ("“三公”经费支出预算为5.00万元。", [("“三公”经费", "three")]),
        ("全年三公经费比上年减少。", [("三公经费", "three")]),
        ("机关运行经费支出80.00万元。", [("机关运行经费", "running")]),
        (
            "取得事业单位经营收入3.00万元、经营收入1.00万元。",
            [("事业单位经营收入", "institution"), ("经营收入", "business")],
        ),
        ("安排了基本支出，\n包括基本支出的人员经费。", [("基本支出", "basic")]),
    ],
)
def test_a_term_is_found_where_a_sentence_first_uses_it(
    places: TermPlaces, text: str, right: list[tuple[str, str]]
) -> None:
    assert found(places, text) == right


@pytest.mark.parametrize(
    "text",
    [
        "其他收入合计12.50万元。",
        "非财政拨款收入不在其内。",
        "一般公共预算财政拨款收入100.00万元。",
        "基本支出和项目支出小计100.00万元。",
        "见《基本支出决算表》。",
        "其他经营收入没有发生。",
        "没有国有资本经营收入，也没有土地经营收入。",
        "其他收入（项）没有发生。",
        "",
    ],
)
def test_words_that_are_part_of_something_else_are_no_term(places: TermPlaces, text: str) -> None:
    assert found(places, text) == []


def test_an_explanation_does_not_lead_to_itself(places: TermPlaces) -> None:
    assert found(places, "经营收入不同于其他收入。", "business") == [("其他收入", "other")]


def test_a_document_without_terms_has_no_places() -> None:
    made = publication()
    none = TermPlaces(replace(made, parts=made.parts[:-1]))
    assert found(none, "其他收入12.50万元。") == []


def test_every_explanation_has_its_page() -> None:
    assert entry_pages(outline(publication()))["basic"] == "glossary/#basic"
