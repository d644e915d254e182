"""拒收: why a file is not read, raised where it is noticed; `read` makes a finding of it."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """拒收: a finding's code, variant and values, and the sheet that it is about."""

    def __init__(self, code: str, variant: str = "", /, *, sheet: str = "", **values: Any) -> None:
        super().__init__(code, variant)
        self.code = code
        self.variant = variant
        self.sheet = sheet
        self.values = values


def damaged(what: str) -> RefusedError:
    """文件损坏: what is wrong, in a few words."""
    return RefusedError("I106", "损坏", 何处=what)
