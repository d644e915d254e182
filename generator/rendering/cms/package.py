"""上网材料: all that a webmaster needs to publish one document in a content management system, as files and a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

from msgspec import Struct

from gongkai.composition.compose import KeyFigure
from gongkai.model.ledger import LedgerLine
from gongkai.model.publication import Publication
from gongkai.rendering.cms.checklist import checklist
from gongkai.rendering.cms.file_names import safe_name, safe_names
from gongkai.rendering.cms.fragment import fragment
from gongkai.rendering.cms.labels import labels_json, labels_text
from gongkai.rendering.data import data_file, statutory_tables
from gongkai.rendering.open_data.table_csv import csv_files
from gongkai.rendering.open_data.workbook import tables_workbook

MARK = "\ufeff"
"""tells Notepad and a browser that opens the file by itself that it is UTF-8"""
FRAGMENT, LABELS, CHECKLIST = "正文.html", "著录项.txt", "先看这里-操作单.txt"
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""when every file of a zip says that it was made: the same content gives the same bytes"""


class Package(Struct, frozen=True, kw_only=True):
    """上网材料 of one document."""

    name: str
    """of the folder, and of the zip without its ending"""
    files: Mapping[str, bytes]
    """by path below the folder"""

    @property
    def zipped(self) -> bytes:
        """All files below one folder."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in sorted(self.files.items()):
                entry = zipfile.ZipInfo(f"{self.name}/{path}", ALWAYS)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                archive.writestr(entry, content)
        return stream.getvalue()


def package(
    publication: Publication, highlights: Iterable[KeyFigure], ledger: Iterable[LedgerLine], pdf: bytes
) -> Package:
    """The package of a publication; `pdf` is the document printed."""
    name = safe_name(publication.title)
    workbook = tables_workbook(publication)
    attached = {f"{name}.pdf": pdf, **({f"{name}.xlsx": workbook} if workbook else {})}
    files = {
        FRAGMENT: (MARK + fragment(publication)).encode(),
        LABELS: (MARK + labels_text(publication)).encode(),
        "著录项.json": labels_json(publication).encode(),
        **attached,
        "数据/data.json": data_file(publication, ledger).encode(),
        **_tables(publication),
    }
    told = checklist(publication, tuple(highlights), attached)
    return Package(name=name, files={CHECKLIST: (MARK + told).encode(), **files})


def _tables(publication: Publication) -> dict[str, bytes]:
    tables = tuple(statutory_tables(publication))
    names = safe_names(f"{table.number} {table.name}".strip() for table in tables)
    content = csv_files(publication)
    return {f"数据/{name}.csv": content[table.id] for name, table in zip(names, tables, strict=True)}
