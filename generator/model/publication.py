"""公开文本: a publication as parts, sections and blocks; what the site, the PDF and the data files are drawn from.

Everything here is finished for the reader: text is plain text (renderers escape it), figures are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.disclosure import Standing
from gongkai.model.grid_cells import GridRow
from gongkai.model.identity import Identity
from gongkai.model.print_form import PrintForm
from gongkai.model.spans import Span


class Heading(Struct, frozen=True, kw_only=True):
    """小标题 inside a section: （一）…; level 3 below a section (2), 4 below that."""

    id: str
    level: int
    spans: tuple[Span, ...]


class Paragraph(Struct, frozen=True, kw_only=True):
    """段落."""

    spans: tuple[Span, ...]
    id: str = ""


FINDING = "finding"
"""kind of a note that is no part of the document: 核对"""
CORRECTION = "correction"
"""kind of a note on what was changed after disclosure, no part of the document either: 更正"""


OURS = frozenset({FINDING, "original", "source", "quoted"})
"""kinds of notes that whoever publishes has added (核对说明); the others are the department's own, 更正 among them"""


class Note(Struct, frozen=True, kw_only=True):
    """注: a note under a table or paragraph.

    kind: note (注), empty (说明, no data), source (来源说明), quoted (来源照录: what it is, then the lines),
    original (原文如此), correction (更正), finding (核对, see FINDING).
    """

    kind: str
    spans: tuple[Span, ...]
    id: str = ""
    """of a finding: its address"""
    codes: tuple[str, ...] = ()
    """of a finding: the codes of what it tells, E101"""


class GlossaryEntry(Struct, frozen=True, kw_only=True):
    """名词解释 of one term, with its printed number (一、)."""

    id: str
    number: str
    term: tuple[Span, ...]
    text: tuple[Span, ...]
    names: tuple[str, ...] = ()
    """how tables and sentences call the same thing: the term itself, 又作"""


class Table(Struct, frozen=True, kw_only=True, dict=True):
    """表: a statutory table or a performance form, drawn by one component everywhere.

    `head` repeats on every page together with `title`, `number` and `caption`.
    """

    id: str
    name: str
    title: str
    number: str = ""
    """公开01表"""
    in_text: bool = False
    """runs with the text, without title and number, on no page of its own"""
    subtitle: str = ""
    """（2021年度）"""
    caption: tuple[str, str, str] = ("", "", "")
    """the line above the table: left 部门：…, centre 2022年度, right 单位：万元"""
    widths: tuple[float, ...] = ()
    """relative widths of the leaf columns"""
    head: tuple[GridRow, ...] = ()
    body: tuple[GridRow, ...] = ()
    notes: tuple[Note, ...] = ()
    landscape: bool = False
    form: bool = False
    """a performance form: text cells, borders all round, title not in the contents"""
    wide: bool = False
    """more columns than a phone or a portrait page can show"""
    where: str = ""
    """how addresses for 原文 begin that are of its title, caption and notes"""

    @property
    def printed_spans(self) -> tuple[Span, ...]:
        """Those of the head and the body, in printed order."""
        return tuple(span for row in (*self.head, *self.body) for cell in row.cells for span in cell.spans)

    @property
    def all_spans(self) -> tuple[Span, ...]:
        """The same, and those of the notes below."""
        return (*self.printed_spans, *(span for note in self.notes for span in note.spans))


Block = Heading | Paragraph | Note | GlossaryEntry | Table


class SectionKind(StrEnum):
    TEXT = "text"
    TABLE = "table"
    PERFORMANCE = "performance"
    GLOSSARY = "glossary"


class Section(Struct, frozen=True, kw_only=True):
    """节: 一、部门职责. For a table `number` counts in the contents only; over the table stands its title."""

    id: str
    number: str
    title: tuple[Span, ...]
    contents_title: str
    kind: SectionKind
    blocks: tuple[Block, ...]
    landscape: bool = False
    """its text"""


class Part(Struct, frozen=True, kw_only=True):
    """部分: 第一部分 …概况."""

    id: str
    number: str
    separator: str
    title: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...] = ()
    """blocks that stand in the part outside any section (名词解释)"""
    contents_title: str = ""
    """for the contents and the menu, where it is not the title"""
    landscape: bool = False
    """the text outside its sections"""

    @property
    def listed(self) -> str:
        """What contents and menus call it."""
        return self.contents_title or self.title


class Passage(NamedTuple):
    """一段: the blocks of a section, or those that stand in a part outside any."""

    part: Part
    section: Section | None
    blocks: tuple[Block, ...]


class Publication(Identity, frozen=True, kw_only=True):
    """公开文本: one document, composed."""

    title: str
    kind_title: str
    """its 全称: 部门决算"""
    own_word: str = "部门"
    """whether it is a department's or a unit's"""
    cover: tuple[str, ...]
    contents_title: str
    parts: tuple[Part, ...]
    source: str = ""
    """来源说明 of an archived document"""
    notices: tuple[str, ...] = field(default=())
    """what is missing in the source, for the overview"""
    approved: str = ""
    """批复日期, where it is recorded"""
    standing: Standing | None = None
    """None: it has not been recorded as disclosed"""
    printing: PrintForm = field(default_factory=PrintForm)
    """印刷, its 发文字号 filled in"""

    def walk(self) -> Iterator[Passage]:
        """The whole text in reading order."""
        for part in self.parts:
            yield Passage(part, None, part.blocks)
            for section in part.sections:
                yield Passage(part, section, section.blocks)

    def sections(self) -> Iterator[tuple[Part, Section]]:
        return ((part, section) for part, section, _ in self.walk() if section is not None)

    def blocks(self) -> Iterator[Block]:
        return (block for passage in self.walk() for block in passage.blocks)

    def tables(self) -> Iterator[Table]:
        """Every table and form, in printed order."""
        return (block for block in self.blocks() if isinstance(block, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks() if isinstance(block, Paragraph))

    def with_blocks(self, change: Callable[[Passage], tuple[Block, ...]]) -> Publication:
        """The publication with other blocks in the place of those of each passage."""
        changed = {id(passage.section or passage.part): change(passage) for passage in self.walk()}
        parts = tuple(
            replace(
                part,
                blocks=changed[id(part)],
                sections=tuple(replace(section, blocks=changed[id(section)]) for section in part.sections),
            )
            for part in self.parts
        )
        return replace(self, parts=parts)
