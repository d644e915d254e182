"""What `revised` promises: the file says exactly what it said, with the changes; every comment is still there."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import errors
from gongkai.model.nodes import plain
from gongkai.writing import revised, written
from gongkai.writing.reading import read_page
from gongkai.writing.tree import comments_of
from tests.writing.trees import KEYS, OUTERMOST, Writer, trees

SHOWN = "content/x.yml"
NOT_DRAWN = object()


def said(data: bytes) -> Any:
    loaded = parse_yaml(data, SHOWN)
    assert not errors(loaded.findings), (data.decode(), loaded.findings)
    assert loaded.node is not None
    return plain(loaded.node)


@given(OUTERMOST)
def test_what_is_written_says_the_same(tree: Any) -> None:
    assert said(written(tree, SHOWN).encode()) == tree


@st.composite
def documents(draw: Any) -> tuple[Any, bytes, list[str]]:
    tree = draw(OUTERMOST)
    writer = Writer(draw)
    return tree, writer.document(tree).encode(), writer.comments


def applied(tree: Any, path: tuple[str, ...], value: Any) -> Any:
    """The tree with a value set at a path, or removed with what it leaves empty: by another way than the program's."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(tree, tuple) and tree:
        at = int(step[1:]) - 1
        below = tree[at] if at < len(tree) else ""
        made = applied(below, rest, value)
        return (
            *tree[:at],
            *(() if made is None or (value is None and not made and rest) else (made,)),
            *tree[at + 1 :],
        )
    held = dict(tree) if isinstance(tree, dict) else {}
    made = applied(held.get(step, ""), rest, value)
    if made is None or (value is None and not made and rest):
        held.pop(step, None)
    else:
        held[step] = made
    return held


@st.composite
def paths(draw: Any, tree: Any, *, new: bool) -> tuple[str, ...]:
    """A way into a tree; `new`: perhaps on to what is not there yet."""
    path: list[str] = []
    while True:
        if isinstance(tree, tuple) and tree:
            at = draw(st.integers(0, len(tree) if new else len(tree) - 1))
            path.append(f"#{at + 1}")
            tree = tree[at] if at < len(tree) else ""
        elif isinstance(tree, dict) and (tree or new):
            there = [st.sampled_from(sorted(tree))] if tree else []
            key = draw(st.one_of(*there, *([KEYS] if new else [])))
            path.append(key)
            tree = tree.get(key, "")
        elif path or not new:
            return tuple(path)
        else:
            return (draw(KEYS),)
        if draw(st.booleans()):
            return tuple(path)


@settings(max_examples=60)
@given(st.data())
def test_a_revised_file_says_what_it_said_with_the_changes(data: st.DataObject) -> None:
    tree, source, _ = data.draw(documents())
    path = data.draw(paths(tree, new=True))
    value = data.draw(trees(2))
    made = revised(source, SHOWN, {path: value})
    assert said(made) == applied(tree, path, value)


@settings(max_examples=60)
@given(st.data())
def test_what_is_removed_is_gone_and_its_comments_are_not(data: st.DataObject) -> None:
    tree, source, comments = data.draw(documents())
    path = data.draw(paths(tree, new=False))
    made = revised(source, SHOWN, {path: None})
    assert said(made) == applied(tree, path, None)
    assert sorted(comments_of(read_page(made, SHOWN))) == sorted(comments)


@settings(max_examples=60)
@given(documents())
def test_nothing_changed_leaves_every_comment_once(drawn: tuple[Any, bytes, list[str]]) -> None:
    tree, source, comments = drawn
    made = revised(source, SHOWN, {})
    assert said(made) == tree
    assert sorted(comments_of(read_page(made, SHOWN))) == sorted(comments)
    assert revised(made, SHOWN, {}) == made
