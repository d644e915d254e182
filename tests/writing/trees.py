"""Trees with comments drawn at random, written down in the many ways in which people write them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct, field

KEYS = st.sampled_from(
    ["名称", "支出", "2010301", "合计", "a b", "原因: 甲", "- 乙", "yes", "因公出国（境）", "#", "30101", "x,y"]
)
Path = tuple[str, ...]
NUMBERS = (
    "120.50",
    "0",
    "-3.00",
    "2010301",
    "2024-09",
    "2024-09-30",
    "012",
    "1e3",
    "1,234.00",
    "12:30:00",
    "100%",
    "%",
)
SIGNS = (
    "甲: 乙",
    "甲 #乙",
    "甲:",
    "- 甲",
    "{甲}",
    "[乙",
    "@甲",
    '说"引"',
    "\\n",
    "# 甲",
    "=",
    "<<",
    ":甲",
    "~",
    "null",
    "yes",
)
BLANKS = (
    "",
    " 甲",
    "甲 ",
    "\u3000甲",
    "甲\t乙",
    "甲\n",
    "\n",
    "一\n二",
    "  一\n二",
    "一\n# 二",
    "一\n\n二",
    "甲，乙。",
    "“三公”",
)
TEXTS = st.one_of(st.sampled_from(NUMBERS + SIGNS + BLANKS), st.text("甲乙12.,:#-{}[]\"' \n", max_size=8))
WORDS = st.text("甲乙丙 一:#'\"", min_size=1, max_size=6).map(str.strip)


def trees(depth: int = 3) -> st.SearchStrategy[Any]:
    """Mappings, lists and texts, as dict, tuple and str; outermost a mapping or list that is not empty."""
    if depth == 0:
        return TEXTS
    below = st.one_of(TEXTS, trees(depth - 1))
    return st.one_of(st.dictionaries(KEYS, below, max_size=4), st.lists(below, max_size=4).map(tuple))


OUTERMOST = trees().filter(bool)


class Writer(Struct):
    """Writes a tree with whatever blanks, quotes, brackets and comments are drawn."""

    draw: Any
    comments: list[str] = field(default_factory=list)
    owners: dict[str, Path] = field(default_factory=dict)
    """of comments that plainly belong to an entry: the way to it"""

    def document(self, tree: Any) -> str:
        lines = [*self._above(""), *self._block(tree, "", ()), *self._above("")]
        return "".join(f"{line}\n" for line in lines)

    def _flag(self) -> bool:
        return bool(self.draw(st.booleans()))

    def _comment(self, owner: Path | None = None) -> str:
        text = f"# {self.draw(WORDS)}{len(self.comments)}"
        self.comments.append(text)
        if owner is not None:
            self.owners[text] = owner
        return text

    def _above(self, indent: str, owner: Path | None = None) -> list[str]:
        kinds = self.draw(st.lists(st.sampled_from(["blank", "comment", "outdented"]), max_size=2))
        last = len(kinds) - 1
        return [
            ""
            if kind == "blank"
            else indent[:-1] + self._comment()
            if kind == "outdented"
            else indent + self._comment(owner if number == last else None)
            for number, kind in enumerate(kinds)
        ]

    def _beside(self, owner: Path | None = None) -> str:
        return f"  {self._comment(owner)}" if self.draw(st.integers(0, 3)) == 0 else ""

    def _scalar(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def _block(self, tree: Any, indent: str, path: Path) -> list[str]:
        lines: list[str] = []
        below = indent + " " * self.draw(st.integers(1, 4))
        items = list(tree.items()) if isinstance(tree, dict) else [(None, one) for one in tree]
        for number, (key, value) in enumerate(items, start=1):
            begin = indent + ("-" if key is None else f"{self._scalar(key)}:")
            own = (*path, f"#{number}" if key is None else key)
            lines += self._above(indent, own)
            if isinstance(value, str):
                lines.append(f"{begin} {self._scalar(value)}{self._beside(own)}")
            elif not value or self._flag():
                lines += [f"{begin} {self._flow(value, below)}{self._beside()}"]
            else:
                lines += [begin + self._beside(own), *self._block(value, below, own)]
                lines += self._above(below)
        return lines

    def _flow(self, tree: Any, indent: str) -> str:
        if isinstance(tree, str):
            return self._scalar(tree)
        named, wide = isinstance(tree, dict), self._flag()
        text = ""
        for number, one in enumerate(tree):
            if number:
                text += f",{self._beside()}\n{indent} " if wide else ", "
            text += f"{self._scalar(one)}: {self._flow(tree[one], indent)}" if named else self._flow(one, indent)
        return f"{{{text}}}" if named else f"[{text}]"
