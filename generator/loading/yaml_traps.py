"""易错写法: what people type where YAML wants “: ”, “- ” or “,”, and how it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.loading.problems import error, quoted
from gongkai.loading.yaml_source import Edit, Source
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding

_NAME = r"""(?:"[^"]*"|'[^']*'|[^\s:：#'"\[\]{}，。；？！、,]{1,30})"""
_COLON = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})\s*(?P<sign>：)(?!//)")
_NO_SPACE = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})(?P<sign>:)(?=[^\s/])")
_DASH = re.compile(r"\s*(?P<sign>[-－—])(?=[^\s\d.－—-])")
_HINTS = {
    FindingCode.WRONG_GROUPING: "去掉逗号，写成 {meant}；要留着逗号的，给整个数加英文双引号",
    FindingCode.COMMA_IN_VALUE: "同一句话的，逗号改成全角：{quoted}；另是一项的，名称后面写冒号和值",
}
"""how it should read, where it is no matter of a name and its colon"""


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
        meant = meant or self.mended(source.line(number))
        hint = _HINTS.get(self.code, "写成{quoted}；如果这是一段文字，给整段加英文双引号")
        hint = hint.format(quoted=quoted(meant, 60), meant=meant)
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


def thousands_trap(column: int) -> Trap:
    """A thousands separator between the items of {}: it ends the number."""
    return Trap(
        code=FindingCode.WRONG_GROUPING,
        column=column,
        put="",
        message="花括号里的数有千分位逗号，一个数被分成了几截",
    )


def sentence_trap(column: int, rest: str) -> Trap:
    """A half-width comma inside a text between the items of {}: what follows became a name without a value."""
    return Trap(
        code=FindingCode.COMMA_IN_VALUE,
        column=column,
        put="，",
        message=f"前面是半角逗号，{quoted(rest, 20)}被当成了另一项的名称",
    )


def _named(name: str) -> str:
    return quoted(name.strip("\"'"))
