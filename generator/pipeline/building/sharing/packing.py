"""打包: a finished document as one run of bytes, and back; what comes back is whole and is what its record says."""

from __future__ import annotations

from gongkai.pipeline.building.store import RECORD, Rendered, Store, record_from, record_of
from gongkai.pipeline.digests import Digest
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.packed_files import PackedFilesError, pack, unpack

MOST = 512 * 1024**2
"""bytes of a document unpacked: a hundred times the largest one that is expected"""


class PackingError(Exception):
    """打不了包，或者不是一包成品. The message is Chinese."""


def packed(store: Store, rendered: Rendered) -> bytes:
    """Its record first, then its files. Raises PackingError where the store does not hold what it was given."""
    folder = store.folder(rendered)
    try:
        files = {name: (folder / name).read_bytes() for name in rendered.files}
    except OSError as error:
        raise PackingError("本机的成品缺了文件") from error
    if {name: bytes_digest(content) for name, content in files.items()} != rendered.files:
        raise PackingError("本机的成品被改过")
    return pack({RECORD: record_of(rendered), **files})


def unpacked(data: bytes, id: str, digest: Digest) -> tuple[Rendered, dict[str, bytes]]:
    """The record of a document and its files, by name.

    Raises PackingError where the bytes are not whole, or are those of another document or of other contents.
    """
    try:
        files = unpack(data, MOST)
    except PackedFilesError as error:
        raise PackingError(str(error)) from error
    if any("\\" in name for name in files):  # a stroke, on some machines
        raise PackingError("文件名出了自己的文件夹")
    rendered = record_from(files.pop(RECORD, b""))
    if rendered is None or (rendered.id, rendered.digest) != (id, digest):
        raise PackingError("是另一份成品")
    if {name: bytes_digest(content) for name, content in files.items()} != rendered.files:
        raise PackingError("文件和记录对不上")
    return rendered, files
