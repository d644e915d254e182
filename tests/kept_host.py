"""宿主 for tests: what MkDocs made once in this process, laid where the same is going to be built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

HOST = ("docs", "host", "models", "host.digest")
"""what MkDocs made, in build/: it knows itself what it was made of, so where anything is different MkDocs runs"""


class KeptHost(Struct, frozen=True):
    """The files of the first that was kept."""

    files: dict[str, bytes] = field(default_factory=dict)

    def lay(self, build: Path) -> None:
        """Where there is a host already, it stays."""
        if not (build / "host").exists():
            for name, content in self.files.items():
                (build / name).parent.mkdir(parents=True, exist_ok=True)
                (build / name).write_bytes(content)

    def keep(self, build: Path) -> None:
        if not self.files:
            self.files.update(_files(build))


def _files(build: Path) -> Iterator[tuple[str, bytes]]:
    for name in HOST:
        for path in (build / name, *(build / name).rglob("*")):
            if path.is_file():
                yield path.relative_to(build).as_posix(), path.read_bytes()
