"""模型的形状: what a pydantic model expects at a place, for messages that name the keys and kinds that are known."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

Expected = tuple[Any, ...]
"""The types that may stand at a place, unions taken apart."""


class WrittenForm(Struct, frozen=True, kw_only=True):
    """写法 of a kind of value, and pydantic's name for the error of not keeping to it."""

    kinds: frozenset[type]
    pattern: re.Pattern[str]
    error: str


_FORMS = (
    WrittenForm(kinds=frozenset({int}), pattern=re.compile("-?(?:0|[1-9][0-9]*)"), error="int_parsing"),
    WrittenForm(
        kinds=frozenset({int, float}),
        pattern=re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
        error="float_parsing",
    ),
    WrittenForm(kinds=frozenset({date}), pattern=re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), error="date_parsing"),
)


def expected(annotation: Any) -> Expected:
    """An annotation as its alternatives."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return expected(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(one for part in get_args(annotation) for one in expected(part))
    return (annotation,)


@lru_cache(maxsize=4096)
def inside_key(types_here: Expected, key: str) -> Expected:
    """What may stand under a key: a field of a model, or the values of a dict."""
    found: list[Any] = []
    for one in types_here:
        if _is_model(one):
            found.extend(annotation for name, annotation in _fields(one) if name == key)
        elif _origin(one) is dict:
            found.append(get_args(one)[1])
    return tuple(part for annotation in found for part in expected(annotation))


@lru_cache(maxsize=512)
def inside_list(types_here: Expected) -> Expected:
    """What the items of a list may be."""
    found = [item for one in types_here if _origin(one) in (tuple, list) for item in get_args(one)]
    return tuple(part for item in found if item is not Ellipsis for part in expected(item))


def known_keys(types_here: Expected) -> tuple[str, ...]:
    """The keys that the models at a place know, as they are typed in YAML."""
    names = (name for one in types_here if _is_model(one) for name, _ in _fields(one))
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=512)
def written_form(types_here: Expected) -> WrittenForm | None:
    """How a value must be written where only a number or a date may stand; None where text may."""
    kinds = {one for one in types_here if one is not type(None)}
    if not kinds:
        return None
    return next((form for form in _FORMS if kinds <= form.kinds), None)


def _origin(one: Any) -> Any:  # Any: the stubs promise that it is never dict or tuple
    return get_origin(one)


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _fields(model: type[BaseModel]) -> Iterable[tuple[str, Any]]:
    return ((field.alias or name, field.annotation) for name, field in model.model_fields.items())
