"""科目的变化: what a list says otherwise than that of the year before; what may be recoded is told, never decided."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from gongkai.loading.code_lists import CODE_HEAD
from gongkai.loading.csv_file import COUNT, EXTENT, SOURCE
from gongkai.model.classification import Extent


class Changes(Struct, frozen=True, kw_only=True):
    """变化, each by code."""

    added: dict[str, str]
    removed: dict[str, str]
    renamed: dict[str, tuple[str, str]]
    """what it was called, what it is called"""
    recoded: tuple[tuple[str, str], ...]
    """a code that is gone, and one that is new and has its name, which no other has; and those below them"""


def changes_between(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """What became of the codes of a list."""
    added = {code: name for code, name in now.items() if code not in before}
    removed = {code: name for code, name in before.items() if code not in now}
    moved = {code: new for code, new in _of_one_name(before, now).items() if code in removed and new in added}
    below = _moved_along(moved, removed, added)
    return Changes(
        added=added,
        removed=removed,
        renamed={code: (name, now[code]) for code, name in before.items() if now.get(code, name) != name},
        recoded=tuple(sorted({**moved, **below}.items())),
    )


def _moved_along(moved: Mapping[str, str], removed: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
    """Codes below those that moved, which are found again below the new ones under the same name."""
    below = ((code, old, new) for old, new in moved.items() for code in removed if code.startswith(old))
    there = {code: new + code[len(old) :] for code, old, new in below}
    return {code: new for code, new in there.items() if added.get(new) == removed[code]}


def _of_one_name(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Codes, then and now, of names that only one code has in each list: 行政运行 is in every 款."""
    then, since = ({name: code for code, name in names.items()} for names in (before, now))
    counts = [Counter(names.values()) for names in (before, now)]
    return {code: since[name] for name, code in then.items() if all(count[name] == 1 for count in counts)}


def csv_of(names: Mapping[str, str], source: str, extent: Extent) -> str:
    """The file of content/classifications, in order of codes."""
    text = io.StringIO()
    about = {SOURCE: source, COUNT: len(names), EXTENT: extent.value}
    text.writelines(f"# {name}: {value}\n" for name, value in about.items())
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CODE_HEAD)
    writer.writerows(sorted(names.items()))
    return text.getvalue()
