"""留存: what is kept below build/series, so that a change touches only the items that it concerns.

given/ what each document gave, items/ the figures of each item over all documents, state.json what the site has. Each
file stands under its own digest; where one is not as it was written, all is made anew (`KeptError`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gongkai.model.series import Head, Line, Lines
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.series.contributions import head_of, lines_of, packed

STATE, GIVEN, ITEMS = "state.json", "given", "items"


class KeptError(Exception):
    """A kept file is not as it was written."""


@dataclass(slots=True)
class State:
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
            heads={id: head_of(head) for id, head in told["heads"].items()},
            gone={(department, kind, year): why for department, kind, year, why in told["gone"]},
            items=told["items"],
            titles={item: (title, count) for item, (title, count) in told["titles"].items()},
            departments=told["departments"],
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
            "heads": {id: asdict(head) for id, head in state.heads.items()},
            "gone": sorted([*key, why] for key, why in state.gone.items()),
            "items": state.items,
            "titles": state.titles,
            "departments": state.departments,
        }
        self._write(STATE, packed(told))

    def given(self, id: str) -> Lines:
        """What a document gave. Raises KeptError."""
        return lines_of(json.loads(self._read(f"{GIVEN}/{id}.json")))

    def give(self, id: str, lines: Lines) -> None:
        self._write(f"{GIVEN}/{id}.json", packed(lines))

    def take_back(self, id: str) -> None:
        (self._folder / f"{GIVEN}/{id}.json").unlink(missing_ok=True)

    def item(self, item: str) -> dict[str, dict[str, Line]]:
        """The figures of an item: document → measure → line. Raises KeptError."""
        return lines_of(json.loads(self._read(f"{ITEMS}/{item}.json")))

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
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes_digest(content).encode() + b"\n" + content)
