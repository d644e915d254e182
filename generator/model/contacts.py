"""联系方式: an office that readers can ask; never a person's own number."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from gongkai.model.columns import FormModel

MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)")
OFFICE = re.compile(
    r"(?:(?:\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3})[-— ]?)?[2-9]\d{6,7}(?:(?:[-—]|转)\d{1,6})?"
    r"|400[- ]?\d{3}[- ]?\d{4}|1\d{4}"
)
"""0377-63190000, 63190000转8001, 400 numbers, 12345"""
MAIL = re.compile(r"[A-Za-z0-9._+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
OWN_MAIL = re.compile(r"(?:1[3-9]\d{9}@.*|[1-9]\d{4,10}@(?:vip\.)?(?:qq|foxmail)\.com)", re.IGNORECASE)
"""a mailbox that is called by a mobile or QQ number"""


def phone_fault(text: str) -> str:
    """What is wrong with the telephone of an office (Chinese); several stand with 、 between them."""
    if MOBILE.search(text):
        return "是手机号码；手机号码是个人信息，请写办公电话"
    if not all(OFFICE.fullmatch(one.strip()) for one in re.split("[、；;]", text)):
        return "不是办公电话；请写成 0377-63190000、63190000转8001 或 12345，只写号码，几个用“、”隔开"
    return ""


def mail_fault(text: str) -> str:
    """What is wrong with the mailbox of an office (Chinese)."""
    if OWN_MAIL.fullmatch(text):
        return "是用手机号、QQ号起名的个人邮箱，请写单位的邮箱"
    return "" if MAIL.fullmatch(text) else "不是邮箱；请写成 czj@example.gov.cn，只写一个"


class OfficeContact(FormModel):
    """联系方式 of a department or of the site: a telephone, a mailbox, or both."""

    phone: str = Field(default="", alias="电话", description="办公电话，如 0377-63190000；不能写手机")
    mail: str = Field(default="", alias="邮箱", description="单位的邮箱")

    @field_validator("phone")
    @classmethod
    def _office(cls, text: str) -> str:
        return _right(text, phone_fault(text) if text else "")

    @field_validator("mail")
    @classmethod
    def _box(cls, text: str) -> str:
        return _right(text, mail_fault(text) if text else "")

    def __bool__(self) -> bool:
        return bool(self.phone or self.mail)


def _right(text: str, fault: str) -> str:
    if fault:
        raise ValueError(f"这里{fault}")
    return text
