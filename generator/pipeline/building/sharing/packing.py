"""打包: one finished document as bytes, and back; what does not hold together is not taken."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import TypeAdapter, ValidationError

from gongkai.pipeline.building.store import Rendered, Store
from gongkai.publishing.files import bytes_digest

RECORD = "record.json"
MOST = 512 * 1024**2
_SMALL = (".gz", ".pdf", ".xlsx")
_NAME = re.compile(r"(?:[0-9A-Za-z_-][0-9A-Za-z_.-]*/)*[0-9A-Za-z_-][0-9A-Za-z_.-]*")


class PackingError(Exception):
    """它不是一份完整的成品. The message is Chinese."""


def packed(store: Store, rendered: Rendered) -> bytes:
    """A document as it is in the store. Raises OSError."""
    whole = io.BytesIO()
    with ZipFile(whole, "w") as zipped:
        zipped.writestr(ZipInfo(RECORD), TypeAdapter(Rendered).dump_json(rendered), ZIP_DEFLATED, 1)
        for name in rendered.files:
            kind = ZIP_STORED if name.endswith(_SMALL) else ZIP_DEFLATED
            zipped.writestr(ZipInfo(name), (store.folder(rendered.id) / name).read_bytes(), kind, 1)
    return whole.getvalue()


def unpacked(content: bytes, id: str, digest: str) -> tuple[Rendered, Mapping[str, bytes]]:
    """A document and its files. Raises PackingError where it is not this one, or not whole."""
    try:
        with ZipFile(io.BytesIO(content)) as zipped:
            if sum(one.file_size for one in zipped.infolist()) > MOST:
                raise PackingError("太大")
            rendered = TypeAdapter(Rendered).validate_json(zipped.read(RECORD))
            files = {name: zipped.read(name) for name in rendered.files if _NAME.fullmatch(name)}
    except (BadZipFile, KeyError, OSError, ValidationError, ValueError) as error:
        raise PackingError("不完整") from error
    if (rendered.id, rendered.digest.whole) != (id, digest):
        raise PackingError("不是这一份")
    if {name: bytes_digest(data) for name, data in files.items()} != dict(rendered.files):
        raise PackingError("被改过")
    return rendered, files
