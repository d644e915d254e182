"""填报项的布置: what explanation.yml and 概况 ask for, in lines, in lines by code, and in records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.model.edition import Edition, InputForm, InputKind
from gongkai.model.paths import ANY

SHEET = "情况说明"
LINE_HEADS = ("项", "填写", "单位", "这个数", "同它比", "相差", "要不要填", "说明")
NAME_HEAD, CODE_HEAD = "名称", "编码"
POINT = "·"
"""between the names of a path, as the sheet shows it"""
EXISTS = "有没有"
"""in the place of the inputs of a group: whether there is anything of it (上年: 无)"""
_QUOTED = re.compile("“([^”]+)”")


class ByCode(Struct, frozen=True, kw_only=True):
    """一项一行: inputs with a * (年初预算.*.年初预算数), one line for each code."""

    prefix: str
    fields: tuple[tuple[str, InputForm], ...]
    """what follows the *, and the input"""

    def pattern(self, field: str) -> str:
        return ".".join(filter(None, (self.prefix, ANY, field)))

    def path(self, star: str, field: str) -> str:
        return ".".join(filter(None, (self.prefix, star, field)))

    @property
    def title(self) -> str:
        return shown(self.prefix) + "（一项一行）"


class OfRecords(Struct, frozen=True, kw_only=True):
    """记录: a list of records, one line for each."""

    path: str
    form: InputForm

    @property
    def title(self) -> str:
        return shown(self.path) + "（一条一行）"

    @property
    def offered(self) -> tuple[str, ...]:
        """What the fields are called: as declared, else as the remark to authors names them in quotes."""
        return tuple(self.form.fields) or tuple(dict.fromkeys(_QUOTED.findall(self.form.remark)))


class InputsPlan(Struct, frozen=True, kw_only=True):
    """布置."""

    lines: tuple[tuple[str, InputForm], ...]
    by_code: tuple[ByCode, ...]
    records: tuple[OfRecords, ...]


def inputs_plan(edition: Edition) -> InputsPlan:
    """Every input that the edition declares, once."""
    records = tuple(
        OfRecords(path=path, form=form) for path, form in edition.inputs.items() if form.kind is InputKind.RECORDS
    )
    inner = tuple(f"{one.path}.{ANY}." for one in records)
    rest = {
        path: form
        for path, form in edition.inputs.items()
        if form.kind is not InputKind.RECORDS and not path.startswith(inner)
    }
    return InputsPlan(
        lines=_by_section((*_existing(edition), *((path, form) for path, form in rest.items() if ANY not in path))),
        by_code=tuple(_by_code(rest)),
        records=records,
    )


def _existing(edition: Edition) -> Iterator[tuple[str, InputForm]]:
    for group, when in edition.may_lack.items():
        remark = f"{when}，选“无”，{group}各项不填"
        yield f"{group}.{EXISTS}", InputForm.model_validate({"类": InputKind.TEXT, "说明": remark})


def existing_of(path: str) -> str:
    """The group that a line asks about; "" for any other."""
    group, _, name = path.rpartition(".")
    return group if name == EXISTS else ""


def _by_section(inputs: Iterable[tuple[str, InputForm]]) -> tuple[tuple[str, InputForm], ...]:
    """Inputs with those of one beginning together."""
    sections: dict[str, list[tuple[str, InputForm]]] = {}
    for path, form in inputs:
        sections.setdefault(path.partition(".")[0], []).append((path, form))
    return tuple(one for section in sections.values() for one in section)


def _by_code(inputs: dict[str, InputForm]) -> Iterator[ByCode]:
    groups: dict[str, list[tuple[str, InputForm]]] = {}
    for path, form in inputs.items():
        if ANY in path:
            prefix, _, field = path.partition(ANY)
            groups.setdefault(prefix.rstrip("."), []).append((field.lstrip("."), form))
    yield from (ByCode(prefix=prefix, fields=tuple(fields)) for prefix, fields in groups.items())


def shown(path: str) -> str:
    """A path as the sheet has it: 上年·收支总计."""
    return path.replace(".", POINT)


def kind_shown(form: InputForm, unit: str) -> str:
    """What is to be typed."""
    if form.kind is InputKind.AMOUNT:
        return form.unit.value if form.unit else unit
    return {
        InputKind.TEXT: "一句话",
        InputKind.TEXTS: "一条一行",
        InputKind.COUNT: "个数",
        InputKind.PERCENT: "百分比",
    }.get(form.kind, form.kind.value)
