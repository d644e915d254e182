"""为什么重新排印: which of the things that a document is made of have changed."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.pipeline.digests import Digest


def why_rendered(before: Digest | None, now: Digest, *, intact: bool) -> str:
    """Why a document has or has not to be rendered anew. `intact`: what was kept of it is whole."""
    if before is None:
        return "重新排印：没有上一次的成品"
    if not before.parts:
        return "重新排印：上一次排印的时候，文件正在改，没有算数"
    if before == now:
        return "没有改动" if intact else "重新排印：build/ 里的成品缺了或者被改过"
    changed = [name for name, digest in now.parts.items() if before.parts.get(name, digest) != digest]
    new = [name for name in now.parts if name not in before.parts]
    gone = [name for name in before.parts if name not in now.parts]
    return "重新排印：" + "；".join(filter(None, (_said("改了", changed), _said("多了", new), _said("少了", gone))))


def _said(what: str, names: Iterable[str]) -> str:
    listed = "、".join(names)
    return f"{what}{listed}" if listed else ""
