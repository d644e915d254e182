"""文件名: what the files of a document are called."""

from __future__ import annotations

WORKBOOK = "document.xlsx"
