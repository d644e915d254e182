"""pydantic's errors in plain Chinese: what is expected, and what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from collections.abc import Sequence as Many
from typing import Any

from gongkai.loading.problems import short
from gongkai.loading.typed_values import half_width
from gongkai.model.columns import NO_TEMPLATE
from gongkai.model.dates import WRONG_MONTH, is_date
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest
from gongkai.model.nodes import Node, Scalar, Sequence
from gongkai.model.places import Place

_MOST_LISTED = 12

_SHAPES = {
    "string_type": "值",
    "tuple_type": "列表",
    "list_type": "列表",
    "model_type": "名称",
    "model_attributes_type": "名称",
    "dict_type": "名称",
}
_KINDS = (
    (re.compile("^int_"), "整数"),
    (re.compile("^(float|decimal)_|^finite_number"), "小数"),
    (re.compile("^bool_"), "真假"),
    (re.compile("^string_too_short|^too_short"), "太少"),
    (re.compile("^string_too_long|^too_long"), "太多"),
    (re.compile("^string_pattern"), "样子"),
    (re.compile("^(greater|less)_than"), "范围"),
)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})\s*[-./年]\s*(?P<month>[0-9]{1,2})(?:\s*[-./月]\s*(?P<day>[0-9]{1,2}))?\s*[月日]?"
)


def unknown_key(place: Place, key: str, known: Many[str]) -> Finding:
    """A key that nothing reads; with the nearest that is known."""
    near = nearest(key, known)
    hint = "近" if near else "名" if known else "无"
    return found("L401", place, hint=hint, 填=short(key), 近=near, 可=listed(known))


def listed(names: Many[str]) -> str:
    return "、".join(names[:_MOST_LISTED]) + ("……" if len(names) > _MOST_LISTED else "")


def missing(place: Place, key: str | int) -> Finding:
    if isinstance(key, int):
        return found("L402", place, "列表", 项=key + 1)
    return found("L402", place, "名称", 名=key)


def wrong_value(place: Place, kind: str, context: Values[str, Any], node: Node, name: str) -> Finding:
    """Any other error of pydantic; `name` is the key under which the value stands."""
    what = f"“{name}”" if name else "这里"
    if isinstance(node, Scalar) and node.null:
        return found("L308", place, "键", 处=what)
    if kind in _SHAPES:
        return _wrong_shape(place, _SHAPES[kind], node, what)
    if kind in ("enum", "literal_error"):
        return _no_choice(place, str(context.get("expected", "")), node, what)
    if kind == "too_short":
        return found("L405", place, "空", 处=what)
    return _refused(place, kind, context, node, what)


def _refused(place: Place, kind: str, context: Values[str, Any], node: Node, what: str) -> Finding:
    if kind == NO_TEMPLATE:
        text = short(str(context.get("text", "")))
        if place.path.startswith("templates/editions/"):
            return found("L622", place, "照印", 处=what, 文=text)
        return found("L405", place, "照印", 处=what, 文=text)
    said = str(context.get("error", ""))
    if re.search("[一-鿿]", said):  # a validator of ours raised ValueError with a Chinese sentence
        return found("L405", place, "规则", 话=said)
    return _wrong_text(place, kind, node, what) if isinstance(node, Scalar) else _wrong_shape(place, "值", node, what)


def _wrong_text(place: Place, kind: str, node: Scalar, what: str) -> Finding:
    if kind.startswith("date"):
        return _wrong_date(place, node.text, what, month_is_enough=kind == WRONG_MONTH)
    wanted = next((variant for pattern, variant in _KINDS if pattern.match(kind)), "别的")
    half = half_width(node.text)
    if wanted != "别的" and half not in ("", node.text):
        return found("L405", place, wanted, hint="半角", 处=what, 填=short(node.text), 半角=half).meaning(half)
    return found("L405", place, wanted, 处=what, 填=short(node.text))


def _wrong_date(place: Place, text: str, what: str, *, month_is_enough: bool) -> Finding:
    """A date, as it should be typed where that can be told."""
    match, meant, day = _DATE.fullmatch(half_width(text)), "", ""
    if match:
        day = f"-{int(match['day']):02d}" if match["day"] else ""
        meant = f"{match['year']}-{int(match['month']):02d}{day}"
    if not is_date(meant):
        return found("L312", place, hint="月" if month_is_enough else "日", 处=what, 填=short(text))
    if not (day or month_is_enough):
        return found("L312", place, hint="到日", 处=what, 填=short(text), 应=meant)
    return found("L312", place, hint="写成", 处=what, 填=short(text), 应=meant).meaning(meant)


def _wrong_shape(place: Place, wanted: str, node: Node, what: str) -> Finding:
    if not isinstance(node, Scalar):
        return found("L403", place, wanted, 处=what, 现="列表" if isinstance(node, Sequence) else "“名称: 值”")
    now = f"文字“{short(node.text, 20)}”"
    if "：" in node.text and wanted == "名称":
        meant = node.text.replace("：", ": ", 1)[:40]
        return found("L403", place, "名称", hint="冒号", 处=what, 现=now, 应=meant)
    return found("L403", place, wanted, 处=what, 现=now)


def _no_choice(place: Place, choices: str, node: Node, what: str) -> Finding:
    names = re.findall(r"'([^']*)'", choices)
    if not isinstance(node, Scalar):
        return found("L404", place, "结构", 处=what, 可=listed(names))
    near = nearest(node.text, names)
    return found("L404", place, "值", 处=what, 填=short(node.text), 近=near, 可=listed(names))
