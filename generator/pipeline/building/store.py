"""成品库: finished documents below build/, each version in a folder of its own, kept as long as some branch uses it.

A folder is called by the digest of what the document was made of. It holds record.json and, where the document was fit
for publication, pages.json, terms.json, series.json, figures-….csv.gz and files/. Which version is the document's own
now, and which was last fit, stands in .latest.json (decision 0084).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from msgspec import DecodeError, Struct, field, json
from msgspec.structs import replace

from gongkai.model.checked import Verdict
from gongkai.pipeline.digests import Digest
from gongkai.publishing.files import KeptFile, bytes_digest, file_digest, read_sealed, write_sealed
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.open_data.figures import heads

RECORD, LATEST = "record.json", ".latest.json"
PAGES, TERMS, SERIES, FILES = "pages.json", "terms.json", "series.json", "files"
LINES = f"figures-{bytes_digest(heads())[:8]}.csv.gz"
"""what a document gives to the data of all documents; another program, with other columns, calls it otherwise"""
EDITED = "edited"
"""the version of which nobody knows what it was made of: the document changed meanwhile"""


class StoreError(OSError):
    """写不进成品库: the disk is full, say. No fault of the document."""


class Rendered(Verdict, frozen=True, kw_only=True):
    """成品的记录: what came of a document, and what was found on the way; without its ledger."""

    digest: Digest
    entry: CatalogueEntry | None = None
    """None: it must not be published, or is withdrawn"""
    withdrawn: GoneEntry | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """sha256 of everything else in the folder"""

    @property
    def published(self) -> bool:
        """Whether the site is to have it, be it only the page that says that it is withdrawn."""
        return not self.blocked and (self.entry is not None or self.withdrawn is not None)

    @property
    def version(self) -> str:
        """What its folder is called."""
        return version_of(self.digest.whole)


class Latest(Struct, frozen=True):
    """一份文件的两个版本: as it was last tried, and as it was last fit for publication."""

    tried: str
    good: str = ""


class Store(Struct, frozen=True, kw_only=True, dict=True):
    """成品库; `work` is where folders grow until they are whole."""

    root: Path
    work: Path

    def folder(self, rendered: Rendered) -> Path:
        return self._folder(rendered.id, rendered.version)

    def current(self, id: str, whole: str) -> Rendered | None:
        """What came of a document with this digest, if that is known."""
        rendered = self._read(id, version_of(whole))
        return rendered if rendered is not None and rendered.digest.whole == whole else None

    def last(self, id: str) -> Rendered | None:
        """What came of a document when it was last tried."""
        latest = self._latest.get(id)
        return self._read(id, latest.tried) if latest else next(self.versions(id), None)

    def last_good(self, id: str) -> Rendered | None:
        """The document as it was last fit for publication."""
        latest = self._latest.get(id)
        rendered = self._read(id, latest.good) if latest else self._only(id)
        return rendered if rendered is not None and rendered.published else None

    def versions(self, id: str) -> Iterator[Rendered]:
        """All that is kept of a document, the newest first."""
        self._adopt(id)
        for name in newest_first(self.root / id):
            if (rendered := self._read(id, name)) is not None:
                yield rendered

    def file(self, rendered: Rendered, name: str) -> KeptFile:
        """A file of a document that has it."""
        return KeptFile(file=self._file(rendered.id, rendered.version, name), digest=rendered.files[name])

    def intact(self, rendered: Rendered) -> bool:
        """Whether a folder still holds what it was given."""
        folder = self.folder(rendered)
        return all(
            (folder / name).is_file() and file_digest(folder / name) == digest
            for name, digest in rendered.files.items()
        )

    def keep(self, rendered: Rendered, files: Mapping[str, bytes]) -> Rendered:
        """Keep what came of a document; its folder appears only when it is whole."""
        rendered = replace(rendered, files={name: bytes_digest(content) for name, content in files.items()})
        folder = self.work / f"document-{os.getpid()}"
        target = self.folder(rendered)
        self._adopt(rendered.id)
        with _writing():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for below in {name.rpartition("/")[0] for name in files}:
                (folder / below).mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                with open(f"{folder}/{name}", "wb") as file:  # noqa: PTH123 - dozens of a document
                    file.write(content)
            write_sealed(folder / RECORD, record_of(rendered))
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
        return rendered

    def drop(self, rendered: Rendered) -> None:
        """Take away a version that is damaged."""
        shutil.rmtree(self.folder(rendered), ignore_errors=True)

    def settle(self, documents: Iterable[Rendered]) -> bool:
        """These are the documents' own versions from now on; returns whether others were until now."""
        before = dict(self._latest)
        for one in documents:
            if one.published or one.digest.parts:  # what crashed was not kept
                self._latest[one.id] = Latest(one.version, one.version if one.published else self._good(one))
        if self._latest == before:
            return False
        self._write_latest()
        return True

    def forget_what_is_gone(self) -> None:
        """After versions were taken away."""
        gone = [id for id, one in self._latest.items() if not self._folder(id, one.good or one.tried).is_dir()]
        for id in gone:
            del self._latest[id]
        if gone:
            self._write_latest()

    def own(self, ids: Collection[str]) -> Iterator[str]:
        """The documents' own versions, by id and version with a stroke between them."""
        for id in ids:
            if (latest := self._latest.get(id)) is not None:
                yield from {f"{id}/{latest.tried}", f"{id}/{latest.good}"}

    def _good(self, unfit: Rendered) -> str:
        """The version that was last fit; not this one, unless it is known to have been."""
        latest = self._latest.get(unfit.id)
        if latest is not None:
            return latest.good
        only = self._only(unfit.id)
        return only.version if only and only.version != unfit.version else ""

    def _only(self, id: str) -> Rendered | None:
        """The one version that was fit, where it is not known which was the last: with two of them nobody knows."""
        fit = [one for one in self.versions(id) if one.published]
        return fit[0] if len(fit) == 1 else None

    @cached_property
    def _latest(self) -> dict[str, Latest]:
        try:
            return json.decode(read_sealed(self.root / LATEST), type=dict[str, Latest])
        except (OSError, DecodeError):
            return {}

    def _write_latest(self) -> None:
        with _writing():
            write_sealed(self.root / LATEST, json.encode(self._latest))

    def _folder(self, id: str, version: str) -> Path:
        return self.root / id / version

    def _file(self, id: str, version: str, name: str) -> Path:
        """Asked of thousands: one text, instead of a path for each folder above."""
        return Path(f"{self.root}/{id}/{version}/{name}")

    def _read(self, id: str, version: str) -> Rendered | None:
        if not version:
            return None
        try:
            rendered = record_from(read_sealed(self._file(id, version, RECORD)))
        except OSError:
            return None
        return rendered if rendered is not None and (rendered.id, rendered.version) == (id, version) else None

    def _adopt(self, id: str) -> None:
        """What the program kept before 0.2, one version in the document's own folder, becomes a version."""
        old = self.root / id
        with suppress(OSError):  # without it the document is only rendered anew
            rendered = record_from(read_sealed(old / RECORD))
            if rendered is None:
                return
            aside = self.work / f"adopted-{os.getpid()}"
            old.rename(aside)
            old.mkdir()
            aside.rename(self.folder(rendered))


def version_of(whole: str) -> str:
    """What a version is called that was made of this: half of the digest, as no two of a document come near."""
    return whole[:32] or EDITED


def record_of(rendered: Rendered) -> bytes:
    """As it is kept."""
    return json.encode(rendered)


def record_from(data: bytes) -> Rendered | None:
    """What `record_of` made; None where it is no such thing."""
    try:
        return json.decode(data, type=Rendered)
    except DecodeError:
        return None


def newest_first(folder: Path) -> list[str]:
    """Names of the versions in a document's folder."""
    try:
        with os.scandir(folder) as listing:
            times = {entry.name: entry.stat().st_mtime_ns for entry in listing if entry.is_dir(follow_symlinks=False)}
    except OSError:
        return []
    return sorted(times, key=lambda name: (-times[name], name))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(error.errno, error.strerror, error.filename) from error
