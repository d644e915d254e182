"""数据文件: what of a document's tables there is to download, by name below the document."""

from __future__ import annotations

from gongkai.model.publication import Publication
from gongkai.rendering.data import csv_path
from gongkai.rendering.open_data.names import WORKBOOK
from gongkai.rendering.open_data.table_csv import csv_files
from gongkai.rendering.open_data.workbook import tables_workbook


def open_files(publication: Publication, address: str) -> dict[str, bytes]:
    """每张表的 CSV, and a workbook of all tables; `address`: where the site stands, if that is known."""
    files = {csv_path(table): content for table, content in csv_files(publication, address).items()}
    workbook = tables_workbook(publication)
    return {**({WORKBOOK: workbook} if workbook else {}), **files}
