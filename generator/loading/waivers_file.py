"""waivers.yml: the findings that a document explains, entry by entry, so that one slip leaves the others in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.loading.binding import bind
from gongkai.loading.problems import short
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.waivers import Waiver, WaiverForm

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWaivers:
    """读入的说明."""

    waivers: tuple[Waiver, ...]
    findings: tuple[Finding, ...]


def read_waivers(node: Node) -> ReadWaivers:
    """Read the list; an entry at fault is a finding and explains nothing."""
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    if not isinstance(node, Sequence):
        if not (isinstance(node, Scalar) and node.null):
            findings.append(found("L403", node.place, "说明"))
        return ReadWaivers(waivers=(), findings=tuple(findings))
    for item in node.items:
        bound = bind(item, WaiverForm)
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
                reason=form.reason.strip(),
                place=item.place,
            )
        )
    return ReadWaivers(waivers=tuple(waivers), findings=tuple(findings))


def says_nothing(reason: str) -> bool:
    """Whether a reason leaves its reader as wise as before: too short, or a set phrase."""
    bare = _MARKS.sub("", reason)
    return len(bare) < bound_of("P403", "最少的字数") or word_pattern("P403", "等于没说").fullmatch(bare) is not None


def _no_reason(item: Node, reason: str) -> Finding:
    typed = item.get("理由") if isinstance(item, Mapping) else None
    return found("P403", (typed or item).place, "没有说明" if reason.strip() else "没有写", 理由=short(reason))
