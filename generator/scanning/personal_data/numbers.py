"""号码的构成: check digits, regions, dates and prefixes that tell an identity or bank card from any other number."""

from __future__ import annotations

from datetime import date

_PROVINCES = frozenset(
    f"{area}{province}"
    for area, provinces in (("1", "12345"), ("2", "123"), ("3", "1234567"), ("4", "123456"), ("5", "01234"))
    for province in provinces
) | frozenset(("61", "62", "63", "64", "65", "71", "81", "82", "83"))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_UNION_PAY = "62"
_OLDER = ("9558", "601382", "601428", "603367", "603602", "603694", "690755", "968807")
"""Debit cards of Chinese banks from before 62: 工商 9558, 中国 601382, 交通 601428, 招商 690755 …"""
_MOST_ZEROS = "00000"
"""A run that a numbered code has and a card, whose middle is as good as random, has not."""


def check_digit(number: str) -> str:
    """校验码 of the first 17 places of an identity number, GB 11643."""
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11]


def is_identity_number(number: str) -> bool:
    """18 places: region, date of birth and check digit are right."""
    return (
        number[:2] in _PROVINCES
        and 1880 <= int(number[6:10]) <= 2099
        and _is_date(number[6:14])
        and number[17].upper() == check_digit(number[:17])
    )


def is_old_identity_number(number: str) -> bool:
    """15 places, as issued until 1999: region and date of birth are right; there is no check digit."""
    return number[:2] in _PROVINCES and _is_date(f"19{number[6:12]}")


def _is_date(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True


def passes_luhn(number: str) -> bool:
    """ISO/IEC 7812-1 附录 B."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def has_card_prefix(number: str) -> bool:
    """Whether a bank of China issues cards that begin so."""
    return number.startswith((_UNION_PAY, *_OLDER)) or (len(number) == 16 and number[0] in "45")


def looks_numbered(number: str) -> bool:
    """Whether it is rather a project's or a unit's code: one of these begins with a region (41 河南, 62 甘肃)."""
    region = number[:2] in _PROVINCES and (number[2:4] <= "34" or number[2:4] in ("51", "52", "53", "90"))
    return _MOST_ZEROS in number or (region and number[0] in "45")
