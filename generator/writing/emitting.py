"""写: a tree with comments → the text of its file; layout by rule, never by habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from gongkai.writing.layouts import Form, Layout
from gongkai.writing.scalars import key, scalar
from gongkai.writing.tree import Branch, Entry, Page, Text, Value

LONGEST = 120
"""characters of a line that holds several values"""
STEP = "  "
_SENTENCE = re.compile("[，。；：！？、\\n]")
_EDGE = re.compile(r"^\s|\s$|^\s*#")


def page_text(page: Page, layout: Layout) -> str:
    """The text of a file."""
    writer = _Writer(layout)
    root = page.root
    if isinstance(root, Text):
        body: Iterable[str] = [scalar(root, layout.form.kind)]
    elif root.listed and not root.entries:
        body = ["[]", *root.below]
    else:
        body = writer.branch(root, "", layout.form, 0)
    return "".join(f"{line}\n" for line in _joined([*page.head, *body]))


def _joined(lines: list[str]) -> Iterator[str]:
    """Without blank lines at both ends, and no two together."""
    blank = shown = False
    for line in lines:
        if line and blank and shown:
            yield ""
        if line:
            yield line
        blank, shown = not line, shown or bool(line)


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def branch(self, branch: Branch, indent: str, form: Form, depth: int) -> Iterator[str]:
        """The lines of what stands below a key; `depth`: how many keys lead there."""
        wide = False
        for number, typed in enumerate(branch.entries):
            entry, lines = self._entry(typed, indent, form.child(typed.key), depth + 1)
            if self.layout.spaced and not depth and number and (wide or len(lines) > 1):
                yield ""
            wide = len(lines) > 1
            yield from _comments(entry.above, indent, first=depth > 0 and number == 0)
            yield from lines
        yield from _comments(branch.below, indent)

    def _entry(self, entry: Entry, indent: str, form: Form, depth: int) -> tuple[Entry, list[str]]:
        """The lines of an entry without the comments above it; these are found in the entry that is returned."""
        entry = _lifted(entry)
        begin = f"{indent}{'-' if entry.key is None else key(entry.key) + ':'}"
        value = entry.value
        inline = self._inline(value, form, depth, len(begin))
        if inline is not None:
            return entry, [f"{begin} {inline}".rstrip() + entry.beside]
        if isinstance(value, Text):
            return entry, [f"{begin} |-{entry.beside}", *_block(value.text, indent + STEP)]
        below = list(self.branch(value, indent + STEP, form, depth))
        if entry.key is not None:
            return entry, [begin + entry.beside, *below]
        return _beside_above(entry), [f"{begin} {below[0].removeprefix(indent + STEP)}", *below[1:]]

    def _inline(self, value: Value, form: Form, depth: int, before: int) -> str | None:
        """A value that stands in one line; None for one that needs more."""
        if isinstance(value, Text):
            return None if _is_block(value.text) else scalar(value, form.kind)
        if not value.entries:
            return "[]" if value.listed else "{}"
        if depth < self.layout.flow_from or not _is_flat(value):
            return None
        text = _flow(value, form)
        return text if before + 1 + len(text) <= LONGEST else None


def _lifted(entry: Entry) -> Entry:
    """In a list, the first of what is below stands behind the dash, so what was above that stands above the dash."""
    value = entry.value
    if entry.key is not None or isinstance(value, Text) or not value.entries:
        return entry
    first, *others = value.entries
    if first.key is None:
        first = _beside_above(_lifted(first))
    below = replace(value, entries=(replace(first, above=()), *others))
    return replace(entry, above=(*entry.above, *first.above), value=below)


def _beside_above(entry: Entry) -> Entry:
    """With the comment above that was beside it."""
    return replace(entry, above=(*entry.above, entry.beside.strip()), beside="") if entry.beside else entry


def _comments(lines: tuple[str, ...], indent: str, *, first: bool = False) -> Iterator[str]:
    """Comment lines; the first ones of a block have no blank line above them."""
    shown = False
    for line in lines:
        if line or shown or not first:
            yield indent + line if line else ""
        shown = shown or bool(line)


def _is_block(text: str) -> bool:
    """Whether a text of several lines can stand as it is."""
    lines = text.split("\n")
    return len(lines) > 1 and bool(lines[0] and lines[-1]) and not any(_EDGE.search(line) for line in lines)


def _block(text: str, indent: str) -> Iterator[str]:
    return (indent + line if line else "" for line in text.split("\n"))


def _is_flat(branch: Branch) -> bool:
    """Whether there are only short texts below: a mapping may hold a list of words."""
    if branch.below or any(entry.above or entry.beside for entry in branch.entries):
        return False
    values = (entry.value for entry in branch.entries)
    return all(_is_word(one) if branch.listed else _fits_in_mapping(one) for one in values)


def _is_word(value: Value) -> bool:
    return isinstance(value, Text) and not value.null and _SENTENCE.search(value.text) is None


def _fits_in_mapping(value: Value) -> bool:
    if isinstance(value, Text):
        return not value.null and "\n" not in value.text
    return value.listed and _is_flat(value)


def _flow(value: Value, form: Form) -> str:
    if isinstance(value, Text):
        return scalar(value, form.kind, flow=True)
    items = (
        ("" if entry.key is None else key(entry.key, flow=True) + ": ") + _flow(entry.value, form.child(entry.key))
        for entry in value.entries
    )
    return f"[{', '.join(items)}]" if value.listed else f"{{{', '.join(items)}}}"
