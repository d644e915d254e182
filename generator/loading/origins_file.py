"""origins.yml: read as far as it makes sense; what does not is as if it were not there, and harms nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import errors
from gongkai.model.nodes import Mapping, Node, Scalar
from gongkai.model.origins import ORIGINS, Origin, OriginKey, Origins
from gongkai.model.places import Place

_FIGURE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]+·[A-Z]{1,3}[0-9]+(?:\+[A-Z]+·[A-Z]{1,3}[0-9]+)*)(?: (.+))?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 4_000_000


def parse_origins(data: bytes) -> Origins:
    """What the bytes of a file say."""
    if not data:
        return Origins()
    if len(data) > MOST_BYTES:
        return Origins(broken=True)
    loaded = parse_yaml(data, ORIGINS)
    if not isinstance(loaded.node, Mapping) or errors(loaded.findings):
        return Origins(broken=True)
    sheets = {key: (file, sheet) for key, file, sheet in _sheets(loaded.node.get("工作表"))}
    digests = dict(_digests(loaded.node.get("文件")))
    origins = ((OriginKey(*key), _origin(text, sheets)) for *key, text in _figures(loaded.node.get("数")))
    return Origins(figures={key: origin for key, origin in origins if origin is not None}, digests=digests)


def _digests(node: Node | None) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in _texts(node) if _DIGEST.fullmatch(text))


def _origin(text: str, sheets: dict[str, tuple[str, str]]) -> Origin | None:
    """Where a figure comes from; None where the text does not say it."""
    match = _FIGURE.fullmatch(text)
    places = _places(match[2], sheets) if match else ()
    return Origin(number=match[1], places=places, computed=match[3] or "") if match and places else None


def _places(text: str, sheets: dict[str, tuple[str, str]]) -> tuple[Place, ...]:
    """The cells that a text names; none where it names a sheet that is not listed."""
    cells = [piece.split("·") for piece in text.split("+")]
    if any(letter not in sheets for letter, _ in cells):
        return ()
    return tuple(_cell(*sheets[letter], cell) for letter, cell in cells)


def _cell(file: str, sheet: str, cell: str) -> Place:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(path=file, sheet=sheet, line=int(cell[len(letters) :]), column=column)


def _texts(node: Node | None) -> Iterator[tuple[str, str]]:
    for key, value in node.items if isinstance(node, Mapping) else ():
        if isinstance(value, Scalar):
            yield key.text, value.text


def _sheets(node: Node | None) -> Iterator[tuple[str, str, str]]:
    for key, value in node.items if isinstance(node, Mapping) else ():
        if isinstance(value, Mapping):
            said = dict(_texts(value))
            yield key.text, said.get("文件", ""), said.get("表", "")


def _figures(node: Node | None) -> Iterator[tuple[str, str, str, str, str]]:
    for table, rows in node.items if isinstance(node, Mapping) else ():
        for row, cells in rows.items if isinstance(rows, Mapping) else ():
            name, _, fund = row.text.partition(" ")
            if isinstance(cells, Scalar):
                yield table.text, name, fund, "", cells.text
            for column, text in _texts(cells):
                yield table.text, name, fund, column, text
