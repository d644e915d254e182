"""科目表: content/classifications, the lists of codes of each year, with all that is wrong with each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.loading.code_lists import (
    CHANGE_HEAD,
    CODE_HEAD,
    FUND_HEAD,
    PAIR_HEAD,
    Pairs,
    read_changes,
    read_codes,
    read_extent,
    read_funds,
    read_pairs,
)
from gongkai.loading.csv_file import CsvFile, read_csv
from gongkai.loading.files import Listing, listing, place_of
from gongkai.loading.problems import Read
from gongkai.loading.typed_values import half_width
from gongkai.model.classification import Classification, Classifications, CodeList
from gongkai.model.code_changes import CodeChanges
from gongkai.model.findings import Finding, errors, found
from gongkai.model.fund_codes import FundCodes
from gongkai.model.names import nearest

V = TypeVar("V")

FOLDER = "classifications"
PAIRS = "economic-pairs"
CHANGES = "changes.csv"
FUNDS = "funds.csv"
FOR_ALL = (CHANGES, FUNDS)
"""lists that are no year's own"""
FILES = (*FOR_ALL, "README.md")
EVERY_YEAR = 0
"""stands for the year where a problem is not that of one list"""

_LIST = re.compile(r"(20[0-9]{2})\.csv")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


class ReadLists(Struct, frozen=True, kw_only=True):
    """读入的科目表."""

    lists: Mapping[str, Mapping[int, CodeList]] = field(default_factory=dict)
    """by folder and year"""
    pairs: Mapping[int, Pairs] = field(default_factory=dict)
    changes: CodeChanges = field(default_factory=CodeChanges)
    funds: FundCodes = field(default_factory=FundCodes)
    faults: Mapping[tuple[str, int], tuple[Finding, ...]] = field(default_factory=dict)
    """what was found, by folder (or changes.csv) and year"""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for found in self.faults.values() for finding in found)

    def code_list(self, folder: str, year: int) -> CodeList | None:
        """The list in force in a year, if there is one; `sound` only if nothing is wrong with it."""
        listed = self.lists.get(folder, {}).get(self._in_force(folder, year))
        if self.errors(folder, year):
            return replace(listed or CodeList(year=year), sound=False)
        return listed

    def pairs_of(self, year: int) -> Pairs:
        """(部门经济, 政府经济) that may stand together in a year, with the 性质 of the units that use them."""
        return self.pairs.get(self._in_force(PAIRS, year), {})

    def errors(self, folder: str, year: int) -> tuple[Finding, ...]:
        """What is wrong with the list of a folder that is in force in a year."""
        years = sorted({EVERY_YEAR, self._in_force(folder, year)})
        return errors(finding for one in years for finding in self.faults.get((folder, one), ()))

    def _in_force(self, folder: str, year: int) -> int:
        """The year of the newest list not after a year, else of the oldest; one that cannot be read counts too."""
        years = {listed for other, listed in self.faults if other == folder and listed != EVERY_YEAR}
        return max((one for one in years if one <= year), default=min(years, default=EVERY_YEAR))


def read_classifications(content: Path, known: Classifications) -> ReadLists:
    """Read content/classifications; whatever is wrong is a finding, and the rest is kept."""
    reading = _ListReading(content, known)
    files = reading.look_around()
    lists = {
        one.folder: {year: reading.codes(one, year, file) for year, file in reading.years(one.folder, CODE_HEAD)}
        for one in known.listed
    }
    pairs = {year: reading.kept(PAIRS, year, read_pairs(file, known)) for year, file in reading.years(PAIRS, PAIR_HEAD)}
    changes = reading.for_all(CHANGES, CHANGE_HEAD, read_changes) if CHANGES in files else CodeChanges()
    funds = reading.for_all(FUNDS, FUND_HEAD, read_funds) if FUNDS in files else FundCodes()
    faults = {key: tuple(found) for key, found in reading.faults.items()}
    return ReadLists(lists=lists, pairs=pairs, changes=changes, funds=funds, faults=faults)


class _ListReading:
    def __init__(self, content: Path, known: Classifications) -> None:
        self.content = content
        self.known = known
        self.faults: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        self.folders: tuple[str, ...] = ()

    def look_around(self) -> tuple[str, ...]:
        """The files of content/classifications; what is wrong with a folder is wrong with all its lists."""
        top = listing(self.content, self.content / FOLDER)
        known = (*(one.folder for one in self.known.listed), PAIRS)
        for finding in top.findings:
            name = PurePosixPath(finding.place.path).name
            for key in (name,) if name in (*known, *FOR_ALL) else known if name == FOLDER else ("",):
                self.faults[key, EVERY_YEAR].append(finding)
        for name in (*top.files, *top.folders, *top.others):
            if name not in (*FILES, *known):
                place = place_of(self.content, self.content / FOLDER / name)
                near, lists = nearest(name, (*FILES, *known), 0.6), f"{'、'.join(known)}和{'、'.join(FOR_ALL)}"
                stray = found("L505", place, hint="近" if near else "各表", 近=near, 可=lists)
                self.faults["", EVERY_YEAR].append(stray)
        self.folders = top.folders
        return top.files

    def years(self, folder: str, head: tuple[str, ...]) -> Iterator[tuple[int, CsvFile]]:
        """The lists of a folder, each read; one whose name only looks like a year stops that year's documents."""
        found = listing(self.content, self.content / FOLDER / folder) if folder in self.folders else Listing()
        self.faults[folder, EVERY_YEAR].extend(one for one in found.findings if not _LIST.search(one.place.path))
        links = [PurePosixPath(one.place.path).name for one in found.findings]
        for name in sorted((*found.files, *(name for name in links if _LIST.fullmatch(name)))):
            if (right := _LIST.fullmatch(name)) is not None:
                file = read_csv(self.content, f"{FOLDER}/{folder}/{name}", head)
                self.faults[folder, int(right[1])].extend(file.findings)
                yield int(right[1]), file
            else:
                self._misnamed(folder, name)
        for name in (*found.folders, *found.others):
            self._misnamed(folder, name)

    def codes(self, classification: Classification, year: int, file: CsvFile) -> CodeList:
        names = self.kept(classification.folder, year, read_codes(file, classification))
        extent = self.kept(classification.folder, year, read_extent(file))
        return CodeList(year=year, path=file.path, names=names, extent=extent)

    def for_all(self, name: str, head: tuple[str, ...], reader: Callable[[CsvFile, Classifications], Read[V]]) -> V:
        """A list that is no year's own."""
        file = read_csv(self.content, f"{FOLDER}/{name}", head)
        self.faults[name, EVERY_YEAR].extend(file.findings)
        return self.kept(name, EVERY_YEAR, reader(file, self.known))

    def kept(self, folder: str, year: int, read: Read[V]) -> V:
        self.faults[folder, year].extend(read.findings)
        return read.value

    def _misnamed(self, folder: str, name: str) -> None:
        place = place_of(self.content, self.content / FOLDER / folder / name)
        year = _YEAR.search(half_width(name))
        if year is None:
            self.faults[folder, EVERY_YEAR].append(found("L505", place, hint="科目表"))
        else:
            self.faults[folder, int(year[0])].append(found("L506", place, "科目表", 名=name, 年=year[0]))
