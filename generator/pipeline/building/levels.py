"""做一览: pages, PDF and data of levels, those that are others than before; kept below build/levels between builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from gongkai.model.series import Contribution
from gongkai.pipeline.building.level_keys import Surroundings
from gongkai.pipeline.building.showing import Shown
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.workers import run
from gongkai.publishing.failures import ShellError
from gongkai.publishing.files import KeptFile, bytes_digest, digest_of, read_sealed, write_sealed
from gongkai.publishing.levels import PAGE, MadeLevel
from gongkai.publishing.series import contributions
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.data import CSV_FILE, JSON_FILE, PDF_FILE, WORKBOOK_FILE, level_csv, level_json
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.levels.level import Around, Level, level_of
from gongkai.rendering.levels.page import level_page
from gongkai.rendering.levels.publication import level_publication
from gongkai.rendering.open_data.workbook import tables_workbook
from gongkai.rendering.pages import Link
from gongkai.rendering.series.pages import SeriesDrawer

RECORD = "record.json"


class _Record(Struct, frozen=True, kw_only=True):
    """What is kept of a level."""

    key: str
    """what it is drawn from"""
    said: str
    """what it says, and how it is drawn"""
    files: Mapping[str, str]
    """name → digest"""


class Levels:
    """一览 of one build."""

    def __init__(
        self, digests: Digests, given: Mapping[str, KeptFile], site: Shown, built: Path, drawing: SeriesDrawer
    ) -> None:
        """`given`: what documents give to pages that compare, by id."""
        self.digests = digests
        self.site = site
        self.work = built / "levels"
        self.drawer, self.series = drawing.drawer, drawing.series
        self.around = Surroundings(digests.workspace, site, self.work / "departments.json")
        self.given = given

    def made(self, keys: Mapping[LevelKey, tuple[CatalogueEntry, ...]], jobs: int) -> tuple[MadeLevel, ...]:
        """All of them, those that say something else than before drawn anew. Raises ShellError."""
        if keys:
            self.around.read()
        around = {key: self.around.of(key, entries) for key, entries in keys.items()}
        links = {key: _siblings(key, keys) for key in keys}
        told = {key: self._key(around[key], entries, links[key]) for key, entries in keys.items()}
        known = {key: self._known(key) for key in keys}
        stale = {key.id: key for key in keys if (one := known[key]) is None or one.key != told[key]}

        def work(id: str) -> bool:
            key = stale[id]
            level = self._level(key, keys[key], around[key])
            self._keep(key, told[key], known[key], level, links[key])
            return True

        if self.digests.pdf and stale:
            import gongkai.rendering.pdf.printing  # noqa: F401, PLC0415 - half a second, wanted only here
        with closing(run(stale, work, jobs)) as outcomes:
            for outcome in outcomes:
                if outcome.value is None:
                    raise ShellError(f"{stale[outcome.task].title}没有做成：{outcome.error}")
        self._clear(keys)
        return tuple(self._made(key) for key in keys)

    def _key(self, around: Around, entries: Iterable[CatalogueEntry], links: tuple[Link, ...]) -> str:
        brief = (repr(replace(one, sha256={}, findings={}, pages=())) for one in entries)
        given = (self.given[one.id].digest if one.id in self.given else "" for one in entries)
        return digest_of([self._look, repr(around), repr(links), *brief, *given])

    @property
    def _look(self) -> str:
        digests = self.digests
        printed = [*digests.printing.values(), str(digests.draft)] if digests.pdf else []
        return digest_of([digests.look, digests.settings.address, digests.settings.publisher, *printed])

    def _level(self, key: LevelKey, entries: tuple[CatalogueEntry, ...], around: Around) -> Level:
        given = {entry.id: self._given(entry.id) for entry in entries if entry.id.endswith(f"/{key.folder}")}
        return level_of(key, entries, given, self.series, around)

    def _given(self, id: str) -> Contribution | None:
        return contributions.read(self.given[id].read()) if id in self.given else None

    def _keep(self, key: LevelKey, told: str, known: _Record | None, level: Level, links: tuple[Link, ...]) -> None:
        """Draw and keep a level, unless it says what it said before."""
        said = digest_of([self._look, repr(level), repr(links)])
        folder = self.work / key.id
        if known is not None and known.said == said:
            files = known.files
        else:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            drawn = self._drawn(level, links)
            for name, content in drawn.items():
                (folder / name).write_bytes(content)
            files = {name: bytes_digest(content) for name, content in drawn.items()}
        record = _Record(key=told, said=said, files=files)
        write_sealed(folder / RECORD, json.dumps(to_builtins(record), ensure_ascii=False).encode())

    def _drawn(self, level: Level, links: tuple[Link, ...]) -> dict[str, bytes]:
        address = self.digests.settings.address
        publication = level_publication(level, self.digests.settings.publisher)
        files = {
            JSON_FILE: level_json(level, address),
            CSV_FILE: level_csv(level, address),
            WORKBOOK_FILE: tables_workbook(publication),
        }
        if self.digests.pdf:
            from gongkai.rendering.pdf.printing import render_pdf  # noqa: PLC0415 - as above

            root, draft = self.digests.project.root, self.digests.draft
            carried = {name: files[name] for name in (JSON_FILE, CSV_FILE)}
            files[PDF_FILE] = render_pdf(publication, root, draft=draft, site=address, data=carried)
        sizes = {name: len(content) for name, content in files.items()}
        page = level_page(self.drawer, level, sizes, links)
        if faults := told(page_faults(page.pieces)):
            raise ShellError(f"网页没有做好，请核对 templates/site/pages/level.html：{faults}")
        return files | {PAGE: json.dumps(page.pieces, ensure_ascii=False).encode()}

    def _known(self, key: LevelKey) -> _Record | None:
        """What is kept of a level, if its files are as they were."""
        folder = self.work / key.id
        try:
            record = _Record(**json.loads(read_sealed(folder / RECORD)))
        except (OSError, ValueError, TypeError):
            return None
        whole = all((folder / name).is_file() for name in record.files)
        return (
            record
            if whole and all(self.digests.files.digest(folder / name) == one for name, one in record.files.items())
            else None
        )

    def _made(self, key: LevelKey) -> MadeLevel:
        folder = self.work / key.id
        files = json.loads(read_sealed(folder / RECORD))["files"]
        return MadeLevel(key=key, folder=folder, files={name: one for name, one in files.items() if name != PAGE})

    def _clear(self, keys: Iterable[LevelKey]) -> None:
        """Levels that are no more."""
        wanted = {self.work / key.id for key in keys}
        for record in list(self.work.rglob(RECORD)):
            if record.parent not in wanted:
                with suppress(OSError):
                    shutil.rmtree(record.parent)


def _siblings(key: LevelKey, keys: Iterable[LevelKey]) -> tuple[Link, ...]:
    """The same place in other years, and its other sorts of documents, newest first."""
    others = [one for one in keys if one.region == key.region and one != key]
    return tuple(one.link for one in sorted(others, key=lambda one: (-one.year, one.nature)))
