"""检查目录: every kind of finding with its title, severity, words and bounds, as templates/findings/ says.

The one file of the program that the model reads itself: a finding is made on every floor. It is read once, when the
first finding or title is asked for (decision 0028).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gongkai.model.own_data import TEMPLATES, CatalogueError

FOLDER = TEMPLATES / "findings"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"〖([^〗]*)〗")
"""a piece that is left out where a value in it is empty"""
REFERENCE = re.compile(r"〈(\w+)〉")
"""in a list of words: any word of another list of the code"""


class Severity(StrEnum):
    """严重程度: what a finding does to its document."""

    ERROR = "error"
    """错误: blocks the document."""
    INCONSISTENCY = "inconsistency"
    """不一致: blocks an authored document, is shown as a note in an archived one."""
    WARNING = "warning"
    """提醒: is reported only."""


SEVERITIES = {"错误": Severity.ERROR, "不一致": Severity.INCONSISTENCY, "提醒": Severity.WARNING}


def _by_variant(texts: Any) -> Any:
    """Texts by variant; a key may name several: 词、句."""
    if not isinstance(texts, dict):
        return texts
    return {variant: text for variants, text in texts.items() for variant in variants.split("、")}


def _severities(told: Any) -> Any:
    severities = _by_variant({"": told} if isinstance(told, str) else told)
    if not isinstance(severities, dict):
        return severities
    return {variant: SEVERITIES.get(severity, severity) for variant, severity in severities.items()}


Variants = Annotated[str | dict[str, str], BeforeValidator(_by_variant)]
"""one text, or one for each variant of a finding"""


class FindingKind(BaseModel):
    """一种检查发现: what the catalogue says of a code."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    title: str = Field(alias="名称")
    severities: Annotated[dict[str, Severity], BeforeValidator(_severities)] = Field(default_factory=dict, alias="程度")
    """by variant; "" for all"""
    message: Variants = Field(default="", alias="语")
    hint: Variants = Field(default="", alias="改法")
    note: Variants = Field(default="", alias="注")
    """what a reader of the page is told, where the message, which is for the author, does not do"""
    firm: bool = Field(default=False, alias="必查")
    """whether an edition has to have it tested as it is"""
    to_type: bool = Field(default=False, alias="待填")
    """whether it only says that something is still to be typed, so that its document is in work and not wrong"""
    bounds: dict[str, Decimal] = Field(default_factory=dict, alias="界")
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="词")

    def severity_of(self, variant: str) -> Severity:
        return self.severities.get(variant) or self.severities.get("", Severity.WARNING)


FOR_READERS = (("填的是", "印作"), ("没有填", "空着"))
"""what a message says to those who fill in, and what a reader of the page is told"""
NUMBERED = re.compile(r"^\{[条号]\}：")
"""the number of an edition's 勾稽 before a message: a rule's code, which says nothing to a reader"""


@cache
def catalogue() -> Mapping[str, FindingKind]:
    """All kinds by their codes, in the order of the files. Raises CatalogueError."""
    return {code: kind for file in sorted(FOLDER.glob("*.yml")) for code, kind in _read(file)}


def _read(file: Path) -> Iterator[tuple[str, FindingKind]]:
    where = f"templates/findings/{file.name}"
    try:
        listed = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506 - texts, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise CatalogueError(f"{where}:{line}: YAML 写法有误；有冒号、引号的话，两边加英文双引号") from error
    for code, told in listed.items():
        try:
            yield code, FindingKind.model_validate(told)
        except ValidationError as error:
            fault = (*error.errors()[0]["loc"], told)[0]
            keys = "、".join(field.alias or "" for field in FindingKind.model_fields.values())
            known = f"可以写：{keys}；“程度”写 {'、'.join(SEVERITIES)}"
            raise CatalogueError(f"{where}: {code} 的写法不对（{fault!r}）；{known}") from error


def title_of(code: str) -> str:
    """The title of a code; the code itself where it is unknown."""
    kind = catalogue().get(code)
    return kind.title if kind else code


def bound_of(code: str, name: str) -> Decimal:
    """界: a number that a rule compares with."""
    return catalogue()[code].bounds[name]


def word_list(code: str, name: str) -> tuple[str, ...]:
    """词: words that a rule looks for; each may be a regular expression."""
    return catalogue()[code].words[name]


@cache
def word_pattern(code: str, name: str) -> re.Pattern[str]:
    """词 as one expression that finds any of them."""
    words = "|".join(word_list(code, name))
    return re.compile(REFERENCE.sub(lambda other: f"(?:{word_pattern(code, other[1]).pattern})", words))


def make_patterns_ready() -> None:
    """Compile all 词 now, before processes are forked of which each would do it again."""
    for code, kind in catalogue().items():
        for name in kind.words:
            with suppress(re.error):  # words of a list that is only looked up
                word_pattern(code, name)


def chosen(texts: Variants, variant: str) -> str:
    """The text of a variant; what is written once is that of all."""
    return texts if isinstance(texts, str) else texts.get(variant, "")


def note_of(kind: FindingKind, variant: str) -> str:
    """注; where the catalogue has none, the message in words for readers, "" if these are the same."""
    message = chosen(kind.message, variant)
    note = NUMBERED.sub("", message)
    for typed, printed in FOR_READERS:
        note = note.replace(typed, printed)
    return chosen(kind.note, variant) or (note if note != message else "")


def placeholders(template: str) -> tuple[str, ...]:
    """The names that a template asks for."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(template)))


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its values; one that is missing shows as 【名称】: no check may end for the want of a word."""
    told = OPTIONAL.sub(lambda piece: piece[1] if all(map(values.get, placeholders(piece[1]))) else "", template)
    return PLACEHOLDER.sub(lambda name: values.get(name[1], f"【{name[1]}】"), told)
