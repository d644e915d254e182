"""公共内容: glossary and classifications, shared by all documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.loading.classifications import EVERY_YEAR, FOR_ALL, ReadLists, read_classifications
from gongkai.loading.glossary_files import Glossary, read_glossary
from gongkai.model.classification import Classifications, CodeList
from gongkai.model.findings import Finding
from gongkai.model.kinds import Kinds


class Library(Struct, frozen=True, kw_only=True):
    """公共内容: terms by name; lists of codes by folder and year."""

    glossary: Glossary
    classifications: ReadLists

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong, whoever uses it."""
        return (*self.glossary.findings, *self.classifications.findings)

    def lists(self, year: int) -> dict[str, CodeList]:
        """The lists of codes in force in a year, by folder."""
        found = {folder: self.classifications.code_list(folder, year) for folder in self.classifications.lists}
        return {folder: listed for folder, listed in found.items() if listed is not None}

    def names(self, folder: str, year: int) -> Mapping[str, str]:
        """科目名称 in force in a year."""
        listed = self.lists(year).get(folder)
        return listed.names if listed else {}

    def errors(self, folders: Collection[str], terms: Collection[str], year: int) -> Iterator[Finding]:
        """What stops a document of a year that uses these lists and terms."""
        for name in FOR_ALL:
            yield from self.classifications.errors(name, EVERY_YEAR)
        for folder in folders:
            yield from self.classifications.errors(folder, year)
        for term in terms:
            yield from self.glossary.faults.get(term, ())


def load_library(content: Path, kinds: Kinds, lists: Classifications) -> Library:
    """Read content/glossary and content/classifications."""
    return Library(glossary=read_glossary(content, kinds), classifications=read_classifications(content, lists))
