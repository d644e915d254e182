"""差事: what goes to another machine and what comes back, in values that can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.pipeline.cluster.bundles import Bundle
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.pools import Order


class Commission(Struct, frozen=True, kw_only=True):
    """整个任务: what all errands of a run have in common."""

    order: Order[Any]
    shared: Bundle
    """templates, settings, glossary and lists of codes"""
    pdf: bool
    draft: bool
    run: str
    """a name that no other run has: several may use one cluster at a time"""

    def like(self, other: Commission) -> bool:
        """Whether the same has to be done with the same."""
        return replace(self, run=other.run) == other


class Errand(Struct, frozen=True, kw_only=True):
    """一趟差事: some documents."""

    ids: tuple[str, ...]
    digests: Mapping[str, Digest]
    files: Bundle
    learned: Mapping[str, str]
    """what documents learn of the texts of other departments"""


class Introduction(Struct, frozen=True, kw_only=True):
    """一台机器的介绍."""

    name: str
    """of the machine, as its network calls it"""
    slots: int
    shared: Mapping[str, str]
    """digests of its program, libraries and fonts, and of the templates as they arrived, by name"""


class Fetched(Struct, frozen=True, kw_only=True):
    """一份文件的结果, as it came back."""

    id: str
    sent: Any = None
    error: str = ""
    trace: str = ""
    differing: tuple[str, ...] = field(default=())
    """names of what the document would be made of there and is not made of here: it was not done"""
