"""易错写法: what people type where YAML wants “: ”, “- ” or “,”, and how it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.loading.problems import error, quoted
from generator.loading.yaml_source import Edit, Source
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding

_NAME = r"""(?:"[^"]*"|'[^']*'|[^\s:：#'"\[\]{}，。；？！、,]{1,30})"""
_COLON = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})\s*(?P<sign>：)(?!//)")
_NO_SPACE = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})(?P<sign>:)(?=[^\s/])")
_DASH = re.compile(r"\s*(?P<sign>[-－—])(?=[^\s\d.－—-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One such spot: the character at `column` should be `put`."""

    code: FindingCode
    column: int
    put: str
    message: str

    def mended(self, line: str) -> str:
        return f"{line[: self.column]}{self.put}{line[self.column + 1 :]}"

    def edit(self, number: int) -> Edit:
        return Edit(line=number, column=self.column, put=self.put)

    def finding(self, source: Source, number: int, meant: str = "") -> Finding:
        """`meant`: how the spot should read; without it, the line as mended."""
        written = quoted(meant or self.mended(source.line(number)), 60)
        hint = f"写成{written}；如果这是一段文字，给整段加英文双引号"
        return error(self.code, source.place(number, self.column), self.message, hint)


def line_traps(line: str) -> Iterator[Trap]:
    """The traps at the head of a line of block YAML, or of a key in {}."""
    if match := _COLON.match(line):
        yield colon_trap(line, match.start("sign"), match["name"])
    if match := _NO_SPACE.match(line):
        yield Trap(
            code=FindingCode.COLON_WITHOUT_SPACE,
            column=match.start("sign"),
            put=": ",
            message=f"{_named(match['name'])}后面的冒号要跟一个半角空格",
        )
    if match := _DASH.match(line):
        yield Trap(
            code=FindingCode.DASH_WITHOUT_SPACE,
            column=match.start("sign"),
            put="- ",
            message="列表的“-”后面要有一个半角空格",
        )


def colon_trap(line: str, column: int, name: str = "") -> Trap:
    """A full-width colon between a name and its value."""
    return Trap(
        code=FindingCode.FULL_WIDTH_COLON,
        column=column,
        put=":" if line[column + 1 : column + 2] in (" ", "") else ": ",
        message=f"{_named(name)}后面是全角冒号“：”" if name else "名称后面是全角冒号“：”",
    )


def comma_trap(column: int) -> Trap:
    """A full-width comma between the items of [] or {}."""
    return Trap(
        code=FindingCode.FULL_WIDTH_COMMA,
        column=column,
        put=",",
        message="括号里各项之间用了全角逗号“，”",
    )


def _named(name: str) -> str:
    return quoted(name.strip("\"'"))
