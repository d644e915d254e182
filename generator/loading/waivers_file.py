"""waivers.yml: the findings that a document explains, entry by entry, so that one slip leaves the others in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.loading.binding import bind
from gongkai.loading.problems import error, quoted
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.waivers import SharedWaiverForm, Waiver, WaiverForm

EXAMPLE = "- {代码: E103, 处: performance/01-hall.yml 资金, 理由: …}"
LEAST = 4
"""characters of a reason, punctuation left out; 按档计分 is one"""

_MARKS = re.compile(r"[\W_]+")
_NOTHING = re.compile(
    r"详?[同见](?:上|前)(?:述|文|一条)?|[同见]第.{1,3}条|情况(?:属实|特殊)|(?:特殊|正常)情况|(?:历史|客观|其他)原因"
    r"|没有(?:问题|错误)|已经?(?:核实|核对|确认)|(?:核实|核对|确认)无误|原文如此|按实际填报|数据无误"
)
"""phrases that say no more than that there is nothing to say"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWaivers:
    """读入的说明."""

    waivers: tuple[Waiver, ...]
    findings: tuple[Finding, ...]


def read_waivers(node: Node, entry: type[WaiverForm] = WaiverForm) -> ReadWaivers:
    """Read the list; an entry at fault is a finding and explains nothing."""
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    if not isinstance(node, Sequence):
        if not (isinstance(node, Scalar) and node.null):
            findings.append(_not_a_list(node))
        return ReadWaivers(waivers=(), findings=tuple(findings))
    for item in node.items:
        bound = bind(item, entry)
        findings.extend(bound.findings)
        if bound.value is None:
            continue
        form = bound.value
        if says_nothing(form.reason):
            findings.append(_no_reason(item, form.reason))
            continue
        waivers.append(
            Waiver(
                code=form.code,
                at=form.at or form.file,
                about=form.about,
                words=form.words,
                old=bool(form.file or form.words),
                scope=form.scope if isinstance(form, SharedWaiverForm) else None,
                reason=form.reason.strip(),
                place=item.place,
            )
        )
    return ReadWaivers(waivers=tuple(waivers), findings=tuple(findings))


def says_nothing(reason: str) -> bool:
    """Whether a reason leaves its reader as wise as before: too short, or a set phrase."""
    bare = _MARKS.sub("", reason)
    return len(bare) < LEAST or _NOTHING.fullmatch(bare) is not None


def _not_a_list(node: Node) -> Finding:
    return error(FindingCode.WRONG_SHAPE, node.place, "waivers.yml 应写成一列，一条说明一行", f"写“{EXAMPLE}”")


def _no_reason(item: Node, reason: str) -> Finding:
    typed = item.get("理由") if isinstance(item, Mapping) else None
    return error(
        FindingCode.EMPTY_REASON,
        (typed or item).place,
        f"理由{quoted(reason)}没有说明什么，这一条不算" if reason.strip() else "没有写理由，这一条不算",
        "写明为什么这样填是对的：依据什么文件、什么口径、哪里的数，让不了解情况的人看得懂；网页上会公开",
    )
