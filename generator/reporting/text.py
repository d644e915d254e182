"""检查发现的文字形式: one finding as one line that editors can jump to, what to do about it below."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto

from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
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
    yield from (paint(f"      {flat(line)}", Role.ASIDE) for line in finding.copied)
    yield from (paint(line, Role.ASIDE) for line in (*_related(finding), *following(finding)))


def following(finding: Finding) -> Iterator[str]:
    """Findings of the same cause, folded: a few as they are, of more how many of each kind there are, and where."""
    told = finding.follows
    if told:
        yield f"    一并核对（{len(told)}处）："
    if len(told) <= RELATED:
        for one in told:
            hint = f"；{one.hint}" if one.place == finding.place and one.hint != finding.hint else ""
            yield f"      {_where(finding, one.place)} {one.code} {flat(one.message + hint)}"
        return
    for code in dict.fromkeys(one.code for one in told):
        places = tuple(_where(finding, one.place) for one in told if one.code == code)
        yield f"      {code} {title_of(code)}：{'、'.join(_some(tuple(dict.fromkeys(places))))}{_rest(places)}"


def _related(finding: Finding) -> Iterator[str]:
    """Lines of the same file in one line, since its path has just been said; places elsewhere each in its own."""
    path = finding.place.path
    near = [one.path == path and bool(one.line or one.sheet) for one in finding.related]
    told = [_where(finding, one) for one in finding.related]
    here, elsewhere = (
        tuple(dict.fromkeys(text for text, is_near in zip(told, near, strict=True) if is_near is wanted))
        for wanted in (True, False)
    )
    if here:
        yield f"    另见：本文件{'、'.join(_some(here))}{_rest(here)}"
    for place in _some(elsewhere):
        yield f"    另见：{place}"
    if _rest(elsewhere):
        yield f"    另见：……{_rest(elsewhere)}"


def _where(finding: Finding, place: Place) -> str:
    """A place as told below a finding, whose file has just been said."""
    if place.path != finding.place.path:
        return flat(str(place))
    return flat(place.in_sheet or (f"第{place.line}行" if place.line else str(place)))


def _some(places: tuple[str, ...]) -> tuple[str, ...]:
    return places if len(places) <= RELATED + 1 else places[:RELATED]


def _rest(places: tuple[str, ...]) -> str:
    return f"等{len(places)}处" if len(places) > RELATED + 1 else ""


def flat(text: str) -> str:
    """On one line, and without anything that a terminal would obey or could not show."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "�" for sign in text)


def json_text(value: object) -> str:
    """A value as JSON, Chinese as it is read, and what nobody sees by its number."""
    told = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(sign if sign.isprintable() or sign in "\n\u3000" else json.dumps(sign)[1:-1] for sign in told) + "\n"


_ACTIVE = (
    (re.compile(r"@"), "＠"),  # a mention calls people
    (re.compile(r"(?<!&)#(?=\w)"), "＃"),  # a number leads to another pull request, which is told of it
    (re.compile(r"(?i)\bGH-(?=\d)"), "GH－"),
    (re.compile(r"!(?=\d)"), "！"),  # a merge request of GitLab
    (re.compile(r"://"), "：//"),
    (re.compile(r"(?i)\b(www)\."), r"\1．"),
    (re.compile(r"(?m)^(\s*)/"), r"\1／"),  # GitLab obeys /close
)


def inert(text: str) -> str:
    """As a comment or a summary at a host: nothing in it calls anybody, leads anywhere or is obeyed."""
    for pattern, instead in _ACTIVE:
        text = pattern.sub(instead, text)
    return text
