"""条件: which figures a row, a column or a formula speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""All of (attribute, values it may have) must hold; the same attribute twice must hold twice; () holds for all."""


OneOrMore = BeforeValidator(lambda data: (data,) if isinstance(data, str) else data)
Texts = Annotated[tuple[str, ...], OneOrMore]
"""several texts; one alone may be written without the brackets of a list"""
Conditions = dict[str, Texts]
"""条件 as an edition writes them: 资金: 一般公共预算, or 科目: ["201", "203"] for any of several."""


def where(conditions: Mapping[str, tuple[str, ...]]) -> Where:
    return tuple(conditions.items())


def only(attribute: str, value: str) -> Where:
    return ((attribute, (value,)),)
