"""留存: what is kept below build/series, so that a change touches only the items that it concerns.

given/ what each document gave, items/ the figures of each item over all documents, tables/ and forms/ the same of whole
tables, state.json what the site has. Each file stands under its own digest; where one is not as it was written, all is
made anew (`KeptError`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, convert, field

from gongkai.model.series import Contribution, Head, Line, Lines, TableGiven
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.series.contributions import lines_of, packed, tables_of

STATE, GIVEN, ITEMS, TABLES, FORMS = "state.json", "given", "items", "tables", "forms"
Tables = Mapping[str, TableGiven]
"""by the address of the table; of a table of the forms in a year, by document"""


class KeptError(Exception):
    """A kept file is not as it was written."""


class State(Struct):
    """现状: what the pages were made of, and which files they are."""

    look: str = ""
    """what all pages depend on"""
    made_of: dict[str, str] = field(default_factory=dict)
    """id → what a document was rendered from when it gave its figures"""
    heads: dict[str, Head] = field(default_factory=dict)
    gone: dict[tuple[str, str, int], str] = field(default_factory=dict)
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    """item → its files, path → digest"""
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """item → what it is called, and how many documents have it"""
    departments: dict[str, dict[str, str]] = field(default_factory=dict)
    """department → its files"""
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    """table of the forms and year (4f2a9c01/2023) → its files"""
    form_titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """table and year → what it is called, and in what kind of documents it stands"""
    over_years: dict[str, dict[str, str]] = field(default_factory=dict)
    """department/table → the files of the table over its years"""
    over_titles: dict[str, str] = field(default_factory=dict)
    """department/table → what it is called"""


class Kept:
    """The folder; there is no state while it is being changed, so that what is half done is made anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def state(self, look: str) -> State:
        """What is known; nothing where there is none, it is damaged, or pages look otherwise now.

        What another program kept is not read: its look is another.
        """
        try:
            told = json.loads(self._read(STATE))
        except KeptError:
            told = {}
        if told.get("look") != look:
            self.clear()
            return State(look=look)
        return State(
            look=told["look"],
            made_of=told["made_of"],
            heads=convert(told["heads"], dict[str, Head]),
            gone={(department, kind, year): why for department, kind, year, why in told["gone"]},
            items=told["items"],
            titles={item: (title, count) for item, (title, count) in told["titles"].items()},
            departments=told["departments"],
            forms=told["forms"],
            form_titles={form: (title, kind) for form, (title, kind) in told["form_titles"].items()},
            over_years=told["over_years"],
            over_titles=told["over_titles"],
        )

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Before anything is changed."""
        (self._folder / STATE).unlink(missing_ok=True)

    def remember(self, state: State) -> None:
        """Once all is as the state says."""
        told = {
            "look": state.look,
            "made_of": state.made_of,
            "heads": state.heads,
            "gone": sorted([*key, why] for key, why in state.gone.items()),
            "items": state.items,
            "titles": state.titles,
            "departments": state.departments,
            "forms": state.forms,
            "form_titles": state.form_titles,
            "over_years": state.over_years,
            "over_titles": state.over_titles,
        }
        self._write(STATE, packed(told))

    def given(self, id: str) -> Lines:
        """What a document gave. Raises KeptError."""
        return lines_of(self._read(f"{GIVEN}/{id}.json"))

    def tables(self, id: str) -> dict[str, TableGiven]:
        """The tables that a document gave. Raises KeptError."""
        return tables_of(self._read(f"{TABLES}/{id}.json"))

    def give(self, id: str, made: Contribution) -> None:
        self._write(f"{GIVEN}/{id}.json", packed(made.lines))
        self._write(f"{TABLES}/{id}.json", packed(made.tables))

    def take_back(self, id: str) -> None:
        for folder in (GIVEN, TABLES):
            (self._folder / f"{folder}/{id}.json").unlink(missing_ok=True)

    def form(self, form: str) -> dict[str, TableGiven]:
        """A table of the forms in a year: by document. Raises KeptError."""
        return tables_of(self._read(f"{FORMS}/{form}.json"))

    def keep_form(self, form: str, tables: Tables) -> None:
        self._write(f"{FORMS}/{form}.json", packed(tables))

    def item(self, item: str) -> dict[str, dict[str, Line]]:
        """The figures of an item: document → measure → line. Raises KeptError."""
        return lines_of(self._read(f"{ITEMS}/{item}.json"))

    def keep_item(self, item: str, lines: Mapping[str, Mapping[str, Line]]) -> None:
        self._write(f"{ITEMS}/{item}.json", packed(lines))

    def _read(self, name: str) -> bytes:
        try:
            seal, _, content = (self._folder / name).read_bytes().partition(b"\n")
        except OSError as error:
            raise KeptError(name) from error
        if bytes_digest(content).encode() != seal:
            raise KeptError(name)
        return content

    def _write(self, name: str, content: bytes) -> None:
        place = self._folder / name
        sealed = bytes_digest(content).encode() + b"\n" + content
        try:
            place.write_bytes(sealed)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(sealed)
