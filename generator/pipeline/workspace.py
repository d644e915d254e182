"""备料: everything that a run reads, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from gongkai.loading.folders import DocumentFolder, find_documents
from gongkai.loading.library import Library, load_library
from gongkai.loading.region_files import read_regions
from gongkai.loading.shared_forms import read_kinds, read_lists
from gongkai.model.amounts import Unit
from gongkai.model.classification import Classifications
from gongkai.model.corpus import Corpus
from gongkai.model.documents import Document
from gongkai.model.finding_catalogue import catalogue, make_patterns_ready
from gongkai.model.findings import Finding, found
from gongkai.model.glyphs import Glyphs
from gongkai.model.kinds import Kinds
from gongkai.model.picture_forms import MOST_YEARS
from gongkai.model.places import NOWHERE, Place
from gongkai.model.regions import Population, RegionFile
from gongkai.model.reserved_names import RESERVED
from gongkai.model.waivers import Waiver
from gongkai.pipeline.known_files import KnownFiles
from gongkai.pipeline.named import Named
from gongkai.pipeline.project import Project
from gongkai.pipeline.shared_waivers import read_shared_waivers
from gongkai.publishing.files import digest_of
from gongkai.rendering.pdf.fonts import glyphs_of
from gongkai.scanning.text_index import learned
from gongkai.scanning.texts import TEXTS, department_files, texts_on_disk

if TYPE_CHECKING:
    from gongkai.composition.compose import Composed
    from gongkai.figures.derivation import Accounts
    from gongkai.loading.document_files import LoadedDocument
    from gongkai.loading.edition_files import LoadedEdition
    from gongkai.pipeline.known_editions import KnownEditions
    from gongkai.pipeline.known_figures import KnownFigures

DEPARTMENTS = "content/departments"
FEW = 4
"""documents for which half a second is not spent in advance"""


class Workspace(Struct, dict=True):
    """一次运行: library, editions and documents, each read once, and not before it is wanted."""

    project: Project
    kinds: Kinds
    lists: Classifications
    library: Library
    folders: Mapping[str, DocumentFolder]
    waivers: tuple[Waiver, ...]
    """those that stand above the folders of documents"""
    strays: Mapping[str, tuple[Finding, ...]]
    """problems of the tree of folders, by the document in whose folder they are; "" for the others"""
    editions: dict[str, LoadedEdition] = field(default_factory=dict)
    documents: dict[str, LoadedDocument] = field(default_factory=dict)
    accounts: dict[str, tuple[Document, Accounts]] = field(default_factory=dict)
    """the figures of each document as it was when they were worked out"""
    consolidated: dict[str, tuple[Document, Document | None]] = field(default_factory=dict)
    """each document that is the sum of its units', as it was read and as it is summed; None while it is being summed"""
    texts: dict[str, tuple[Document, Composed]] = field(default_factory=dict)
    """the text of each document as it was when it was composed"""
    corpora: dict[str, str] = field(default_factory=dict)
    """what documents learn of the texts of other departments (`Corpus.packed`)"""
    _neighbours: dict[str, dict[str, str]] = field(default_factory=dict)
    _files_of: dict[str, dict[str, str]] = field(default_factory=dict)
    regions: Mapping[Path, RegionFile] = field(default_factory=dict)
    """地区 with a file of their own, by their folders"""
    departments: tuple[str, ...] = ()
    """those that have a department.yml, with documents or without"""
    glyphs: Glyphs | None = None
    """what the fonts of the PDF have; None where they have not been prepared"""
    known_editions: KnownEditions | None = None
    """what was found in editions before; None where nobody tells what they rest on"""
    known_figures: KnownFigures | None = None
    """what was asked of documents' figures before; the same"""

    @classmethod
    def open(cls, project: Project, like: Workspace | None = None) -> Workspace:
        """`like`: one of the same project, of which nothing has changed since but documents."""
        kinds, lists = read_kinds(project.templates), read_lists(project.templates)
        found = find_documents(project.content, kinds.value)
        taken = [folder.id for folder in found.documents if folder.id.split("/")[0] in RESERVED]
        folders = {folder.id: folder for folder in found.documents if folder.id not in taken}
        waivers = read_shared_waivers(project.root, found.waivers)
        regions = read_regions(project.root, found.regions)
        strays: dict[str, tuple[Finding, ...]] = {}
        shared = (*kinds.findings, *lists.findings, *waivers.findings, *regions.findings)
        for finding in (*shared, *found.findings, *_reserved(taken)):
            owner = _owner(finding.place.path, folders)
            strays[owner] = (*strays.get(owner, ()), finding)
        return cls(
            project=project,
            kinds=kinds.value,
            lists=lists.value,
            library=like.library if like else load_library(project.content, kinds.value, lists.value),
            folders=folders,
            waivers=waivers.value,
            strays=strays,
            regions=regions.value,
            editions=like.editions if like else {},
            departments=found.departments,
            glyphs=like.glyphs if like else glyphs_of(project.fonts / "files", project.build / "glyphs.txt"),
        )

    def chosen(self, only: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the documents at or below the given ids; all of them if none is given."""
        return tuple(id for id in self.folders if not only or any(within(id, path) for path in only))

    def owner(self, finding: Finding) -> str:
        """The id of the document in whose folder a finding is; "" for what documents share."""
        return self.owner_of(finding.place.path)

    def owner_of(self, path: str) -> str:
        """The same of a path below the project."""
        return _owner(path, self.folders)

    def department(self, id: str) -> str:
        """The id of a document's department: its documents read each other's figures and texts."""
        return self.folders[id].department_id

    def waivers_above(self, id: str) -> tuple[Waiver, ...]:
        """Waivers above a document's folder that are for it, if they are for its edition; the nearest first."""
        own = self.folders[id]
        above = (one for one in self.waivers if within(f"{DEPARTMENTS}/{id}", one.folder))
        meant = (one for one in above if one.scope and one.scope.has(own.department_id, own.year, own.kind.name))
        return tuple(sorted(meant, key=lambda one: -len(one.folder)))

    def people(self, id: str) -> Population | None:
        """人口 of the region in whose folder a document's department is, in the document's year."""
        own = self.folders[id]
        region = self.regions.get(own.path.parents[2])
        return region.in_year(own.year) if region else None

    def edition(self, name: str, place: Place) -> LoadedEdition:
        """An edition; `place`, where a document names it, stands in the finding if it cannot be had."""
        if name in self.editions:
            return self.editions[name]
        from gongkai.pipeline.editions import read_edition  # noqa: PLC0415 - where nothing is stale, nothing is read

        loaded = read_edition(self.project.editions, self.library, name, place, self.known_editions)
        if loaded.edition is not None:
            self.editions[name] = loaded
        return loaded

    def warm(self, names: Iterable[str], documents: int) -> None:
        """Read editions, and load what solves, before children are forked, so that each child finds it done.

        What is given in 元 is never solved; where there are few documents, most often none has to be.
        """
        from gongkai.loading.document_files import make_forms_ready  # noqa: PLC0415 - as above

        catalogue()
        make_forms_ready()
        for name in sorted(names):
            with suppress(Exception):  # a child will meet the same, and say for which document
                self.edition(name, NOWHERE)
        if documents > FEW:
            self._warm_for_many()

    def _warm_for_many(self) -> None:
        """What each child would do again, and few documents do not repay."""
        from gongkai.checks.figures.programme import make_ready  # noqa: PLC0415 - as above
        from gongkai.checks.narrative.bodies import make_ready as make_bodies_ready  # noqa: PLC0415 - as above
        from gongkai.composition.wording import make_wording_ready  # noqa: PLC0415 - as above

        make_patterns_ready()
        make_bodies_ready()
        sound = [one for one in self.editions.values() if one.sound]
        for one in sound:
            make_wording_ready(one.wordings().values(), one.templated())
        if any(one.edition is not None and one.edition.amounts.unit is not Unit.YUAN for one in sound):
            make_ready()

    def load(self, id: str) -> LoadedDocument:
        if id not in self.documents:
            from gongkai.loading.document_files import load_document  # noqa: PLC0415 - as above

            self.documents[id] = load_document(self.project.root, self.folders[id], self.edition)
        return self.documents[id]

    def forget(self) -> None:
        """Documents and what was worked out of them: they may be others by now, or take too much memory."""
        self.documents.clear()
        self.accounts.clear()
        self.texts.clear()
        self._forget_answers()

    def forget_one(self, id: str) -> None:
        """The same of one document."""
        for kept in (self.documents, self.accounts, self.texts):
            kept.pop(id, None)
        self._forget_answers()

    def _forget_answers(self) -> None:
        if self.known_figures is not None:
            self.known_figures.forget()

    @cached_property
    def files(self) -> KnownFiles:
        """Digests of the project's files."""
        return KnownFiles(self.project.root, self.project.known_files)

    @cached_property
    def named(self) -> Named:
        """Who is called what."""
        return Named(self.project.root, self.folders.values())

    def files_of(self, id: str) -> dict[str, str]:
        """Digests of a document's files, by name."""
        if id not in self._files_of:
            self._files_of[id] = self.files.below(self.folders[id].path)
        return self._files_of[id]

    def look_again(self, id: str) -> None:
        """The files of a document may be others by now."""
        self._files_of.pop(id, None)

    def read_texts(self) -> None:
        """Look at the texts of all documents, before children are forked; those that are others are read."""
        root = self.project.root
        told = {
            id: digest_of(text for item in self.files_of(id).items() if TEXTS.fullmatch(item[0]) for text in item)
            for id in self.folders
        }
        departments = dict(department_files(root, self.folders.values()))
        read = partial(texts_on_disk, root)
        self.corpora = learned(departments, self.folders.values(), told, read, self.project.known_texts) | self.corpora

    def learned(self, id: str) -> str:
        """What a document learns of the texts of other departments (`Corpus.packed`)."""
        if id not in self.corpora:
            self.read_texts()
        return self.corpora[id]

    def corpus(self, id: str) -> Corpus:
        return Corpus.unpacked(self.learned(id))

    def neighbours(self, id: str) -> dict[str, str]:
        """Ids of the documents that this one reads figures from, by what they are to it; none without a folder."""
        if id not in self.folders:
            return {}
        if id not in self._neighbours:
            own = self.folders[id]
            beside = self.kinds.beside(own.kind, own.year)
            found = {name: f"{own.department_id}/{path}" for name, path in beside.items()}
            there = {name: other for name, other in found.items() if other in self.folders and other != id}
            self._neighbours[id] = there
        return self._neighbours[id]

    def year_before(self, id: str) -> str:
        """The id of the department's document of this kind of the year before; "" if it is not there."""
        own = self.folders[id]
        beside = (self.folders[other] for other in self.neighbours(id).values())
        return next((one.id for one in beside if one.kind == own.kind and one.year == own.year - 1), "")

    def years_before(self, id: str) -> dict[int, str]:
        """Ids of the department's documents of this kind of the years before, the latest first."""
        own = self.folders[id]
        years = range(own.year - 1, own.year - 1 - MOST_YEARS, -1)
        found = {year: f"{own.department_id}/{year}/{own.kind.folder}" for year in years}
        return {year: other for year, other in found.items() if other in self.folders}

    def units(self, id: str) -> dict[str, str]:
        """Ids of the same year's documents of units that publish their own, by the units' names."""
        own = self.folders[id]
        document = self.load(id).document
        if document is None:
            return {}
        found = {}
        for unit in document.department.units_in(own.year):
            others = (f"{unit.folder}{tail}" for tail in self.tails_of_units(id) if unit.folder)
            other = next((one for one in others if one in self.folders and one != id), None)
            if other is not None:
                found[unit.name] = other
        return found

    @property
    def summing(self) -> bool:
        """Whether any document's units are being read at this moment."""
        return any(summed is None for _, summed in self.consolidated.values())

    def being_summed(self, id: str) -> bool:
        """Whether a document's units are being read at this moment: it cannot be one of its own units."""
        return id in self.consolidated and self.consolidated[id][1] is None

    def tails_of_units(self, id: str) -> tuple[str, ...]:
        """How ids of units' documents end that add up to this one: /2024/unit-final-accounts."""
        own = self.folders[id]
        return tuple(f"/{own.year}/{kind.folder}" for kind in self.kinds.of_units(own.kind))


def within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _owner(place: str, folders: Mapping[str, DocumentFolder]) -> str:
    """The document in whose folder a path is; "" for any other path."""
    path = PurePosixPath(place.removeprefix(f"{DEPARTMENTS}/"))
    return next((str(one) for one in (path, *path.parents) if str(one) in folders), "")


def _reserved(ids: Iterable[str]) -> tuple[Finding, ...]:
    names = dict.fromkeys(id.split("/")[0] for id in ids)
    return tuple(found("L503", Place(path=f"{DEPARTMENTS}/{name}"), "网站用的", 名=name) for name in names)
