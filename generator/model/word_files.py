"""Word 文件: what a .docx says, as it is read with all changes accepted, with the marks and changes in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field


class Mark(Struct, frozen=True, kw_only=True):
    """记号: a stretch of a paragraph that a content control or a bookmark names; "" for a control without a name."""

    name: str
    start: int
    end: int
    blank: bool = False
    """what stands there only says that something is to be typed"""


class Tracked(Struct, frozen=True, kw_only=True):
    """修订 that is still shown as such: words put in or left out."""

    added: bool
    author: str
    text: str


class WordParagraph(Struct, frozen=True, kw_only=True):
    """段落."""

    text: str = ""
    number: str = ""
    """自动编号, which Word counts and does not write"""
    level: int = 0
    """大纲级别 of a heading, from 1; 0: text"""
    marks: tuple[Mark, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    objects: tuple[str, ...] = ()
    """what stands in it that is no text: 图片, 脚注"""
    contents: bool = False
    """a line of the 目录"""

    @property
    def whole(self) -> str:
        """As it is read, its number included."""
        return self.number + self.text


class WordCell(Struct, frozen=True, kw_only=True):
    """单元格: `column` counts from 0, cells that span counted as wide as they are."""

    column: int
    span: int = 1
    paragraphs: tuple[WordParagraph, ...]

    @property
    def text(self) -> str:
        return "\n".join(one.whole for one in self.paragraphs).strip("\n")


class WordRow(Struct, frozen=True, kw_only=True):
    """行, without the places into which a cell of the row above reaches."""

    cells: tuple[WordCell, ...]
    head: bool = False
    tracked: tuple[Tracked, ...] = ()
    """of the row as a whole"""


class WordTable(Struct, frozen=True, kw_only=True):
    """表格."""

    rows: tuple[WordRow, ...]


WordBlock = WordParagraph | WordTable


class WordComment(Struct, frozen=True, kw_only=True):
    """批注; `about`: the words that it is about."""

    author: str
    text: str
    about: str = ""


class WordFile(Struct, frozen=True, kw_only=True):
    """一个 Word 文件."""

    name: str
    blocks: tuple[WordBlock, ...]
    comments: tuple[WordComment, ...] = ()
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """what stands outside the running text, by where: 页眉、页脚, 脚注, 文本框"""
    properties: Mapping[str, str] = field(default_factory=dict)
    """自定义属性"""
    kept: Mapping[str, str] = field(default_factory=dict)
    """what was put into it when it was made, by name (word_files/kept.py)"""

    def paragraphs(self) -> Iterator[WordParagraph]:
        """All of them, those of tables too."""
        return paragraphs_of(self.blocks)


def paragraphs_of(blocks: tuple[WordBlock, ...]) -> Iterator[WordParagraph]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row.cells for one in cell.paragraphs)
