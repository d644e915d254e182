"""改: values of a YAML file set, added or removed at key paths; comments, order and all else stay."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec.structs import replace

from gongkai.model.intake import TypedValue
from gongkai.writing.emitting import page_text
from gongkai.writing.layouts import Form, Layout, layout_of
from gongkai.writing.reading import read_page
from gongkai.writing.tree import Branch, Entry, Page, Text, Value, comments, said

Path = tuple[str, ...]
"""键的路径: keys; the items of a list are #1, #2 …, and the one behind the last is added"""


class PathError(Exception):
    """A path that leads nowhere: to an item of a list where there is none."""


def revised(data: bytes, shown: str, changes: Mapping[Path, TypedValue | None], layout: Layout | None = None) -> bytes:
    """The bytes of a file with values set at paths, removed where None is given; b"" for a file that is not there.

    A key below which nothing is left goes too. Raises BrokenFileError where the file has errors, PathError where a
    path leads nowhere.
    """
    layout = layout or layout_of(shown)
    page = read_page(data, shown) if data else Page(root=Branch(entries=()))
    root = page.root
    for path in sorted((path for path, value in changes.items() if value is None), key=_steps, reverse=True):
        root = _removed(root, path) if isinstance(root, Branch) else root
    for path, value in changes.items():
        if value is not None:
            root = _set(root, path, fresh(value), layout.form)
    return page_text(replace(page, root=root), layout).encode()


def written(value: TypedValue, shown: str, layout: Layout | None = None) -> str:
    """The text of a whole new file."""
    return page_text(Page(root=fresh(value)), layout or layout_of(shown))


def fresh(value: TypedValue) -> Value:
    """A tree without comments."""
    if isinstance(value, str):
        return Text(text=value)
    if isinstance(value, Mapping):
        return Branch(entries=tuple(Entry(key=key, value=fresh(one)) for key, one in value.items()))
    return Branch(entries=tuple(Entry(value=fresh(one)) for one in value), listed=True)


def _steps(path: Path) -> tuple[tuple[int, str], ...]:
    """For sorting: #2 before #10."""
    return tuple((int(step[1:]) if step[:1] == "#" and step[1:].isdecimal() else 0, step) for step in path)


def _set(old: Value, path: Path, new: Value, form: Form) -> Value:
    if not path:
        return _replaced(old, new, form)
    branch = _holder(old, path[0])
    at, below = branch.at(path[0]), form.child(None if branch.listed else path[0])
    if branch.listed and at is None:
        raise PathError(path[0])
    if at is None or at == len(branch.entries):
        entry = Entry(key=None if branch.listed else path[0], value=_set(_NOTHING, path[1:], new, below))
        return _added(branch, entry, form)
    entry = branch.entries[at]
    return _with(branch, at, (replace(entry, value=_set(entry.value, path[1:], new, below)),))


_NOTHING = Text(text="", null=True)


def _holder(old: Value, step: str) -> Branch:
    """What a step leads into: what is there; an empty branch in the place of a text."""
    if isinstance(old, Branch) and (old.entries or not old.listed):
        return old
    return Branch(entries=(), listed=step[:1] == "#")


def _with(branch: Branch, at: int, entries: tuple[Entry, ...]) -> Branch:
    """With others in the place of an entry."""
    return replace(branch, entries=(*branch.entries[:at], *entries, *branch.entries[at + 1 :]))


def _added(branch: Branch, entry: Entry, form: Form) -> Branch:
    """With an entry in its place: before the first that stands behind it by its form, else at the end."""
    rank = None if branch.listed else form.rank(entry.key)
    later = (at for at, one in enumerate(branch.entries) if rank and (form.rank(one.key) or rank) > rank)
    at = next(later, len(branch.entries))
    return replace(branch, entries=(*branch.entries[:at], entry, *branch.entries[at:]))


def _removed(branch: Branch, path: Path) -> Branch:
    at = branch.at(path[0])
    if at is None or at == len(branch.entries):
        return branch
    entry = branch.entries[at]
    if len(path) > 1:
        if isinstance(entry.value, Text):
            return branch
        entry = replace(entry, value=_removed(entry.value, path[1:]))
        if isinstance(entry.value, Branch) and entry.value.entries:
            return _with(branch, at, (entry,))
    return _cut(branch, at, tuple(comments(entry)))


def _cut(branch: Branch, at: int, left: tuple[str, ...]) -> Branch:
    """Without an entry; its comments stay where it was."""
    following = branch.entries[at + 1 : at + 2]
    if following:
        following = (replace(following[0], above=(*left, *following[0].above)),)
        left = ()
    entries = (*branch.entries[:at], *following, *branch.entries[at + 2 :])
    return replace(branch, entries=entries, below=(*left, *branch.below))


def _replaced(old: Value, new: Value, form: Form) -> Value:
    """A value in the place of another, with the comments of what stays."""
    if isinstance(new, Branch) and isinstance(old, Branch) and old.listed == new.listed:
        return _with_items(old, new, form) if new.listed else _with_keys(old, new, form)
    if isinstance(new, Text) and isinstance(old, Text):
        return replace(new, quoted=old.quoted)
    return new


def _with_keys(old: Branch, new: Branch, form: Form) -> Branch:
    made = old
    for gone in (entry for entry in old.entries if new.at(entry.key or "") is None):
        made = _removed(made, (gone.key or "",))
    for entry in new.entries:
        made = _holder(_set(made, (entry.key or "",), entry.value, form), "")
    return made


def _with_items(old: Branch, new: Branch, form: Form) -> Branch:
    """The items of another list; those that were there before keep their comments."""
    there, wanted = ([repr(said(entry.value)) for entry in branch.entries] for branch in (old, new))
    made: list[Entry] = []
    below = old.below
    for kind, first, last, start, end in SequenceMatcher(None, there, wanted, autojunk=False).get_opcodes():
        pairs = zip_longest(old.entries[first:last], new.entries[start:end])
        for before, after in pairs:
            if after is None:
                below = (*below, *comments(before))
            elif before is None or kind == "insert":
                made.append(after)
            else:
                made.append(replace(before, value=_replaced(before.value, after.value, form.child(None))))
    return Branch(entries=tuple(made), listed=True, below=below)
