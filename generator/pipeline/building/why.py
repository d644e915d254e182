"""为什么重新排印: which of the things that a document is made of have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.pipeline.digests import Digest


def why_rendered(before: Digest | None, now: Digest, *, known: bool, intact: bool) -> str:
    """Why a document has or has not to be rendered anew.

    `known`: a version of it as it is now was kept, `intact`: it is whole.
    """
    if known and intact:
        return "没有改动" if before == now else "用以前的成品：那时的内容同现在的一样"
    if known:
        return "重新排印：build/ 里的成品缺了或者被改过"
    if before is None:
        return "重新排印：没有上一次的成品"
    if not before.parts:
        return "重新排印：上一次排印的时候，文件正在改，没有算数"
    return "重新排印：" + "；".join(_changes(before.parts, now.parts))


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    changed = (name for name, digest in now.items() if before.get(name, digest) != digest)
    new = (name for name in now if name not in before)
    gone = (name for name in before if name not in now)
    for what, names in (("改了", changed), ("多了", new), ("少了", gone)):
        if listed := "、".join(names):
            yield f"{what}{listed}"
