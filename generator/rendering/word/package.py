"""文件包: the parts of a .docx in a zip that bears no clock; what styles and settings say is data (templates/word)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.rendering.word.xml import HEAD, SPACES, attribute, paragraph, run, words_xml
from gongkai.word_files.kept import kept_xml

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument"
DOCUMENT_NAME, EDITION_NAME = "gongkai-document", "gongkai-edition"
"""custom properties: whose file it is, and by which edition it was made"""
STYLES, SETTINGS, LEGEND = "styles.xml", "settings.xml", "header.txt"
ITEM = "{5B0B6D4E-6F1C-4C0B-9D59-67F0A1C2D3E4}"
LINKED = ("styles", "settings", "numbering", "endnotes")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Kept(Struct, frozen=True, kw_only=True):
    """What a file says of itself. `date`: ISO, as far as known."""

    document: str
    edition: str
    title: str
    date: str


def package(kept: Kept, texts: Mapping[str, str], templates: Path) -> bytes:
    """The bytes of the file. `texts`: its document.xml, numbering.xml and endnotes.xml, which are kept in it too."""
    folder = templates / "word"
    legend = (folder / LEGEND).read_text(encoding="utf-8").strip()
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links(_of_file()),
        "docProps/core.xml": _core(kept),
        "docProps/custom.xml": _custom(kept),
        "word/_rels/document.xml.rels": _links(_of_document()),
        "word/styles.xml": (folder / STYLES).read_text(encoding="utf-8"),
        "word/settings.xml": (folder / SETTINGS).read_text(encoding="utf-8"),
        **{f"word/{name}.xml": text for name, text in texts.items()},
        "word/header1.xml": f"{HEAD}<w:hdr {SPACES}>{paragraph(run(legend), 'Legend')}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {SPACES}>{paragraph(_page_number(), 'PageNumber')}</w:ftr>",
        "customXml/item1.xml": kept_xml(texts),
        "customXml/itemProps1.xml": _item(),
        "customXml/_rels/item1.xml.rels": _links([("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")]),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return held.getvalue()


def _page_number() -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return run("— ") + number + run(" —")


def _of_file() -> Iterator[tuple[str, str, str]]:
    yield "rId1", f"{OFFICE}/officeDocument", "word/document.xml"
    yield "rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"
    yield "rId3", f"{OFFICE}/custom-properties", "docProps/custom.xml"


def _of_document() -> Iterator[tuple[str, str, str]]:
    for number, name in enumerate(LINKED, start=1):
        yield f"rId{number}", f"{OFFICE}/{name}", f"{name}.xml"
    yield "rIdHeader", f"{OFFICE}/header", "header1.xml"
    yield "rIdFooter", f"{OFFICE}/footer", "footer1.xml"
    yield "rIdKept", f"{OFFICE}/customXml", "../customXml/item1.xml"


def _links(links: Iterator[tuple[str, str, str]] | list[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in links)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _types() -> str:
    parts = {
        "/word/document.xml": f"{TYPES}.wordprocessingml.document.main+xml",
        "/word/header1.xml": f"{TYPES}.wordprocessingml.header+xml",
        "/word/footer1.xml": f"{TYPES}.wordprocessingml.footer+xml",
        **{f"/word/{name}.xml": f"{TYPES}.wordprocessingml.{name}+xml" for name in LINKED},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": f"{TYPES}.custom-properties+xml",
        "/customXml/itemProps1.xml": f"{TYPES}.customXmlProperties+xml",
    }
    own = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    default += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{default}{own}</Types>'


def _core(kept: Kept) -> str:
    spaces = (
        f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    title = words_xml(kept.title).replace('<w:t xml:space="preserve">', "").replace("</w:t>", "")
    day = f"{kept.date}-01"[:10] if kept.date.count("-") else ""
    dated = f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>' if day else ""
    return f"{HEAD}<cp:coreProperties {spaces}><dc:title>{title}</dc:title>{dated}</cp:coreProperties>"


def _custom(kept: Kept) -> str:
    values = {DOCUMENT_NAME: kept.document, EDITION_NAME: kept.edition}
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{at}" name={attribute(name)}>'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for at, (name, value) in enumerate(values.items(), start=2)
    )
    spaces = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    spaces += ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    return f"{HEAD}<Properties {spaces}>{listed}</Properties>"


def _item() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{ITEM}" xmlns:ds="{space}"><ds:schemaRefs>'
        '<ds:schemaRef ds:uri="urn:gongkai:word"/></ds:schemaRefs></ds:datastoreItem>'
    )
