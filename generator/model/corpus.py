"""文库: what a document knows of the texts of other departments: names that stand in it, lines and codes there too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from gongkai.model.places import Place

LONG = 40
"""characters of the shortest text that is looked for elsewhere"""
SHARE = 80
"""percent of a text's characters that stand in one other document, from which on it is a copy"""
COMMON = 4
"""departments that share a clause, from which on it is a form of words and nobody's own"""
NO_PROJECTS = ",{}]"
"""how a packed corpus ends that has none"""

_COMMENT = re.compile(r"\s*#")
_KEY = re.compile(r"(?<![^\s,{}\[\]])[^\s,{}\[\]:]+:(?:\s|$)")
_DROPPED = re.compile(r"\s|[“”‘’]|《[^《》]*》|\d+(?:[.,]\d+)*[%％]?")
"""what says nothing of the wording: spaces, quotation marks, titles of laws, numbers"""
_CLAUSE = re.compile(r"[\u3400-\u9fff]{6,}")


class Copy(Struct, frozen=True, kw_only=True):
    """雷同: a line of a document of another department, and the clauses of it that stand here too."""

    document: str
    place: Place
    clauses: frozenset[str]


class Corpus(Struct, frozen=True, kw_only=True):
    """一份文件所见的文库: all that it learns of the other departments' texts, and nothing else."""

    alone: bool = True
    """whether there is no other department at all"""
    names: Mapping[str, str] = field(default_factory=dict)
    """full names of departments and units that stand in the document's texts → the department they belong to; "" for
    its own"""
    copies: Mapping[tuple[str, int], tuple[Copy, ...]] = field(default_factory=dict)
    """lines of the document, by file and number, that are copies → where the same stands"""
    common: frozenset[str] = frozenset()
    """clauses of these lines that COMMON departments and more share"""
    projects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """codes in its performance forms → documents of other departments that have them too"""

    def packed(self) -> str:
        """All of it as one text in a fixed order, to be kept and to be digested."""
        copies = [
            [path, line, [[one.document, one.place.path, one.place.line, sorted(one.clauses)] for one in copies]]
            for (path, line), copies in sorted(self.copies.items())
        ]
        told = [
            self.alone,
            dict(sorted(self.names.items())),
            copies,
            sorted(self.common),
            dict(sorted(self.projects.items())),
        ]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Corpus:
        """What `packed` gave."""
        alone, names, copies, common, projects = json.loads(text)
        return cls(
            alone=alone,
            names=names,
            copies={
                (path, line): tuple(
                    Copy(document=id, place=Place(path=there, line=at, column=1), clauses=frozenset(listed))
                    for id, there, at, listed in found
                )
                for path, line, found in copies
            },
            common=frozenset(common),
            projects={code: tuple(ids) for code, ids in projects.items()},
        )


def clauses(line: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """半句 of a line, without names, numbers and spaces; nothing of a comment, and nothing of a key (原因: …).

    The same whether the line is a value or one of a YAML file that holds it, written plainly.
    """
    if _COMMENT.match(line):
        return ()
    for name in sorted(names, key=len, reverse=True):
        line = line.replace(name, "")
    return tuple(_CLAUSE.findall(_DROPPED.sub("", _KEY.sub("|", line))))


def weight(listed: Iterable[str]) -> int:
    """How much clauses say, in characters."""
    return sum(map(len, listed))


def is_copy(own: Iterable[str], there: frozenset[str]) -> bool:
    """Whether clauses that are nobody's form of words are long enough, and stand for the most part in one place."""
    listed = tuple(own)
    whole = weight(listed)
    return whole >= LONG and weight(clause for clause in listed if clause in there) * 100 >= whole * SHARE
