"""排印: one document carried from its files to finished pages, PDF and data files."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import json
from msgspec.structs import replace

from gongkai.model.disclosure import Stage
from gongkai.model.findings import every
from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.spans import plain
from gongkai.pipeline.building.drawing import DATA, PDF, Drawing, Matter
from gongkai.pipeline.building.earlier_versions import TEXT, text_file
from gongkai.pipeline.building.store import FILES, LINES, PAGES, SERIES, TERMS, Rendered, Store
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.picturing import printed_ones
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import bytes_digest
from gongkai.rendering.catalogue import GoneEntry, catalogue_entry
from gongkai.rendering.data import data_file
from gongkai.rendering.figures.file import FILE as FIGURES
from gongkai.rendering.figures.file import figures_file
from gongkai.rendering.open_data.figures import lines_file
from gongkai.rendering.open_data.files import open_files
from gongkai.rendering.pages import VERSIONS, dump_pages
from gongkai.rendering.sandbox import TemplateEnvironment


class Press:
    """印刷机: renders documents of a workspace into a store."""

    def __init__(
        self,
        workspace: Workspace,
        store: Store,
        digests: Digests,
        sites: tuple[Path, ...] = (),
        *,
        keeping: bool = False,
        environment: TemplateEnvironment | None = None,
    ) -> None:
        """`sites`: where earlier versions may be, beside the store.

        `keeping`: whether drawn pages are kept. `environment`: that of another press.
        """
        self.workspace = workspace
        self.store = store
        self.digests = digests
        self.keeping = keeping
        self._drawing = Drawing(workspace, digests, sites, environment)

    def warm(self, ids: Iterable[str]) -> None:
        """Do once, before children are forked, what each of them would have to do for these documents."""
        self._drawing.warm(ids)
        if self.digests.pdf:
            from gongkai.pipeline.building.printing import make_ready  # noqa: PLC0415 - half a second, wanted only here

            make_ready(self.workspace.project.root)

    def render(self, id: str, digest: Digest) -> Rendered:
        """Prepare and render one document, and keep it."""
        prepared = prepare(self.workspace, id)
        matter = self._drawing.matter(prepared)
        if matter is None:
            gone = _gone(prepared)
            return self.store.keep(replace(self._record(prepared, digest), withdrawn=gone, blocked=gone is None), {})
        publication = matter.publication
        files = self._files(prepared, matter)
        pages = self._drawing.pages(prepared, matter, {name: len(content) for name, content in files.items()})
        files |= {
            f"{VERSIONS}/{one.number}/{name}": data
            for one in matter.earlier
            for name, data in (one.files or {}).items()
        }
        entry = catalogue_entry(
            publication,
            pages=[page.path for page in pages],
            pdf=f"{id}/{PDF}" if PDF in files else "",
            sha256={f"{id}/{name}": bytes_digest(content) for name, content in files.items()},
            findings=Counter(finding.severity.value for finding in every(prepared.findings)),
            highlights=matter.composed.highlights,
        )
        lines = lines_file(publication, self.digests.settings.address)
        whole = {f"{FILES}/{name}": content for name, content in files.items()}
        whole |= {PAGES: dump_pages(pages), TERMS: _terms(publication)}
        whole |= {LINES: gzip.compress(lines, mtime=0), SERIES: matter.given}
        return self.store.keep(replace(self._record(prepared, digest), entry=entry, blocked=False), whole)

    def _files(self, prepared: Prepared, matter: Matter) -> dict[str, bytes]:
        """What a reader can download, by name below the document; how its figures come about."""
        publication = matter.publication
        files = {DATA: data_file(publication, prepared.ledger).encode()}
        files |= open_files(publication, self.digests.settings.address)
        if self.digests.pdf:
            from gongkai.pipeline.building.printing import printed  # noqa: PLC0415 - as above

            pictures = printed_ones(prepared, matter.pictures)
            files[PDF] = printed(self.digests, publication, pictures, files, keeping=self.keeping)
        if publication.standing is not None:
            files[TEXT] = text_file(publication)
        return files | {FIGURES: figures_file(publication, matter.origins)}

    def _record(self, prepared: Prepared, digest: Digest) -> Rendered:
        """With an empty digest where the document changed meanwhile, and nobody knows what was rendered."""
        return Rendered(
            id=prepared.id,
            findings=prepared.findings,
            identity=prepared.identity,
            blocked=True,
            exhausted=prepared.exhausted,
            units=prepared.units,
            digest=digest if self.digests.still(prepared.id, digest.whole) else Digest(),
        )


def _gone(prepared: Prepared) -> GoneEntry | None:
    """What stays of a document that was withdrawn; None where it was not, or is wrong."""
    document = prepared.document
    if document is None or document.disclosure is None or document.stage is not Stage.WITHDRAWN or prepared.blocked:
        return None
    title = prepared.composed.publication.title if prepared.composed else str(document.identity)
    return GoneEntry(**document.identity.fields(), title=title, standing=document.disclosure.standing)


def _terms(publication: Publication) -> bytes:
    """The glossary of a document as printed, for the glossary of the site."""
    terms = [
        (plain(block.term), plain(block.text)) for block in publication.blocks() if isinstance(block, GlossaryEntry)
    ]
    return json.format(json.encode(terms), indent=0)
