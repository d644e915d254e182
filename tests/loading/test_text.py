"""Bytes to text: encodings, limits, characters."""

from __future__ import annotations

import pytest

from gongkai.loading.characters import PLACEHOLDER
from gongkai.loading.text import LONGEST_LINE, MOST_BYTES, read_text
from gongkai.loading.yaml_reader import parse_yaml

GBK = "名称: 南阳市政务服务局\n年度: 2022\n".encode("gbk")


def found(data: bytes) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in read_text(data, "f.yml").findings]


def test_plain_text_and_windows_line_ends() -> None:
    read = read_text("甲: 1\r\n乙: 2\r\n".encode(), "f.yml")
    assert read.value == "甲: 1\n乙: 2\n"
    assert read.findings == ()


def test_byte_order_mark_is_tolerated_at_the_start_only() -> None:
    assert read_text("\ufeff甲: 1\n".encode(), "f.yml").value == "甲: 1\n"
    assert found("甲: \ufeff1\n".encode()) == [("L110", 1, 4)]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_recognised_with_and_without_mark(codec: str) -> None:
    read = read_text("名称: 南阳市\n年度: 2022\n".encode(codec), "f.yml")
    assert read.value is None
    assert [one.code for one in read.findings] == ["L104"]
    assert "请另存为 UTF-8" in read.findings[0].hint


def test_gbk_is_recognised() -> None:
    read = read_text(GBK, "f.yml")
    assert read.value is None
    assert [one.code for one in read.findings] == ["L105"]
    assert "请另存为 UTF-8" in read.findings[0].hint


def test_one_line_of_gbk_in_utf8_is_placed() -> None:
    assert found("甲: 你好，这是好的一行\n乙: ".encode() + "经费".encode("gbk")) == [("L106", 2, 4)]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"\x89PNG"])
def test_other_formats_are_named(start: bytes) -> None:
    (finding,) = read_text(start + b"\x00\x01\x02", "f.yml").findings
    assert finding.code == "L106"
    assert "改了扩展名" in finding.message


def test_limits() -> None:
    assert found(b"#" * (MOST_BYTES + 1)) == [("L102", 0, 0)]
    assert found(b"#" * LONGEST_LINE) == []
    assert found(b"a\n" + b"#" * (LONGEST_LINE + 1)) == [("L103", 2, LONGEST_LINE + 1)]
    assert read_text(b"#" * 1_500_000, "f.yml").value is None


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\x00", "L107"),
        ("\x1b", "L107"),
        ("\x7f", "L107"),
        ("\x9b", "L107"),
        ("\r", "L108"),
        ("\x0b", "L108"),
        ("\x0c", "L108"),
        ("\x85", "L108"),
        ("\u2028", "L108"),
        ("\u2029", "L108"),
        ("\u202e", "L109"),
        ("\u2066", "L109"),
        ("\u200f", "L109"),
        ("\u061c", "L109"),
        ("\u200b", "L110"),
        ("\u200d", "L110"),
        ("\u00ad", "L110"),
        ("\u2060", "L110"),
        ("\u3164", "L110"),
        ("\U000e0041", "L110"),
        ("\ue000", "L111"),
        ("\uf8ff", "L111"),
        ("\U00100000", "L111"),
        ("\ufffd", "L112"),
        ("\ufdd0", "L112"),
    ],
)
def test_refused_characters(sign: str, code: str) -> None:
    read = read_text(f"甲: 一{sign}二\n".encode(), "f.yml")
    assert [(one.code, one.place.line, one.place.column) for one in read.findings] == [(code, 1, 5)]
    assert read.value == f"甲: 一{PLACEHOLDER}二\n"


@pytest.mark.parametrize("text", ["甲\t乙", "甲　乙", "甲\xa0乙", "〇㈠①℃㎡", "𠮷😀", "“三公”经费——（含）…"])
def test_ordinary_characters_pass(text: str) -> None:
    assert found(text.encode()) == []


def test_all_characters_of_a_line_make_one_finding() -> None:
    (finding,) = read_text("甲\u200b乙\u200b丙\u200d\n".encode(), "f.yml").findings
    assert "U+200B 零宽空格、U+200D 零宽连字，本行共 3 处" in finding.message


def test_mojibake_is_told() -> None:
    assert found("名称: 锟斤拷\n".encode()) == [("L112", 1, 5)]


def test_a_file_of_noise_gives_a_short_report() -> None:
    findings = parse_yaml("甲\u202e: 1\n".encode() * 5000, "f.yml").findings
    assert sum(one.code == "L109" for one in findings) == 50
    assert "没有一一列出" in [one for one in findings if one.code == "L109"][-1].message
