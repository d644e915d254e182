"""统一写法: the one form of a YAML file; it says what it said, with the same comments."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.writing.emitting import page_text
from gongkai.writing.layouts import Form, Layout
from gongkai.writing.reading import read_page
from gongkai.writing.scalars import settled
from gongkai.writing.tree import Text, Value, comments_of, said


class ChangedError(Exception):
    """A file that would say something else in its one form: a mistake of this program's; the file stays as it is."""


def formatted(data: bytes, shown: str, layout: Layout) -> bytes:
    """The one form of a file; raises BrokenFileError where it has errors, ChangedError where it would not say so."""
    page = read_page(data, shown)
    wanted = replace(page, root=_settled(page.root, layout.form))
    made = page_text(wanted, layout).encode()
    if made == data:
        return made
    again = read_page(made, shown)
    if said(again.root) != said(wanted.root) or sorted(comments_of(again)) != sorted(comments_of(page)):
        raise ChangedError(shown)
    return made


def _settled(value: Value, form: Form) -> Value:
    """With keys in their order and numbers as they are written."""
    if isinstance(value, Text):
        return replace(value, text=settled(value.text, form.kind))
    entries = tuple(replace(entry, value=_settled(entry.value, form.child(entry.key))) for entry in value.entries)
    return replace(value, entries=entries if value.listed else tuple(sorted(entries, key=form.place)))
