"""变了哪些: which items and departments a build has to draw again, told from what each document gave and gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongkai.model.series import Contribution, Line, Lines
from gongkai.publishing.series.kept import Kept, State

Edits = dict[str, dict[str, dict[str, Line] | None]]
"""item → document → its figures now; None where it has none any more"""


@dataclass(slots=True)
class Changed:
    """变动 of one build."""

    edits: Edits = field(default_factory=lambda: defaultdict(dict))
    items: set[str] = field(default_factory=set)
    """whose pages have to be looked at again"""
    departments: set[str] = field(default_factory=set)
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
        if old.heads.get(id) != now.heads.get(id):
            renamed |= {state.heads[id].department_id for state in (old, now) if id in state.heads}
        if before != after:
            found.departments.add((now.heads.get(id) or old.heads[id]).department_id)
    differing = {key for key in old.gone.keys() | now.gone.keys() if old.gone.get(key) != now.gone.get(key)}
    renamed |= {department for department, _, _ in differing}
    found.departments |= renamed
    found.renamed |= renamed
    for id, head in now.heads.items():
        if head.department_id in renamed:  # what stands around its figures may be another
            found.items |= (given[id].lines if id in given else kept.given(id)).keys()
    return found


def _edit(found: Changed, id: str, before: Lines, after: Lines) -> None:
    for item in before.keys() | after.keys():
        if before.get(item) != after.get(item):
            found.edits[item][id] = after.get(item)
            found.items.add(item)
