"""performance/*.yml: a performance form as filled in, read against the layout that the edition gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.loading.problems import Read
from gongkai.model.documents import PerformanceData
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place

FORM_KEYS = ("表单", "缺漏", "来源照录", "附于", "注")


def read_performance(node: Node, slug: str, edition: Edition) -> Read[PerformanceData | None]:
    """Read one form; values stay texts as typed, and keys that the form does not print are findings.

    None if nobody knows which form it is.
    """
    if not isinstance(node, Mapping):
        return Read(value=None, findings=(found("L632", node.place, "形式"),))
    named = node.get("表单")
    typed = named.text if isinstance(named, Scalar) else ""
    form = edition.performance.get(typed)
    if form is None:
        known = "、".join(edition.performance) or "（这个版式没有绩效表单）"
        place = named.place if named else node.place
        told = found("L632", place, "名称" if isinstance(named, Scalar) else "没有写", 填=typed, 可=known)
        return Read(value=None, findings=(told,))
    data = PerformanceData(
        slug=slug,
        form=typed,
        values={key.text: plain(value) for key, value in node.items if key.text not in FORM_KEYS},
        missing=_text(node.get("缺漏")),
        quoted=_text(node.get("来源照录")),
        attached_to=_text(node.get("附于")),
        notes=_text(node.get("注")) != "无",
        place=node.place,
        places=dict(_places(node, "")),
    )
    return Read(value=data, findings=tuple(_strangers(node, "", form.paths.union(FORM_KEYS))))


def _strangers(node: Mapping, above: str, known: frozenset[str]) -> Iterator[Finding]:
    """Keys that lead to nothing printed; what was typed there would be lost."""
    for key, value in node.items:
        path = above + key.text
        if path not in known and not any(name.startswith(f"{path}.") for name in known):
            yield _stranger(key, {name.removeprefix(above).split(".")[0] for name in known if name.startswith(above)})
            continue
        for below in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(below, Mapping):
                yield from _strangers(below, f"{path}.", known)


def _stranger(key: Scalar, siblings: set[str]) -> Finding:
    known = sorted(siblings.difference(FORM_KEYS))
    near = nearest(key.text, known)
    return found("L633", key.place, hint="近" if near else "名", 填=key.text, 近=near, 可="、".join(known))


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
