"""performance/*.yml: a performance form as filled in, read against the layout that the edition gives it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.loading.problems import Read
from gongkai.model.edition import Edition
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest, same_but_for_width
from gongkai.model.nodes import Mapping, Node, Scalar, plain
from gongkai.model.places import Place

FORM_KEYS = ("表单", "缺漏", "来源照录", "附于", "注")


def read_performance(node: Node, slug: str, edition: Edition) -> Read[PerformanceData | None]:
    """Read one form; values stay texts as typed, and keys that the form does not print are findings.

    None if nobody knows which form it is.
    """
    if not isinstance(node, Mapping):
        return Read(value=None, findings=(found("L632", node.place, "形式"),))
    typed = node.said("表单")
    form = edition.performance.get(typed)
    if form is None:
        known = "、".join(edition.performance) or "（这个版式没有绩效表单）"
        variant = "名称" if isinstance(node.get("表单"), Scalar) else "没有写"
        return Read(value=None, findings=(found("L632", node.place_of("表单"), variant, 填=typed, 可=known),))
    data = PerformanceData(
        slug=slug,
        form=typed,
        values={key.text: plain(value, "") for key, value in node.items if key.text not in FORM_KEYS},
        missing=node.said("缺漏"),
        quoted=node.said("来源照录"),
        attached_to=node.said("附于"),
        notes=node.said("注") != "无",
        place=node.place,
        places=dict(_places(node, "")),
    )
    return Read(value=data, findings=tuple(_strangers(node, "", form.paths.union(FORM_KEYS))))


def _strangers(node: Node, above: str, known: frozenset[str]) -> Iterator[Finding]:
    """Keys that lead to nothing printed; what was typed there would be lost."""
    for key, value in node.pairs:
        path = above + key.text
        if path not in known and not any(name.startswith(f"{path}.") for name in known):
            yield _stranger(key, {name.removeprefix(above).split(".")[0] for name in known if name.startswith(above)})
            continue
        for below in (value, *value.listed):
            yield from _strangers(below, f"{path}.", known)


def _stranger(key: Scalar, siblings: set[str]) -> Finding:
    known = sorted(siblings.difference(FORM_KEYS))
    near = nearest(key.text, known)
    meant = same_but_for_width(key.text, known)
    return found("L633", key.place, hint="近" if near else "名", 填=key.text, 近=near, 可="、".join(known)).meaning(
        meant
    )


def _places(node: Node, path: str) -> Iterator[tuple[str, Place]]:
    """Every value below a node with its path: 资金.单位资金.得分, 绩效指标.0.得分."""
    if path:
        yield path, node.place
    named = ((key.text, value) for key, value in node.pairs)
    for name, value in (*named, *((str(index), item) for index, item in enumerate(node.listed))):
        yield from _places(value, f"{path}.{name}" if path else name)
