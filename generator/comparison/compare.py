"""对照: a publication beside the lines of its original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse, groupby

from gongkai.comparison.cuts import cuts_of
from gongkai.comparison.differences import Teller
from gongkai.comparison.entries import Recorder
from gongkai.comparison.matching import Matching, matched
from gongkai.comparison.original import Line
from gongkai.comparison.phrases import raw_of
from gongkai.comparison.result import Comparison, Moved, Unplaced, spot_of
from gongkai.comparison.runs import extents
from gongkai.comparison.settling import settle
from gongkai.comparison.tokens import tokens_of
from gongkai.comparison.units import Unit, units_of
from gongkai.model.entries import OriginalWording
from gongkai.model.publication import Publication
from gongkai.scanning.personal_data.findings import masked

PERSONAL = re.compile(r"填表人|经办人|联系人|联系方式|联系电话|手机")
"""what stands before people's data that a document leaves out"""
SHORT = 80
"""signs up to which a line has no more than that"""


def compare(
    publication: Publication,
    lines: Sequence[Line],
    *,
    recorded: Sequence[OriginalWording] = (),
    personal: bool = False,
) -> Comparison:
    """All differences.

    `recorded`: the 原文 that the publication has; `personal`: the document says that it leaves out people's data.
    """
    units = units_of(publication)
    left_out = tuple(_personal(units, lines)) if personal else ()
    lines = tuple(filterfalse(left_out.__contains__, lines))
    found = matched(tokens_of(unit.text for unit in units), tokens_of(line.text for line in lines))
    settled = settle(found, units, lines)
    cuts = cuts_of(found, units, lines)
    teller = Teller(
        found=found, units=units, lines=lines, recorder=Recorder(units), extents=extents(found), recorded=recorded
    )
    figures = {at for at, token in enumerate(found.right) if token.is_figure}
    return Comparison(
        differences=tuple(teller.differences(cuts)),
        unplaced=tuple(_unplaced(found, lines, cuts.unplaced)),
        moved=tuple(_moved(found, units, lines, *pair) for pair in settled.moved),
        lost=tuple(units[owner].row_label for owner in settled.lost),
        personal=tuple(spot_of(line) for line in left_out),
        figures=len(figures),
        agreed=len(figures.intersection(found.partner)),
    )


def _personal(units: Sequence[Unit], lines: Sequence[Line]) -> Iterator[Line]:
    """Short lines with people's data, unless the document has such lines itself."""
    if not any(PERSONAL.search(unit.text) for unit in units):
        yield from (line for line in lines if len(line.text) <= SHORT and PERSONAL.search(line.text))


def _unplaced(found: Matching, lines: Sequence[Line], runs: Iterable[tuple[int, int]]) -> Iterator[Unplaced]:
    """Each line by itself."""
    for begin, end in runs:
        for owner, run in groupby(found.right[begin:end], key=lambda token: token.owner):
            yield Unplaced(spot=spot_of(lines[owner]), text=masked(raw_of(list(run), lines)))


def _moved(found: Matching, units: Sequence[Unit], lines: Sequence[Line], left: int, right: int) -> Moved:
    unit = units[found.left[left].owner]
    return Moved(label=unit.row_label, text=unit.text, spot=spot_of(lines[found.right[right].owner]))
