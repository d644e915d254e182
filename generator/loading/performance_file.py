"""performance/*.yml: a performance form as filled in, read against the layout that the edition gives it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.model.documents import PerformanceData
from gongkai.model.edition import Edition
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.performance_forms import Band, PerformanceForm
from gongkai.model.places import Place

FORM_KEYS = ("表单", "缺漏", "来源照录", "附于", "注")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPerformance:
    """读入的绩效表单; `data` is None if nobody knows which form it is."""

    data: PerformanceData | None
    findings: tuple[Finding, ...]


def read_performance(node: Node, slug: str, edition: Edition) -> ReadPerformance:
    """Read one form; values stay texts as typed, and keys that the form does not print are findings."""
    if not isinstance(node, Mapping):
        return _unknown(node.place, "绩效表单应写成“名称: 内容”", "第一行写“表单: …”")
    named = node.get("表单")
    form = edition.performance.get(named.text) if isinstance(named, Scalar) else None
    if form is None or not isinstance(named, Scalar):
        message = f"版式里没有叫“{named.text}”的绩效表单" if isinstance(named, Scalar) else "没有写是哪种绩效表单"
        known = "、".join(edition.performance) or "（这个版式没有绩效表单）"
        return _unknown(named.place if named else node.place, message, f"“表单”可以写：{known}")
    data = PerformanceData(
        slug=slug,
        form=named.text,
        values={key.text: plain(value) for key, value in node.items if key.text not in FORM_KEYS},
        missing=_text(node.get("缺漏")),
        quoted=_text(node.get("来源照录")),
        attached_to=_text(node.get("附于")),
        notes=_text(node.get("注")) != "无",
        place=node.place,
        places=dict(_places(node, "")),
    )
    return ReadPerformance(data=data, findings=tuple(_strangers(node, "", paths_of(form))))


def paths_of(form: PerformanceForm) -> frozenset[str]:
    """Every path of data that a layout prints, lists without a number: 绩效指标.三级."""
    return frozenset((*_band_paths(form.bands, ""), *filter(None, (form.name,))))


def _band_paths(bands: tuple[Band, ...], above: str) -> Iterator[str]:
    for band in bands:
        here = f"{above}{band.repeat}." if band.repeat else above
        yield from (f"{here}{cell.value}" for cell in band.cells if cell.value)
        yield from _band_paths(band.bands, here)


def _strangers(node: Mapping, above: str, known: frozenset[str]) -> Iterator[Finding]:
    """Keys that lead to nothing printed; what was typed there would be lost."""
    for key, value in node.items:
        if not above and key.text in FORM_KEYS:
            continue
        path = above + key.text
        if path not in known and not any(name.startswith(f"{path}.") for name in known):
            siblings = {name.removeprefix(above).split(".")[0] for name in known if name.startswith(above)}
            yield _stranger(key, sorted(siblings))
        elif isinstance(value, Mapping):
            yield from _strangers(value, f"{path}.", known)
        elif isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Mapping):
                    yield from _strangers(item, f"{path}.", known)


def _stranger(key: Scalar, known: list[str]) -> Finding:
    near = difflib.get_close_matches(key.text, known, n=1, cutoff=0.5)
    return Finding(
        code=FindingCode.UNKNOWN_FORM_ITEM,
        severity=Severity.ERROR,
        place=key.place,
        message=f"这张绩效表单里没有“{key.text}”这一项，填的内容不会印出来",
        hint=f"是不是“{near[0]}”？" if near else f"可以写：{'、'.join(known)}",
    )


def _unknown(place: Place, message: str, hint: str) -> ReadPerformance:
    finding = Finding(
        code=FindingCode.UNKNOWN_PERFORMANCE_FORM,
        severity=Severity.ERROR,
        place=place,
        message=message,
        hint=hint,
    )
    return ReadPerformance(data=None, findings=(finding,))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) and not node.null else ""


def plain(node: Node) -> Any:
    """A node as texts, tuples and dicts; null as empty text."""
    if isinstance(node, Scalar):
        return "" if node.null else node.text
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {key.text: plain(value) for key, value in node.items}


def _places(node: Node, path: str) -> Iterator[tuple[str, Place]]:
    """Every value below a node with its path: 资金.单位资金.得分, 绩效指标.0.得分."""
    if path:
        yield path, node.place
    if isinstance(node, Mapping):
        for key, value in node.items:
            yield from _places(value, f"{path}.{key.text}" if path else key.text)
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _places(item, f"{path}.{index}")
