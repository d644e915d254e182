"""文件名: Chinese names that hold on Windows, in a zip and in an upload form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category, normalize

LONGEST = 60
"""characters of a name without its ending: a path on Windows has room for some 250"""
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?\Z")
WIDE = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
"""what Windows forbids, as a Chinese text would have it"""


def safe_name(text: str) -> str:
    """A text as the name of a file or folder, without its ending."""
    seen = "".join(" " if category(sign)[0] in "CZ" else sign for sign in normalize("NFC", text).translate(WIDE))
    name = " ".join(seen.split())[:LONGEST].strip(" .")
    return f"_{name}" if RESERVED.match(name) else name or "未命名"


def safe_names(texts: Iterable[str]) -> tuple[str, ...]:
    """A name for each text, no two alike for a system that takes capitals and small letters for the same."""
    used: set[str] = set()
    names = []
    for text in texts:
        name, number = first = safe_name(text), 1
        while name.casefold() in used:
            number += 1
            name = f"{first[0]}（{number}）"
        used.add(name.casefold())
        names.append(name)
    return tuple(names)
