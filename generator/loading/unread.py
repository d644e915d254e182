"""没有读全的内容: which parts of a file hold something that could not be read, by the places of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.edition import Edition
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding, errors
from gongkai.model.nodes import Node
from gongkai.model.places import Place


def unread_tables(node: Node, edition: Edition, findings: Iterable[Finding]) -> frozenset[str]:
    """Tables of figures.yml of which a line was rejected.

    What cannot be given to a table of the edition (a name it does not know) may belong to any that is not there.
    """
    typed = frozenset(node.keys())
    tops = {path[0] if path else "" for path in unread_paths(node, findings)}
    known = tops & edition.tables.keys()
    return frozenset(known if tops == known else {*known, *(name for name in edition.tables if name not in typed)})


def misplaced_codes(entries: Iterable[Entry], edition: Edition) -> frozenset[str]:
    """Tables with a code that has its place nowhere: neither 类 nor 款 nor 项."""
    by_code = {
        name: form.classification
        for name, form in edition.tables.items()
        if form.rule and not form.rule.grouped and form.classification
    }
    return frozenset(
        entry.table
        for entry in entries
        if (known := by_code.get(entry.table)) and known.is_typed(entry.row) and len(entry.row) not in known.lengths
    )


def unread_paths(node: Node, findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    """The keys that lead to each error in a file."""
    for finding in errors(findings):
        if finding.place.path == node.place.path:
            yield tuple(_path(node, finding.place))


def _path(node: Node, place: Place) -> Iterator[str]:
    """The keys above a place: at each level the last that stands before it, but for a key that is not in the tree."""
    above = [(key, value) for key, value in node.pairs if key.place <= place]
    if not above:
        return
    key, value = above[-1]
    if place.column <= key.place.column and place.line > key.place.line:
        return
    yield key.text
    yield from _path(value, place)
