"""公开、更正、撤回的结果 as text: what was recorded, what was not and why, what is to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.loading.problems import short
from gongkai.model.recorded import Recorded
from gongkai.reporting.text import format_findings


def told_recorded(done: Iterable[Recorded]) -> str:
    """One line for each document, the refused last, with what stands against them."""
    listed = sorted(done, key=lambda one: (bool(one.refused), one.id))
    refused = sum(bool(one.refused) for one in listed)
    text = "".join(line for one in listed for line in _lines(one))
    return text + (f"{len(listed) - refused}份记好了，{refused}份没有。\n" if len(listed) > 1 else "")


def told_corrected(one: Recorded) -> str:
    """What was changed, place by place, and what to do."""
    lines = [*_lines(one)]
    if one.corrections:
        lines.append(f"{one.id} 公开以后改了{len(one.corrections)}处：\n")
        lines += [f"  {at.where}：原“{short(at.old)}”，现“{short(at.new)}”\n" for at in one.corrections]
        lines.append(f"已写进 {one.file} 的“更正”。\n")
        lines.append(
            "接着做：写上原因和批准（原因会公开，批准的人不公开）；原因不同的，分成几条；再运行一次 gongkai correct。\n"
        )
    if one.named:
        lines.append(f"{one.id} 公开以后改了：{''.join(one.named)}\n")
        lines.append("原来的内容不在这台机器上，git 的历史里也没有，列不出改了哪几处，什么也没有写。\n")
        lines.append("接着做：把公开时的网站放到 site/，再运行一次；或者照公开的 PDF，自己写“更正”。\n")
    return "".join(lines)


def _lines(one: Recorded) -> Iterator[str]:
    if one.refused:
        yield f"没有记：{one.id}：{one.refused}\n"
        yield format_findings(one.findings)
    elif one.told:
        yield f"{one.id}：{one.told}\n"
    if one.dependents and not one.refused:
        yield f"  用到它的数的文件，也要看一看：{'、'.join(one.dependents)}\n"
