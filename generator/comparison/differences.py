"""不同之处: cuts as differences, each with its kind, its place, and the words that 原文 would have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from gongkai.comparison.cuts import Cut, Cuts
from gongkai.comparison.entries import Recorder
from gongkai.comparison.kinds import kinds_of
from gongkai.comparison.matching import Matching
from gongkai.comparison.original import Line
from gongkai.comparison.phrases import Phrase, Reader, raw_of, wide
from gongkai.comparison.result import Mismatch, Spot, spot_of
from gongkai.comparison.units import Unit
from gongkai.model.entries import OriginalWording
from gongkai.model.places import NOWHERE, Place
from gongkai.model.spans import AsPrinted
from gongkai.scanning.personal_data.findings import masked

LONGEST = 200
FIGURE = re.compile(r"\d")


class Teller(Struct, frozen=True, kw_only=True):
    """Tells the cuts of one comparison."""

    found: Matching
    units: Sequence[Unit]
    lines: Sequence[Line]
    recorder: Recorder
    extents: Mapping[int, range]
    """the tokens of each unit"""
    recorded: Sequence[OriginalWording]

    def differences(self, cuts: Cuts) -> Iterator[Mismatch]:
        """All of them, in the order of the document."""
        told = [
            (of_unit[0].first, one) for owner, of_unit in cuts.of_units.items() for one in self._of_unit(owner, of_unit)
        ]
        told += [(cut.first, self._of_row(cut)) for cut in cuts.of_rows]
        told += self._missing(cuts.missing)
        titles: dict[str, list[Mismatch]] = {}
        for at, one in sorted(told, key=lambda pair: pair[0]):
            unit = self.units[self.found.left[min(at, len(self.found.left) - 1)].owner]
            if unit.title and not FIGURE.search(one.expected + one.printed):
                titles.setdefault(unit.table, []).append(one)
            else:
                yield one
        yield from (_together(of_form) for of_form in titles.values())

    def _of_unit(self, owner: int, cuts: Sequence[Cut]) -> Iterator[Mismatch]:
        start, end = self.extents[owner].start, self.extents[owner].stop
        unit = self.units[owner]
        reader = Reader(
            found=self.found, unit=unit, lines=self.lines, start=start, end=end, cuts=tuple(cuts), floor=start
        )
        whole = bool(unit.where) and not unit.scope
        for first, last in reader.number_and_words() if whole else reader.together():
            if any(first <= cut.first and cut.last <= last for cut in reader.cuts):
                read = reader.phrase if whole else reader.readable
                entry, phrase = self.recorder.entry(reader, read(first, last))
                yield self._told(reader, phrase, entry)
                left = tuple(cut for cut in reader.cuts if cut not in phrase.cuts)
                reader = replace(reader, cuts=left, floor=phrase.last)

    def _told(self, reader: Reader, phrase: Phrase, entry: OriginalWording | None) -> Mismatch:
        recorded = _recorded(reader, phrase.cuts) or self._allowed(reader, phrase)
        return Mismatch(
            kinds=kinds_of(phrase.expected, phrase.printed, *reader.around(phrase)),
            label=reader.unit.label,
            expected=phrase.expected,
            printed=masked(phrase.printed),
            spot=self._spot(phrase.cuts[0]),
            places=_places(reader, phrase),
            entry=None if recorded else entry,
            recorded=recorded or NOWHERE,
        )

    def _allowed(self, reader: Reader, phrase: Phrase) -> Place | None:
        """The entry of a percentage that rounding allows: it is printed as if it derived."""
        here = (one for one in self.recorded if one.where in {reader.unit.where, reader.unit.scope} and one.printed)
        return next((one.place for one in here if one.printed == phrase.expected), None)

    def _of_row(self, cut: Cut) -> Mismatch:
        """Several cells, or words between two cells."""
        cells = [self.units[owner] for owner in self.found.owners(cut.first, cut.last)]
        beside = self.units[self.found.left[min(cut.first, len(self.found.left) - 1)].owner]
        expected = " ".join(cell.text for cell in cells)
        printed = wide(raw_of(self.found.right[cut.begin : cut.end], self.lines))
        return Mismatch(
            kinds=kinds_of(expected, printed),
            label=(cells[0] if cells else beside).row_label,
            expected=expected,
            printed=masked(printed),
            spot=self._spot(cut),
            places=tuple(dict.fromkeys(place for cell in cells for place in cell.places)),
        )

    def _missing(self, groups: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Mismatch]]:
        """Units that the original does not print; those of one table or part that follow each other as one."""
        for _, run in groupby(groups, key=lambda group: self._around(group[0])):
            whole = list(run)
            owners = [owner for first, last in whole for owner in self.found.owners(first, last)]
            one = self._without([self.units[owner] for owner in owners], self._spot_before(whole[0][0]))
            yield whole[0][0], replace(one, label=one.label + (f"等{len(whole)}行" if len(whole) > 1 else ""))

    def _without(self, units: Sequence[Unit], spot: Spot) -> Mismatch:
        words = " ".join(unit.text for unit in units)
        recorded = _recorded_place(units)
        alone = len(units) == 1 and not recorded.path
        return Mismatch(
            kinds=("缺",),
            label=units[0].row_label,
            expected=words if len(words) <= LONGEST else f"{words[:LONGEST]}……",
            printed="",
            spot=spot,
            places=tuple(dict.fromkeys(place for unit in units for place in unit.places)),
            entry=self.recorder.missing(units[0]) if alone else None,
            recorded=recorded,
        )

    def _around(self, at: int) -> str:
        unit = self.units[self.found.left[at].owner]
        return unit.table or unit.label

    def _spot(self, cut: Cut) -> Spot:
        """Where words are printed, else behind what stands where they are missing."""
        return self._spot_at(cut.begin if cut.end > cut.begin else cut.begin - 1)

    def _spot_at(self, right: int) -> Spot:
        return spot_of(self.lines[self.found.right[max(right, 0)].owner])

    def _spot_before(self, left: int) -> Spot:
        """Where the original goes on after what stands before."""
        while left > 0 and self.found.partner[left] < 0:
            left -= 1
        return self._spot_at(self.found.partner[left])


def _together(titles: Sequence[Mismatch]) -> Mismatch:
    """What differs in the names of the rows and columns of one form, which many readers of PDF break."""
    first = titles[0]
    if len(titles) == 1:
        return first
    return replace(
        first,
        kinds=tuple(dict.fromkeys(kind for one in titles for kind in one.kinds)),
        label=f"{first.label.split('·')[0]}·栏目名称",
        expected="、".join(one.expected for one in titles if one.expected),
        printed="、".join(one.printed for one in titles if one.printed),
        places=(),
        entry=None,
    )


def _places(reader: Reader, phrase: Phrase) -> tuple[Place, ...]:
    """Where the words that differ were typed, or all of the unit."""
    extents = [reader.extent(cut.first, cut.last) for cut in phrase.cuts]
    touched = (
        place
        for span, first, last in reader.unit.extents()
        if any(first < max(end, begin + 1) and last > begin for begin, end in extents)
        for place in span.places
    )
    return tuple(dict.fromkeys(touched)) or reader.unit.places


def _recorded(reader: Reader, cuts: Iterable[Cut]) -> Place | None:
    """The entry of 原文 that put words there which the original does not print."""
    for begin, end in (reader.extent(cut.first, cut.last) for cut in cuts):
        for span, first, last in reader.unit.extents():
            if isinstance(span, AsPrinted) and first <= end and last >= begin:
                return span.place
    return None


def _recorded_place(units: Sequence[Unit]) -> Place:
    """Where it is recorded that the original prints something else; NOWHERE if it is not."""
    spans = (span for unit in units for span in unit.spans)
    return next((span.place for span in spans if isinstance(span, AsPrinted)), NOWHERE)
