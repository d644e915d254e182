"""变了哪些: which items and departments a build has to draw again, told from what each document gave and gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongkai.model.series import Contribution, Head, Line, Lines, TableGiven
from gongkai.publishing.series.kept import Kept, State, Tables

Edits = dict[str, dict[str, dict[str, Line] | None]]
"""item → document → its figures now; None where it has none any more"""


@dataclass(slots=True)
class Changed:
    """变动 of one build."""

    edits: Edits = field(default_factory=lambda: defaultdict(dict))
    items: set[str] = field(default_factory=set)
    """whose pages have to be looked at again"""
    departments: set[str] = field(default_factory=set)
    forms: dict[str, dict[str, TableGiven | None]] = field(default_factory=lambda: defaultdict(dict))
    """table of the forms and year → document → what it says now; None where it has none any more"""
    over_years: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """department → its tables that say something else"""
    renamed: set[str] = field(default_factory=set)
    """departments of which there are other documents, or what is said of one is another"""


def changed(old: State, now: State, given: Mapping[str, Contribution], kept: Kept, removed: Iterable[str]) -> Changed:
    """`given`: what the documents give that are new or may have changed. Raises KeptError."""
    found = Changed()
    renamed: set[str] = set()
    for id in (*removed, *given):
        before = kept.given(id) if id in old.heads else {}
        after = given[id].lines if id in given else {}
        _edit(found, id, before, after)
        head = now.heads.get(id) or old.heads[id]
        _edit_tables(found, head, kept.tables(id) if id in old.heads else {}, given[id].tables if id in given else {})
        if old.heads.get(id) != now.heads.get(id):
            renamed |= {state.heads[id].department_id for state in (old, now) if id in state.heads}
        if before != after or head.department_id in found.over_years:
            found.departments.add(head.department_id)
    differing = {key for key in old.gone.keys() | now.gone.keys() if old.gone.get(key) != now.gone.get(key)}
    renamed |= {department for department, _, _ in differing}
    found.departments |= renamed
    found.renamed |= renamed
    for id, head in now.heads.items():
        if head.department_id in renamed:  # what stands around its figures may be another
            found.items |= (given[id].lines if id in given else kept.given(id)).keys()
            for key in given[id].tables if id in given else kept.tables(id):
                found.over_years[head.department_id].add(key)
                found.forms[f"{key}/{head.year}"]  # nothing of it is edited, but it has to be drawn
    return found


def _edit_tables(found: Changed, head: Head, before: Tables, after: Tables) -> None:
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            found.over_years[head.department_id].add(key)
            found.forms[f"{key}/{head.year}"][head.id] = after.get(key)


def _edit(found: Changed, id: str, before: Lines, after: Lines) -> None:
    for item in before.keys() | after.keys():
        if before.get(item) != after.get(item):
            found.edits[item][id] = after.get(item)
            found.items.add(item)
