"""易错写法: what people type where YAML wants “: ”, “- ” or “,”, and how it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.loading.problems import short
from gongkai.loading.yaml_source import Edit, SourceLines
from gongkai.model.findings import Finding, found

_NAME = r"""(?:"[^"]*"|'[^']*'|[^\s:：#'"\[\]{}，。；？！、,]{1,30})"""
_COLON = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})\s*(?P<sign>：)(?!//)")
_NO_SPACE = re.compile(rf"\s*(?:-\s+)*(?P<name>{_NAME})(?P<sign>:)(?=[^\s/])")
_DASH = re.compile(r"\s*(?P<sign>[-－—])(?=[^\s\d.－—-])")


class Trap(Struct, frozen=True, kw_only=True):
    """One such spot: the character there should be `put`."""

    code: str
    edit: Edit
    about: str = ""
    """the name before it, or what is cut off behind it"""
    meant: str = ""
    """how the spot should read; empty: as the mended line"""
    value: int | None = None
    """the column of the value that it cuts in two"""

    @property
    def line(self) -> int:
        return self.edit.line

    @property
    def column(self) -> int:
        return self.edit.column

    def finding(self, source: SourceLines) -> Finding:
        line, place = source.line(self.line), source.place(self.line, self.column)
        mended = f"{line[: self.column]}{self.edit.put}{line[self.column + 1 :]}"
        meant = short(self.meant or mended, 60)
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


def line_traps(text: str, line: int = 0, column: int = 0) -> Iterator[Trap]:
    """The traps at the head of a line of block YAML, or of a key in {}, which stands at a column of its line."""
    if match := _COLON.match(text):
        yield colon_trap(text, match.start("sign"), match["name"], line, column)
    for code, pattern, put in (("L206", _NO_SPACE, ": "), ("L207", _DASH, "- ")):
        if match := pattern.match(text):
            edit = Edit(line=line, column=column + match.start("sign"), put=put)
            yield Trap(code=code, edit=edit, about=_bare(match.groupdict().get("name", "")))


def colon_trap(text: str, at: int, name: str, line: int, column: int = 0) -> Trap:
    """A full-width colon between a name and its value."""
    put = ":" if text[at + 1 : at + 2] in (" ", "") else ": "
    return Trap(code="L205", edit=Edit(line=line, column=column + at, put=put), about=_bare(name))


def comma_trap(line: int, column: int, meant: str = "") -> Trap:
    """A full-width comma between the items of [] or {}."""
    return Trap(code="L208", edit=Edit(line=line, column=column, put=","), meant=meant)


def _bare(name: str) -> str:
    return short(name.strip("\"'"))
