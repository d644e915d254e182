"""P206: a document can bear its date."""

from __future__ import annotations

import pytest

from gongkai.checks.outcomes import Skipped
from gongkai.checks.publication import dating
from gongkai.model.documents import DocumentHead
from tests.checks.cases import case, messages

TABLE = "表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}"


@pytest.mark.parametrize(
    ("kind", "date", "told"),
    [
        ("决算", "2025-01", []),
        ("决算", "2025-08-29", []),
        ("决算", "2026-12-31", []),
        ("决算", "2024-12-31", ["成文日期是2024-12-31：2024年还没有过完，不会有2024年度决算"]),
        ("决算", "2023-09", ["成文日期是2023-09：2024年还没有过完，不会有2024年度决算"]),
        ("决算", "2027-01", ["成文日期是2027-01：离2024年度决算已经两年以上"]),
        ("预算", "2024-02-20", []),
        ("预算", "2023-12", []),
        ("预算", "2022-02", ["成文日期是2022-02：2024年度预算还没有开始编制"]),
        ("预算", "2042-02", ["成文日期是2042-02：离2024年度预算已经两年以上"]),
    ],
)
def test_the_date_is_possible(kind: str, date: str, told: list[str]) -> None:
    head = DocumentHead.model_validate({"版式": "e", "状态": "编制", "金额单位": "元", "成文日期": date})
    found = messages(dating.date_is_possible, case(TABLE, "", 种类=kind, head=head))
    assert [one.partition(": ")[2] for one in found] == told


def test_without_a_date_nothing_was_examined() -> None:
    (outcome,) = dating.date_is_possible(case(TABLE, ""))
    assert outcome == Skipped(reason="没有填成文日期")
