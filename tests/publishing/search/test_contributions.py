"""What a document gives to the index: its words, each with the pages where it stands and how much it counts there."""

from __future__ import annotations

from gongkai.publishing.search.contributions import contribution, read, written
from gongkai.publishing.search.postings import on_page
from gongkai.rendering.pages import PageKind, SearchCell, SearchLine
from gongkai.rendering.search.pieces import SearchPage


def page(*lines: SearchLine, kind: str = PageKind.TABLE, title: str = "总表", unit: str = "万元") -> SearchPage:
    return SearchPage(path="a/", title=title, kind=kind, lines=lines, number="公开03表", unit=unit)


def row(name: str, *amounts: str, code: str = "") -> SearchLine:
    cells = (SearchCell(column=at, head="决算数 · 基本支出", text=text) for at, text in enumerate(amounts, start=2))
    return SearchLine(id="r", name=name, code=code, cells=tuple(cells))


def weights(*pages: SearchPage) -> dict[str, int]:
    """Of the first page."""
    patterns = {on_page(0, weight): weight for weight in (1, 2, 3)}
    return {word: patterns[pattern] for word, pattern in contribution(pages).words.items()}


def test_titles_numbers_and_the_heads_of_short_tables_count_most() -> None:
    found = weights(page(row("水费", "1.00")))
    strong = ["总表", "=总表", "=公开03表", "#03", "=基本支出", "=决算数基本支出", "基本", "水费", "=水费"]
    assert {found[word] for word in strong} == {3}
    assert {found[word] for word in ("决算", "=决算数")} == {1}  # over other heads
    assert "数基" not in found  # no word runs from one head into the next


def test_in_a_long_table_heads_count_less_than_rows() -> None:
    found = weights(page(*(row(name, "1.00") for name in ("水费", "电费", "邮电费"))))
    assert (found["=水费"], found["=基本支出"], found["=决算数"]) == (3, 2, 1)


def test_heads_of_a_table_of_zeros_count_little() -> None:
    assert weights(page(row("水费", "0.00")))["=基本支出"] == 1


def test_a_head_that_says_little_means_what_stands_over_it() -> None:
    cell = SearchCell(column=2, head="预算数 · 公务接待费 · 小计", text="1.00")
    found = weights(page(SearchLine(id="r", cells=(cell,))))
    assert (found["=小计"], found["=公务接待费"], found["=预算数"]) == (3, 3, 1)


def test_a_row_of_zeros_counts_little_and_its_zeros_nothing() -> None:
    found = weights(page(row("（一）水费", "0.00", "", code="30205"), row("电费", "0.00", "-1,006.73", code="30206")))
    assert {word: found.get(word) for word in ("水费", "=水费", "#30205", "#0.00")} == {
        "水费": 1, "=水费": 1, "#30205": 1, "#0.00": None,
    }  # fmt: skip
    assert {found[word] for word in ("电费", "=电费", "#30206")} == {3}
    assert found["#1006.73"] == 2


def test_terms_headings_and_running_text() -> None:
    term = SearchLine(id="t", name="机关运行经费", text="为保障运行的资金")
    glossary = weights(page(term, kind=PageKind.GLOSSARY))
    assert (glossary["=机关运行经费"], glossary["保障"]) == (3, 1)
    explanation = weights(
        page(SearchLine(name="三、支出说明"), SearchLine(text="水费3.5万元"), kind=PageKind.EXPLANATION)
    )
    assert (explanation["=支出说明"], explanation["水费"], explanation["#3.5"]) == (2, 1, 1)


def test_the_second_name_of_a_row_is_a_name_too() -> None:
    cell = SearchCell(column=3, head="合计", text="1.00")
    line = SearchLine(id="r", name="奖金", text="科目编码：50101；科目名称：工资奖金津补贴", cells=(cell,))
    assert weights(page(line))["=工资奖金津补贴"] == 2


def test_yuan_are_found_in_ten_thousands_too() -> None:
    found = weights(page(row("水费", "36,858,512.33", "12.5%", "20,000.00"), unit="元"))
    assert {word for word in found if word[0] == "#"} == {
        "#03", "#36858512.33", "#3685.851233", "#12.5%", "#20000.00", "#2",
    }  # fmt: skip


def test_it_is_kept_as_it_is() -> None:
    made = contribution([page(title="概览", kind=PageKind.OVERVIEW), page(row("水费", "1.00"))])
    assert made.kinds == "01"
    assert made.words["=公开03表"] == on_page(0, 3) + on_page(1, 3)
    assert read(written(made)) == made


def test_large_amounts_stand_as_they_are_said_too() -> None:
    """3685.85万 is 0.37亿 and 0.369亿; what is small, a year or a share is not said so."""
    found = weights(page(row("合计", "3,685.85", "178.13", "52.73", "2000", "210.04%"), unit="万元"))
    assert {word for word in found if word[0] == "≈"} == {"≈3700", "≈3690", "≈180"}
    assert "≈3700" in weights(page(row("合计", "36858500.12"), unit="元"))
    assert "≈320" not in weights(page(row("合计", "321.45"), unit="元"))
    assert "≈1000" in weights(page(row("合计", "999.99")))
