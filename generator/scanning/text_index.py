"""文库的索引: names and clauses of all documents in a small database, brought up to date by document.

In a file it outlasts a run (decision 0075). It holds nothing but what the texts say, so that it may be lost.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from hashlib import blake2b, sha256
from pathlib import Path

from gongkai.loading.folders import DocumentFolder
from gongkai.model.corpus import COMMON, Copy, Corpus, is_copy
from gongkai.model.places import Place
from gongkai.scanning.texts import Texts, families_of, full_names_of, names_told, texts_of

BETWEEN = "|"
"""clauses of a line; none holds it"""
PATIENCE = 10.0
"""seconds to wait for another process that is at the same file"""
FORMAT = 2
TABLES = (
    "create table state (names text)",
    "create table document (number integer primary key, id text, family text, texts text, names text, corpus text)",
    "create unique index document_of on document (id)",
    "create table line (number integer primary key, document integer, path text, at integer, clauses text)",
    "create index line_of on line (document)",
    "create table clause (clause integer, family text, document integer, line integer)",
    "create unique index where_clause on clause (clause, family, document)",
    "create index clause_of on clause (document)",
    "create table project (code text, family text, document integer)",
    "create index where_project on project (code)",
    "create index project_of on project (document)",
)
NAMES_OF_TABLES = ("state", "document", "line", "clause", "project")


def learned(
    departments: Mapping[str, bytes],
    folders: Iterable[DocumentFolder],
    texts: Mapping[str, str],
    read: Callable[[DocumentFolder], Mapping[str, bytes]],
    file: Path | None = None,
) -> dict[str, str]:
    """What each document learns of all others (`Corpus.packed`), by id.

    `departments`: what each department.yml holds; `texts`: id → what tells the texts of a document; `read`: these
    texts, by their path, asked for those documents alone that tell something else than is known. `file`: where that
    is kept from run to run.
    """
    known = {folder.id: folder for folder in folders}
    if file is not None:
        with suppress(sqlite3.OperationalError, OSError):  # somebody else is at it for long, or it cannot be written
            try:
                return _Index(file, departments).learned(known, texts, read)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                file.unlink()  # damaged
    return _Index(None, departments).learned(known, texts, read)


class _Index:
    """The database, at a state of the names of departments."""

    def __init__(self, file: Path | None, departments: Mapping[str, bytes]) -> None:
        told = {id: names_told(data) for id, data in departments.items()}
        self._names = full_names_of(told)
        self._families = families_of(told)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(file or ":memory:", timeout=PATIENCE, isolation_level=None)

    def learned(
        self,
        folders: Mapping[str, DocumentFolder],
        texts: Mapping[str, str],
        read: Callable[[DocumentFolder], Mapping[str, bytes]],
    ) -> dict[str, str]:
        """In one transaction, as another process may bring it to another state of the content."""
        with closing(self._base) as base:
            base.execute("begin immediate")
            self._begin()
            self._update(folders, texts, read)
            lacking = base.execute("select number, family, names from document where corpus is null").fetchall()
            alone = self._alone()
            for number, family, names in lacking:
                corpus = self._corpus(number, family, names, alone=alone).packed()
                base.execute("update document set corpus = ? where number = ?", (corpus, number))
            found = dict(base.execute("select id, corpus from document"))
            base.execute("commit")
        return found

    def _begin(self) -> None:
        """Empty where it is new, of another program, or names have other owners: others may stand in a text then."""
        owners = sorted((name, sorted(ids)) for name, ids in self._names.owners.items())
        state = sha256(repr((owners, sorted(self._families.items()))).encode()).hexdigest()
        ((version,),) = self._base.execute("pragma user_version")
        if version == FORMAT and self._base.execute("select names from state").fetchall() == [(state,)]:
            return
        for name in NAMES_OF_TABLES:
            self._base.execute(f"drop table if exists {name}")
        for table in TABLES:
            self._base.execute(table)
        self._base.execute("insert into state values (?)", (state,))
        self._base.execute(f"pragma user_version = {FORMAT}")

    def _update(
        self,
        folders: Mapping[str, DocumentFolder],
        texts: Mapping[str, str],
        read: Callable[[DocumentFolder], Mapping[str, bytes]],
    ) -> None:
        known = dict(self._base.execute("select id, texts from document"))
        alone = self._alone()
        for id in sorted(id for id, told in known.items() if texts.get(id) != told):
            self._remove(id)
        for id, folder in folders.items():
            if known.get(id) != texts[id]:
                self._add(folder, texts[id], texts_of(read(folder), self._names))
        if self._alone() != alone:
            self._base.execute("update document set corpus = null")

    def _remove(self, id: str) -> None:
        ((number,),) = self._base.execute("select number from document where id = ?", (id,))
        self._stir(number)
        for table in ("line", "clause", "project"):
            self._base.execute(f"delete from {table} where document = ?", (number,))  # noqa: S608 - two names of ours
        self._base.execute("delete from document where number = ?", (number,))

    def _add(self, folder: DocumentFolder, told: str, texts: Texts) -> None:
        family = self._families.get(folder.department_id, folder.department_id)
        row = (folder.id, family, told, BETWEEN.join(sorted(texts.names)))
        insert = "insert into document (id, family, texts, names) values (?, ?, ?, ?)"
        number = self._base.execute(insert, row).lastrowid or 0
        for line in texts.lines:
            row_of_line = (number, line.path, line.number, BETWEEN.join(line.clauses))
            insert = "insert into line (document, path, at, clauses) values (?, ?, ?, ?)"
            at = self._base.execute(insert, row_of_line).lastrowid
            rows = ((_key(clause), family, number, at) for clause in line.clauses)
            self._base.executemany("insert or ignore into clause values (?, ?, ?, ?)", rows)
        projects = ((code, family, number) for code in sorted(texts.codes))
        self._base.executemany("insert into project values (?, ?, ?)", projects)
        self._stir(number)

    def _stir(self, number: int) -> None:
        """Forget what others learn that share a code, or a clause that is not common with this document and without."""
        for (clause,) in self._base.execute("select clause from clause where document = ?", (number,)).fetchall():
            if len(self._families_of(clause, COMMON + 1)) <= COMMON:
                others = "select document from clause where clause = ?"
                self._base.execute(f"update document set corpus = null where number in ({others})", (clause,))  # noqa: S608
        shared = "select document from project where code in (select code from project where document = ?)"
        self._base.execute(f"update document set corpus = null where number in ({shared})", (number,))  # noqa: S608

    def _alone(self) -> bool:
        return len(self._base.execute("select distinct family from document limit 2").fetchall()) < 2

    def _families_of(self, clause: int, most: int = COMMON) -> list[str]:
        """The families that share a clause, as far as they have to be told apart."""
        query = "select distinct family from clause where clause = ? limit ?"
        return [family for (family,) in self._base.execute(query, (clause, most))]

    def _corpus(self, number: int, family: str, names: str, *, alone: bool) -> Corpus:
        copies: dict[tuple[str, int], tuple[Copy, ...]] = {}
        common: set[str] = set()
        query = "select path, at, clauses from line where document = ? order by number"
        for path, at, listed in self._base.execute(query, (number,)).fetchall():
            found, of_many = self._of_line(listed.split(BETWEEN), family)
            if found:
                copies[path, at] = found
                common |= of_many
        named = (name for name in names.split(BETWEEN) if name)
        return Corpus(
            alone=alone,
            names={name: _owner(self._names.owners[name], family, self._families) for name in named},
            copies=copies,
            common=frozenset(common),
            projects=self._projects(number, family),
        )

    def _of_line(self, clauses: list[str], family: str) -> tuple[tuple[Copy, ...], set[str]]:
        """Where else a line of these clauses stands, and which of them so many have that they say nothing."""
        families = {clause: self._families_of(_key(clause)) for clause in clauses}
        of_many = {clause for clause, having in families.items() if len(having) >= COMMON}
        own = [clause for clause in clauses if clause not in of_many]
        return tuple(self._copies(own, {one for one in own if families[one] != [family]}, family)), of_many

    def _projects(self, number: int, family: str) -> dict[str, tuple[str, ...]]:
        """Codes of a document that documents of other families have too."""
        query = (
            "select other.code, document.id from project own join project other on other.code = own.code"
            " join document on document.number = other.document where own.document = ? and other.family != ?"
        )
        found: dict[str, list[str]] = defaultdict(list)
        for code, id in self._base.execute(query, (number, family)):
            found[code].append(id)
        return {code: tuple(sorted(ids)) for code, ids in found.items()}

    def _copies(self, own: list[str], shared: set[str], family: str) -> Iterator[Copy]:
        """Where else a line of these clauses stands: the best line of each other document."""
        there: dict[str, set[str]] = defaultdict(set)
        places: dict[str, Place] = {}
        query = (
            "select document.id, line.path, line.at from clause join document on document.number = clause.document"
            " join line on line.number = clause.line where clause.clause = ? and clause.family != ?"
        )
        for clause in (clause for clause in own if clause in shared):
            for id, path, at in self._base.execute(query, (_key(clause), family)):
                there[id].add(clause)
                places.setdefault(id, Place(path=path, line=at, column=1))
        for id, listed in sorted(there.items()):
            if is_copy(own, frozenset(listed)):
                yield Copy(document=id, place=places[id], clauses=frozenset(listed))


def _key(clause: str) -> int:
    return int.from_bytes(blake2b(clause.encode(), digest_size=8).digest(), signed=True)


def _owner(ids: frozenset[str], family: str, families: Mapping[str, str]) -> str:
    """Whose a name is; "" if it is the family's own."""
    return "" if any(families[id] == family for id in ids) else min(ids)
