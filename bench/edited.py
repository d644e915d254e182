"""What an edit costs in a preview: one amount of a document changed wherever it is printed, its other pages kept.

Each print is a child of a process that has imported all and translated the templates, as in the preview.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from gongkai.model.publication import Publication
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.printing import make_ready, render_pdf

T = TypeVar("T")
AMOUNT = re.compile(r"text='([\d,]*[1-9][\d,]*\.\d\d)'")


class Edits(Struct, frozen=True):
    """CPU seconds of a whole print in the preview's process, and by in how many places it is printed, of an amount."""

    whole: float
    seconds: dict[int, float]


def edits(publication: Publication, data: dict[str, bytes], root: Path, work: Path) -> Edits:
    """By in how many tables and paragraphs an amount is printed: what it costs to change it.

    Three amounts: the one in the middle of all, one of those that are most often printed, one between.
    Raises AssertionError where the file is another than one printed anew.
    """
    make_ready(root)
    kept = work / "kept"

    def whole() -> None:
        pages = KeptPages()
        render_pdf(publication, root, data=data, kept=pages)
        kept.write_bytes(pages.written())

    once = _cpu(lambda: render_pdf(publication, root, data=data))
    _cpu(whole)
    seconds = {}
    for count, amount in _amounts(publication).items():
        edited = changed(publication, amount, amount[:-1] + str((int(amount[-1]) + 1) % 10))
        seconds[count] = _cpu(partial(_print, edited, data, root, kept, work / "edited.pdf"))
        if (work / "edited.pdf").read_bytes() != render_pdf(edited, root, data=data):
            raise AssertionError(f"after a change of {amount} kept pages make another file")
    return Edits(once, seconds)


def _print(edited: Publication, data: dict[str, bytes], root: Path, kept: Path, output: Path) -> None:
    pages = KeptPages(kept.read_bytes())
    output.write_bytes(render_pdf(edited, root, data=data, kept=pages))
    pages.written()


def _amounts(publication: Publication) -> dict[int, str]:
    """An amount for each count of tables and paragraphs that print it."""
    counted = Counter[str](amount for block in publication.blocks() for amount in set(AMOUNT.findall(repr(block))))
    ordered = sorted(counted, key=lambda amount: (counted[amount], amount))
    chosen = [ordered[len(ordered) // 2], ordered[len(ordered) * 9 // 10], ordered[-1]]
    return {counted[amount]: amount for amount in chosen}


def changed(piece: T, old: str, new: str) -> T:
    """A publication, or any piece of one, with another text in the place of one."""
    made: Any = piece
    if isinstance(piece, str):
        made = new if piece == old else piece
    elif isinstance(piece, tuple) and type(piece) is tuple:
        made = tuple(changed(item, old, new) for item in piece)
    elif isinstance(piece, Struct):
        parts = asdict(piece)
        other = {name: changed(part, old, new) for name, part in parts.items()}
        if any(other[name] is not part and other[name] != part for name, part in parts.items()):
            made = replace(piece, **other)
    return made  # type: ignore[no-any-return]


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of work in a child."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        started = time.process_time()
        work()
        os.write(writer, str(time.process_time() - started).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        seconds = float(answer.read())
    os.waitpid(pid, 0)
    return seconds
