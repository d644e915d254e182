"""公式: the linear formulas of an edition, parsed; see docs/editions.md for the grammar."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from gongkai.model.conditions import Where

_SIGNS = re.compile(r"\s+([+\-−－＋])\s+")
_DANGLING = re.compile(r"^[+\-−－＋](\s|$)|(\s|^)[+\-−－＋]$")
_REFERENCE = re.compile(r"^(?P<path>[^\[\]]+)(?:\[(?P<where>[^\[\]]*)\])?$")
_COMPARISONS = re.compile(r"\s(=|＝|≤|≥|<=|>=)\s")
_DIVISION = re.compile(r"\s[/÷]\s")
NOTHING = "0"
"""a formula that is zero: 甲 ≥ 0"""
_SPELLINGS = {"＝": "=", "<=": "≤", ">=": "≥"}


class Origin(Struct, frozen=True, kw_only=True):
    """病根: the formula that is at fault, where it stands in the edition, and what it is of."""

    path: tuple[str, ...]
    formula: str
    what: str

    def told(self, message: str) -> str:
        """That it cannot be worked out, and why."""
        return f"{self.what}{'' if self.path[0] == '指标' else '的公式'}算不出来：{message}"


class FormulaError(ValueError):
    """公式有误: the formula cannot be read or names nothing; the message is Chinese.

    `origin`: the innermost formula, where others rest on it and are worked out before it.
    `cause`: what all formulas have in common that cannot be worked out for one reason: the table and the wrong name.
    """

    def __init__(self, message: str, cause: str = "") -> None:
        super().__init__(message)
        self.cause = cause or message
        self.origin: Origin | None = None

    def of(self, *path: str, formula: str, what: str) -> None:
        """Say which formula it is of, unless one that this rests on is at fault."""
        self.origin = self.origin or Origin(path=path, formula=formula, what=what)


class Reference(Struct, frozen=True, kw_only=True):
    """引用: a dotted path, with conditions if it is a sum over figures."""

    path: str
    where: Where | None = None


class Term(Struct, frozen=True, kw_only=True):
    """项: sign, and one reference, or a range of rows (甲 至 乙)."""

    sign: int
    first: Reference
    last: Reference | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """勾稽公式: two linear formulas and what must hold between them: = ≤ ≥."""

    left: str
    sign: str
    right: str


@lru_cache(maxsize=4096)
def parse(formula: str) -> tuple[Term, ...]:
    """Split a formula into terms; none where it is nothing (0).

    Raises FormulaError if a reference cannot be read.
    """
    if formula.strip() == NOTHING:
        return ()
    pieces = _SIGNS.split(formula.strip())
    signs = [1, *(1 if sign in "+＋" else -1 for sign in pieces[1::2])]
    terms = []
    for sign, text in zip(signs, pieces[::2], strict=True):
        ends = [part.strip() for part in text.split(" 至 ")]
        if len(ends) > 2:
            raise FormulaError(f"“{text}”里只能有一个“至”")
        first, *rest = (_reference(end) for end in ends)
        terms.append(Term(sign=sign, first=first, last=rest[0] if rest else None))
    return tuple(terms)


@lru_cache(maxsize=4096)
def parse_comparison(text: str) -> Comparison:
    """甲 = 乙 + 丙. Raises FormulaError if there is not exactly one sign."""
    pieces = _COMPARISONS.split(text)
    if len(pieces) != 3:
        raise FormulaError(f"“{text}”应写成“甲 = 乙”“甲 ≤ 乙”或“甲 ≥ 乙”，符号两边空一格")
    left, sign, right = (piece.strip() for piece in pieces)
    return Comparison(left=left, sign=_SPELLINGS.get(sign, sign), right=right)


def parse_ratio(text: str) -> tuple[str, str]:
    """分子 / 分母. Raises FormulaError if there is not exactly one division."""
    pieces = _DIVISION.split(text)
    if len(pieces) != 2:
        raise FormulaError(f"百分比列的公式“{text}”应写成“甲 / 乙”，“/”两边空一格")
    return pieces[0].strip(), pieces[1].strip()


def crowded_signs(path: str) -> str:
    """What to say of a path that may be two, with no spaces round the sign between them."""
    return "；加号、减号两边各要空一格" if re.search(r"\S[+＋\-－−]|[+＋\-－−]\S", path) else ""


def _reference(text: str) -> Reference:
    match = _REFERENCE.match(text)
    if not text or _DANGLING.search(text):
        raise FormulaError("公式不完整，加号、减号两边都要有内容")
    if not match:
        raise FormulaError(f"看不懂“{text}”")
    where = match["where"]
    if where is None:
        return Reference(path=match["path"].strip())
    conditions = []
    for part in filter(None, (piece.strip() for piece in re.split("[,，]", where))):
        name, equals, values = part.replace("＝", "=").partition("=")
        if not equals:
            raise FormulaError(f"“{text}”的条件“{part}”应写成“名=值”")
        conditions.append((name.strip(), tuple(value.strip() for value in re.split("[|｜]", values))))
    return Reference(path=match["path"].strip(), where=tuple(conditions))
