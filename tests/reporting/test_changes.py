"""变动的报告: the largest first, the others counted, nothing dropped unsaid."""

from __future__ import annotations

from decimal import Decimal

from gongkai.changes.result import Cause, Changes, DocumentChange, Fate, Moved, Piece, Reworded, Turn
from gongkai.reporting.changes.forms import as_html, as_text


def moved(wan: int) -> Moved:
    return Moved(
        table="支出决算表",
        label=f"{wan}",
        old="1.00",
        new=f"{1 + wan}.00",
        unit="万元",
        difference=Decimal(wan),
        ratio=Decimal(100 * wan),
        yuan=Decimal(wan * 10_000),
    )


def document(number: int, **given: object) -> DocumentChange:
    return DocumentChange(id=f"a/{number}", title=f"测试市{number}局", fate=Fate.CHANGED, **given)  # type: ignore[arg-type]


def test_small_changes_are_counted_with_their_sums() -> None:
    turns = tuple(Turn(figures=(moved(wan),)) for wan in range(25, 0, -1))
    said = as_text(Changes(base="a", head="b", documents=(document(1, turns=turns),)))
    assert "改了的数（25处）" in said
    assert "另有5处较小的，合计增加15.00万元、减少0元" in said


def test_many_documents_with_other_words_of_the_edition_are_one_chapter() -> None:
    pieces = (Piece(text="与"), Piece(text="上", change="-"), Piece(text="2023", change="+"), Piece(text="年度相比"))
    word = Reworded(label="一、总体情况", old="与上年度相比", new="与2023年度相比", pieces=pieces, cause=Cause.EDITION)
    documents = tuple(document(number, words=(word,), through=("版式“甲”",)) for number in range(30))
    found = Changes(base="a", head="b", documents=documents)
    said = as_text(found)
    assert "只有版式的文字变了的文件（30份）【钱没有变】" in said
    assert "一、总体情况：与〔上 → 2023〕年度相比（版式的文字）" in said
    assert "另有7份没有列出" in said
    assert said.count("\n") < 40
    page = as_html(found)
    assert page.count("<ul>") == page.count("</ul>")
    assert page.count("<li>") == page.count("</li>")
