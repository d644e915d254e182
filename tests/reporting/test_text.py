"""Findings as text."""

from __future__ import annotations

from generator.model.findings import Finding, Severity
from generator.model.places import NOWHERE, Place
from generator.reporting.text import format_findings


def finding(line: int, message: str = "消息", hint: str = "", related: tuple[Place, ...] = ()) -> Finding:
    place = Place(path="content/f.yml", line=line, column=3) if line else NOWHERE
    return Finding(code="L201", severity=Severity.ERROR, place=place, message=message, hint=hint, related=related)


def test_sorted_by_place_with_hint_and_related() -> None:
    first = Place(path="content/f.yml", line=1, column=1)
    assert format_findings([finding(10), finding(2, hint="改掉", related=(first,))]) == (
        "content/f.yml:2:3: error L201 消息\n"
        "    改法：改掉\n"
        "    另见：content/f.yml:1:1\n"
        "content/f.yml:10:3: error L201 消息\n"
    )


def test_nothing_to_say() -> None:
    assert format_findings([]) == ""


def test_whole_file_and_no_place() -> None:
    whole = Finding(code="L105", severity=Severity.ERROR, place=Place(path="content/f.yml"), message="消息")
    assert format_findings([whole]) == "content/f.yml: error L105 消息\n"
    assert format_findings([finding(0)]) == "error L201 消息\n"


def test_nothing_that_a_terminal_obeys() -> None:
    text = format_findings([finding(1, message="红\x1b[31m\n下一行\u202e　全角")])
    assert text == "content/f.yml:1:3: error L201 红�[31m�下一行�　全角\n"
