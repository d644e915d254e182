"""waivers.yml: the findings that a document explains, entry by entry, so that one slip leaves the others in force."""

from __future__ import annotations

import re

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read, short
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import found
from gongkai.model.nodes import Node, Sequence, is_null
from gongkai.model.waivers import SharedWaiverForm, Waiver, WaiverForm

_MARKS = re.compile(r"[\W_]+")


def read_waivers(node: Node, entry: type[WaiverForm] = WaiverForm) -> Read[tuple[Waiver, ...]]:
    """Read the list; an entry at fault is a finding and explains nothing."""
    if not isinstance(node, Sequence):
        return Read(value=(), findings=() if is_null(node) else (found("L403", node.place, "说明"),))
    read = [_waiver(item, entry) for item in node.items]
    waivers = tuple(one.value for one in read if one.value is not None)
    return Read(value=waivers, findings=tuple(finding for one in read for finding in one.findings))


def _waiver(item: Node, entry: type[WaiverForm]) -> Read[Waiver | None]:
    bound = bind(item, entry)
    form = bound.value
    if form is None:
        return Read(value=None, findings=bound.findings)
    if says_nothing(form.reason):
        variant = "没有说明" if form.reason.strip() else "没有写"
        told = found("P403", item.place_of("理由"), variant, 理由=short(form.reason))
        return Read(value=None, findings=(told,))
    waiver = Waiver(
        code=form.code,
        at=form.at or form.file,
        about=form.about,
        words=form.words,
        old=bool(form.file or form.words),
        scope=form.scope if isinstance(form, SharedWaiverForm) else None,
        reason=form.reason.strip(),
        place=item.place,
    )
    return Read(value=waiver)


def says_nothing(reason: str) -> bool:
    """Whether a reason leaves its reader as wise as before: too short, or a set phrase."""
    bare = _MARKS.sub("", reason)
    return len(bare) < bound_of("P403", "最少的字数") or word_pattern("P403", "等于没说").fullmatch(bare) is not None
