"""P201: whether an edition is for the document."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.checks.publication import edition
from tests.checks.cases import case, messages

TABLE = "表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"年度": "2023"}, ["0: 这份文件是2024年的，版式“”是2023年度的"]),
        ({"种类": "预算"}, ["0: 这份文件是决算，版式“”是预算的"]),
    ],
)
def test_the_edition_is_for_this_document(changes: dict[str, Any], told: list[str]) -> None:
    assert messages(edition.edition_fits, case(TABLE, "", **changes)) == told
