"""科目的变化: what a list says otherwise than that of the year before; what may be recoded is told, never decided."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.loading.csv_file import COUNT, EXTENT, SOURCE
from gongkai.loading.code_lists import CODE_HEAD
from gongkai.model.classification import Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """变化, each by code."""

    added: dict[str, str]
    removed: dict[str, str]
    renamed: dict[str, tuple[str, str]]
    """what it was called, what it is called"""
    recoded: tuple[tuple[str, str], ...]
    """a code that is gone, and one that is new and has its name"""


def changes_between(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """What became of the codes of a list."""
    added = {code: name for code, name in now.items() if code not in before}
    removed = {code: name for code, name in before.items() if code not in now}
    by_name: dict[str, list[str]] = {}
    for code, name in added.items():
        by_name.setdefault(name, []).append(code)
    return Changes(
        added=added,
        removed=removed,
        renamed={code: (name, now[code]) for code, name in before.items() if now.get(code, name) != name},
        recoded=tuple((code, new) for code, name in removed.items() for new in by_name.get(name, ())),
    )


def csv_of(names: Mapping[str, str], source: str, extent: Extent) -> str:
    """The file of content/classifications, in order of codes."""
    text = io.StringIO()
    about = {SOURCE: source, COUNT: len(names), EXTENT: extent.value}
    text.writelines(f"# {name}: {value}\n" for name, value in about.items())
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CODE_HEAD)
    writer.writerows(sorted(names.items()))
    return text.getvalue()
