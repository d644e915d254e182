"""Relative links between pages."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rendering.pages import relative


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("", "", "./"),
        ("", "henan/nanyang/", "../../"),
        ("henan/", "", "henan/"),
        ("a/tables/t03/", "a/tables/t03/", "./"),
        ("a/tables/t03/#t03-r201", "a/tables/t03/", "#t03-r201"),
        ("a/tables/t03/", "a/explanation/", "../tables/t03/"),
        ("a/document.pdf", "a/tables/t03/", "../../document.pdf"),
        ("a/explanation/#overall", "a/", "explanation/#overall"),
    ],
)
def test_relative(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


STEPS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=5)


@given(STEPS, STEPS)
def test_a_relative_link_leads_there_from_here(target: list[str], here: list[str]) -> None:
    to, start = ("".join(f"{step}/" for step in steps) for steps in (target, here))
    reached = posixpath.normpath(posixpath.join("/" + start, relative(to, start)))
    assert reached.rstrip("/") == ("/" + to).rstrip("/")
