"""成捆的文件: files of a project as one run of bytes that is called by its digest, and laid out again elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.publishing.files import bytes_digest, write_folder
from gongkai.publishing.packed_files import PackedFilesError, pack, unpack

MOST = 1024**3
"""bytes of the files of a bundle"""


class BundleError(Exception):
    """不是一捆完整的文件. The message is Chinese."""


class Bundle(Struct, frozen=True):
    """一捆文件."""

    digest: str
    data: bytes

    @classmethod
    def of(cls, root: Path, paths: Iterable[Path]) -> Bundle:
        """Plain files below a root; one that is gone by now is left out."""
        there = {path.relative_to(root).as_posix(): _read(path) for path in sorted(paths)}
        files = {name: content for name, content in there.items() if content is not None}
        data = pack(files, level=1)
        return cls(bytes_digest(data), data)

    def files(self) -> Mapping[str, bytes]:
        """Raises BundleError where it is not what it is called by, or would leave its folder."""
        if bytes_digest(self.data) != self.digest:
            raise BundleError("送来的文件不完整")
        try:
            return unpack(self.data, MOST)
        except PackedFilesError as error:
            raise BundleError(f"送来的文件不能用：{error}") from error

    def laid_out(self, root: Path, folders: Iterable[str]) -> None:
        """Make these folders below a root hold the files of the bundle that belong there, and nothing else."""
        files = self.files()
        for folder in folders:
            below = f"{folder}/"
            own = {name.removeprefix(below): data for name, data in files.items() if name.startswith(below)}
            write_folder(root / folder, own)
        for name, data in files.items():
            if "/" not in name:
                (root / name).write_bytes(data)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None
