"""代码的说明: the page of docs/findings for a code, and as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.model.finding_catalogue import catalogue
from gongkai.model.own_data import MANUAL

PAGES = MANUAL / "findings"
MARKS = re.compile(r"\*\*(.+?)\*\*|`` (.+?) ``|`([^`]+)`|\[([^\]]+)\]\([^)]*\)")
"""bold, code, a link"""


def page(code: str) -> str:
    """What a code means and how to mend it, as Markdown; empty if there is no such page."""
    file = PAGES / f"{code}.md"
    return file.read_text(encoding="utf-8") if code in catalogue() and file.is_file() else ""


def explanation(code: str) -> str:
    """What a code means and how to mend it, as plain text; for an unknown code, the list of all."""
    wanted = code.strip().upper()
    text = page(wanted)
    if text:
        return "".join(f"{line}\n" for line in _plain(text))
    known = "".join(f"  {one}  {kind.title}\n" for one, kind in catalogue().items())
    return f"没有“{code}”这个代码。所有代码：\n{known}"


def _plain(markdown: str) -> Iterator[str]:
    """Headings as lines of their own, examples indented, no marks."""
    verbatim = False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            verbatim = not verbatim
        elif verbatim:
            yield f"    {line}".rstrip()
        elif line.startswith("# "):
            yield line.removeprefix("# ")
        elif line.startswith("## "):
            yield f"【{line.removeprefix('## ')}】"
        else:
            yield MARKS.sub(lambda found: next(part for part in found.groups() if part), line)
