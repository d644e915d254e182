"""摘要: what the rendering of a document depends on, by name; equal digests mean that nothing is rendered again.

Names below the project and bytes of files, nothing else: no time, no absolute path. A document is not parsed for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.loading.classifications import FOLDER as LISTS
from gongkai.loading.folders import DEPARTMENT, DOCUMENT, EXPLANATION
from gongkai.loading.glossary_files import FOLDER as GLOSSARY
from gongkai.model.consolidation import ELIMINATIONS, SumOf
from gongkai.model.corpus import NO_PROJECTS, Corpus
from gongkai.model.disclosure import DISCLOSURE, WITHDRAWN
from gongkai.model.places import NOWHERE
from gongkai.pipeline.known_editions import KnownEditions
from gongkai.pipeline.known_figures import KnownFigures
from gongkai.pipeline.mentions import Mentions, mentions, named_by, shared_by
from gongkai.pipeline.shared_digests import SharedDigests
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import digest_of

_LIST = re.compile(r"([^/]+)/(20[0-9]{2})\.csv")
"""a list of codes, by its folder and year"""
EDITION = "版式 "
BEFORE = "上年的文字"


class Digest(Struct, frozen=True, kw_only=True, dict=True):
    """摘要 of a document: of each thing that it is made of, by its name."""

    parts: Mapping[str, str] = field(default_factory=dict)
    """none: nobody knows what the document is made of"""

    @cached_property
    def whole(self) -> str:
        return digest_of(text for part in self.parts.items() for text in part) if self.parts else ""


class Digests(SharedDigests):
    """摘要 of the documents of a workspace, and of their site; what several share is looked at once."""

    def __init__(self, workspace: Workspace, *, pdf: bool, draft: bool = False) -> None:
        super().__init__(workspace, pdf=pdf, draft=draft)
        self.mentions = Mentions(workspace)
        self._figures: dict[str, str] = {}
        self._editions: dict[str, str] = {}
        self._known_editions = KnownEditions(self.project.known_editions, self._state_of_edition, lambda: self.ground)
        self._known_figures = KnownFigures(self.project.known_figures, self._state_of_figures, self._look_again)
        workspace.known_editions, workspace.known_figures = self._known_editions, self._known_figures

    def turn_to(self, workspace: Workspace) -> None:
        """To another workspace of the same project, of which nothing has changed since but documents."""
        self.workspace = workspace
        self.files = workspace.files
        workspace.known_editions, workspace.known_figures = self._known_editions, self._known_figures
        self.mentions.turn_to(workspace)
        self._known_figures.forget()

    def document(self, id: str) -> Digest:
        """What one document depends on: its files, its edition, and what it reads or learns of others."""
        folder = self.workspace.folders[id].path
        editions = self._editions_of(id)
        read = self._read_by(id)
        before = self.workspace.year_before(id)
        return Digest(
            parts={
                **self.shared,
                "编号": id,
                "department.yml": self.files.digest(folder.parents[1] / DEPARTMENT),
                "地区的人口": digest_of([repr(self.workspace.people(id))]),
                **self.workspace.files_of(id),
                **editions,
                "公共名词": self._terms(filter(None, (id, before))),
                "科目表": self._codes({year for one in (id, *read.values()) for year in self.mentions.years(one)}),
                "上级的说明": digest_of(self._waivers_above(id)),
                "文件夹": digest_of(repr(finding) for finding in self.workspace.strays.get(id, ())),
                **{f"{name}的数": self._figures_of(other) for name, other in read.items()},
                **{f"{one}的填报": self._inputs_of(one) for one in self._summed_of(id)},
                BEFORE: digest_of(self._texts_before(id)),
                "往年撤回的": digest_of(self._withdrawn_before(id)),
                "别的部门的文字": digest_of([self.workspace.learned(id)]),
                "往来的对方": digest_of(self._spoken_of(id)),
            }
        )

    def sources(self, id: str) -> set[str]:
        """The documents whose files count for the digest of one, itself among them, and perhaps more."""
        return {id, *self._read_by(id).values(), *self.spoken_of(id)}

    @cached_property
    def common(self) -> str:
        """What counts for the digest of every document, or may: who there is, and what documents share."""
        workspace, content = self.workspace, self.project.content
        departments = dict.fromkeys(folder.path.parents[1] for folder in workspace.folders.values())
        return digest_of(
            [
                repr(self.shared),
                *workspace.folders,
                *(self.files.digest(path / DEPARTMENT) for path in departments),
                *self.mentions.names,
                *map(self.files.folder, (self.project.editions, content / GLOSSARY, content / LISTS)),
                repr([*workspace.regions.values()]),
                repr(workspace.waivers),
                repr(sorted(workspace.strays.items())),
            ]
        )

    def still(self, id: str, whole: str) -> bool:
        """Whether nobody has changed a document or its edition since its digest was taken.

        Then what it has asked of others for the first time is kept.
        """
        before = dict(self._editions)
        self._look_again()
        self._editions.clear()
        if any(self._edition_digest(name) != digest for name, digest in before.items()):
            self.mentions.look_again_at_editions()
        for other in (id, self.workspace.year_before(id)):
            self.workspace.look_again(other)
        same = self.document(id).whole == whole
        if same:
            self._known_figures.keep()
        return same

    def comparable(self, digests: Mapping[str, Digest]) -> frozenset[str]:
        """Of documents that were rendered: those of which last year's is among them, and both are as their files are.

        These alone show last year's text: what is not published now must not be read there.
        """
        before = {id: self.workspace.year_before(id) for id in digests}
        return frozenset(
            id
            for id, other in before.items()
            if other in digests
            and digests[id].parts.get(BEFORE) == digest_of(self._texts_before(id))
            and self.workspace.files_of(other).items() <= digests[other].parts.items()
        )

    def editions(self, id: str) -> list[str]:
        """The editions that a document names, and perhaps more."""
        return self.mentions.editions(id)

    def site(self, documents: Iterable[tuple[str, str]]) -> str:
        """What a site depends on, made of these documents (id and digest)."""
        return digest_of([self.drawing, *(text for document in documents for text in document)])

    def _waivers_above(self, id: str) -> Iterator[str]:
        """The waivers for many documents that are for this one, perhaps; their lines do not count."""
        lineage = self.mentions.lineage(id)
        for waiver in self.workspace.waivers_above(id):
            if waiver.scope and waiver.scope.has_edition(lineage):
                yield repr(replace(waiver, place=NOWHERE, scope=None))

    def _texts_before(self, id: str) -> Iterator[str]:
        """The files of the year before, whose sentences are not to be repeated; its figures count by themselves."""
        other = self.workspace.year_before(id)
        for name, digest in self.workspace.files_of(other).items() if other else ():
            yield from (name, digest) if name not in ("figures.yml", DISCLOSURE) else ()

    def _spoken_of(self, id: str) -> Iterator[str]:
        """Those whom its 往来 name, and those who have a project of it: what they say of it, perhaps more."""
        for name, other in named_by(self.workspace, id).items():
            yield from (name, other)
            if other in self.workspace.folders:
                path = self.workspace.folders[other].path
                yield from map(self.files.digest, (path / DOCUMENT, path.parents[1] / DEPARTMENT))
        for other in self._sharing_projects(id):
            yield self._figures_of(other)
            yield from (text for item in self.workspace.files_of(other).items() for text in item if "/" in item[0])

    def _sharing_projects(self, id: str) -> Iterable[str]:
        learned = self.workspace.learned(id)
        corpus = Corpus() if learned.endswith(NO_PROJECTS) else Corpus.unpacked(learned)
        return shared_by(self.workspace, id, corpus)

    def spoken_of(self, id: str) -> set[str]:
        """The documents of other departments to which its 往来 and its projects lead."""
        return {*named_by(self.workspace, id).values(), *self._sharing_projects(id)} & self.workspace.folders.keys()

    def _withdrawn_before(self, id: str) -> Iterator[str]:
        """The documents of the years before that are withdrawn, perhaps: no picture shows their figures."""
        for other in self.workspace.years_before(id).values():
            there = DISCLOSURE in self.workspace.files_of(other)
            if there and mentions(self.mentions.text(self.workspace.folders[other].path / DISCLOSURE), WITHDRAWN):
                yield other

    def _figures_of(self, id: str) -> str:
        """What the figures of a document depend on."""
        if id not in self._figures:
            path = self.workspace.folders[id].path
            files = [path / DOCUMENT, path / "figures.yml", path / ELIMINATIONS, path.parents[1] / DEPARTMENT]
            self._figures[id] = digest_of([id, *map(self.files.digest, files), *self._editions_of(id).values()])
        return self._figures[id]

    def _read_by(self, id: str) -> dict[str, str]:
        """The documents whose figures this one reads, and perhaps more: neighbours in time, and those of its units."""
        found = {one: one for one in (*self.mentions.of_units(id), *self.mentions.of_predecessors(id))}
        found |= self.workspace.neighbours(id)
        before = self.workspace.years_before(id)
        found |= {f"{year}年": one for year, one in before.items() if one not in found.values()}
        waiting = list(found.values())
        while waiting:  # a neighbour may have figures from neighbours of its own (取 of a column)
            one = waiting.pop()
            beside = (*self._summed_of(one), *self.mentions.of_predecessors(one))
            others = {*self.workspace.neighbours(one).values(), *beside} - {*found.values()}
            found |= {one: one for one in sorted(others)}
            waiting += sorted(others)
        return {name: one for name, one in found.items() if one != id}

    def _summed_of(self, id: str) -> tuple[str, ...]:
        """The units' documents of which one is the sum, perhaps: it takes their inputs along with their figures."""
        there = mentions(self.mentions.text(self.workspace.folders[id].path / DOCUMENT), SumOf.UNITS)
        return tuple(self.mentions.of_units(id)) if there else ()

    def _inputs_of(self, id: str) -> str:
        return self.files.digest(self.workspace.folders[id].path / EXPLANATION)

    def drawn_from(self, id: str) -> set[str]:
        """The documents that this one takes figures from, or perhaps takes."""
        others = (*self.mentions.of_units(id), *self.mentions.of_predecessors(id))
        return {*self.workspace.neighbours(id).values(), *others}

    def _editions_of(self, id: str) -> dict[str, str]:
        """The editions that a document names, with those that they inherit from; if it names none, all names."""
        digests = {f"{EDITION}{name}": self._edition_digest(name) for name in self.mentions.lineage(id)}
        return digests or {"版式": digest_of(self.mentions.names)}

    def _edition_digest(self, name: str) -> str:
        if name not in self._editions:
            self._editions[name] = self.files.folder(self.project.editions / name)
        return self._editions[name]

    def _look_again(self) -> None:
        """Files of documents may be others by now."""
        self._figures.clear()
        self.mentions.look_again()

    def _state_of_figures(self, id: str) -> str:
        """All that counts for the figures of a document, as its files are now, and perhaps more."""
        self.workspace.look_again(id)
        own = (item for item in self.document(id).parts.items() if item[0] not in self.shared)
        return digest_of((self.ground, *(text for item in own for text in item)))

    def _state_of_edition(self, name: str) -> str:
        """All that counts for what is found in an edition by itself, as its files are now; "" where there is none."""
        if name not in self.mentions.names:
            return ""
        folders = (self.files.folder(self.project.editions / one) for one in sorted(self.mentions.ancestors(name)))
        shared = (self.ground, repr([self._glossary, self._lists]))
        return digest_of((name, *shared, *folders))

    def _terms(self, ids: Iterable[str]) -> str:
        """What content/glossary says of the terms that documents may print; what no term was read from counts too."""
        slugs = self.workspace.library.glossary.slugs
        unused = slugs.keys() - {term for id in ids for term in self.mentions.terms(id)}
        left = {f"{slugs[term]}.yml" for term in unused}
        return digest_of(text for item in self._glossary.items() if item[0] not in left for text in item)

    @cached_property
    def _glossary(self) -> dict[str, str]:
        return self.files.below(self.project.content / GLOSSARY)

    def _codes(self, years: Collection[int]) -> str:
        """The lists of codes that are in force in some years, and what is no year's own."""
        by_folder: dict[str, list[int]] = {}
        for name in self._lists:
            if (found := _LIST.fullmatch(name)) is not None:
                by_folder.setdefault(found[1], []).append(int(found[2]))
        in_force = {
            f"{folder}/{max((one for one in there if one <= year), default=min(there))}.csv"
            for folder, there in by_folder.items()
            for year in years
        }
        counted = (item for item in self._lists.items() if item[0] in in_force or not _LIST.fullmatch(item[0]))
        return digest_of(text for item in counted for text in item)

    @cached_property
    def _lists(self) -> dict[str, str]:
        return self.files.below(self.project.content / LISTS)
