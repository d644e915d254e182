"""写回: what was taken, put into the document's files; in its place where it can be, nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.importing.reviewed.taking import changes_by_file
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.intake import TypedValue
from gongkai.model.nodes import Node, Scalar
from gongkai.model.places import Place
from gongkai.model.reviewed import SlotChange
from gongkai.writing import revised
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from gongkai.writing.layouts import Layout
from gongkai.writing.splicing import spliced

Path = tuple[str, ...]
FORM = "表单"


def written_back(
    files: Mapping[str, bytes], taken: tuple[SlotChange, ...], edition: Edition, folder: str
) -> dict[str, bytes]:
    """The files that change, by name. `folder`: as messages call it.

    Raises writing.BrokenFileError and PathError where a file is no longer what the document was loaded from.
    """
    made: dict[str, bytes] = {}
    for name, changes in changes_by_file(taken).items():
        data, shown = files.get(name, b""), f"{folder}/{name}"
        node = parse_yaml(data, shown).node
        form = node.said(FORM) if node is not None and name.startswith("performance/") else ""
        made[name] = _in_place(data, shown, changes, node) or _anew(
            data, name, changes, edition_layout(name, edition, form)
        )
    return {name: data for name, data in made.items() if data != files.get(name, b"")}


def _in_place(data: bytes, shown: str, changes: Mapping[Path, TypedValue], node: Node | None) -> bytes | None:
    """With other texts where the old ones stood; None where that is not all."""
    places: dict[Place, str] = {}
    for path, value in changes.items():
        there = value_at(node, path)
        if not isinstance(there, Scalar) or there.null or not isinstance(value, str):
            return None
        places[there.place] = value
    return spliced(data, shown, places)


def _anew(data: bytes, name: str, changes: Mapping[Path, TypedValue], layout: Layout) -> bytes:
    """Written by rule; in the one form, if the file was in it."""
    made = revised(data, name, dict(changes), layout)
    return formatted(made, name, layout) if not data or formatted(data, name, layout) == data else made


def value_at(node: Node | None, path: Path) -> Node | None:
    """What stands at a key path."""
    for step in path:
        if node is None:
            return None
        if step[:1] == "#" and step[1:].isdecimal() and node.listed:
            node = next(iter(node.listed[int(step[1:]) - 1 : int(step[1:])]), None)
        else:
            node = node.get(step)
    return node
