"""对照: a publication beside the lines of its original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gongkai.comparison.cuts import cuts_of
from gongkai.comparison.differences import Teller
from gongkai.comparison.entries import Recorder
from gongkai.comparison.matching import Matching, matched
from gongkai.comparison.original import Line
from gongkai.comparison.phrases import raw_of
from gongkai.comparison.result import Comparison, Moved, Spot, Unplaced
from gongkai.comparison.settling import settle
from gongkai.comparison.tokens import Token, tokens_of
from gongkai.comparison.units import Unit, units_of
from gongkai.model.publication import Publication

PERSONAL = re.compile(r"填表人|经办人|联系人|联系方式|联系电话|手机")
"""what stands before people's data that a document leaves out"""


def compare(publication: Publication, lines: Sequence[Line], *, personal: bool) -> Comparison:
    """All differences. `personal`: the document says that it leaves out people's data."""
    units = units_of(publication)
    found = matched(tokens_of(unit.text for unit in units), tokens_of(line.text for line in lines))
    moved = settle(found, units, lines)
    cuts = cuts_of(found, units, lines)
    extents = {owner: (first, last) for owner, first, last in _extents(found.left)}
    teller = Teller(found=found, units=units, lines=lines, recorder=Recorder(units), extents=extents)
    unplaced = tuple(_unplaced(found, lines, cuts.unplaced))
    figures = [at for at, token in enumerate(found.right) if token.is_figure]
    return Comparison(
        differences=tuple(teller.differences(cuts)),
        unplaced=tuple(one for one in unplaced if not (personal and PERSONAL.search(one.text))),
        personal=tuple(one.spot for one in unplaced if personal and PERSONAL.search(one.text)),
        moved=tuple(_told(found, units, lines, *pair) for pair in moved),
        figures=len(figures),
        agreed=sum(found.source[at] >= 0 for at in figures),
    )


def _extents(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    first = 0
    for owner, run in groupby(tokens, key=lambda token: token.owner):
        last = first + len(list(run))
        yield owner, first, last
        first = last


def _unplaced(found: Matching, lines: Sequence[Line], runs: Iterable[tuple[int, int]]) -> Iterator[Unplaced]:
    """Each line by itself."""
    for begin, end in runs:
        for owner, run in groupby(found.right[begin:end], key=lambda token: token.owner):
            spot = Spot(line=lines[owner].number, page=lines[owner].page)
            yield Unplaced(spot=spot, text=raw_of(list(run), lines))


def _told(found: Matching, units: Sequence[Unit], lines: Sequence[Line], left: int, right: int) -> Moved:
    unit, line = units[found.left[left].owner], lines[found.right[right].owner]
    return Moved(label=unit.row_label, text=unit.text, spot=Spot(line=line.number, page=line.page))
