"""排印: one document carried from its files to finished pages, PDF and data files."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import json
from msgspec.structs import replace

from gongkai.composition.compose import Composed
from gongkai.loading.series_file import SeriesError, read_series
from gongkai.model.disclosure import Stage
from gongkai.model.findings import Severity, every
from gongkai.model.pictures import Picture
from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.series import Series
from gongkai.model.spans import plain
from gongkai.pipeline.building.earlier_versions import TEXT, EarlierVersion, earlier_versions, sources_of, text_file
from gongkai.pipeline.building.store import FILES, LINES, PAGES, SERIES, TERMS, Rendered, Store
from gongkai.pipeline.composing import text_before
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.picturing import pictures_of, printed_ones
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.workspace import FEW, Workspace
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.series import contributions
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.catalogue import GoneEntry, catalogue_entry
from gongkai.rendering.data import data_file
from gongkai.rendering.extras import Download, Extras, OldVersion
from gongkai.rendering.figures.file import FILE as FIGURES
from gongkai.rendering.figures.file import figures_file
from gongkai.rendering.figures.origins import FigureOrigins, figure_origins
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.open_data.figures import lines_file
from gongkai.rendering.open_data.files import open_files
from gongkai.rendering.open_data.names import WORKBOOK
from gongkai.rendering.pages import VERSIONS, Page, dump_pages
from gongkai.rendering.sandbox import TemplateEnvironment
from gongkai.rendering.series.given import compared_tables, contribution, form_pages
from gongkai.rendering.text.finding_links import PublishedFinding, published

DATA, PDF = "data.json", "document.pdf"


class PageError(Exception):
    """A page that would not be right."""


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
        self.sites = sites
        self.keeping = keeping
        self._environment = environment or page_environment(workspace.project.templates)
        self._series = _series(workspace.project.templates / "site")
        self._pages = partial(render_pages, environment=self._environment)

    def warm(self, ids: Iterable[str]) -> None:
        """Do once, before children are forked, what each of them would have to do for these documents."""
        wanted = tuple(ids)
        if len(wanted) > FEW:  # a few documents use half of the templates
            translate(self._environment)
        self.workspace.warm({name for id in wanted for name in self.digests.editions(id)}, len(wanted))
        if self.digests.pdf:
            from gongkai.pipeline.building.printing import make_ready  # noqa: PLC0415 - half a second, wanted only here

            make_ready(self.workspace.project.root)

    def render(self, id: str, digest: Digest) -> Rendered:
        """Prepare and render one document, and keep it."""
        prepared = prepare(self.workspace, id)
        if prepared.document is not None and prepared.document.stage is Stage.WITHDRAWN and not prepared.blocked:
            return self.store.keep(
                replace(self._record(prepared, digest), withdrawn=_gone(prepared), blocked=False), {}
            )
        if prepared.composed is None or prepared.blocked:
            return self.store.keep(self._record(prepared, digest), {})
        publication = prepared.composed.publication
        earlier = self._earlier(prepared)
        drawn = pictures_of(self.workspace, prepared)
        origins = origins_of(prepared, publication)
        files = self._files(publication, prepared, drawn) | {FIGURES: figures_file(publication, origins)}
        given, compared, forms = self._given(publication, prepared, origins)
        shown = replace(
            extras(prepared, prepared.composed, files, earlier),
            settings=self.digests.settings,
            origins=origins,
            before=text_before(self.workspace, id),
            pictures=drawn,
            compared=compared,
            forms=forms,
        )
        pages = self._pages(publication, shown)
        files |= {
            f"{VERSIONS}/{one.number}/{name}": data for one in earlier for name, data in (one.files or {}).items()
        }
        verify(pages)
        entry = catalogue_entry(
            publication,
            pages=[page.path for page in pages],
            pdf=f"{id}/{PDF}" if PDF in files else "",
            sha256={f"{id}/{name}": bytes_digest(content) for name, content in files.items()},
            findings=Counter(finding.severity.value for finding in every(prepared.findings)),
            highlights=prepared.composed.highlights,
        )
        whole = {f"{FILES}/{name}": content for name, content in files.items()}
        whole |= {PAGES: dump_pages(pages), TERMS: _terms(publication)}
        whole |= {LINES: gzip.compress(lines_file(publication, self.digests.settings.address), mtime=0), SERIES: given}
        return self.store.keep(replace(self._record(prepared, digest), entry=entry, blocked=False), whole)

    def _files(self, publication: Publication, prepared: Prepared, drawn: tuple[Picture, ...]) -> dict[str, bytes]:
        """What a reader can download, by name below the document."""
        files = {DATA: data_file(publication, prepared.ledger).encode()}
        files |= open_files(publication, self.digests.settings.address)
        if self.digests.pdf:
            from gongkai.pipeline.building.printing import printed  # noqa: PLC0415 - as above

            files[PDF] = printed(self.digests, publication, printed_ones(prepared, drawn), files, keeping=self.keeping)
        if publication.standing is not None:
            files[TEXT] = text_file(publication)
        return files

    def _given(
        self, publication: Publication, prepared: Prepared, origins: FigureOrigins
    ) -> tuple[bytes, dict[str, str], dict[str, str]]:
        """What it gives to the pages that compare, and where its tables stand there: over years, over departments."""
        document, accounts = prepared.document, prepared.accounts
        if document is None or accounts is None:
            raise PageError("没有推算出来，就编排好了")
        people = self.workspace.people(prepared.id)
        made = contribution(document, accounts, publication, self._series, origins, people)
        compared = compared_tables(made, accounts, self._series)
        return contributions.written(made), compared, form_pages(made, accounts)

    def _earlier(self, prepared: Prepared) -> tuple[EarlierVersion, ...]:
        """The versions before this one, with what is still at hand of them."""
        record = prepared.document.disclosure if prepared.document else None
        if record is None:
            return ()
        return tuple(earlier_versions(record.form, sources_of(self.workspace.project, self.sites, prepared.id)))

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


def translate(environment: TemplateEnvironment) -> None:
    """Have all templates of pages translated in this process."""
    for name in environment.list_templates(filter_func=_of_pages):
        with suppress(Exception):  # a template at fault is reported by the documents that use it
            environment.get_template(name)


def _series(site: Path) -> Series:
    """What is compared; nothing, where that cannot be read, which stops the site (building/ingredients.py)."""
    try:
        return read_series(site)
    except SeriesError:
        return Series()


def verify(pages: Iterable[Page]) -> None:
    """Raise PageError where a page would not be right: a template at fault, which must not be published."""
    for page in pages:
        if faults := told(page_faults(page.pieces)):
            raise PageError(f"网页“{page.file}”没有做好，请核对 templates：{faults}")


def _gone(prepared: Prepared) -> GoneEntry | None:
    if prepared.document is None or prepared.document.disclosure is None:
        return None
    title = prepared.composed.publication.title if prepared.composed else str(prepared.document.identity)
    return GoneEntry(**prepared.document.identity.fields(), title=title, standing=prepared.document.disclosure.standing)


def origins_of(prepared: Prepared, publication: Publication) -> FigureOrigins:
    """How the figures of a document come about."""
    if prepared.accounts is None or prepared.document is None:
        return FigureOrigins()
    return figure_origins(publication, prepared.accounts, prepared.document)


def _old(version: EarlierVersion) -> OldVersion:
    labels = {PDF: "全文 PDF", DATA: "全部数据 JSON"}
    files = version.files or {}
    return OldVersion(
        number=version.number,
        day=version.frozen.day.isoformat(),
        digest=version.frozen.digest,
        downloads=tuple(
            Download(label=label, path=name, size=len(files[name]), sha256=bytes_digest(files[name]))
            for name, label in labels.items()
            if name in files
        ),
        places=version.places,
    )


def extras(
    prepared: Prepared, composed: Composed, files: dict[str, bytes], earlier: tuple[EarlierVersion, ...] = ()
) -> Extras:
    """What the overview shows beside the publication."""
    labels = {PDF: "全文 PDF", WORKBOOK: "全部表格（Excel 工作簿）", DATA: "全部数据 JSON"}
    return Extras(
        key_figures=composed.highlights,
        downloads=tuple(
            Download(label=label, path=name, size=len(files[name])) for name, label in labels.items() if name in files
        ),
        ledger=prepared.ledger,
        findings=_published(prepared, composed.publication),
        versions=tuple(map(_old, earlier)),
        contact=prepared.document.department.contact if prepared.document else None,
    )


def _published(prepared: Prepared, publication: Publication) -> tuple[PublishedFinding, ...]:
    """不一致; a 提醒 is for those who write the document, and may quote what is not fit to be published."""
    if prepared.document is None:
        return ()
    found = dict.fromkeys(one for one in every(prepared.findings) if one.severity is Severity.INCONSISTENCY)
    ordered = sorted(found, key=lambda finding: finding.order)
    return published(ordered, prepared.document, publication)


def _of_pages(name: str) -> bool:
    return name.startswith(("components/", "site/pages/")) and name.endswith(".html")


def _terms(publication: Publication) -> bytes:
    """The glossary of a document as printed, for the glossary of the site."""
    terms = [
        (plain(block.term), plain(block.text)) for block in publication.blocks() if isinstance(block, GlossaryEntry)
    ]
    return json.format(json.encode(terms), indent=0)
