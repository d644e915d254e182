"""留存的页: drawn pages of a document kept from one run to the next, so that only what has changed is laid out again.

What is kept is found by what the pages are made of: their HTML, their tables as they are read out, the page on which
they begin, and all that every page is made of. A file that was damaged or made by somebody else is as good as none:
nothing but the values named here is read from it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any, TypeVar

from gongkai.model.publication import Table
from gongkai.rendering.pdf.drawn_pages import DrawnGroup
from gongkai.rendering.pdf.table_told import told

T = TypeVar("T")
VALUES = {
    (f"gongkai.rendering.pdf.{module}", name)
    for module, names in {
        "drawn_pages": ("Area", "DrawnGroup", "DrawnPage", "UsedFont"),
        "fit": ("Setting",),
        "starts": ("Inside", "Start"),
        "structure": ("Text",),
        "tree_parts": ("Own", "Shared", "TreePart"),
    }.items()
    for name in names
} | {("pydyf", "Array"), ("pydyf", "Dictionary"), ("pydyf", "Stream"), ("msgspec._utils", "rebuild")}
"""and what calls one of them with what it is given by name"""


class KeptPages:
    """留存的页 of one document; `under`: a digest of all that every page of it depends on."""

    def __init__(self, content: bytes = b"", under: str = "") -> None:
        self.under = under
        self.used: dict[str, bytes] = {}
        found = _read(content)
        self._found: dict[str, bytes] = found if isinstance(found, dict) else {}

    def group(self, key: str) -> DrawnGroup | None:
        """Pages that were drawn before."""
        content = self.blob(key)
        group = _read(content) if content is not None else None
        return group if isinstance(group, DrawnGroup) else None

    def keep_group(self, key: str, group: DrawnGroup) -> None:
        if key not in self.used:
            self.used[key] = pickle.dumps(group)

    def keep(self, key: str, content: bytes) -> None:
        self.used[key] = content

    def blob(self, key: str) -> bytes | None:
        """What was kept under a key, and is kept again."""
        content = self._found.get(key)
        if isinstance(content, bytes):
            self.used[key] = content
            return content
        return None

    def once(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What follows from its key alone: as it was kept, or made now and kept."""
        found = self.blob(key)
        if found is None:
            found = self.used[key] = make()
        return found

    def keep_value(self, key: str, value: object) -> None:
        self.used[key] = pickle.dumps(value)

    def value(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """The same of a value."""
        content = self.blob(key)
        found = _read(content) if content is not None else None
        if not isinstance(found, kind):
            found = make()
            self.keep_value(key, found)
        return found

    def key(self, content: bytes, tables: Iterable[Table]) -> str:
        """Of pages, before anything of them is laid out; where they begin belongs to it."""
        whole = sha256(self.under.encode())
        whole.update(content)
        for table in tables:
            whole.update(told(table))
        return whole.hexdigest()

    def written(self) -> bytes:
        """What this run has used, for the next one."""
        return pickle.dumps(self.used)


class _Reader(pickle.Unpickler):
    """Makes no other objects than those of drawn pages."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in VALUES:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _read(content: bytes) -> Any:
    try:
        return _Reader(BytesIO(content)).load()
    except Exception:  # noqa: BLE001 - bytes that are no pickle of ours fail in any way they like
        return None
