"""一次: what follows from a finished table alone is worked out once for each, however many pages and files ask.

It is kept beside the fields of the table, and goes with it; a table made from another (`replace`) begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from gongkai.model.publication import Table

T = TypeVar("T")


def once(function: Callable[[Table], T]) -> Callable[[Table], T]:
    """A function of a table whose answer nobody changes."""
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(table: Table) -> T:
        known = table.__dict__
        if key not in known:
            known[key] = function(table)
        answer: T = known[key]
        return answer

    return asked
