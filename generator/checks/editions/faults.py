"""版式的毛病: one fault of an edition, and where to look for it."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.findings import Finding


class Fault(Struct, frozen=True):
    """`path`: keys that lead to it in the edition's files; `text`: what stands there, such as a formula."""

    path: tuple[str, ...]
    finding: Finding
    """without its place"""
    text: str = ""
    missing: str = ""
    """the name that fits nothing: a year may drop (null) what the year before speaks of, and need not say it of each"""
    cause: str = ""
    """why a formula cannot be worked out; all faults of one cause are told as one"""
    change: tuple[str, ...] = ()
    """keys that lead to where the name may have been changed"""
