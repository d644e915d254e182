"""公开文本: a publication as parts, sections and blocks; what the site, the PDF and the data files are drawn from.

Everything here is finished for the reader: text is plain text (renderers escape it), figures are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from gongkai.model.identity import Identity
from gongkai.model.numbers import Number
from gongkai.model.places import NOWHERE, Place

PLACES = 2
"""decimals that a percentage needs at least"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    bold: bool = False
    places: tuple[Place, ...] = ()
    """where it, or what stands behind it, was typed; empty for the words of the edition"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(_Run):
    """文字: a run of plain text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(_Run):
    """数字: a derived or entered figure as printed, with its exact value and where it comes from."""

    text: str
    value: str
    """the exact number, in `unit`, as a plain decimal string"""
    unit: str
    """万元, 元, % or a counter such as 个"""
    source: str
    """Chinese, for a tooltip: 支出决算表·合计·基本支出"""
    low: str = ""
    high: str = ""
    """for a ratio: the interval that the rounding of its figures allows"""

    def allows(self, printed: Number) -> bool:
        """Whether a printed percentage is one of the interval, rounded (domain rule 2.1)."""
        if not self.low or printed.unit != "%" or printed.places < PLACES:
            return False
        step = Decimal(1).scaleb(-printed.places)
        low, high = (Decimal(end).quantize(step, ROUND_HALF_UP) for end in (self.low, self.high))
        return low <= printed.value <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class AsPrinted(_Run):
    """原文: what an archived original prints where it differs from what derives (`expected`, may be empty)."""

    text: str
    expected: str
    note: str
    """the Chinese sentence of the note: 原文印作“…”，按本文件数据应为“…”。"""
    remark: str = ""
    """what the recorder says of it"""
    replaced: tuple[Text | Figure, ...] = ()
    """the derived words and figures in whose place it stands"""
    place: Place = NOWHERE
    """where it is recorded"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark(_Run):
    """注号: stands behind a figure or a sentence and leads to its note. It is no word of the publication."""

    note: str
    """id of the note"""
    label: str = ""
    """核1; empty for a hint, whose mark is not printed and only tells what the note is about"""
    id: str = ""
    """its own address, to which the note leads back"""
    leads: bool = False
    """stands before a figure, so that the figures of a column stay in line"""

    @property
    def text(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNumber(_Run):
    """注的编号: the label at the head of a note, which leads back to its mark."""

    text: str
    """核1"""
    mark: str
    """id of the mark"""


Span = Text | Figure | AsPrinted | NoteMark | NoteNumber


def plain(spans: tuple[Span, ...]) -> str:
    """The words a reader sees."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """小标题 inside a section: （一）…; level 3 below a section (2), 4 below that."""

    id: str
    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """段落."""

    spans: tuple[Span, ...]
    id: str = ""


FINDING = "finding"
"""kind of a note that is no part of the document: 核对"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """注: a note under a table or paragraph.

    kind: note (注), empty (说明, no data), source (来源说明), quoted (来源照录: what it is, then the lines),
    original (原文如此), finding (核对, see FINDING).
    """

    kind: str
    spans: tuple[Span, ...]
    id: str = ""
    """of a finding: its address"""
    codes: tuple[str, ...] = ()
    """of a finding: the codes of what it tells, E101"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """名词解释 of one term, with its printed number (一、)."""

    id: str
    number: str
    term: tuple[Span, ...]
    text: tuple[Span, ...]


class CellKind(StrEnum):
    """单元格类别: decides alignment and type face."""

    AMOUNT = "amount"
    NUMBER = "number"
    """行次, 栏次, 序号, 分值, 得分"""
    CODE = "code"
    NAME = "name"
    TEXT = "text"
    LABEL = "label"
    """a printed label in the body of a form"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """单元格: printed spans with extent. header: "" | "col" | "row" | "colgroup"."""

    spans: tuple[Span, ...] = ()
    kind: CellKind = CellKind.TEXT
    header: str = ""
    colspan: int = 1
    rowspan: int = 1
    level: int = 0
    """depth of a 科目名称: 0 total, 1 类, 2 款, 3 项"""
    formula: str = ""
    """Chinese: how the cell derives; empty for an entered figure"""
    strong: bool = False
    places: tuple[Place, ...] = ()
    """where its content was typed"""

    @property
    def text(self) -> str:
        return plain(self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """行: `id` is an anchor such as t03-r2010301."""

    cells: tuple[GridCell, ...]
    id: str = ""
    strong: bool = False
    group: int = 0
    """rows of one group (1, 2, …) belong together on a page, because a cell spans them; 0: may be parted"""
    blank: bool = False
    """a line of an empty form, as high as one with words"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """节: 一、部门职责. For a table `number` counts in the contents only; over the table stands its title."""

    id: str
    number: str
    title: tuple[Span, ...]
    contents_title: str
    kind: SectionKind
    blocks: tuple[Block, ...]
    landscape: bool = False
    """its text"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Identity):
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
