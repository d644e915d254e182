"""公式: the linear formulas of an edition, parsed; see docs/版式 for the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = re.compile(r"\s+([+\-−－＋])\s+")
_REFERENCE = re.compile(r"^(?P<path>[^\[\]]+)(?:\[(?P<where>[^\[\]]*)\])?$")


class FormulaError(ValueError):
    """公式有误: the formula cannot be read or names nothing; the message is Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """引用: a dotted path, with conditions if it is a sum over figures."""

    path: str
    where: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """项: sign, and one reference, or a range of rows (甲 至 乙)."""

    sign: int
    first: Reference
    last: Reference | None = None


@lru_cache(maxsize=4096)
def parse(formula: str) -> tuple[Term, ...]:
    """Split a formula into terms.

    Raises FormulaError if a reference cannot be read.
    """
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


def _reference(text: str) -> Reference:
    match = _REFERENCE.match(text)
    if not match:
        raise FormulaError(f"看不懂“{text}”")
    where = match["where"]
    if where is None:
        return Reference(path=match["path"].strip())
    pairs = []
    for part in filter(None, (piece.strip() for piece in re.split("[,，]", where))):
        name, equals, value = part.partition("=")
        if not equals:
            raise FormulaError(f"“{text}”的条件“{part}”应写成“名=值”")
        pairs.append((name.strip(), value.strip()))
    return Reference(path=match["path"].strip(), where=tuple(pairs))
