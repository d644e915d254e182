"""随附的数据: a document's data file and tables, carried inside its PDF as the associated files of PDF/A-3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import pydyf
from weasyprint import Attachment

from gongkai.model.ledger import LedgerLine
from gongkai.model.publication import Publication
from gongkai.rendering.data import csv_path, data_file
from gongkai.rendering.open_data.table_csv import csv_files

DATA = "data.json"
SAID = {".json": "本文件的全部数据", ".csv": "一张表的数据"}
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""WeasyPrint looks at the clock where no date is given; `without_clock` takes it out again"""


def data_of(publication: Publication, ledger: Iterable[LedgerLine], address: str) -> dict[str, bytes]:
    """The files of a document whose site is not made now: the same as there. `address`: where the site stands."""
    tables = {csv_path(table): content for table, content in csv_files(publication, address).items()}
    return {DATA: data_file(publication, ledger).encode(), **tables}


def attached(data: Mapping[str, bytes]) -> list[Attachment]:
    """Files by their path below the document; the viewer lists them by their names, which are in order."""
    named = sorted(((PurePosixPath(path), data[path]) for path in data), key=lambda one: one[0].name)
    return [
        Attachment(
            file_obj=BytesIO(content),
            name=path.name,
            description=SAID[path.suffix],
            created=NEVER,
            modified=NEVER,
            relationship="Data",
        )
        for path, content in named
    ]


def without_clock(pdf: Any) -> None:
    """No date of a file that nobody told, and each file once among those that belong to the document."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.extra.get("Type") == "/EmbeddedFile":
            del one.extra["Params"]["CreationDate"], one.extra["Params"]["ModDate"]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
