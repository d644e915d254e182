"""查找个人信息: which parts of a text are a person's number.

A number alone has to be beyond doubt: a mobile number has its digits together or in the usual groups, a card its check
digit and a bank's prefix. After 手机, 身份证, 卡号 and the like less is demanded. Amounts, codes, office telephones and
numbers that are masked already are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from gongkai.scanning.personal_data.folding import Reading, readings
from gongkai.scanning.personal_data.numbers import (
    has_card_prefix,
    is_identity_number,
    is_old_identity_number,
    looks_numbered,
    passes_luhn,
)


class PersonalKind(Enum):
    """个人信息的种类."""

    MOBILE = "手机号码"
    IDENTITY = "身份证号码"
    BANK_CARD = "银行卡号"
    MAIL = "个人QQ邮箱"


class Found(Struct, frozen=True, kw_only=True):
    """查到的一处: `text[start:end]` is the number as it is written."""

    kind: PersonalKind
    start: int
    end: int
    number: str
    """its plain digits; never to be shown"""

    def __repr__(self) -> str:
        return f"Found({self.kind}, {self.start}, {self.end})"

    @property
    def masked(self) -> str:
        """138****1234, 35*************123: as the number may be shown (永安市通报, domain 4.5)."""
        if self.kind is PersonalKind.MAIL:
            return f"{self.number[0]}****@qq.com"
        head, tail = {PersonalKind.MOBILE: (3, 4), PersonalKind.IDENTITY: (2, 3), PersonalKind.BANK_CARD: (4, 4)}[
            self.kind
        ]
        return f"{self.number[:head]}{'*' * (len(self.number) - head - tail)}{self.number[-tail:]}"


_LEFT = r"(?<!\d)(?<!\d\.)"
_RIGHT = r"(?!\d)(?!\.\d)"
_COUNTRY = r"(?:\(?(?:\+|00)? ?86\)?[ -]{0,2})?"
_APART = r" ?[-._/ ] ?"
_MOBILE = re.compile(
    rf"{_LEFT}{_COUNTRY}(?P<number>"
    r"1[3-9]\d{9}"
    rf"|1[3-9]\d(?P<four>{_APART})\d{{4}}(?P=four)\d{{4}}"
    r"|1[3-9]\d(?P<three> ?[-._/] ?)\d{3}(?P=three)\d{5}"
    rf"|1(?P<one>{_APART})[3-9](?:(?P=one)\d){{9}}"
    r"|\(1[3-9]\d\)[- ]?\d{4}[- ]?\d{4}"
    rf"|1[3-9]\d ?\(\d{{4}}\) ?\d{{4}}){_RIGHT}"
)
_AFTER_COUNTRY = re.compile(rf"{_LEFT}\(?(?:\+|00) ?86\)?[ -]{{0,2}}(?P<number>1 ?[3-9](?:[ -]?\d){{9}}){_RIGHT}")
_TELEPHONE = (
    r"(?:手机|联系电话|联系方式|联络方式|电话号码|移动电话|电话(?![费会机线系网])|微信号?|(?i:mobile|phone|tel))"
)
_AFTER_WORD = re.compile(
    rf"{_TELEPHONE}[^\dA-Za-z\n，。；]{{0,16}}?{_COUNTRY}(?P<number>0?1[ \-._/,()\n]{{0,6}}[3-9]"
    rf"(?:[ \-._/,()\n]{{0,6}}\d){{9}}){_RIGHT}(?! ?(?:元|[百千]?万|亿))"
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_WORDS_BEFORE = re.compile(rf"{_TELEPHONE}[^\d\n]{{0,16}}$")
_LETTERS_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?P<word>[A-Za-z]+)$")
_CONTACT_LETTERS = frozenset(
    ("tel", "phone", "mobile", "mob", "cell", "call", "wechat", "weixin", "wx", "vx", "v", "qq", "sj", "dh")
)
_UNIT = re.compile(r" ?(?:元|[百千]?万|亿|美元|[%％‰]|平方|立方|吨|千瓦|件|条|户|人次)")
_MONEY_KEY = re.compile(
    r"(?:^|[\s{,])[\"']?(?:[^\s:{,\"'电话机号]*(?:数|额|收入|支出|计|余|转|费|款|金|预算|决算|经营|补助|补贴|值|差)"
    r"(?:（[^）]*）|\([^)]*\))?|\d+)[\"']?: *[\"']?$"
)
_IDENTITY = re.compile(rf"(?=(?P<number>{_LEFT}[1-8]\d(?:[ -]?\d){{15}}[ -]?[\dXx](?![\dA-Za-z])))")
_IDENTITY_GROUPS = frozenset(
    {
        *((18,), (6, 8, 4), (6, 4, 4, 4), (6, 12), (14, 4), (6, 4, 2, 2, 4), (6, 4, 2, 2, 3, 1), (4, 4, 4, 6)),
        *((4, 4, 4, 4, 2), (6, 6, 6), (3, 3, 4, 4, 4), (3, 3, 8, 4), (17, 1), (10, 8), (3,) * 6, (1,) * 18),
    }
)
_IDENTITY_WORD = re.compile(r"(?:身份证|证件号|公民身份)[^\d\n]{0,16}$")
_OLD_IDENTITY = re.compile(rf"{_LEFT}\d{{15}}(?![\dA-Za-z]){_RIGHT}")
_CARDS = tuple(
    re.compile(rf"(?=(?P<number>{_LEFT}[4-69]\d(?:[ -]?\d){{{length - 2}}}(?![A-Za-z]){_RIGHT}))")
    for length in (19, 18, 17, 16)
)
_CARD_WORD = re.compile(r"(?:银行卡|工资卡|卡号|[账帐][号户]|收款|开户)[^\d\n]{0,16}$")
_MAIL = re.compile(
    r"(?<![A-Za-z0-9_.@-])(?P<number>[1-9]\d{4,10})@(?:vip\.)?(?:qq|foxmail)\.com(?![A-Za-z0-9_-])", re.IGNORECASE
)


_MAY_HOLD = re.compile(
    r"1[ \-._/,()\n]{0,6}+[3-9](?:[ \-._/,()\n]{0,6}+\d){9}"
    r"|(?<!\d)\d(?:[ -]?\d){14}"
    r"|\d@"
)
"""what every number has that is looked for: 1 and ten digits more, fifteen digits nearly together, or an address"""


def personal_data(text: str) -> tuple[Found, ...]:
    """Every person's number in a text, in order; where two readings overlap, the plainer one counts."""
    found: list[Found] = []
    for reading in readings(text):
        if not _MAY_HOLD.search(reading.text):
            continue
        for one in (*_mails(reading), *_identities(reading), *_cards(reading), *_mobiles(reading)):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _found(kind: PersonalKind, reading: Reading, start: int, end: int) -> Found:
    first, last = reading.span(start, end)
    number = "".join(sign for sign in reading.text[start:end].upper() if sign.isdigit() or sign == "X")
    return Found(kind=kind, start=first, end=last, number=number)


def _before(text: str, at: int) -> str:
    return text[max(0, at - 40) : at]


def _mobiles(reading: Reading) -> Iterator[Found]:
    text = reading.text
    for match in _MOBILE.finditer(text):
        start, end = match.span("number")
        separator = match["four"] or match["three"] or match["one"] or ""
        if _is_named(text, match.start(), separator) and not _is_amount(text, match.start(), end, separator):
            yield _found(PersonalKind.MOBILE, reading, start, end)
    for pattern in (_AFTER_COUNTRY, _AFTER_WORD):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if not _ADDRESS.fullmatch(match["number"]):
                yield _found(PersonalKind.MOBILE, reading, start + (text[start] == "0"), end)


def _is_named(text: str, start: int, separator: str) -> bool:
    """Whether what stands before it lets it be a telephone number: no code that it is the tail of."""
    letters = _LETTERS_BEFORE.search(_before(text, start))
    if letters:
        return letters["word"].lower() in _CONTACT_LETTERS
    return not separator or not re.search(rf"\d{re.escape(separator)}$", text[max(0, start - 6) : start])


def _is_amount(text: str, start: int, end: int, separator: str) -> bool:
    """Whether it goes on as a code, or is followed by a unit, or is the value of a key such as 决算数."""
    if text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return True
    before = _before(text, start)
    if separator:
        return bool(re.match(rf"{re.escape(separator)}\d", text[end : end + 6]))
    if before.rstrip().endswith(("¥", "￥", "$")) or _UNIT.match(text, end):
        return True
    closes = re.match(r"[\"']? *(?:[,}\n]|$)", text[end : end + 8])
    return bool(closes and _MONEY_KEY.search(before) and not _WORDS_BEFORE.search(before))


def _groups(written: str) -> tuple[int, ...]:
    return tuple(len(part) for part in re.split("[ -]", written))


def _identities(reading: Reading) -> Iterator[Found]:
    text = reading.text
    for match in _IDENTITY.finditer(text):
        start, end = match.span("number")
        written = match["number"]
        if not is_identity_number(re.sub("[ -]", "", written)):
            continue
        if _groups(written) in _IDENTITY_GROUPS or _IDENTITY_WORD.search(_before(text, start)):
            yield _found(PersonalKind.IDENTITY, reading, start, end)
    for match in _OLD_IDENTITY.finditer(text):
        if is_old_identity_number(match[0]) and _IDENTITY_WORD.search(_before(text, match.start())):
            yield _found(PersonalKind.IDENTITY, reading, *match.span())


def _cards(reading: Reading) -> Iterator[Found]:
    for pattern in _CARDS:
        for match in pattern.finditer(reading.text):
            start, end = match.span("number")
            if _is_card(reading.text, match["number"], start, end):
                yield _found(PersonalKind.BANK_CARD, reading, start, end)


def _is_card(text: str, written: str, start: int, end: int) -> bool:
    number, groups = re.sub("[ -]", "", written), _groups(written)
    if re.search(r"\d[ -]$", text[max(0, start - 2) : start]) or re.match(r"[ -]\d", text[end : end + 2]):
        return False
    if not _are_usual(groups):
        return False
    if _CARD_WORD.search(_before(text, start)):
        return passes_luhn(number) or has_card_prefix(number)
    return passes_luhn(number) and has_card_prefix(number) and (len(groups) > 1 or not looks_numbered(number))


def _are_usual(groups: tuple[int, ...]) -> bool:
    """Whether a card's digits are written so: together, 6 and the rest, by fours, each by itself."""
    return len(groups) == 1 or groups[0] == 6 or set(groups) == {1} or all(size == 4 for size in groups[:-1])


def _mails(reading: Reading) -> Iterator[Found]:
    for match in _MAIL.finditer(reading.text):
        yield _found(PersonalKind.MAIL, reading, match.start("number"), match.end("number"))
