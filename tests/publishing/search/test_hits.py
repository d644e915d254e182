"""What search-hits.js takes of a page: tables and sentences of an invented city."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.built import PROJECT

SCRIPTS = PROJECT / "templates/site/overrides/assets/javascripts"
HITS = """async ([piece, words, intent]) => {
    const { hits } = await import("/search-hits.js");
    const { ranges } = await import("/search-match.js");
    const parts = words.map((text) => ({ text, kind: /^[0-9]{3,7}$/.test(text) ? "code" : "text", words: [], also: [] }));
    const found = hits({ kind: "表", unit: "万元", ...piece }, ["临江市水务局2023年度部门决算"], { parts, intent });
    return {
        score: found.score,
        missing: found.missing.map(({ text }) => text),
        lines: found.lines.map(({ name, code, text, cells, left }) =>
            [name, code, text, ...cells.map((cell) => `${piece.heads[cell.head]} ${cell.text}`), left ? `另${left}` : ""].filter(Boolean).join("，")),
    };
}"""

pytestmark = pytest.mark.browser
HEADS = ["合计", "基本支出", "项目支出 · 小计", "项目支出 · 其中：基建"]
TABLE = {
    "title": "支出决算表",
    "heads": HEADS,
    "lines": [
        {"name": "合计", "cells": [[3, 0, "90.10"], [4, 1, "60.00"], [5, 2, "30.10"], [6, 3, "0.00"]]},
        {"name": "行政运行", "code": "2130301", "cells": [[3, 0, "52.73"], [4, 1, "52.73"], [5, 2, ""], [6, 3, ""]]},
        {"name": "水费", "code": "2130302", "cells": [[3, 0, "0.00"], [4, 1, "0.00"], [5, 2, ""], [6, 3, ""]]},
    ],
}
THREE = {
    "title": "“三公”经费支出决算表",
    "heads": ["决算数 · 合计", "决算数 · 公务用车购置及运行费 · 小计", "决算数 · 公务接待费"],
    "lines": [{"id": "t07-row1", "cells": [[1, 0, "4.04"], [2, 1, "4.04"], [3, 2, "0.00"]]}],
}


def hits(page: Page, piece: object, *words: str, intent: str = "") -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(HITS, [piece, words, intent])
    return found


def test_a_row_shows_the_columns_that_are_named_else_those_that_are_not_zero(page: Page) -> None:
    assert hits(page, TABLE, "行政运行")["lines"] == ["行政运行，2130301，合计 52.73，基本支出 52.73"]
    assert hits(page, TABLE, "行政运行", "基本支出")["lines"][0] == "行政运行，2130301，基本支出 52.73"
    assert hits(page, TABLE, "2130301", "项目支出")["lines"][0] == "行政运行，2130301，项目支出 · 小计 "
    assert hits(page, TABLE, "水费")["lines"] == ["水费，2130302，合计 0.00，基本支出 0.00"]


def test_many_columns_are_counted(page: Page) -> None:
    cells = [[at, 0, f"{at}.00"] for at in range(1, 10)]
    found = hits(page, {"title": "总表", "heads": ["金额"], "lines": [{"name": "补助", "cells": cells}]}, "补助")
    assert found["lines"] == ["补助，" + "，".join(f"金额 {at}.00" for at in range(1, 5)) + "，另5"]


def test_of_many_columns_that_were_asked_for_those_that_are_not_zero_are_shown(page: Page) -> None:
    heads = ["合计", *(f"支出 · {one}" for one in ("人员", "公用", "业务", "基建", "设备", "其他"))]
    cells = [[at, at, "72.00" if at in (0, 6) else "0.00"] for at in range(7)]
    piece = {"title": "总表", "heads": heads, "lines": [{"name": "信息化建设", "cells": cells}]}
    assert hits(page, piece, "信息化建设", "支出")["lines"] == ["信息化建设，支出 · 其他 72.00"]
    assert hits(page, piece, "信息化建设", "人员")["lines"] == ["信息化建设，支出 · 人员 0.00"]


def test_what_a_column_of_a_form_is_called_gives_no_reason(page: Page) -> None:
    def form(text: str) -> dict[str, Any]:
        return {"title": "自评表", "kind": "绩效", "heads": ["分值"], "lines": [{"text": text, "cells": [[1, 0, "5"]]}]}

    label, reason = form("降低能耗；偏差原因分析：无"), form("降低能耗；说明：由于停电")
    assert hits(page, label, "降低", intent="reason")["score"] < hits(page, reason, "降低", intent="reason")["score"]


def test_a_note_below_a_table_comes_after_what_tells_an_amount(page: Page) -> None:
    note = {"title": "收支表", "kind": "表", "heads": [], "lines": [{"text": "2. 外宾接待指按规定开支的接待。"}]}
    told = {**note, "kind": "情况说明", "lines": [{"text": "外宾接待支出0.00万元。"}]}
    assert hits(page, note, "外宾接待")["score"] < hits(page, told, "外宾接待")["score"]


def test_heads_find_the_amount_in_a_table_of_one_row(page: Page) -> None:
    assert hits(page, THREE, "公务接待费")["lines"] == ["决算数 · 公务接待费 0.00"]
    assert hits(page, THREE, "公务用车购置及运行费")["lines"] == ["决算数 · 公务用车购置及运行费 · 小计 4.04"]


def test_who_asks_for_a_table_gets_its_total(page: Page) -> None:
    assert hits(page, TABLE, "支出决算表")["lines"] == ["合计，合计 90.10，基本支出 60.00，项目支出 · 小计 30.10"]
    assert hits(page, THREE, "三公经费")["lines"][0].startswith("决算数 · 合计 4.04")


def test_zeros_and_words_apart_are_worth_less(page: Page) -> None:
    assert hits(page, TABLE, "行政运行")["score"] > hits(page, TABLE, "水费")["score"]
    together = hits(page, TABLE, "行政运行", "基本支出")["score"]
    text = {"title": "情况说明", "heads": [], "lines": [{"text": "行政运行增加。"}, {"text": "基本支出减少。"}]}
    assert together > hits(page, text, "行政运行", "基本支出")["score"]


def test_words_of_a_part_stand_together_and_numbers_are_whole(page: Page) -> None:
    text = {"title": "情况说明", "heads": [], "lines": [{"text": "信息公开。创新项目12个，支出13,685.85万元。"}]}
    assert hits(page, text, "信创项目")["missing"] == ["信创项目"]
    assert hits(page, text, "创新项目")["missing"] == []
    assert hits(page, text, "3685")["missing"] == ["3685"]


def test_the_sentence_that_says_why_comes_first(page: Page) -> None:
    lines = [{"text": "公务接待费支出1.2万元。"}, {"text": "公务接待费减少的主要原因是厉行节约。"}]
    text = {"title": "情况说明", "kind": "情况说明", "heads": [], "lines": lines}
    assert "原因" in hits(page, text, "公务接待费", intent="reason")["lines"][0]
    assert hits(page, text, "公务接待费", intent="reason")["score"] > hits(page, text, "公务接待费")["score"]


def test_a_document_answers_for_its_name(page: Page) -> None:
    assert hits(page, TABLE, "临江市水务局")["missing"] == []


def test_a_department_may_be_called_as_a_word_of_the_language(page: Page) -> None:
    names = ["constructor", "__proto__", "测试局", "测试局"]
    counts = page.evaluate(
        """async (names) => {
            const { counted } = await import("/search-facets.js");
            const pages = names.map((name) => ({ kind: "表", document: {}, department: { name, region: [] } }));
            return Object.entries(counted(pages, {}).部门);
        }""",
        names,
    )
    assert counts == [["constructor", 1], ["__proto__", 1], ["测试局", 2]]
