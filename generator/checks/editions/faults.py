"""版式的毛病: one fault of an edition, and where to look for it."""

from __future__ import annotations

from dataclasses import dataclass

FOR_KEEPERS = "请财政局维护版式的人改正"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`path`: keys that lead to it in the edition's files; `text`: what stands there, such as a formula."""

    path: tuple[str, ...]
    message: str
    text: str = ""
    hint: str = FOR_KEEPERS
    missing: str = ""
    """the name that fits nothing: a year may drop (null) what the year before speaks of, and need not say it of each"""
    cause: str = ""
    """why a formula cannot be worked out; all faults of one cause are told as one"""
    change: tuple[str, ...] = ()
    """keys that lead to where the name may have been changed"""
