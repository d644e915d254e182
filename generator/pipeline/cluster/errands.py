"""差事: what goes to another machine and what comes back, in values that can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.pipeline.cluster.bundles import Bundle
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.pools import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """整个任务: what all errands of a run have in common."""

    order: Order[Any]
    shared: Bundle
    """templates, settings, glossary and lists of codes"""
    pdf: bool
    draft: bool
    run: str = field(compare=False)
    """a name that no other run has: several may use one cluster at a time"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """一趟差事: some documents."""

    ids: tuple[str, ...]
    digests: Mapping[str, Digest]
    files: Bundle
    learned: Mapping[str, str]
    """what documents learn of the texts of other departments"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """一台机器的介绍."""

    name: str
    """of the machine, as its network calls it"""
    slots: int
    shared: Mapping[str, str]
    """digests of its program, libraries and fonts, and of the templates as they arrived, by name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """一份文件的结果, as it came back."""

    id: str
    sent: Any = None
    error: str = ""
    trace: str = ""
    differing: tuple[str, ...] = field(default=())
    """names of what the document would be made of there and is not made of here: it was not done"""
