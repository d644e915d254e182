"""值: frozen dataclasses of which one document makes thousands, amounts and cells among them.

A frozen dataclass asks for every field whether it may be set, which took an eighth of a build. Of these mypy alone
holds that nobody changes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as plain_value
else:
    from dataclasses import dataclass

    def plain_value(*, frozen: bool, **options: bool) -> object:
        return dataclass(unsafe_hash=frozen, **options)


__all__ = ["plain_value"]
