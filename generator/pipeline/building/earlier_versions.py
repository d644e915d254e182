"""旧版: what a document said in an earlier version, and its files, wherever they are still at hand.

A folder is believed whose text.json has the digests that were frozen, so that it does not matter where it comes from:
the store, the site that was built before, a release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.model.disclosure import Disclosure, FrozenVersion
from gongkai.model.publication import Publication
from gongkai.model.said import Said, as_data, digests, from_data, said
from gongkai.pipeline.building.store import FILES, Rendered, Store
from gongkai.pipeline.project import Project
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.listing import ListingError, entry_of
from gongkai.rendering.pages import VERSIONS

TEXT = "text.json"
"""what a disclosed document says, place by place, as its digests are made of"""


class EarlierVersion(Struct, frozen=True, kw_only=True):
    """一个旧版: its number; what it said and its files, of which there may be none."""

    number: int
    frozen: FrozenVersion
    places: tuple[Said, ...] = ()
    files: Mapping[str, bytes] | None = None


class Source(Struct, frozen=True):
    """一个来处: a folder, with the digests that its files have to have."""

    folder: Path
    sha256: Mapping[str, str]

    def read(self, name: str) -> bytes | None:
        """A file that is what it should be."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data if bytes_digest(data) == self.sha256.get(name) else None


def text_file(publication: Publication) -> bytes:
    """text.json."""
    places = said(publication)
    return (json.dumps({"id": publication.id, "places": as_data(places)}, ensure_ascii=False) + "\n").encode()


def earlier_versions(form: Disclosure, sources: Iterable[Source]) -> Iterator[EarlierVersion]:
    """Those before the one that is published now, oldest first."""
    listed = tuple(sources) if form.version > 1 else ()
    for number, frozen in enumerate(form.versions, start=1):
        if number < form.version:
            yield _version(number, frozen, listed)


def lacking_versions(rendered: Rendered) -> frozenset[int]:
    """Numbers of the earlier versions whose files a rendered document does not have."""
    standing = rendered.entry.standing if rendered.entry else None
    numbers = range(1, standing.version if standing else 1)
    return frozenset(one for one in numbers if f"{FILES}/{VERSIONS}/{one}/{TEXT}" not in rendered.files)


def frozen_text(form: Disclosure, sources: Iterable[Source]) -> tuple[Said, ...]:
    """What the last version said, if that is still known."""
    return _version(len(form.versions), form.versions[-1], tuple(sources)).places if form.versions else ()


def sources_of(project: Project, sites: Iterable[Path], id: str) -> Iterator[Source]:
    """Where files of a document may be: all versions in both stores, then sites and releases."""
    for pdf in (True, False):
        store = Store(root=project.rendered(pdf=pdf), work=project.build)
        for rendered in store.versions(id):
            yield _below(store.folder(rendered) / FILES, f"{FILES}/", rendered.files)
    for site in sites:
        try:
            entry = entry_of(site, id)
        except ListingError:
            continue
        if entry is not None:
            yield _below(site / id, f"{id}/", entry.sha256)


def _below(folder: Path, prefix: str, sha256: Mapping[str, str]) -> Source:
    return Source(folder, {name.removeprefix(prefix): digest for name, digest in sha256.items()})


def _version(number: int, frozen: FrozenVersion, sources: Iterable[Source]) -> EarlierVersion:
    for source in sources:
        for below in ("", f"{VERSIONS}/{number}/"):
            places = _places(source.read(f"{below}{TEXT}"))
            if digests(places) == frozen.places:
                files = {name: source.read(f"{below}{name}") for name in _names(source, below)}
                kept = {name: data for name, data in files.items() if data is not None}
                return EarlierVersion(number=number, frozen=frozen, places=places, files=kept)
    return EarlierVersion(number=number, frozen=frozen)


def _names(source: Source, below: str) -> list[str]:
    """Files of one version: the older ones beside it are their own."""
    names = [name.removeprefix(below) for name in source.sha256 if name.startswith(below)]
    return [name for name in names if not name.startswith(f"{VERSIONS}/")]


def _places(data: bytes | None) -> tuple[Said, ...]:
    try:
        return from_data(json.loads(data or b"{}").get("places"))
    except (ValueError, AttributeError):
        return ()
