"""送审的 Word 的报告: which were written, which not and why, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.model.reviewed import WrittenWord
from gongkai.reporting.text import Paint, flat, format_findings, unpainted


def written_as_text(made: Iterable[WrittenWord], paint: Paint = unpainted) -> str:
    """For people."""
    listed = sorted(made, key=lambda one: one.id)
    lines = [f"{flat(one.title)}：{one.path}" for one in listed if one.path]
    told = format_findings((finding for one in listed for finding in one.findings), paint)
    lines += [f"没有做 {one.id}：文件自己有错误，先改好" for one in listed if not one.path]
    if not listed:
        lines.append("这里没有文件。")
    if any(one.path for one in listed):
        lines.append("发给审阅的人，请他只改黄底的字；改好存盘，用 gongkai import 文件名.docx 取回来。")
    return told + "".join(f"{line}\n" for line in lines)
