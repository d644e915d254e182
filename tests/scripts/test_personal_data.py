"""个人信息: numbers that look like a mobile phone's or an identity card's are found, amounts and codes are not."""

from __future__ import annotations

import pytest

from scripts import personal_data

# Put together here, so that this file holds no number itself.
MOBILE = "139" + "0000" + "1234"
IDENTITY = "110101" + "19900307" + "7598"


@pytest.mark.parametrize(
    "text",
    [
        f"填表人联系方式：{MOBILE}",
        f"（{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}）",
        f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in MOBILE),
    ],
)
def test_mobile_numbers(text: str) -> None:
    assert [hit.kind for hit in personal_data.hits(text)] == ["疑似手机号码 / mobile number"]


def test_identity_numbers() -> None:
    (digit,) = [d for d in "0123456789X" if personal_data.checks(IDENTITY[:17] + d)]
    assert [hit.line for hit in personal_data.hits(f"第一行\n{IDENTITY[:17]}{digit}")] == [2]


@pytest.mark.parametrize(
    "text",
    [
        f"{MOBILE}.25万元",
        f"1.{MOBILE}",
        f"{MOBILE}12",
        f"a{MOBILE}f",
        "0377-63190000",
        "2010301 2120899 1,379,512.34",
        IDENTITY[:17],
    ],
)
def test_amounts_codes_and_hashes(text: str) -> None:
    assert list(personal_data.hits(text)) == []
