"""Pouring a page into the model."""

from __future__ import annotations

from gongkai.publishing.pouring import MARKS, mark, pour

MODEL = "<title>" + "|".join(mark(name) for name in MARKS) + "</title>"


def test_pieces_take_the_place_of_their_marks() -> None:
    pieces = {name: name.upper() for name in MARKS}
    assert pour(pieces, MODEL) == "<title>" + "|".join(name.upper() for name in MARKS) + "</title>"


def test_a_mark_in_the_content_is_left_alone() -> None:
    pieces = dict.fromkeys(MARKS, mark("body"))
    assert pour(pieces, MODEL).count(mark("body")) == len(MARKS)
