"""正文片段: a publication as HTML that can be pasted into a content management system.

Usual editors throw away what they do not know, so nothing is used but p, h2–h4, ul, li, table parts, strong and br,
the attributes rowspan, colspan, scope and width, and the style text-align. What would need an id is said in words:
there are no links, and a mark of a note is （核1）. The system prints the title itself (decision 0056).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from gongkai.model.dates import readable_date
from gongkai.model.disclosure import PublicCorrection
from gongkai.model.grid import placed
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Part, Publication, Section, Table
from gongkai.model.spans import AsPrinted, NoteMark, Span
from gongkai.rendering.components import colon_first, shares
from gongkai.rendering.outline import listed_title, part_title
from gongkai.rendering.pdf.print_model import separate

DEEPEST = 4
"""the deepest heading that editors keep"""
ALIGNED = {CellKind.AMOUNT: "right", CellKind.NUMBER: "center", CellKind.CODE: "center"}
"""other cells stand to the left"""


def fragment(publication: Publication) -> str:
    """正文: everything that the document says, in printed order; without its title."""
    return "\n".join(filter(None, _publication(publication))) + "\n"


def words(spans: tuple[Span, ...]) -> str:
    """The words of a line, escaped."""
    return "".join(map(_word, spans))


def _publication(publication: Publication) -> Iterator[str]:
    if publication.standing and publication.standing.corrections:
        yield _tag("h2", "本文件已更正")
        for correction in reversed(publication.standing.corrections):
            yield from _correction(correction)
    yield _tag("h2", escape(publication.contents_title or "目录"))
    yield f"<ul>{''.join(map(_listed, publication.parts))}</ul>"
    for part in publication.parts:
        yield _tag("h2", escape(part_title(part)))
        yield from _blocks(part.blocks, 3)
        for section in part.sections:
            titled = not (section.blocks and all(map(separate, section.blocks)))
            if titled:
                yield _tag("h3", escape(section.number) + words(section.title))
                yield from _originals(section.title)
            yield from _blocks(section.blocks, 3 + titled)
    if publication.source:
        yield _tag("p", f"来源：{escape(publication.source)}")
    yield from (_tag("p", escape(notice)) for notice in publication.notices)


def _correction(correction: PublicCorrection) -> Iterator[str]:
    when = f"<strong>{readable_date(correction.day)}更正</strong>（第{correction.version}版）"
    yield _tag("p", f"{when}　原因：{escape(correction.reason)}")
    lines = [(one.where, one.old or "（没有）", one.new or "（删去）") for one in correction.changes]
    head = "".join(f'<th scope="col">{name}</th>' for name in ("更正的地方", "原来", "现在"))
    body = "".join(f"<tr>{''.join(_tag('td', escape(text)) for text in line)}</tr>\n" for line in lines)
    yield f'<table width="100%"><thead><tr>{head}</tr>\n</thead><tbody>{body}</tbody></table>'


def _listed(part: Part) -> str:
    sections = "".join(_tag("li", escape(_in_contents(section))) for section in part.sections)
    return f"<li>{escape(listed_title(part))}{_tag('ul', sections) if sections else ''}</li>"


def _in_contents(section: Section) -> str:
    return section.number + (section.contents_title or "".join(span.text for span in section.title))


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    """`level`: of the title of a table."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _table(block, level)
        elif isinstance(block, Note):
            yield from _note(block)
        elif isinstance(block, GlossaryEntry):
            colon = "" if colon_first(block.text) else "："
            yield _tag("p", f"{escape(block.number)}<strong>{words(block.term)}</strong>{colon}{words(block.text)}")
            yield from _originals(block.term + block.text)
        else:
            yield _line(block.spans, block.level + 1 if isinstance(block, Heading) else 0)
            yield from _originals(block.spans)


def _line(spans: tuple[Span, ...], level: int) -> str:
    """A paragraph or a heading; one that is too deep is a bold paragraph."""
    if level > DEEPEST:
        return _tag("p", _tag("strong", words(spans).replace("<strong>", "").replace("</strong>", "")))
    return _tag(f"h{level}" if level else "p", words(spans))


def _table(table: Table, level: int) -> Iterator[str]:
    if not table.in_text:
        yield _tag(f"h{level}", escape(table.title), "center")
        yield _tag("p", escape(table.subtitle), "center")
    yield _tag("p", escape(table.number), "right")
    yield _tag("p", "　　".join(map(escape, filter(None, table.caption))), "center")
    widths = dict(enumerate(shares(table))) if table.widths else {}
    head, body = _rows(table.head, widths), _rows(table.body, widths)
    yield f'<table width="100%">{_tag("thead", head)}{_tag("tbody", body)}</table>'
    for note in table.notes:
        yield from _note(note)
    yield from _originals(table.printed_spans)


def _rows(rows: tuple[GridRow, ...], widths: dict[int, str]) -> str:
    """Rows with their cells; the first cell that is one column wide says how wide, and takes it from `widths`."""
    drawn: list[list[str]] = [[] for _ in rows]
    for one in placed(rows):
        width = widths.pop(one.column, "") if one.cell.colspan == 1 else ""
        drawn[one.row].append(_cell(one.cell, width, strong=rows[one.row].strong or one.cell.strong))
    return "".join(f"<tr>{''.join(cells)}</tr>\n" for cells in drawn)


def _cell(cell: GridCell, width: str, *, strong: bool) -> str:
    tag = "th" if cell.header else "td"
    column = cell.header in ("col", "colgroup")
    told = {
        "scope": cell.scope,
        "colspan": str(cell.colspan) if cell.colspan > 1 else "",
        "rowspan": str(cell.rowspan) if cell.rowspan > 1 else "",
        "width": f"{float(width):.0f}%" if width else "",
        "style": f"text-align:{'center' if column else ALIGNED.get(cell.kind, 'left')}",
    }
    attributes = "".join(f' {name}="{value}"' for name, value in told.items() if value)
    text = words(cell.spans)
    bold = strong and not cell.header and text and "<strong>" not in text
    return f"<{tag}{attributes}>{_tag('strong', text) if bold else text}</{tag}>"


def _note(note: Note) -> Iterator[str]:
    if note.kind == "quoted":
        yield from (_tag("p", words((span,))) for span in note.spans)
    else:
        yield _tag("p", words(note.spans))
        yield from _originals(note.spans)


def _originals(spans: Iterable[Span]) -> Iterator[str]:
    """The notes of the 原文 that a line prints."""
    return (_tag("p", escape(span.note)) for span in spans if isinstance(span, AsPrinted))


def _word(span: Span) -> str:
    if isinstance(span, NoteMark):
        return f"（{escape(span.label)}）" if span.label else ""
    text = escape(span.text).replace("\n", "<br>")
    return _tag("strong", text) if span.bold else text


def _tag(name: str, inner: str, align: str = "") -> str:
    """An element; none where there is nothing in it."""
    style = f' style="text-align:{align}"' if align else ""
    return f"<{name}{style}>{inner}</{name}>" if inner else ""


__all__ = ["fragment", "words"]
