"""名称的写法: whether two names are meant to be one, and what differs between them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from gongkai.model.finding_catalogue import word_list

_YEAR = re.compile(r"\d{4}年?度?")


def plain(name: str) -> str:
    """A name without years and punctuation."""
    return re.sub(r"[\W_]", "", _YEAR.sub("", name))


def same_body(one: str, other: str) -> bool:
    """Whether two like names can be of one body: what differs names no other place (…市政务局, …市新华区政务局)."""
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    changed = "".join(one[a:b] + other[c:d] for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
    return not set(changed) & set("省市县区州旗乡镇村")


def abbreviates(short: str, name: str) -> bool:
    """Whether all characters of a short name stand in the full one, in order."""
    characters = iter(name)
    return all(character in characters for character in short)


def slip(one: str, other: str) -> tuple[str, str] | None:
    """The two characters in which names of one length differ, if it is one and they do not tell things apart."""
    if len(one) != len(other):
        return None
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return None
    a, b = differing[0]
    if not (a.isalpha() and b.isalpha()) or any(a in group and b in group for group in word_list("E125", "不会写错的")):
        return None
    return a, b
