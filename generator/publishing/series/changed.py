"""变了哪些: which items and departments a build has to draw again, told from what each document gave and gives.

Documents are told one after another, and of none is more held than has to be drawn: tables as packed bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.model.series import Head, Line, Lines, TableGiven
from gongkai.publishing.series.contributions import table_packed
from gongkai.publishing.series.kept import Kept, State

Edits = dict[str, dict[str, dict[str, Line] | None]]
"""item → document → its figures now; None where it has none any more"""
Tables = Mapping[str, TableGiven]


class Changed(Struct):
    """变动 of one build."""

    edits: Edits = field(default_factory=lambda: defaultdict(dict))
    items: set[str] = field(default_factory=set)
    """whose pages have to be looked at again"""
    departments: set[str] = field(default_factory=set)
    forms: dict[str, dict[str, bytes | None]] = field(default_factory=lambda: defaultdict(dict))
    """table of the forms and year → document → what it says now, packed; None where it has none any more"""
    over_years: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """department → its tables that say something else"""
    renamed: set[str] = field(default_factory=set)
    """departments of which there are other documents, or what is said of one is another"""

    def document(self, head: Head, before: tuple[Lines, Tables], after: tuple[Lines, Tables]) -> None:
        """What one gave and gives."""
        self._edit(head.id, before[0], after[0])
        self._edit_tables(head, before[1], after[1])
        if before[0] != after[0] or head.department_id in self.over_years:
            self.departments.add(head.department_id)

    def around(self, old: State, now: State, kept: Kept) -> None:
        """What stands around the figures of departments, once each document was told and kept. Raises KeptError."""
        for id in old.heads.keys() | now.heads.keys():
            if old.heads.get(id) != now.heads.get(id):
                self.renamed |= {state.heads[id].department_id for state in (old, now) if id in state.heads}
        differing = {key for key in old.gone.keys() | now.gone.keys() if old.gone.get(key) != now.gone.get(key)}
        self.renamed |= {department for department, _, _ in differing}
        self.departments |= self.renamed
        for id in now.heads.keys() & old.heads.keys():  # of a new one, all that it has was told
            head = now.heads[id]
            if head.department_id in self.renamed:
                self.items |= kept.given(id).keys()
                for key in kept.tables(id):
                    self.over_years[head.department_id].add(key)
                    self.forms[f"{key}/{head.year}"]  # nothing of it is edited, but it has to be drawn

    def _edit_tables(self, head: Head, before: Tables, after: Tables) -> None:
        for key in before.keys() | after.keys():
            now = after.get(key)
            if before.get(key) != now:
                self.over_years[head.department_id].add(key)
                self.forms[f"{key}/{head.year}"][head.id] = table_packed(now) if now is not None else None

    def _edit(self, id: str, before: Lines, after: Lines) -> None:
        for item in before.keys() | after.keys():
            if before.get(item) != after.get(item):
                self.edits[item][id] = after.get(item)
                self.items.add(item)
