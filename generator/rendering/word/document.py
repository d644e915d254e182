"""整份 Word: cover, contents, parts and annex of a publication, and the parts of the file that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from gongkai.model.publication import Publication
from gongkai.rendering.pdf.annex import Annex, Record, annexed
from gongkai.rendering.pdf.document import cover
from gongkai.rendering.pdf.fitting import Fitting
from gongkai.rendering.pdf.paper import styles
from gongkai.rendering.word.contents import Listed, contents_xml
from gongkai.rendering.word.lines import Lines
from gongkai.rendering.word.package import Kept, package
from gongkai.rendering.word.pages import ANNEX, TEXT, Pages, without_gaps
from gongkai.rendering.word.slots import Slots
from gongkai.rendering.word.text import NEW_PAGE, TextWriter
from gongkai.rendering.word.xml import HEAD, SPACES, paragraph, run

LINES = ("separator", "continuationSeparator")
"""that stand above endnotes, by the numbers that Word gives them: -1, 0"""
FROM_TOP = '<w:spacing w:before="2400"/>'
ANNEX_TITLE = "附：收录说明与核对记录（不是原文）"


class WordText(Struct, frozen=True, kw_only=True):
    """正文 of a Word file: its document.xml, with the numbers and endnotes that it refers to."""

    document: str
    numbering: str
    endnotes: str


def render_word(publication: Publication, slots: Slots, templates: Path) -> bytes:
    """A .docx, the same bytes for the same content. `slots` is told of each that is drawn."""
    text = word_text(publication, slots, templates)
    dated = publication.approved or publication.date
    kept = Kept(document=publication.id, edition=publication.edition, title=publication.title, date=dated)
    return package(kept, {"document": text.document, "numbering": text.numbering, "endnotes": text.endnotes}, templates)


def word_text(publication: Publication, slots: Slots, templates: Path) -> WordText:
    """Only the running text, as a file that is made now would say it."""
    publication, annex = annexed(publication)
    css = styles(templates)
    lines = Lines(slots)
    fitting = Fitting(publication, css)
    writer = TextWriter(lines, Pages(css), {id: fitting.printed(id) for id in fitting.tables}, annex.titles)
    before = "".join(_cover(publication, templates))
    body = "".join(line for part in publication.parts for line in writer.part(part))
    body += "".join(_annex(annex, writer)) + writer.pages.section()
    contents = paragraph(run(publication.contents_title or "目录"), "ContentsTitle", NEW_PAGE)
    contents += contents_xml(writer.listed)
    document = f"{HEAD}<w:document {SPACES}><w:body>{before}{contents}{without_gaps(body)}</w:body></w:document>"
    return WordText(document=document, numbering=writer.numbers.xml(), endnotes=_endnotes(annex, lines.noted))


def _cover(publication: Publication, templates: Path) -> Iterator[str]:
    front = cover(publication, styles(templates).sheet(TEXT).width)
    size = round(front.size * 2)
    for number, line in enumerate(front.lines):
        lower = "" if number else FROM_TOP
        yield paragraph(run(line, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'), "Cover", lower)
    printing = publication.printing
    seal = f"{publication.department}（盖章）" if printing.seal else ""
    standing = publication.standing
    corrected = f"（第{standing.version}版，{standing.changed}更正）" if standing and standing.corrections else ""
    for line in filter(None, (printing.file_number, seal, front.date, corrected)):
        yield paragraph(run(line), "CoverLine")


def _annex(annex: Annex, writer: TextWriter) -> Iterator[str]:
    """What is ours and has no mark in the text; behind it stand the endnotes."""
    if not annex:
        return
    yield writer.pages.turn(ANNEX)
    name = "_TocAnnex"
    writer.listed.append(Listed(words=ANNEX_TITLE, level=1, bookmark=name))
    title = writer.lines.bookmark(name, run(ANNEX_TITLE))
    yield paragraph(title, "Heading1", '<w:keepNext/><w:pageBreakBefore/><w:outlineLvl w:val="0"/>')
    for line in filter(None, (f"来源：{annex.source}" if annex.source else "", *annex.notices)):
        yield paragraph(run(line), "Note")
    marked = set(writer.lines.noted)
    for under, records in annex.groups:
        rest = [one for one in records if one.id not in marked]
        if rest:
            yield paragraph(run(under), "AnnexUnder")
        for one in rest:
            yield paragraph(run(_told(one)), "Note")


def _told(record: Record) -> str:
    return "　".join(filter(None, (record.place, "".join(record.told))))


def _endnotes(annex: Annex, noted: list[str]) -> str:
    """尾注: what is ours about a place in the text."""
    records = {one.id: one for one in annex.records}
    mark = '<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:endnoteRef/></w:r>'
    notes = [f'<w:endnote w:type="{kind}" w:id="{at}">{_line(kind)}</w:endnote>' for at, kind in enumerate(LINES, -1)]
    for number, record in enumerate((records[id] for id in noted), start=1):
        words = run(f"　{record.under}　{_told(record)}")
        notes.append(f'<w:endnote w:id="{number}">{paragraph(mark + words, "Note")}</w:endnote>')
    return f"{HEAD}<w:endnotes {SPACES}>{''.join(notes)}</w:endnotes>"


def _line(kind: str) -> str:
    return paragraph(f"<w:r><w:{kind}/></w:r>", "Note")
