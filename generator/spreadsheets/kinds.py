"""文件是什么, by how its bytes begin: what its name says is often something else."""

from __future__ import annotations

import re

from gongkai.ooxml.refusals import RefusedError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = {
    b"%PDF": "pdf",
    b"\x89PNG": "图",
    b"\xff\xd8\xff": "图",
    b"GIF8": "图",
    b"BM": "图",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"PK\x05\x06": "压缩包",
    b"\x09\x00": "老",
    b"\x09\x02": "老",
    b"\x09\x04": "老",
    b"\x09\x08": "老",
    b"{\\rtf": "word",
}
_HEAD = 4096
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|table|style|meta|div)\b", re.IGNORECASE)
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_ENCODINGS = ("utf-8", "gb18030")


def refuse_by_name(name: str) -> None:
    """Kinds that are told by their names alone: WPS's own."""
    if name.casefold().endswith((".et", ".ett")):
        raise RefusedError("I101", "et")


def refuse_by_bytes(data: bytes) -> None:
    """Say what it is that is neither .xlsx nor .xls."""
    kind = next((kind for start, kind in _STARTS.items() if data.startswith(start)), "")
    raise RefusedError("I101", kind or _kind_of_text(_text(data[:_HEAD])))


def _text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    if b"\x00" in head:
        return None
    for encoding in _ENCODINGS:
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(head) - 4 and len(head) == _HEAD:  # cut in the middle of a sign
                return head[: error.start].decode(encoding)
    return None


def _kind_of_text(head: str | None) -> str:
    if head is None:
        return "不明"
    begun = head.lstrip("\ufeff \t\r\n")
    if _SPREADSHEET_XML in head:
        return "xml"
    if begun.casefold().startswith("mime-version"):
        return "mht"
    if _MARKUP.search(head):
        return "html"
    return "文字" if "\t" in head or "," in head else "不明"
