"""易错写法: what people type where YAML wants “: ”, “- ” or “,”, and how it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.loading.problems import short
from gongkai.loading.yaml_source import Edit, Source
from gongkai.model.findings import Finding, found

_NAME = r"""(?:"[^"]*"|'[^']*'|[^\s:：#'"\[\]{}，。；？！、,]{1,30})"""
_COLON = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})\s*(?P<sign>：)(?!//)")
_NO_SPACE = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})(?P<sign>:)(?=[^\s/])")
_DASH = re.compile(r"\s*(?P<sign>[-－—])(?=[^\s\d.－—-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One such spot: the character at `column` should be `put`."""

    code: str
    column: int
    put: str
    about: str = ""
    """the name before it, or what is cut off behind it"""

    def mended(self, line: str) -> str:
        return f"{line[: self.column]}{self.put}{line[self.column + 1 :]}"

    def edit(self, number: int) -> Edit:
        return Edit(line=number, column=self.column, put=self.put)

    def finding(self, source: Source, number: int, meant: str = "") -> Finding:
        """`meant`: how the spot should read; without it, the line as mended."""
        place = source.place(number, self.column)
        meant = short(meant or self.mended(source.line(number)), 60)
        match self.code:
            case "L205":
                return found("L205", place, "名" if self.about else "无名", 名=self.about, 应=meant)
            case "L206":
                return found("L206", place, 名=self.about, 应=meant)
            case "L207":
                return found("L207", place, 应=meant)
            case "L208":
                return found("L208", place, 应=meant)
            case "L303":
                return found("L303", place, "花括号", 应=meant)
            case _:
                return found("L227", place, 文=self.about, 应=meant)


def line_traps(line: str) -> Iterator[Trap]:
    """The traps at the head of a line of block YAML, or of a key in {}."""
    if match := _COLON.match(line):
        yield colon_trap(line, match.start("sign"), match["name"])
    if match := _NO_SPACE.match(line):
        yield Trap(code="L206", column=match.start("sign"), put=": ", about=_bare(match["name"]))
    if match := _DASH.match(line):
        yield Trap(code="L207", column=match.start("sign"), put="- ")


def colon_trap(line: str, column: int, name: str = "") -> Trap:
    """A full-width colon between a name and its value."""
    put = ":" if line[column + 1 : column + 2] in (" ", "") else ": "
    return Trap(code="L205", column=column, put=put, about=_bare(name))


def _bare(name: str) -> str:
    return short(name.strip("\"'"))
