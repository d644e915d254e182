"""文件是什么, by its bytes and name: what a reviewer sends back is not always a .docx. Raises RefusedError."""

from __future__ import annotations

from gongkai.ooxml.archive import Archive
from gongkai.ooxml.refusals import RefusedError

ZIP = b"PK\x03\x04"
STARTS = {
    b"\xd0\xcf\x11\xe0": "doc",
    b"{\\rtf": "rtf",
    b"%PDF": "pdf",
    b"\x89PNG": "图",
    b"\xff\xd8\xff": "图",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
}
PARTS = {"xl/workbook.xml": "xlsx", "ppt/presentation.xml": "ppt", "content.xml": "odt", "contents/content.hpf": "hwp"}
NAMES = (".wps", ".wpt")
MARKUP = (b"<html", b"<!doctype html", b"mime-version")


def refuse_other(data: bytes, name: str) -> None:
    """Say what it is, if it is no zip."""
    if not data:
        raise RefusedError("I601", "空")
    if data.startswith(ZIP):
        return
    if name.casefold().endswith(NAMES):
        raise RefusedError("I601", "wps")
    kind = next((kind for start, kind in STARTS.items() if data.startswith(start)), "")
    if not kind and any(mark in data[:1024].lower() for mark in MARKUP):
        kind = "html"
    raise RefusedError("I601", kind or "不明")


def refuse_parts(archive: Archive, main: str) -> None:
    """What is told by the names of its parts."""
    if main not in archive:
        kind = next((kind for part, kind in PARTS.items() if part in archive), "zip")
        raise RefusedError("I601", kind)
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.names):
        raise RefusedError("I601", "docm")
