"""读: the bytes of a YAML file → its tree with comments, each given to the entry that it stands above or beside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct, field

from gongkai.loading.text import LONGEST_LINE, read_text
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.loading.yaml_source import SourceLines, Span
from gongkai.loading.yaml_tree import build_tree
from gongkai.model.findings import Finding, errors
from gongkai.model.nodes import Mapping, Node, Scalar
from gongkai.writing.tree import Branch, Entry, Page, Text, Value

_HASH = re.compile(r"(?:^|(?<=[ \t]))#")
_MODELINE = "# yaml-language-server:"


class BrokenFileError(Exception):
    """A file with errors, which nothing is written into."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{one.place} {one.code}" for one in findings))
        self.findings = findings


class _Spot(Struct, eq=False):
    """An entry while its comments are looked for; the outermost stands for the file."""

    node: Node | None
    key: Scalar | None = None
    above_it: _Spot | None = None
    line: int = -1
    column: int = -1
    flow: bool = False
    """whether it stands between brackets"""
    below: list[_Spot] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: str = ""
    behind: list[str] = field(default_factory=list)
    """comments at the end of what stands below it"""

    @property
    def chain(self) -> Iterator[_Spot]:
        """It, what it stands in, and so on, without the file."""
        spot = self
        while spot.above_it is not None:
            yield spot
            spot = spot.above_it


class _Comment(Struct, frozen=True):
    line: int
    column: int
    text: str
    beside: str
    """the blanks before it where it stands behind something, else empty"""


def read_page(data: bytes, shown: str) -> Page:
    """The tree of a file; raises BrokenFileError where it has errors."""
    loaded, text = parse_yaml(data, shown), read_text(data, shown).value
    if errors(loaded.findings) or text is None:
        raise BrokenFileError(errors(loaded.findings))
    source = SourceLines(shown=shown, lines=tuple(text.split("\n")))
    return _Reader(source).page()


class _Reader:
    def __init__(self, source: SourceLines) -> None:
        self.source = source
        tree = build_tree(source)
        self.spans = {(span.line, span.column): span for span in tree.spans}
        self.top = _Spot(tree.node)
        self.spots: list[_Spot] = []
        self.blank = self._blank_lines(tree.spans)
        if tree.node is not None:
            self._walk(self.top, tree.node)

    def page(self) -> Page:
        comments = list(self._comments())
        starts = [(spot.line, spot.column) for spot in self.spots]
        for comment in comments:
            self._give(comment, bisect_right(starts, (comment.line, comment.column)))
        root = _value(self.top, self.spans) if self.top.node is not None else Branch(entries=())
        return _with_head(root, tuple(self.top.behind) if self.top.node is None else ())

    def _walk(self, above: _Spot, node: Node) -> None:
        flow = above.flow or self._opens_bracket(node)
        for key, value in node.pairs:
            self._spot(above, key, value, flow, (key.place.line - 1, key.place.column - 1))
        for item in node.listed:
            at = (item.place.line - 1, item.place.column - 1) if flow else self._dash(node, item)
            self._spot(above, None, item, flow, at)

    def _spot(self, above: _Spot, key: Scalar | None, node: Node, flow: bool, at: tuple[int, int]) -> None:  # noqa: FBT001
        spot = _Spot(node, key, above, *at, flow)
        above.below.append(spot)
        self.spots.append(spot)
        self._walk(spot, node)

    def _dash(self, sequence: Node, item: Node) -> tuple[int, int]:
        """Where the dash of an item stands, perhaps in a line before it."""
        column = sequence.place.column - 1
        lines = range(item.place.line - 1, sequence.place.line - 2, -1)
        return next((line for line in lines if self.source.line(line)[column : column + 1] == "-"), lines[0]), column

    def _opens_bracket(self, node: Node) -> bool:
        sign = self.source.line(node.place.line - 1)[node.place.column - 1 : node.place.column]
        return not isinstance(node, Scalar) and sign in ("{", "[")

    def _blank_lines(self, spans: tuple[Span, ...]) -> frozenset[int]:
        blank = {number for number, line in enumerate(self.source.lines) if not line.strip()}
        for span in spans:
            last = max((line for line in range(span.line, span.end_line) if line not in blank), default=span.line)
            blank.difference_update(range(span.line, last))
        return frozenset(blank)

    def _comments(self) -> Iterator[_Comment]:
        taken = _taken(self.spans.values())
        for number, text in enumerate(self.source.lines):
            hashes = (match.start() for match in _HASH.finditer(text))
            free = (at for at in hashes if not any(start <= at < end for start, end in taken[number]))
            yield from (_comment(number, at, text) for at in islice(free, 1))

    def _give(self, comment: _Comment, behind: int) -> None:
        """Give a comment to an entry; `behind`: how many entries begin before it."""
        last = self.spots[behind - 1] if behind else None
        following = self.spots[behind] if behind < len(self.spots) else None
        if comment.beside and last is not None:
            self._put_beside(comment, last, following)
        elif last is not None and _begins_later(last, comment):
            self._put(comment, last.above, following_line=-1)
        elif following is not None and (following.flow or comment.column <= following.column):
            self._put(comment, following.above, following.line)
        else:
            self._put(comment, _behind(last, comment.column, self.top), following_line=-1)

    def _put_beside(self, comment: _Comment, last: _Spot, following: _Spot | None) -> None:
        """Behind closed brackets it is about all that stands between them."""
        holder = next((one for one in last.chain if not one.flow), self.top)
        open_still = following is not None and following.flow and holder in following.chain
        spot = last if open_still or holder is self.top else holder
        if spot.beside:
            spot.above.append(comment.text)
        else:
            spot.beside = comment.beside + comment.text

    def _put(self, comment: _Comment, lines: list[str], following_line: int) -> None:
        if comment.line - 1 in self.blank:
            lines.append("")
        lines.append(comment.text)
        if comment.line + 1 in self.blank and self._is_next(comment.line + 1, following_line):
            lines.append("")

    def _is_next(self, line: int, following: int) -> bool:
        """Whether only blank lines stand between."""
        return line <= following and all(number in self.blank for number in range(line, following))


def _comment(number: int, at: int, line: str) -> _Comment:
    before = line[:at]
    gap = "" if not before.strip() else " " if before.endswith(" ") and not before.endswith("  ") else "  "
    return _Comment(number, at, line[at:].rstrip(), gap)


def _begins_later(spot: _Spot, comment: _Comment) -> bool:
    """Whether a comment stands between a key and its text in a line of its own."""
    node = spot.node
    return isinstance(node, Scalar) and not node.null and node.place.line - 1 > comment.line


def _behind(last: _Spot | None, column: int, top: _Spot) -> list[str]:
    """The end of the innermost block that a comment is indented for."""
    chain = [one for one in last.chain if not one.flow] if last is not None else []
    entry = next((one for one in chain if one.column <= column), None)
    return top.behind if entry is None or entry.above_it is None else entry.above_it.behind


def _value(spot: _Spot, spans: dict[tuple[int, int], Span]) -> Value:
    node = spot.node
    if isinstance(node, Scalar):
        span = spans.get((node.place.line - 1, node.place.column - 1))
        return Text(text=node.text, null=node.null, quoted=span is not None and span.style in ("'", '"'))
    entries = tuple(
        Entry(
            key=one.key.text if one.key else None,
            value=_value(one, spans),
            above=tuple(one.above),
            beside=one.beside,
        )
        for one in spot.below
    )
    return Branch(entries=entries, listed=not isinstance(node, Mapping), below=tuple(spot.behind))


def _with_head(root: Value, head: tuple[str, ...]) -> Page:
    """The comments above the first entry stay at the top, as far as a blank line keeps them apart from it."""
    if isinstance(root, Text) or not root.entries:
        return Page(root=root, head=head)
    first, *others = root.entries
    cut = max((at + 1 for at, line in enumerate(first.above) if not line or line.startswith(_MODELINE)), default=0)
    kept = Entry(key=first.key, value=first.value, above=first.above[cut:], beside=first.beside)
    return Page(root=Branch(entries=(kept, *others), listed=root.listed, below=root.below), head=first.above[:cut])


def _taken(spans: Iterable[Span]) -> dict[int, list[tuple[int, int]]]:
    """From where to where texts stand in each line: what looks like a comment there is none."""
    taken = defaultdict[int, list[tuple[int, int]]](list)
    for span in spans:
        for line in range(span.line + span.block, span.end_line + 1):
            start = span.column if line == span.line else 0
            taken[line].append((start, span.end_column if line == span.end_line else LONGEST_LINE))
    return taken
