"""说给填报人: findings as a page shows them, with the lines around each place and where they can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from gongkai.loading.text import read_text
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.pipeline.authoring.filling import Blank, asked, left_over
from gongkai.pipeline.repository.own_files import NotOwnError, OwnFiles
from gongkai.reporting.ordering import WORDS, by_file

MISSING = {
    "H102": "control-totals.yml",
    "L308": "",
    "L402": "",
    "L508": "document.yml",
    "L509": "",
    "N101": "explanation.yml",
    "P101": "figures.yml",
    "P102": "",
    "P103": "",
    "P202": "figures.yml",
}
"""what is not there yet, beside what is wrong; the file to put it into where the finding names none"""
LABELS = {
    "department.yml": "部门",
    "document.yml": "文件信息",
    "figures.yml": "数",
    "explanation.yml": "情况说明",
    "control-totals.yml": "核对数",
    "waivers.yml": "说明理由",
    "disclosure.yml": "公开记录",
    "origins.yml": "来处",
    "performance": "绩效表单",
    "reports": "评价报告",
}
"""what a file is about, by its name or its folder"""
AROUND = 1
"""lines shown above and below a place"""
WIDEST = 200
MOST = 300
"""findings shown at once"""


class Spot(Struct, frozen=True, kw_only=True):
    """一处: how it is called, and where it can be opened."""

    name: str
    file: str = ""
    """path of a file of the document's own; "" for any other place"""
    line: int = 0


class Line(Struct, frozen=True, kw_only=True):
    number: int
    text: str
    meant: bool
    """whether the finding is about this one"""


class Told(Struct, frozen=True, kw_only=True):
    """一个问题, as it is shown."""

    grade: str
    """error, inconsistency or warning, for the style"""
    word: str
    code: str
    title: str
    message: str
    hint: str
    copied: tuple[str, ...]
    spot: Spot
    lines: tuple[Line, ...]
    related: tuple[Spot, ...]
    follows: tuple[tuple[Spot, str], ...]
    missing: bool
    left_over: str
    """path of an input that is used nowhere"""


class Report(Struct, frozen=True, kw_only=True):
    """一份文件的问题, sorted for its author."""

    blanks: tuple[Blank, ...]
    """what is missing and can be typed into a box"""
    missing: tuple[Told, ...]
    wrong: tuple[Told, ...]
    elsewhere: tuple[Told, ...]
    """in what all documents share"""
    counts: tuple[tuple[str, str, int], ...]
    """grade, word and number"""
    left_out: int = 0


class Teller:
    """说明的人: tells the findings of one document."""

    def __init__(self, own: OwnFiles, blanks: Mapping[str, Blank] | None = None) -> None:
        self.own = own
        self.blanks = blanks or {}
        self._texts: dict[str, list[str]] = {}

    def report(self, findings: Iterable[Finding]) -> Report:
        every = list(chain.from_iterable(by_file(findings)))
        ordered = [one for one in every if not self._boxed(one)]
        told = list(map(self.told, ordered[:MOST]))
        here = [one for one, finding in zip(told, ordered, strict=False) if self._inside(finding.place)]
        return Report(
            blanks=tuple(self._wanted(every)),
            missing=tuple(filter(attrgetter("missing"), here)),
            wrong=tuple(one for one in here if not one.missing),
            elsewhere=tuple(one for one in told if one not in here),
            counts=tuple(_counts(every)),
            left_out=len(ordered) - len(told),
        )

    def _wanted(self, findings: Iterable[Finding]) -> Iterator[Blank]:
        """The blanks that findings ask for."""
        asked_for = dict.fromkeys(chain.from_iterable(map(asked, findings)))
        return (self.blanks[path] for path in asked_for if path in self.blanks)

    def _boxed(self, finding: Finding) -> bool:
        """Whether there is a box for all that a finding asks for."""
        paths = asked(finding)
        alone = finding.code == "N101" or finding.about[:1] == (str(len(paths)),)
        return bool(paths) and alone and paths.keys() <= self.blanks.keys()

    def told(self, finding: Finding) -> Told:
        return Told(
            grade=finding.severity.value,
            word=WORDS[finding.severity],
            code=finding.code,
            title=title_of(finding.code),
            message=finding.message,
            hint=finding.hint,
            copied=finding.copied,
            spot=self._spot(finding.place, finding.code),
            lines=self._lines(finding.place),
            related=tuple(self._spot(place) for place in finding.related[:MOST]),
            follows=tuple((self._spot(one.place), one.message) for one in finding.follows),
            missing=finding.code in MISSING,
            left_over=left_over(finding),
        )

    def _inside(self, place: Place) -> bool:
        return (
            place.path.startswith(f"{self.own.folder}/") or self.own.owns(place.path) or place.path == self.own.folder
        )

    def _spot(self, place: Place, code: str = "") -> Spot:
        if place.path == self.own.folder and MISSING.get(code):
            return Spot(name=MISSING[code], file=f"{self.own.folder}/{MISSING[code]}")
        own = self.own.owns(place.path) and not place.sheet
        name = short(self.own, place.path)
        where = f"{name} 第{place.line}行" if place.line and not place.sheet else str(place).replace(place.path, name)
        return Spot(name=where, file=place.path if own else "", line=place.line if own else 0)

    def _lines(self, place: Place) -> tuple[Line, ...]:
        if not place.line or place.sheet or not self.own.owns(place.path):
            return ()
        lines = self._text(place.path)
        first = max(place.line - AROUND, 1)
        shown = lines[first - 1 : place.line + AROUND]
        return tuple(
            Line(number=number, text=text[:WIDEST], meant=number == place.line)
            for number, text in enumerate(shown, start=first)
        )

    def _text(self, path: str) -> list[str]:
        if path not in self._texts:
            try:
                data = self.own.read(path)
            except NotOwnError:
                data = b""
            text = "" if isinstance(data, Finding) else read_text(data, path).value or ""
            self._texts[path] = text.split("\n")
        return self._texts[path]


def concerns(own: OwnFiles, finding: Finding, path: str) -> bool:
    """Whether a finding is about a file, or about what is to be put into it."""
    to = MISSING.get(finding.code) if finding.place.path == own.folder else ""
    return finding.place.path == path or (bool(to) and f"{own.folder}/{to}" == path)


def short(own: OwnFiles, path: str) -> str:
    """A path as its author calls it."""
    if path == own.department:
        return path.rpartition("/")[2]
    return path.removeprefix(f"{own.folder}/") if path != own.folder else "这份文件"


def label(own: OwnFiles, path: str) -> str:
    """What a file is about; "" for one that nobody knows."""
    name = short(own, path)
    return LABELS.get(name) or LABELS.get(name.partition("/")[0], "")


def _counts(findings: list[Finding]) -> Iterable[tuple[str, str, int]]:
    for severity in Severity:
        many = sum(one.severity is severity for one in findings)
        if many:
            yield severity.value, WORDS[severity], many
