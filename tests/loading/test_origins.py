"""origins.yml: read as far as it makes sense."""

from __future__ import annotations

import pytest

from gongkai.importing.origins import origins_text
from gongkai.loading.origins_file import parse_origins
from gongkai.model.origins import INPUTS, Origin, OriginKey, Origins
from gongkai.model.places import Place

CELL = Place(path="决算报表.xls", sheet="Z04 支出决算表", line=12, column=7)
BESIDE = Place(path="决算报表（中心）.xls", sheet="Z04 支出决算表", line=9, column=28)
FIGURES = {
    OriginKey("支出决算表", "2010602", "", "项目支出"): Origin(number="55.00", places=(CELL, BESIDE)),
    OriginKey("支出决算表", "2120899", "政府性基金预算", "项目支出"): Origin(
        number="-1.50", places=(CELL,), computed="全部 2 减去 3.5"
    ),
    OriginKey(INPUTS, "机关运行经费.支出"): Origin(number="7", places=(BESIDE,)),
}


def test_what_is_written_is_read() -> None:
    origins = Origins(figures=FIGURES, digests={"决算报表.xls": "0" * 64, "决算报表（中心）.xls": "f" * 64})
    assert parse_origins(origins_text(origins)) == origins


def test_nothing_is_no_file() -> None:
    assert origins_text(Origins()) == b""
    assert parse_origins(b"") == Origins()


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"a: [", b"- 1\n", b"x" * 5_000_000, "数: &a [*a]\n".encode()],
)
def test_what_is_none_is_broken(data: bytes) -> None:
    assert parse_origins(data).broken


@pytest.mark.parametrize(
    "text",
    [
        "数: {支出决算表: {a: {b: 1 Z·A1}}}",
        "工作表: {A: {文件: x, 表: y}}\n数: {支出决算表: {a: {b: 1e999 A·A1}}}",
        "工作表: {A: [x]}\n数: [1, 2]",
        "文件: {x: ../../etc/passwd}\n数: {}",
    ],
)
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    assert parse_origins(f"{text}\n".encode()) == Origins()
