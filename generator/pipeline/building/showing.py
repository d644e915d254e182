"""网站上有什么: what is fit, what is withdrawn, and what stays as it was last published because it is not fit now.

A document never disappears by itself (decision 0050).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.loading.disclosure_file import read_disclosure
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.disclosure import DISCLOSURE, DisclosureRecord, Stage, Standing
from gongkai.model.identity import Identity
from gongkai.pipeline.building.earlier_versions import lacking_versions
from gongkai.pipeline.building.store import Rendered, Store
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry


class Shown(Struct, frozen=True, kw_only=True):
    """网站的内容, in order of id."""

    documents: tuple[Rendered, ...]
    kept: tuple[str, ...] = ()
    """ids of those that are as last published, and not fit now"""
    halted: tuple[GoneEntry, ...] = ()
    """disclosed once and not fit now, where nothing of that is at hand: their page says so"""
    fit: bool = True
    """whether anything is"""

    @property
    def entries(self) -> tuple[CatalogueEntry, ...]:
        return tuple(one.entry for one in self.documents if one.entry is not None)

    @property
    def withdrawn(self) -> tuple[GoneEntry, ...]:
        return tuple(one.withdrawn for one in self.documents if one.withdrawn is not None)

    @property
    def seal(self) -> Iterator[tuple[str, str]]:
        """What the site depends on: of each document what it was made of, and how it stands there."""
        yield from ((one.id, mark(one)) for one in self.documents)
        yield from ((id, "保留") for id in self.kept)
        yield from ((one.id, repr(one)) for one in self.halted)


def mark(rendered: Rendered) -> str:
    """What a document on the site was made of, and which earlier versions it lacks, as they may turn up."""
    return " ".join((rendered.digest.whole, *map(str, sorted(lacking_versions(rendered)))))


def shown(workspace: Workspace, store: Store, documents: Iterable[Rendered], others: Iterable[Rendered]) -> Shown:
    """What the site is to hold of documents that were worked on, with others that stay as they are there."""
    found, kept, halted = [*others], [], []
    fit = bool(found)
    for rendered in documents:
        if rendered.published:
            found.append(rendered)
            fit = True
        elif (old := store.last_good(rendered.id)) is not None:
            found.append(old)
            kept.append(rendered.id)
        elif (record := disclosed(workspace, rendered.id)) is not None:
            halted.append(_halted(workspace, rendered, record))
    return Shown(
        documents=tuple(sorted(found, key=lambda one: one.id)),
        kept=tuple(sorted(kept)),
        halted=tuple(sorted(halted, key=lambda one: one.id)),
        fit=fit,
    )


def disclosed(workspace: Workspace, id: str) -> DisclosureRecord | None:
    """The record of a document that has been disclosed, read by itself: the rest of the document may be at fault."""
    path = workspace.folders[id].path / DISCLOSURE
    if not path.is_file() or path.is_symlink():
        return None
    root = workspace.project.root
    node = read_yaml(path, path.relative_to(root).as_posix(), root=root).node
    record = read_disclosure(node).value if node is not None else None
    return record if record is not None and record.form.stage in (Stage.DISCLOSED, Stage.WITHDRAWN) else None


def _halted(workspace: Workspace, rendered: Rendered, record: DisclosureRecord) -> GoneEntry:
    folder = workspace.folders[rendered.id]
    identity = rendered.identity or Identity(
        id=folder.id,
        department=folder.department_id.rpartition("/")[2],
        department_id=folder.department_id,
        region=(),
        year=folder.year,
        kind=folder.kind.name,
        date="",
        archived=False,
        edition="",
    )
    told = record.standing  # no more than that it is public: the rest is not in order
    standing = Standing(disclosed=told.disclosed, version=told.version) if told else None
    return GoneEntry(**identity.fields(), title=str(identity), standing=standing)


def dependents(workspace: Workspace, digests: Digests, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The documents that draw figures from some others: next year's 上年, the department over its units."""
    wanted = set(ids)
    found: dict[str, list[str]] = {}
    for other in workspace.folders if wanted else ():
        for one in digests.drawn_from(other) & wanted:
            found.setdefault(one, []).append(other)
    return {id: tuple(others) for id, others in sorted(found.items())}
