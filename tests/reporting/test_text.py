"""Findings as text."""

from __future__ import annotations

from gongkai.model.findings import Finding, Severity
from gongkai.model.places import NOWHERE, Place
from gongkai.reporting.text import format_findings


def place(line: int, path: str = "content/f.yml") -> Place:
    return Place(path=path, line=line, column=3)


def finding(
    line: int,
    message: str = "消息",
    hint: str = "",
    related: tuple[Place, ...] = (),
    severity: Severity = Severity.ERROR,
    path: str = "content/f.yml",
) -> Finding:
    where = place(line, path) if line else NOWHERE
    return Finding(code="L201", severity=severity, place=where, message=message, hint=hint, related=related)


def test_by_line_with_hint_and_related() -> None:
    other = place(7, "content/g.yml")
    assert format_findings([finding(10), finding(2, hint="改掉", related=(place(1), other, place(4)))]) == (
        "content/f.yml:2:3: 错误 L201 消息\n"
        "    改法：改掉\n"
        "    另见：本文件第1行、第4行\n"
        "    另见：content/g.yml:7:3\n"
        "content/f.yml:10:3: 错误 L201 消息\n"
    )


def test_the_worst_first_and_files_together() -> None:
    found = [
        finding(1, path="content/a.yml", severity=Severity.WARNING),
        finding(9, path="content/b.yml", severity=Severity.WARNING),
        finding(30, path="content/b.yml", severity=Severity.INCONSISTENCY),
        finding(20, path="content/c.yml", severity=Severity.ERROR),
        finding(4, path="content/c.yml", severity=Severity.ERROR),
        finding(1, path="content/c.yml", severity=Severity.WARNING),
    ]
    assert [line.split(" L201")[0] for line in format_findings(found).splitlines()] == [
        "content/c.yml:4:3: 错误",
        "content/c.yml:20:3: 错误",
        "content/c.yml:1:3: 提醒",
        "content/b.yml:30:3: 不一致",
        "content/b.yml:9:3: 提醒",
        "content/a.yml:1:3: 提醒",
    ]


def test_many_related_places_are_counted() -> None:
    here = tuple(place(line) for line in range(10, 17))
    there = tuple(place(line, "content/g.yml") for line in range(1, 6))
    assert format_findings([finding(1, related=here + there)]).splitlines()[1:] == [
        "    另见：本文件第10行、第11行、第12行等7处",
        "    另见：content/g.yml:1:3",
        "    另见：content/g.yml:2:3",
        "    另见：content/g.yml:3:3",
        "    另见：……等5处",
    ]


def test_four_related_places_are_listed() -> None:
    """To leave out a single one would save nothing."""
    here = tuple(place(line) for line in range(10, 14))
    assert "第13行\n" in format_findings([finding(1, related=here)])


def test_nothing_to_say() -> None:
    assert format_findings([]) == ""


def test_whole_file_and_no_place() -> None:
    whole = Finding(code="L105", severity=Severity.ERROR, place=Place(path="content/f.yml"), message="消息")
    assert format_findings([whole]) == "content/f.yml: 错误 L105 消息\n"
    assert format_findings([finding(0)]) == "错误 L201 消息\n"


def test_nothing_that_a_terminal_obeys() -> None:
    text = format_findings([finding(1, message="红\x1b[31m\n下一行\u202e　全角")])
    assert text == "content/f.yml:1:3: 错误 L201 红�[31m�下一行�　全角\n"
