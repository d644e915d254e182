"""书写: YAML files written in their one form, comments kept (docs/decisions/0040)."""

from gongkai.writing.reading import BrokenFileError
from gongkai.writing.revising import PathError, revised, written

__all__ = ["BrokenFileError", "PathError", "revised", "written"]
