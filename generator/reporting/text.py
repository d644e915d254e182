"""检查发现的文字形式: one finding as one line that editors can jump to, what to do about it below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from unicodedata import east_asian_width

from gongkai.model.findings import Finding, Severity
from gongkai.reporting.ordering import WORDS, by_file

RELATED = 3
"""places that are listed; the others are counted"""


class Role(Enum):
    """What a piece of a report is, beside the words of a severity."""

    CODE = auto()
    ASIDE = auto()
    """what steps back: places, hints, rulers"""


Paint = Callable[[str, Severity | Role], str]
"""colours a piece of a report"""


def unpainted(text: str, _: Severity | Role) -> str:
    """The words alone."""
    return text


def format_findings(findings: Iterable[Finding], paint: Paint = unpainted) -> str:
    """All findings by file: `path:line:column: 错误 CODE message`, the hint and related places indented below.

    The file with the gravest finding comes first, and in a file the gravest finding. Ends in a line break unless there
    is nothing to say.
    """
    told = (line for found in by_file(findings) for finding in found for line in lines(finding, paint=paint))
    return "".join(f"{line}\n" for line in told)


def lines(finding: Finding, *, hint: bool = True, paint: Paint = unpainted) -> Iterator[str]:
    """The lines of one finding; its hint may be left out where the same has just been said."""
    where = paint(f"{flat(str(finding.place))}: ", Role.ASIDE) if finding.place.path else ""
    severity = paint(WORDS[finding.severity], finding.severity)
    yield f"{where}{severity} {paint(str(finding.code), Role.CODE)} {flat(finding.message)}"
    if finding.hint and hint:
        yield paint(f"    改法：{flat(finding.hint)}", Role.ASIDE)
    yield from (paint(line, Role.ASIDE) for line in _related(finding))


def _related(finding: Finding) -> Iterator[str]:
    """Lines of the same file in one line, since its path has just been said; places elsewhere each in its own."""
    path = finding.place.path
    here = tuple(dict.fromkeys(f"第{one.line}行" for one in finding.related if one.path == path and one.line))
    elsewhere = tuple(dict.fromkeys(str(one) for one in finding.related if one.path != path or not one.line))
    if here:
        yield f"    另见：本文件{'、'.join(_some(here))}{_rest(here)}"
    for place in _some(elsewhere):
        yield f"    另见：{flat(place)}"
    if _rest(elsewhere):
        yield f"    另见：……{_rest(elsewhere)}"


def _some(places: tuple[str, ...]) -> tuple[str, ...]:
    return places if len(places) <= RELATED + 1 else places[:RELATED]


def _rest(places: tuple[str, ...]) -> str:
    return f"等{len(places)}处" if len(places) > RELATED + 1 else ""


def flat(text: str) -> str:
    """On one line, and without anything that a terminal would obey or could not show."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "�" for sign in text)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
