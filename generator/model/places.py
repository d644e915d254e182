"""Where in the source a value stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """位置: a file below the project root, with line and column counted from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Place(path="")
