"""逐行试排: how tall the rows of a table on trial are, laid out only where they are not known from an earlier run.

A row that no cell spans is as tall as its own cells make it in their columns and type, between its neighbours, with
which it shares its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from xml.etree.ElementTree import Element, tostring

from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.printed_boxes import Measured

MOST = 0.3
"""share of the rows up to which it is worth while"""


class KnownRows:
    """已知的行高 of a table: of an earlier run, and of this one."""

    def __init__(self, id: str, kept: KeptPages) -> None:
        self.key = f"rows {id}"
        self.kept = kept
        self.before: dict[str, float] = kept.value(self.key, dict, dict)
        self.now: dict[str, float] = {}

    def keep(self, found: dict[str, float]) -> None:
        self.now |= found
        self.kept.keep_value(self.key, self.now)


class RowTrial:
    """逐行试排 of a table as it stands in its HTML."""

    def __init__(self, statement: Element, known: KnownRows) -> None:
        self.known = known
        table = next(statement.iter("table"))
        self.bodies = table.findall("tbody")
        self.rows = [row for body in self.bodies for row in body]
        frame = [repr((statement.attrib, table.attrib)).encode()]
        frame += [tostring(part) for part in table if part.tag != "tbody"]
        told = [b"".join(frame), *map(tostring, self.rows), b""]
        self.above = _digest(told[:1])
        self.names = [_digest((told[0], *told[at - 1 : at + 2])) for at in range(1, len(told) - 1)]
        self.unknown = [number for number, name in enumerate(self.names) if name not in known.before]

    def is_worth_while(self) -> bool:
        return self.above in self.known.before and len(self.unknown) <= MOST * len(self.rows)

    def hidden(self) -> frozenset[Element]:
        """All but the rows that are not known and their neighbours."""
        near = {at for number in self.unknown for at in (number - 1, number, number + 1)}
        hidden = {row for number, row in enumerate(self.rows) if number not in near}
        return frozenset([*hidden, *(body for body in self.bodies if hidden.issuperset(body))])

    def learn(self, shown: Measured | None, numbers: Sequence[int]) -> Measured:
        """The whole table, of which these rows are laid out, the others known."""
        known = self.known.before
        made = Measured(above=shown.above if shown else known[self.above])
        laid = set(numbers)
        for number, (name, row) in enumerate(zip(self.names, self.rows, strict=True)):
            made.rows[row] = shown.rows[row] if shown and number in laid else known[name]
        self.known.keep({self.above: made.above} | dict(zip(self.names, made.rows.values(), strict=True)))
        return made


def _digest(parts: Iterable[bytes]) -> str:
    return sha256(b"".join(parts)).hexdigest()
