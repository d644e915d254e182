"""别处的改动: whatever a reviewed file says otherwise outside of what people typed; told, and never taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gongkai.importing.reviewed.pairing import alike, paired
from gongkai.importing.reviewed.recovery import Occurrence, occurrences, restored
from gongkai.importing.reviewed.stretches import Marks, Pieced
from gongkai.importing.reviewed.table_differences import TableDifferences, table_key
from gongkai.model.reviewed import OtherChange
from gongkai.model.word_files import WordBlock, WordFile, WordParagraph, WordTable


class Item(Struct, frozen=True, kw_only=True):
    """A paragraph or a table that says something."""

    block: WordBlock
    key: str


class Differences:
    """Compares a file with what it was. `seen`: what stands in each place where people had typed."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.seen: list[Occurrence] = []
        self.changes: list[OtherChange] = []
        self.where = "封面"

    def compare(self, before: WordFile, after: WordFile) -> None:
        """Fill `seen` and `changes`."""
        for one, other in paired(self._items(before.blocks), self._items(after.blocks), _key, self._like):
            self._pair(one.block if one else None, other.block if other else None)
        self.changes += _beside(before, after)

    def _items(self, blocks: Sequence[WordBlock]) -> list[Item]:
        """Without empty paragraphs and the contents, which Word fills in by itself."""
        made = []
        for block in blocks:
            if isinstance(block, WordTable):
                made.append(Item(block=block, key="\x03" + table_key(block, self.marks)))
            elif not block.contents and (block.whole.strip() or block.objects or block.tracked):
                made.append(Item(block=block, key=whole_key(self.marks.pieced(block))))
        return made

    def _like(self, one: Item, other: Item) -> bool:
        if isinstance(one.block, WordTable) or isinstance(other.block, WordTable):
            return isinstance(one.block, WordTable) and isinstance(other.block, WordTable)
        return alike(one.block.whole, other.block.whole) or shared(self.marks, one.block, other.block)

    def _pair(self, before: WordBlock | None, after: WordBlock | None) -> None:
        if isinstance(before, WordParagraph) and before.level:
            self.where = before.whole.strip()
        if isinstance(before, WordTable) and isinstance(after, WordTable):
            tables = TableDifferences(self.marks, self.where)
            tables.compare(before, after)
            self.seen += tables.seen
            self.changes += tables.changes
        elif isinstance(before, WordTable) or isinstance(after, WordTable):
            self._whole_table(before, after)
        else:
            self._paragraphs(before, after)

    def _whole_table(self, before: WordBlock | None, after: WordBlock | None) -> None:
        block = before or after
        rows = len(block.rows) if isinstance(block, WordTable) else 0
        told = "删了整张表" if before is not None else "加了一张表"
        self.changes.append(OtherChange(where=self.where, what=f"{told}（{rows}行）"))
        if isinstance(after, WordTable):
            lines = (one for row in after.rows for cell in row.cells for one in cell.paragraphs)
            self.seen += [seen for one in lines for seen in occurrences(self.marks.pieced(one))]

    def _paragraphs(self, before: WordParagraph | None, after: WordParagraph | None) -> None:
        one = self.marks.pieced(before) if before is not None else None
        other = self.marks.pieced(after) if after is not None else None
        if one is not None and other is not None:
            other = restored(one, other)
        if other is not None:
            self.seen += occurrences(other)
        self.changes += paragraph_changes(self.where, one, other)


def _key(item: Item) -> str:
    return item.key


def whole_key(pieced: Pieced) -> str:
    return (pieced.paragraph.number + pieced.skeleton).strip()


def shared(marks: Marks, one: WordParagraph, other: WordParagraph) -> bool:
    """Whether two paragraphs have a slot in common."""
    keys = ({stretch.key for stretch in marks.pieced(paragraph).stretches} for paragraph in (one, other))
    return bool(set.intersection(*keys))


def paragraph_changes(where: str, before: Pieced | None, after: Pieced | None) -> Iterator[OtherChange]:
    """What was changed in a paragraph besides what was typed."""
    authors = tuple(dict.fromkeys(one.author for one in after.paragraph.tracked)) if after is not None else ()
    added = Counter(after.paragraph.objects if after else ()) - Counter(before.paragraph.objects if before else ())
    gone = Counter(before.paragraph.objects if before else ()) - Counter(after.paragraph.objects if after else ())
    for what, objects in (("加了", added), ("删了", gone)):
        for name, many in objects.items():
            yield OtherChange(where=where, what=f"{what}{name}", new=f"{many}处" if many > 1 else "", authors=authors)
    if before is None or after is None:
        yield from _alone(where, before, after, authors)
    elif not _same(before, after):
        yield OtherChange(
            where=where, what="改了字句", old=_as_now(before, after), new=after.paragraph.whole.strip(), authors=authors
        )


def _alone(where: str, before: Pieced | None, after: Pieced | None, authors: tuple[str, ...]) -> Iterator[OtherChange]:
    if before is not None:
        yield OtherChange(where=where, what="删了一段", old=before.paragraph.whole.strip())
    elif after is not None and (whole := after.paragraph.whole.strip()):
        yield OtherChange(where=where, what="加了一段", new=whole, authors=authors)
    elif after is not None and after.paragraph.tracked:
        for one in after.paragraph.tracked:
            if one.text.strip():
                yield OtherChange(where=where, what="删了一段", old=one.text.strip(), authors=(one.author,))


def _same(before: Pieced, after: Pieced) -> bool:
    """But for what was typed; numbers that Word counts anew are no change of anybody's."""
    if whole_key(before) == whole_key(after) or before.paragraph.whole.strip() == after.paragraph.whole.strip():
        return True
    counted = bool(before.paragraph.number and after.paragraph.number)
    return counted and before.skeleton == after.skeleton


def _as_now(before: Pieced, after: Pieced) -> str:
    """What a paragraph said, with what people have typed since in its places."""
    now = {stretch.key: text for stretch, text in zip(after.stretches, after.texts, strict=True)}
    pieces = [before.paragraph.number, before.fixed[0]]
    for stretch, text, fixed in zip(before.stretches, before.texts, before.fixed[1:], strict=True):
        pieces += [now.get(stretch.key, text), fixed]
    return "".join(pieces).strip()


def _beside(before: WordFile, after: WordFile) -> Iterator[OtherChange]:
    """页眉、页脚、脚注、尾注、文本框: by their lines, however often a program has written them."""
    for where in dict.fromkeys((*before.beside, *after.beside)):
        old, new = ({"".join(line.split()): line for line in file.beside.get(where, ())} for file in (before, after))
        gone = [line for key, line in old.items() if key not in new]
        come = [line for key, line in new.items() if key not in old]
        for one, other in paired(gone, come, str, alike):
            what = "加了" if one is None else "删了" if other is None else "改了字句"
            yield OtherChange(where=where, what=what, old=one or "", new=other or "")
