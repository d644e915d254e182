"""正文: the parts of a publication one after the other, as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Paragraph, Part, Section, Table
from gongkai.model.spans import NoteMark, Span, Text, plain
from gongkai.rendering.components import colon_first
from gongkai.rendering.pdf.fitting import PrintedTable, running_table
from gongkai.rendering.pdf.print_model import only_tables
from gongkai.rendering.word.contents import Listed
from gongkai.rendering.word.lines import Lines
from gongkai.rendering.word.numbers import LED, Numbers, numbering
from gongkai.rendering.word.pages import BEHIND_TABLE, SIDEWAYS, TEXT, Pages
from gongkai.rendering.word.tables import TableWriter
from gongkai.rendering.word.xml import paragraph, run

NEW_PAGE, KEPT = "<w:pageBreakBefore/>", "<w:keepNext/>"
DEEPEST = 4
"""levels of headings that the styles have"""
GLOSSARY = 9
"""their level among numbers, below all headings"""
TERM = '<w:rStyle w:val="Term"/>'


class TextWriter:
    """Writes the parts; remembers what the contents list."""

    def __init__(
        self, lines: Lines, pages: Pages, laid: Mapping[str, PrintedTable], titles: Mapping[str, NoteMark]
    ) -> None:
        self.lines = lines
        self.pages = pages
        self.laid = laid
        self.titles = titles
        """marks of what is noted about whole tables"""
        self.numbers = Numbers()
        self.listed: list[Listed] = []

    def part(self, part: Part) -> Iterator[str]:
        """A part with all that stands in it."""
        yield self.pages.turn(SIDEWAYS if part.landscape else TEXT)
        words = part.number + part.separator + part.title
        yield self._listed(part.number + part.separator + part.listed, 1, words, NEW_PAGE)
        yield from self._blocks(part.blocks, landscape=part.landscape)
        for section in part.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        contents = section.number + (section.contents_title or plain(section.title))
        if only_tables(section):
            for at, table in enumerate(section.blocks):
                if isinstance(table, Table):
                    yield from self.separate(table, 2, contents if at == 0 else "")
            return
        yield self.pages.turn(SIDEWAYS if section.landscape else TEXT)
        drawn = self.lines.line(section.title)
        yield self._listed(contents, 2, plain(section.title), number=section.number, drawn=drawn)
        yield from self._blocks(section.blocks, landscape=section.landscape)

    def _blocks(self, blocks: tuple[Block, ...], *, landscape: bool) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Table) and not block.in_text:
                yield from self.separate(block, 3, "")
                continue
            yield self.pages.turn(SIDEWAYS if landscape else TEXT)
            yield from self._block(block, landscape=landscape)

    def _block(self, block: Block, *, landscape: bool) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield paragraph(self.lines.line(block.spans), "Text")
            case Note():
                yield paragraph(self.lines.line(block.spans), "Note")
            case GlossaryEntry():
                yield self._entry(block)
            case Table():
                yield from self._running(block, landscape=landscape)

    # --- headings -----------------------------------------------------------------------------------------------------

    def _listed(
        self, contents: str, level: int, words: str, more: str = "", *, number: str = "", drawn: str = ""
    ) -> str:
        """A heading that the contents list, if they have words for it."""
        name = f"_Toc{len(self.listed) + 1:06}"
        if contents:
            self.listed.append(Listed(words=contents, level=level, bookmark=name))
        if not number and (led := LED.match(words)) and not drawn:
            number, words = led[0], words[led.end() :]
        counted = self.numbers.number(number, level) if number else None
        content = ("" if counted else run(number)) + (drawn or run(words))
        content = self.lines.bookmark(name, content) if contents else content
        return paragraph(content, f"Heading{level}", self._properties(level, counted, more))

    def _properties(self, level: int, counted: int | None, more: str = "") -> str:
        return f'{KEPT}{more}{numbering(counted)}<w:outlineLvl w:val="{level - 1}"/>'

    def _heading(self, block: Heading) -> str:
        level = min(block.level, DEEPEST)
        spans, number = _led(block.spans)
        counted = self.numbers.number(number, level) if number else None
        content = ("" if counted else run(number)) + self.lines.line(spans)
        return paragraph(content, f"Heading{level}", self._properties(level, counted))

    def _entry(self, entry: GlossaryEntry) -> str:
        counted = self.numbers.number(entry.number, GLOSSARY) if entry.number else None
        number = "" if counted else run(entry.number)
        colon = "" if colon_first(entry.text) else run("：")
        content = number + self.lines.line(entry.term, TERM) + colon + self.lines.line(entry.text)
        return paragraph(content, "Text", numbering(counted))

    # --- tables -------------------------------------------------------------------------------------------------------

    def separate(self, table: Table, level: int, contents: str) -> Iterator[str]:
        """A table with a title, on a page of its own or below the one before it."""
        laid = self.laid[table.id]
        yield self.pages.turn(laid.page)
        name = f"_Toc{len(self.listed) + 1:06}"
        if contents:
            self.listed.append(Listed(words=contents, level=level, bookmark=name))
        title = run(table.title)
        title = self.lines.bookmark(name, title) if contents else title
        title += self.lines.mark(self.titles[table.id]) if table.id in self.titles else ""
        above = KEPT + ("" if laid.below else NEW_PAGE)
        yield paragraph(title, f"TableTitle{level}", f'{above}<w:outlineLvl w:val="{level - 1}"/>')
        if table.subtitle:
            yield paragraph(run(table.subtitle), "TableCaption", f'{KEPT}<w:jc w:val="center"/>')
        if table.number:
            yield paragraph(run(table.number), "TableCaption", f'{KEPT}<w:jc w:val="right"/>')
        yield from self._grid(table, laid)

    def _running(self, table: Table, *, landscape: bool) -> Iterator[str]:
        yield from self._grid(table, running_table(table, self.pages.styles, landscape=landscape))

    def _grid(self, table: Table, laid: PrintedTable) -> Iterator[str]:
        width = self.pages.width()
        if any(table.caption):
            centre, right = width // 2, width
            tabs = f'<w:tabs><w:tab w:val="center" w:pos="{centre}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
            yield paragraph(run("\t".join(table.caption)), "TableCaption", KEPT + tabs)
        size = float(laid.size.removesuffix("pt"))
        writer = TableWriter(lines=self.lines, table=table, size=size, width=width, widths=laid.table.widths)
        yield writer.xml()
        for note in table.notes:
            yield paragraph(self.lines.line(note.spans), "Note")
        if not table.notes:
            yield BEHIND_TABLE


def _led(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], str]:
    """The words of a heading without the number before them, and that."""
    first = spans[0] if spans else None
    led = LED.match(first.text) if isinstance(first, Text) and not first.places else None
    if led is None or not isinstance(first, Text):
        return spans, ""
    return (Text(text=first.text[led.end() :], bold=first.bold), *spans[1:]), led[0]
