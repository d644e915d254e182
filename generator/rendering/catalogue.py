"""目录数据: catalog.json and its parts, with one entry for each document built."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import convert, field, to_builtins
from msgspec.structs import asdict

from gongkai.model.disclosure import Standing
from gongkai.model.identity import Identity
from gongkai.model.publication import Publication
from gongkai.rendering.data import csv_path, statutory_tables
from gongkai.rendering.open_data.names import WORKBOOK
from gongkai.rendering.outline import address, outline, table_pages
from gongkai.rendering.pages import PageKind

if TYPE_CHECKING:
    from gongkai.composition.compose import KeyFigure

CATALOGUE = "catalog.json"
PARTS = "catalog"
PART = re.compile(rf"{PARTS}/(?:[a-z0-9-]+/)*[0-9]{{4}}\.json")
MOST_TABLES = 4
"""among the shortcuts to a document"""


class CatalogueEntry(Identity, frozen=True, kw_only=True):
    """目录项; every path is below the site's root."""

    title: str
    pages: tuple[str, ...]
    pdf: str = ""
    """empty where none was built"""
    workbook: str = ""
    """empty where there is no table"""
    data: str = ""
    tables: Mapping[str, str] = field(default_factory=dict)
    """table id → path of its CSV"""
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    """直达: what most readers look for → the page that it stands on"""
    sha256: Mapping[str, str] = field(default_factory=dict)
    """path → digest, of every file of the document but its pages"""
    findings: Mapping[str, int] = field(default_factory=dict)
    """severity → how many"""
    standing: Standing | None = None
    """None: it has not been recorded as disclosed"""
    approved: str = ""
    """批复日期, where it is recorded"""


class GoneEntry(Identity, frozen=True, kw_only=True):
    """撤回的、正在更正的文件: of which the site has a page that says so, and nothing else."""

    title: str
    standing: Standing | None = None


def catalogue_entry(
    publication: Publication,
    *,
    pages: Iterable[str],
    pdf: str = "",
    sha256: Mapping[str, str],
    findings: Mapping[str, int],
    highlights: Iterable[KeyFigure] = (),
) -> CatalogueEntry:
    """The entry of a publication; `pages` and `pdf` are paths below the site's root."""
    return CatalogueEntry(
        **publication.fields(),
        title=publication.title,
        pages=tuple(pages),
        pdf=pdf,
        workbook=workbook if (workbook := f"{publication.id}/{WORKBOOK}") in sha256 else "",
        data=f"{publication.id}/data.json",
        tables={table.id: f"{publication.id}/{csv_path(table.id)}" for table in statutory_tables(publication)},
        shortcuts=shortcuts(publication, highlights),
        sha256=dict(sorted(sha256.items())),
        findings=dict(sorted(findings.items())),
        standing=publication.standing,
        approved=publication.approved,
    )


def shortcuts(publication: Publication, highlights: Iterable[KeyFigure]) -> dict[str, str]:
    """直达: the tables of the key figures, each under the first of them that stands in it, and 情况说明."""
    leaves = outline(publication)
    places = {table.id: address(leaf, table) for leaf, table in table_pages(leaves)}
    found: dict[str, str] = {}
    for figure in highlights:
        path = places.get(figure.table)
        if path is not None and path not in found.values() and len(found) < MOST_TABLES:
            found[figure.title] = path
    explained = next((leaf for leaf in leaves if leaf.kind is PageKind.EXPLANATION), None)
    if explained is not None:
        found[PageKind.EXPLANATION.value] = explained.path
    return {name: f"{publication.id}/{path}" for name, path in found.items()}


def parts(entries: Iterable[CatalogueEntry]) -> dict[str, list[CatalogueEntry]]:
    """The documents of each part, by its path, in order.

    A part holds the documents of one region and year, so a figure that changes touches one part, and the digest of it.
    """
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        found.setdefault(part_path(entry.id), []).append(entry)
    return dict(sorted(found.items()))


def part_file(entries: Iterable[CatalogueEntry]) -> bytes:
    """A part."""
    return _packed({"documents": _listed(entries)})


def index_file(
    found: Mapping[str, Sequence[CatalogueEntry]],
    digests: Mapping[str, str],
    withdrawn: Iterable[GoneEntry] = (),
    halted: Iterable[GoneEntry] = (),
) -> bytes:
    """catalog.json; `found`, `digests`: path of each part → its documents, the digest of its file."""
    listed = [_part(path, entries, digests[path]) for path, entries in found.items()]
    return _packed({"parts": listed, "withdrawn": _listed(withdrawn), "halted": _listed(halted)})


def part_path(id: str) -> str:
    """Where the entry of a document stands: henan/nanyang/bureau/2021/budget → catalog/henan/nanyang/2021.json."""
    *department, year, _ = id.split("/")
    return "/".join([PARTS, *department[:-1], f"{year}.json"])


def _part(path: str, entries: Sequence[CatalogueEntry], digest: str) -> dict[str, object]:
    region, _, file = path.removeprefix(f"{PARTS}/").rpartition("/")
    return {
        "path": path,
        "region": region,
        "year": int(file.removesuffix(".json")),
        "documents": len(entries),
        "kinds": dict(sorted(Counter(entry.kind for entry in entries).items())),
        "sha256": digest,
    }


def _packed(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _listed(entries: Iterable[CatalogueEntry | GoneEntry]) -> list[dict[str, object]]:
    ordered = sorted(entries, key=lambda entry: entry.id)
    return [{"id": entry.id, "title": entry.title} | _told(entry) for entry in ordered]


def _told(entry: CatalogueEntry | GoneEntry) -> dict[str, object]:
    """Its fields; what is data already is not copied, for the whole catalogue is written for one figure."""
    return asdict(entry) | {"standing": to_builtins(entry.standing)}


def part_paths(index: str) -> tuple[str, ...]:
    """The parts that a catalog.json names. Raises ValueError where one could lie elsewhere."""
    paths = tuple(str(part["path"]) for part in json.loads(index).get("parts", ()))
    for path in paths:
        if not PART.fullmatch(path):
            raise ValueError(path)
    return paths


def read_catalogue(text: str) -> tuple[CatalogueEntry, ...]:
    """The documents of a part, or of a catalog.json of older programs, which held them all."""
    return convert(json.loads(text).get("documents", ()), tuple[CatalogueEntry, ...])
