"""文本: bytes → text that is safe to parse: UTF-8, of sensible size, every character visible."""

from __future__ import annotations

from gongkai.loading.characters import PLACEHOLDER, REFUSED, character_finding, refused
from gongkai.loading.pasted import unsettled_merge
from gongkai.loading.problems import Read, Tally
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

MOST_BYTES = 2_000_000
LONGEST_LINE = 20_000


def read_text(data: bytes, shown: str) -> Read[str | None]:
    """Decode one file. A UTF-8 BOM is tolerated (Notepad writes it).

    The text has LF line ends and PLACEHOLDER for each refused character; None: it could not be read.
    """
    whole = Place(path=shown)
    if len(data) > MOST_BYTES:
        return _failed(too_large(whole, len(data)))
    text = _decoded(data, whole)
    if isinstance(text, Finding):
        return _failed(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    long = tuple(_too_long(shown, number, line) for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE)
    if long:
        return _failed(*long)
    conflict = unsettled_merge(lines, shown)
    if conflict is not None:
        return _failed(conflict)
    return Read(value=REFUSED.sub(PLACEHOLDER, text), findings=tuple(_character_findings(lines, shown)))


def too_large(place: Place, size: int) -> Finding:
    return found("L102", place, 大小=f"{size / 1_000_000:.1f}", 最多=MOST_BYTES // 1_000_000)


def _failed(*findings: Finding) -> Read[str | None]:
    return Read(value=None, findings=findings)


def _too_long(shown: str, number: int, line: str) -> Finding:
    place = Place(path=shown, line=number, column=LONGEST_LINE + 1)
    return found("L103", place, 数=len(line), 最多=LONGEST_LINE)


def _character_findings(lines: list[str], shown: str) -> list[Finding]:
    findings = []
    tally = Tally()
    for number, line in enumerate(lines, 1):
        if line.isascii() and line.isprintable():
            continue
        for code, same in refused(line).items():
            if tally.has_room(code):
                place = Place(path=shown, line=number, column=same[0].offset + 1)
                findings.append(character_finding(code, place, same))
    return findings


def _decoded(data: bytes, whole: Place) -> str | Finding:
    kind = _foreign_kind(data)
    if kind:
        return found("L106", whole, "别的文件", 类=kind)
    utf16 = _utf16(data)
    if utf16:
        return found("L104", whole, 编码=utf16)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as failure:
        if _is_gbk(data):
            return found("L105", whole)
        return _bad_byte(data, failure.start, whole.path)


def _foreign_kind(data: bytes) -> str:
    signatures = {
        b"PK\x03\x04": " Excel、Word 或压缩",
        b"\xd0\xcf\x11\xe0": "旧版 Excel 或 Word ",
        b"%PDF": " PDF ",
        b"\x89PNG": "图片",
        b"\xff\xd8\xff": "图片",
    }
    return next((kind for start, kind in signatures.items() if data.startswith(start)), "")


def _utf16(data: bytes) -> str:
    """The name of the encoding if the bytes are UTF-16 or UTF-32, with a mark or without."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if len(data) < 4 or len(data) % 2 or b"\x00" not in data:
        return ""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if sum(map(_is_ordinary, text)) >= 0.9 * len(text):
            return "UTF-16"
    return ""


def _is_gbk(data: bytes) -> bool:
    """Whether most of what is not ASCII reads as Chinese in GBK, and not as UTF-8 with a few bad bytes."""
    if b"\x00" in data:
        return False
    as_utf8 = data.decode("utf-8", errors="replace")
    if sum(map(_is_chinese, as_utf8)) > as_utf8.count("\ufffd"):
        return False
    wide = [character for character in data.decode("gb18030", errors="replace") if ord(character) > 127]
    return sum(map(_is_chinese, wide)) >= 0.8 * len(wide)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "，。、：；（）“”《》〔〕—…％！？　０１２３４５６７８９"


def _is_ordinary(sign: str) -> bool:
    return _is_chinese(sign) or sign in "\r\n\t" or " " <= sign <= "~"


def _bad_byte(data: bytes, offset: int, shown: str) -> Finding:
    place = place_in(data[:offset].decode("utf-8"), offset, shown)
    return found("L106", place, "字节", 字节=f"{data[offset]:02X}")


def place_in(text: str, offset: int, shown: str) -> Place:
    """Where an offset in a file's text is; behind it, where the text is shorter."""
    before = text[:offset]
    return Place(path=shown, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
