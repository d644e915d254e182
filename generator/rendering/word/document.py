"""整份 Word: cover, contents, parts and annex of a publication, and the parts of the file that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.model.publication import Publication
from gongkai.rendering.pdf.annex import Annex, annexed
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

FROM_TOP = '<w:spacing w:before="2400"/>'
ANNEX_TITLE = "附：收录说明与核对记录（不是原文）"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """正文 of a Word file: its document.xml and numbering.xml."""

    document: str
    numbering: str


def render_word(publication: Publication, slots: Slots, templates: Path) -> bytes:
    """A .docx, the same bytes for the same content. `slots` is told of each that is drawn."""
    text = word_text(publication, slots, templates)
    dated = publication.approved or publication.date
    kept = Kept(document=publication.id, edition=publication.edition, title=publication.title, date=dated)
    return package(kept, text.document, text.numbering, templates)


def word_text(publication: Publication, slots: Slots, templates: Path) -> WordText:
    """Only the running text, as a file that is made now would say it."""
    publication, annex = annexed(publication)
    css = styles(templates)
    writer = TextWriter(Lines(slots, publication.id), Pages(css), Fitting(publication, css).printed())
    before = "".join(_cover(publication, templates))
    body = "".join(line for part in publication.parts for line in writer.part(part))
    body += "".join(_annex(annex, writer)) + writer.pages.section()
    contents = paragraph(run(publication.contents_title or "目录"), "ContentsTitle", NEW_PAGE)
    contents += contents_xml(writer.listed)
    document = f"{HEAD}<w:document {SPACES}><w:body>{before}{contents}{without_gaps(body)}</w:body></w:document>"
    return WordText(document=document, numbering=writer.numbers.xml())


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
    if not annex:
        return
    yield writer.pages.turn(ANNEX)
    name = "_TocAnnex"
    writer.listed.append(Listed(words=ANNEX_TITLE, level=1, bookmark=name))
    title = writer.lines.bookmark(name, run(ANNEX_TITLE))
    yield paragraph(title, "Heading1", '<w:keepNext/><w:pageBreakBefore/><w:outlineLvl w:val="0"/>')
    for line in filter(None, (f"来源：{annex.source}" if annex.source else "", *annex.notices)):
        yield paragraph(run(line), "Note")
    for under, records in annex.groups:
        yield paragraph(run(under), "AnnexUnder")
        for one in records:
            yield paragraph(run(f"{one.label}　{one.place}　{''.join(one.told)}"), "Note")
