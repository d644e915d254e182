"""结构树: the parts of all pages as one tree in the file.

The objects of each part are in a stream of their own, which stays as it is where nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pydyf
from msgspec import Struct, field

from gongkai.rendering.pdf.faster.writing import ELSEWHERE, object_stream
from gongkai.rendering.pdf.structure import Text
from gongkai.rendering.pdf.tree_parts import (
    ELEMENT,
    END,
    LEVEL,
    LINK,
    MARK,
    NAMED,
    PAGE,
    SHARED,
    Shared,
    TreePart,
    among,
    run,
)

TOKEN = re.compile(rf"{MARK}([{ELEMENT}{SHARED}{PAGE}{LINK}{LEVEL}{NAMED}])(\d+)")


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object whose bytes are known."""

    data = b""


class _Shared(Struct, eq=False):
    """An element that may stand in several parts."""

    tag: str
    named: bool
    around: _Shared | None = None
    kids: list[_Shared | Text | tuple[_Part, int]] = field(default_factory=list)
    unended: bool = False
    written: _Written = field(default_factory=_Written)
    name: str = ""

    @property
    def reference(self) -> str:
        return f"{self.written.number} 0 R"

    def walk(self) -> Iterator[_Shared]:
        yield self
        for kid in self.kids:
            if isinstance(kid, _Shared):
                yield from kid.walk()

    def write(self, root: str, pages: Sequence[str]) -> None:
        page = next((kid.page for kid in self.kids if isinstance(kid, Text)), None)
        kids = []
        for kid in self.kids:
            if isinstance(kid, _Shared):
                kids.append(kid.reference)
            elif isinstance(kid, Text):
                kids.append(run(kid, page, pages[kid.page]))
            else:
                kids.append(kid[0].reference(kid[1]))
        around = self.around.reference if self.around else root
        at = "" if page is None else f"/Pg {pages[page]}"
        name = f"/ID({self.name})" if self.name else ""
        self.written.data = f"<</S/{self.tag}/P {around}{at}{name}{among(kids)}>>".encode()


class _Part(Struct, eq=False):
    """A part on its pages."""

    made: TreePart
    pages: Sequence[str]
    """references"""
    first: int
    """pages before it"""
    shared: list[_Shared] = field(default_factory=list)
    """as it counts them"""
    base: int = 0
    """the number of its first object"""

    def reference(self, number: int) -> str:
        return f"{self.base + number} 0 R"

    def add(self, node: Shared, to: _Shared) -> None:
        """What it has of an element that is shared; its first kid may go on with the last of the part before."""
        self.shared.append(to)
        for place, kid in enumerate(node.kids):
            if isinstance(kid, Shared):
                last = to.kids[-1] if to.kids else None
                if place or not kid.begun or not isinstance(last, _Shared) or not last.unended:
                    last = _Shared(kid.tag, kid.named, to)
                    to.kids.append(last)
                last.unended = kid.unended
                self.add(kid, last)
            else:
                to.kids.append(Text(kid.page + self.first, kid.number) if isinstance(kid, Text) else (self, kid.number))


class _Numbering(Struct, kw_only=True):
    """What a part leaves to the next: headings go down one level at a time, as PDF/UA asks; names are counted."""

    level: int = 0
    names: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMED, 0))
    links: int = 0
    """the next place of a link in the tree of parents"""

    def written(self, part: _Part) -> list[bytes]:
        """The objects of a part."""
        areas = [area.link_annotation for area, _, _ in part.made.areas]

        def known(found: re.Match[str]) -> str:
            kind, number = found[1], int(found[2])
            match kind:
                case "e":
                    return f"{part.base + number} 0 R"
                case "p":
                    return part.pages[number]
                case "s":
                    return part.shared[number].reference
                case "l":
                    return str(areas[number].reference.decode())
                case "H":
                    self.level = min(number, self.level + 1)
                    return f"H{self.level}"
                case _:
                    return f"{kind}{self.names[kind] + number:06}"

        made = TOKEN.sub(known, part.made.objects).encode().split(END.encode())
        for kind, count in part.made.names.items():
            self.names[kind] += count
        for annotation, (_, words, _) in zip(areas, part.made.areas, strict=True):
            annotation["StructParent"] = self.links
            annotation["Contents"] = pydyf.String(words)
            self.links += 1
        return made


def write(pdf: pydyf.PDF, parts: Sequence[tuple[TreePart, int]]) -> None:
    """Put the tree into the file. `parts`: each with how many pages it has."""
    pages = [reference.decode() for reference in pdf.page_references]
    root, parents, named = (_added(pdf) for _ in range(3))
    document = _Shared("Document", named=False)
    placed, first = list[_Part](), 0
    for made, count in parts:
        placed.append(_Part(made, pages[first : first + count], first))
        placed[-1].add(made.shared, document)
        first += count
    shared = list(document.walk())
    for number, one in enumerate(shared, start=1):
        pdf.add_object(one.written)
        one.name = f"s{number:06}" if one.named else ""
    numbering = _Numbering(links=len(pages))
    for part in placed:
        part.base = len(pdf.objects)
        pdf.objects.extend([ELSEWHERE] * part.made.count)
        pdf.add_object(object_stream(range(part.base, len(pdf.objects)), numbering.written(part)))
    for one in shared:
        one.write(root.reference.decode(), pages)
    owners = [part.reference(part.made.elements + page) for part in placed for page in range(len(part.pages))]
    owners += [part.reference(element) for part in placed for _, _, element in part.made.areas]
    parents.data = f"<</Nums [{' '.join(f'{at} {owner}' for at, owner in enumerate(owners))}]>>".encode()
    named.data = _names(pdf, placed, [one for one in shared if one.name])
    root.data = (
        f"<</Type/StructTreeRoot/K {document.reference}/ParentTree {parents.number} 0 R"
        f"/ParentTreeNextKey {len(owners)}/IDTree {named.number} 0 R>>"
    ).encode()
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _names(pdf: pydyf.PDF, parts: Sequence[_Part], shared: Sequence[_Shared]) -> bytes:
    """The tree of names: those of one letter are at the end of each part, in the order of the parts."""
    kids: dict[str, list[str]] = {letter: [] for letter in NAMED}
    for part in parts:
        first = part.made.elements + len(part.pages)
        for at, letter in enumerate(letter for letter in NAMED if part.made.names[letter]):
            kids[letter].append(part.reference(first + at))
    leaves = [kid for letter in NAMED for kid in kids[letter]]
    if shared:
        leaf = _added(pdf)
        entries = " ".join(f"({one.name}) {one.reference}" for one in shared)
        leaf.data = f"<</Limits[({shared[0].name})({shared[-1].name})]/Names[{entries}]>>".encode()
        leaves.append(leaf.reference.decode())
    return (f"<</Kids[{' '.join(leaves)}]>>" if leaves else "<</Names[]>>").encode()


def _added(pdf: pydyf.PDF) -> Any:
    made = _Written()
    pdf.add_object(made)
    return made
