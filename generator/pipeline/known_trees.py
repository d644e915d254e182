"""认得的树: the YAML files of editions as they were parsed, from run to run, each under the digest of its bytes.

Every edit reads a few editions with all that they inherit from, and hardly any edit changes one (decision 0103).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json

from gongkai.loading.yaml_reader import Loaded, parse_yaml
from gongkai.publishing.files import bytes_digest, digest_of, read_sealed, write_sealed


class Tree(Struct, frozen=True, kw_only=True):
    """树 of a file."""

    state: str
    loaded: Loaded


class KnownTrees:
    """认得的树 of a project, the last one of each file."""

    def __init__(self, folder: Path, ground: Callable[[], str]) -> None:
        """`ground`: what tells the program and its libraries."""
        self._folder = folder
        self._ground = ground
        self._here: dict[str, Tree] = {}

    def parse(self, data: bytes, shown: str) -> Loaded:
        """What `parse_yaml` makes of the same."""
        state = digest_of([self._ground(), shown, bytes_digest(data)])
        file = self._folder / f"{shown.replace('/', '+')}.json"
        tree = self._here.get(shown) or _read(file)
        if tree is None or tree.state != state:
            tree = Tree(state=state, loaded=parse_yaml(data, shown))
            with suppress(OSError):  # without that it is only slower
                write_sealed(file, json.encode(tree))
        self._here[shown] = tree
        return tree.loaded


def _read(file: Path) -> Tree | None:
    with suppress(OSError, DecodeError):
        return json.decode(read_sealed(file), type=Tree)
    return None
