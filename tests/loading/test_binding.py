"""Nodes bound to pydantic models: errors at their place, in words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from gongkai.loading.binding import bind
from gongkai.model.findings import Finding
from tests.loading.trees import load


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    AMOUNT = "金额"
    TEXT = "文字"


class Column(Strict):
    title: str = Field(default="", alias="题")
    kind: Kind = Field(default=Kind.AMOUNT, alias="类")
    width: float | None = Field(default=None, alias="宽")
    columns: tuple[Column, ...] = Field(default=(), alias="列")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"题": data} if isinstance(data, str) else data


class Rule(Strict):
    by: str = Field(alias="按")
    levels: tuple[str, ...] = Field(default=(), alias="级次")


class Table(Strict):
    id: str = Field(alias="键")
    columns: tuple[Column, ...] = Field(default=(), alias="列")
    rows: tuple[Column | None, ...] | Rule = Field(default=(), alias="行")
    caption: tuple[str, str] | None = Field(default=None, alias="栏头")
    where: dict[str, str] = Field(default_factory=dict, alias="条件")
    inputs: dict[str, Column] = Field(default_factory=dict, alias="填报")
    first: int | None = Field(default=None, alias="行次")
    wide: bool = Field(default=False, alias="横")
    since: date | None = Field(default=None, alias="自")
    side: Literal["首", "末"] = Field(default="首", alias="合计")

    @field_validator("id")
    @classmethod
    def _ascii(cls, value: str) -> str:
        if not value.isascii():
            raise ValueError("“键”只用英文字母和数字")
        return value


def findings(text: str) -> tuple[Finding, ...]:
    loaded = load(text)
    assert loaded.node is not None
    assert loaded.findings == ()
    bound = bind(loaded.node, Table)
    assert (bound.value is None) == bool(bound.findings)
    return bound.findings


def told(text: str) -> list[str]:
    return [f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in findings(text)]


def test_a_whole_model() -> None:
    loaded = load(
        "键: t01\n列: [甲, {题: 乙, 宽: 1.5, 列: [丙]}]\n行:\n  - 甲\n  -\n  - {题: 乙}\n栏头: [左, 右]\n"
        '条件: {科目: "0201"}\n填报: {a.b: 丁}\n行次: 32\n横: true\n自: 2019-01-01\n合计: 末\n'
    )
    assert loaded.node is not None
    table = bind(loaded.node, Table).value
    assert table is not None
    assert [column.title for column in table.columns] == ["甲", "乙"]
    assert table.columns[1].width == 1.5
    assert isinstance(table.rows, tuple)
    assert table.rows[1] is None
    assert table.where == {"科目": "0201"}
    assert (table.first, table.wide, table.since, table.side) == (32, True, date(2019, 1, 1), "末")


def test_union_may_be_the_other_member() -> None:
    loaded = load("键: t01\n行: {按: 科目}\n")
    assert loaded.node is not None
    table = bind(loaded.node, Table).value
    assert table is not None
    assert table.rows == Rule(按="科目")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("键: t\n栏 头: [a, b]\n", ["2:1 L401 不认识“栏 头”这个名称"]),
        ("列: []\n", ["1:1 L402 缺少“键”"]),
        ("键: t\n列: 甲\n", ["2:4 L403 “列”应当写成列表，现在是文字“甲”"]),
        ("键: t\n列: {甲: 1}\n", ["2:4 L403 “列”应当写成列表，现在是“名称: 值”"]),
        ("键: [t]\n", ["1:4 L403 “键”应当写成一个值（文字），现在是列表"]),
        ("键: t\n条件: [甲]\n", ["2:5 L403 “条件”应当写成“名称: 值”，现在是列表"]),
        ("键: t\n条件: {甲: [1]}\n", ["2:9 L403 “甲”应当写成一个值（文字），现在是列表"]),
        ("键:\n", ["1:1 L308 “键”没有填"]),
        ("键: t\n列:\n  - {类: 数字}\n", ["3:9 L404 “类”不能是“数字”"]),
        ("键: t\n合计: 中\n", ["2:5 L404 “合计”不能是“中”"]),
        ("键: t\n合计: [首]\n", ["2:5 L404 “合计”不能是列表或下一级内容"]),
        ("键: 表\n", ["1:4 L405 “键”只用英文字母和数字"]),
        ("键: t\n行次: 三\n", ["2:5 L405 “行次”应当是整数，现在是“三”"]),
        ("键: t\n行次: 1_000\n", ["2:5 L405 “行次”应当是整数，现在是“1_000”"]),
        ("键: t\n行次: 3.0\n", ["2:5 L405 “行次”应当是整数，现在是“3.0”"]),
        ("键: t\n行次: [3]\n", ["2:5 L403 “行次”应当写成一个值（文字），现在是列表"]),
        (
            "键: t\n列: [{宽: nan}, {宽: 1e3}]\n",
            ["2:9 L405 “宽”应当是数，现在是“nan”", "2:19 L405 “宽”应当是数，现在是“1e3”"],
        ),
        ("键: t\n横: 是\n", ["2:4 L405 “横”只能是 true 或 false，现在是“是”"]),
        ("键: t\n自: 2019\n", ["2:4 L312 “自”应当是日期，现在是“2019”"]),
        ("键: t\n自: 2019-02-30\n", ["2:4 L312 “自”应当是日期，现在是“2019-02-30”"]),
        ("键: t\n栏头: [a]\n", ["2:5 L402 列表缺第 2 项"]),
        ("键: t\n列: [甲, {列: [{列: [{提: 乙}]}]}]\n", ["2:19 L401 不认识“提”这个名称"]),
        ("键: t\n填报: {a.b: {类: 金}}\n", ["2:15 L404 “类”不能是“金”"]),
        ("- 键: t\n", ["1:1 L403 这里应当写成“名称: 值”，现在是列表"]),
        ("键\n", ["1:1 L403 这里应当写成“名称: 值”，现在是文字“键”"]),
    ],
)
def test_message_and_place(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_all_errors_of_a_file_are_collected() -> None:
    assert [line.split(" ")[1] for line in told("键: 表\n列: 甲\n行次: 三\n合计: 中\n多: 1\n")] == [
        "L405",
        "L403",
        "L405",
        "L404",
        "L401",
    ]


def test_of_a_union_only_the_fitting_member_speaks() -> None:
    assert told("键: t\n行: {按: 科目, 级: [类]}\n") == ["2:12 L401 不认识“级”这个名称"]
    assert told("键: t\n行:\n  - {提: 甲}\n  - {类: 乙}\n") == [
        "3:6 L401 不认识“提”这个名称",
        "4:9 L404 “类”不能是“乙”",
    ]
    assert told("键: t\n行: 甲\n") == ["2:4 L403 “行”应当写成列表，现在是文字“甲”"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("键: t\n填抱: 1\n", "是不是“填报”？"),
        ("键: t\nzzz: 1\n", "可以写：键、列、行、栏头、条件、填报、行次、横、自、合计"),
        ("键: t\n列: [{題: 1, 题: 2}]\n", "可以写：题、类、宽、列"),
        ("键: t\n行次: ３２\n", "改成半角：32"),
        ("键: t\n列: [{类: 金}]\n", "是不是“金额”？可以写：金额、文字"),
        ("键: t\n条件: 科目：201\n", "冒号要用半角，后面空一格：科目: 201"),
    ],
)
def test_hint(text: str, hint: str) -> None:
    (finding,) = findings(text)
    assert finding.hint == hint
