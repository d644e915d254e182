"""pydantic's errors in plain Chinese: what is expected, and what to type."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping as Values
from collections.abc import Sequence as Many
from dataclasses import dataclass
from typing import Any

from gongkai.loading.dates import how_to_write
from gongkai.loading.problems import quoted
from gongkai.loading.scalars import half_width
from gongkai.model.columns import NO_TEMPLATE
from gongkai.model.dates import WRONG_MONTH
from gongkai.model.finding_codes import FindingCode
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence

_MOST_LISTED = 12

_SHAPES = {
    "string_type": ("一个值（文字）", "只写一个值，不要写成列表或下一级内容"),
    "tuple_type": ("列表", "每项一行，以“- ”开头；短的也可以写成 [甲, 乙]"),
    "list_type": ("列表", "每项一行，以“- ”开头；短的也可以写成 [甲, 乙]"),
    "model_type": ("“名称: 值”", "下一行多空两格，写“名称: 值”；短的也可以写成 {名称: 值}"),
    "model_attributes_type": ("“名称: 值”", "下一行多空两格，写“名称: 值”；短的也可以写成 {名称: 值}"),
    "dict_type": ("“名称: 值”", "下一行多空两格，写“名称: 值”；短的也可以写成 {名称: 值}"),
}
_KINDS = (
    (re.compile("^int_"), "应当是整数", "写整数，如 2022"),
    (re.compile("^(float|decimal)_|^finite_number"), "应当是数", "写普通小数，如 1.5"),
    (re.compile("^bool_"), "只能是 true 或 false", "是写 true，否写 false"),
    (re.compile("^string_too_short|^too_short"), "内容太少", "补全"),
    (re.compile("^string_too_long|^too_long"), "内容太多", "删减"),
    (re.compile("^string_pattern"), "写法不合要求", "照说明中的例子写"),
    (re.compile("^(greater|less)_than"), "超出允许的范围", "核对这个数"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A finding without its place."""

    code: FindingCode
    message: str
    hint: str


def unknown_key(key: str, known: Many[str]) -> Message:
    """A key that nothing reads; with the nearest that is known."""
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        hint = f"是不是“{near[0]}”？"
    elif known:
        hint = f"可以写：{listed(known)}"
    else:
        hint = "删去这一项"
    return Message(code=FindingCode.UNKNOWN_KEY, message=f"不认识{quoted(key)}这个名称", hint=hint)


def listed(names: Many[str]) -> str:
    return "、".join(names[:_MOST_LISTED]) + ("……" if len(names) > _MOST_LISTED else "")


def missing(key: str | int) -> Message:
    if isinstance(key, int):
        message, hint = f"列表缺第 {key + 1} 项", '补上；没有内容的项写 ""'
    else:
        message, hint = f"缺少“{key}”", f"加一行“{key}: …”"
    return Message(code=FindingCode.MISSING_KEY, message=message, hint=hint)


def wrong_value(kind: str, context: Values[str, Any], node: Node, name: str) -> Message:
    """Any other error of pydantic; `name` is the key under which the value stands."""
    what = f"“{name}”" if name else "这里"
    if isinstance(node, Scalar) and node.null:
        return Message(code=FindingCode.EMPTY_VALUE, message=f"{what}没有填", hint="填上；没有这一项就整行删去")
    if kind in _SHAPES:
        return _wrong_shape(kind, node, what)
    if kind in ("enum", "literal_error"):
        return _no_choice(str(context.get("expected", "")), node, what)
    if kind == "too_short":
        return Message(code=FindingCode.WRONG_VALUE, message=f"{what}是空的", hint="至少写一项，以“- ”开头")
    return _refused(kind, context, node, what)


def _refused(kind: str, context: Values[str, Any], node: Node, what: str) -> Message:
    if kind == NO_TEMPLATE:
        return _no_template(str(context.get("text", "")), node, what)
    said = str(context.get("error", ""))
    if re.search("[一-鿿]", said):  # a validator of ours raised ValueError with a Chinese sentence
        return Message(code=FindingCode.WRONG_VALUE, message=said, hint="照说明中的例子改写")
    return _wrong_text(kind, node, what) if isinstance(node, Scalar) else _wrong_shape("string_type", node, what)


def _no_template(text: str, node: Node, what: str) -> Message:
    of_edition = node.place.path.startswith("templates/editions/")
    where = "；哪些可以写，见 docs/editions.md 的“照印的文字和会填的文字”" if of_edition else ""
    return Message(
        code=FindingCode.EDITION_AT_FAULT if of_edition else FindingCode.WRONG_VALUE,
        message=f"{what}是照印的文字，不能用花括号：{quoted(text)}",
        hint=f"直接写要印的字，不写“{{{{ }}}}”“{{% %}}”“{{# #}}”{where}",
    )


def _wrong_text(kind: str, node: Scalar, what: str) -> Message:
    if kind.startswith("date"):
        hint = how_to_write(node.text, month_is_enough=kind == WRONG_MONTH)
        return Message(code=FindingCode.NOT_A_DATE, message=f"{what}应当是日期，现在是{quoted(node.text)}", hint=hint)
    for pattern, message, hint in _KINDS:
        if pattern.match(kind):
            half = half_width(node.text)
            return Message(
                code=FindingCode.WRONG_VALUE,
                message=f"{what}{message}，现在是{quoted(node.text)}",
                hint=f"改成半角：{half}" if half and half != node.text else hint,
            )
    refused = f"{what}的值{quoted(node.text)}不合要求"
    return Message(code=FindingCode.WRONG_VALUE, message=refused, hint="照说明中的例子改写")


def _wrong_shape(kind: str, node: Node, what: str) -> Message:
    wanted, hint = _SHAPES[kind]
    now = {Scalar: "一个值", Sequence: "列表", Mapping: "“名称: 值”"}[type(node)]
    if isinstance(node, Scalar):
        now = f"文字{quoted(node.text, 20)}"
        if "：" in node.text and "名称" in wanted:
            hint = f"冒号要用半角，后面空一格：{node.text.replace('：', ': ', 1)[:40]}"
    return Message(code=FindingCode.WRONG_SHAPE, message=f"{what}应当写成{wanted}，现在是{now}", hint=hint)


def _no_choice(choices: str, node: Node, what: str) -> Message:
    names = re.findall(r"'([^']*)'", choices)
    now = quoted(node.text) if isinstance(node, Scalar) else "列表或下一级内容"
    near = difflib.get_close_matches(node.text, names, n=1, cutoff=0.5) if isinstance(node, Scalar) else []
    hint = f"是不是“{near[0]}”？可以写：{listed(names)}" if near else f"可以写：{listed(names)}"
    return Message(code=FindingCode.NOT_A_CHOICE, message=f"{what}不能是{now}", hint=hint)
