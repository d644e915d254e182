"""画网页: the pages of a document that is prepared, and what they and its files are both made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.compose import Composed
from gongkai.loading.series_file import SeriesError, read_series
from gongkai.model.disclosure import Stage
from gongkai.model.findings import Severity, every
from gongkai.model.pictures import Picture
from gongkai.model.publication import Publication
from gongkai.model.series import Series
from gongkai.pipeline.building.earlier_versions import EarlierVersion, earlier_versions, sources_of
from gongkai.pipeline.composing import text_before
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.picturing import pictures_of
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.workspace import FEW, Workspace
from gongkai.publishing.files import bytes_digest
from gongkai.publishing.series import contributions
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.extras import Download, Extras, OldVersion
from gongkai.rendering.figures.origins import FigureOrigins, figure_origins
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.open_data.names import WORKBOOK
from gongkai.rendering.pages import Page
from gongkai.rendering.sandbox import TemplateEnvironment
from gongkai.rendering.series.given import compared_tables, contribution, form_pages
from gongkai.rendering.text.finding_links import PublishedFinding, published

DATA, PDF = "data.json", "document.pdf"
LABELS = {PDF: "全文 PDF", WORKBOOK: "全部表格（Excel 工作簿）", DATA: "全部数据 JSON"}
"""of what the overview offers"""


class PageError(Exception):
    """A page that would not be right."""


class Matter(Struct, frozen=True, kw_only=True):
    """要排的东西: what the pages and the files of a document are made of, worked out once."""

    composed: Composed
    origins: FigureOrigins
    pictures: tuple[Picture, ...]
    earlier: tuple[EarlierVersion, ...]
    given: bytes
    """what it gives to the pages that compare"""
    compared: Mapping[str, str]
    """where its tables stand there over years"""
    forms: Mapping[str, str]
    """where its forms stand there"""

    @property
    def publication(self) -> Publication:
        return self.composed.publication


class Drawing:
    """画网页 for documents of a workspace."""

    def __init__(
        self,
        workspace: Workspace,
        digests: Digests,
        sites: tuple[Path, ...] = (),
        environment: TemplateEnvironment | None = None,
    ) -> None:
        """`sites`: where earlier versions may be, beside the store. `environment`: that of another one."""
        self.workspace = workspace
        self.digests = digests
        self._sites = sites
        self._environment = environment or page_environment(workspace.project.templates)
        self._series = _series(workspace.project.templates / "site")
        self._pages = partial(render_pages, environment=self._environment)

    def warm(self, ids: Iterable[str]) -> None:
        """Do once, before children are forked, what each of them would have to do for these documents."""
        wanted = tuple(ids)
        if len(wanted) > FEW:  # a few documents use half of the templates
            translate(self._environment)
        self.workspace.warm({name for id in wanted for name in self.digests.editions(id)}, len(wanted))

    def matter(self, prepared: Prepared) -> Matter | None:
        """None where a document has no pages: it is wrong, or withdrawn."""
        document, composed, accounts = prepared.document, prepared.composed, prepared.accounts
        if document is None or composed is None or prepared.blocked or document.stage is Stage.WITHDRAWN:
            return None
        if accounts is None:
            raise PageError("没有推算出来，就编排好了")
        publication = composed.publication
        pictures, origins = pictures_of(self.workspace, prepared), origins_of(prepared, publication)
        people = self.workspace.people(prepared.id)
        made = contribution(document, accounts, publication, self._series, origins, people)
        return Matter(
            composed=composed,
            origins=origins,
            pictures=pictures,
            earlier=self._earlier(prepared),
            given=contributions.written(made),
            compared=compared_tables(made, accounts, self._series),
            forms=form_pages(made, accounts),
        )

    def pages(self, prepared: Prepared, matter: Matter, sizes: Mapping[str, int]) -> tuple[Page, ...]:
        """`sizes`: of the files that it offers, by name. Raises PageError."""
        shown = replace(
            extras(prepared, matter.composed, sizes, matter.earlier),
            settings=self.digests.settings,
            origins=matter.origins,
            before=text_before(self.workspace, prepared.id),
            pictures=matter.pictures,
            compared=matter.compared,
            forms=matter.forms,
        )
        pages = self._pages(matter.publication, shown)
        verify(pages)
        return pages

    def _earlier(self, prepared: Prepared) -> tuple[EarlierVersion, ...]:
        """The versions before this one, with what is still at hand of them."""
        record = prepared.document.disclosure if prepared.document else None
        if record is None:
            return ()
        return tuple(earlier_versions(record.form, sources_of(self.workspace.project, self._sites, prepared.id)))


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


def origins_of(prepared: Prepared, publication: Publication) -> FigureOrigins:
    """How the figures of a document come about."""
    if prepared.accounts is None or prepared.document is None:
        return FigureOrigins()
    return figure_origins(publication, prepared.accounts, prepared.document)


def _old(version: EarlierVersion) -> OldVersion:
    files = version.files or {}
    return OldVersion(
        number=version.number,
        day=version.frozen.day.isoformat(),
        digest=version.frozen.digest,
        downloads=tuple(
            Download(label=LABELS[name], path=name, size=len(files[name]), sha256=bytes_digest(files[name]))
            for name in (PDF, DATA)
            if name in files
        ),
        places=version.places,
    )


def extras(
    prepared: Prepared, composed: Composed, sizes: Mapping[str, int], earlier: tuple[EarlierVersion, ...] = ()
) -> Extras:
    """What the overview shows beside the publication."""
    return Extras(
        key_figures=composed.highlights,
        downloads=tuple(
            Download(label=label, path=name, size=sizes[name]) for name, label in LABELS.items() if name in sizes
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
