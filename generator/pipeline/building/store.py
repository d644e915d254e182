"""成品库: finished documents below build/, each in its own folder, kept until something it depends on changes.

A folder holds what was last fit for publication: record.json, pages.json, terms.json, series.json, figures-….csv.gz and
files/. Beside them refused.json stands where the document, as it is now, is not fit.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gongkai.model.checked import Verdict
from gongkai.pipeline.digests import Digest
from gongkai.publishing.files import bytes_digest, file_digest, read_sealed, write_sealed
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.open_data.figures import heads

RECORD, REFUSED = "record.json", "refused.json"
PAGES, TERMS, SERIES, FILES = "pages.json", "terms.json", "series.json", "files"
LINES = f"figures-{bytes_digest(heads())[:8]}.csv.gz"
"""what a document gives to the data of all documents; another program, with other columns, calls it otherwise"""


class StoreError(OSError):
    """写不进成品库: the disk is full, say. No fault of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered(Verdict):
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
        return self.entry is not None or self.withdrawn is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """成品库; `work` is where folders grow until they are whole."""

    root: Path
    work: Path
    digest: Callable[[Path], str] = file_digest
    """of a file, as it is now"""

    def folder(self, id: str) -> Path:
        return self.root / id

    def current(self, id: str, digest: Digest) -> Rendered | None:
        """What came of a document with this digest, if that is known."""
        for name in (RECORD, REFUSED):
            rendered = _read(self.folder(id) / name)
            if rendered is not None and (rendered.id, rendered.digest) == (id, digest):
                return rendered
        return None

    def last(self, id: str) -> Rendered | None:
        """What came of a document when it was last tried."""
        return _read(self.folder(id) / REFUSED) or _read(self.folder(id) / RECORD)

    def last_good(self, id: str) -> Rendered | None:
        """The document as it was last fit for publication."""
        rendered = _read(self.folder(id) / RECORD)
        return rendered if rendered is not None and self.intact(rendered) else None

    def intact(self, rendered: Rendered) -> bool:
        """Whether a folder still holds what it was given."""
        folder = self.folder(rendered.id)
        return all(
            (folder / name).is_file() and self.digest(folder / name) == digest
            for name, digest in rendered.files.items()
        )

    def refuse(self, rendered: Rendered) -> Rendered:
        """Keep that a document must not be published, and why."""
        with _writing():
            self.folder(rendered.id).mkdir(parents=True, exist_ok=True)
            _write(self.folder(rendered.id) / REFUSED, rendered)
        return rendered

    def keep(self, rendered: Rendered, files: Mapping[str, bytes]) -> Rendered:
        """Keep a finished document; its folder appears only when it is whole."""
        rendered = replace(rendered, files={name: bytes_digest(content) for name, content in files.items()})
        folder = self.work / f"document-{os.getpid()}"
        target = self.folder(rendered.id)
        with _writing():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name, content in files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _write(folder / RECORD, rendered)
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
        return rendered


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(error.errno, error.strerror, error.filename) from error


@cache
def _form() -> TypeAdapter[Rendered]:
    return TypeAdapter(Rendered)


def _write(path: Path, rendered: Rendered) -> None:
    write_sealed(path, _form().dump_json(rendered))


def _read(path: Path) -> Rendered | None:
    try:
        return _form().validate_json(read_sealed(path))
    except (OSError, ValidationError):
        return None
