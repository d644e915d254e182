"""附加内容: what the pages of a document show beside the publication itself."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.composition.compose import KeyFigure
from gongkai.model.contacts import OfficeContact
from gongkai.model.ledger import LedgerLine
from gongkai.model.pictures import Picture
from gongkai.model.publication import Publication
from gongkai.model.said import Said
from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.figures.origins import FigureOrigins
from gongkai.rendering.pages import VERSIONS
from gongkai.rendering.text.finding_links import PublishedFinding


class Download(Struct, frozen=True, kw_only=True):
    """下载 of one file that belongs to the document."""

    label: str
    path: str
    """below the document: document.pdf"""
    size: int = 0
    """bytes; 0 where unknown"""
    sha256: str = ""


class OldVersion(Struct, frozen=True, kw_only=True):
    """旧版 of a document that was corrected: its files and words, as far as they are at hand."""

    number: int
    day: str
    digest: str
    downloads: tuple[Download, ...] = ()
    places: tuple[Said, ...] = ()

    @property
    def path(self) -> str:
        """Below the document."""
        return f"{VERSIONS}/{self.number}/"


class Extras(Struct, frozen=True, kw_only=True):
    """附加内容: what an overview shows beside the publication itself."""

    key_figures: tuple[KeyFigure, ...] = ()
    downloads: tuple[Download, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    """检查记录: every rule and how it ended"""
    findings: tuple[PublishedFinding, ...] = ()
    """检查发现 that are published with the document"""
    versions: tuple[OldVersion, ...] = ()
    settings: SiteSettings = field(default_factory=SiteSettings)
    contact: OfficeContact | None = None
    """联系方式 of the department itself"""
    pictures: tuple[Picture, ...] = ()
    before: Publication | None = None
    """the department's document of this kind of the year before"""
    origins: FigureOrigins = field(default_factory=FigureOrigins)
    """数字的来历"""
    compared: Mapping[str, str] = field(default_factory=dict)
    """table id → where its figures stand beside those of other years"""
    forms: Mapping[str, str] = field(default_factory=dict)
    """table id → where it stands beside those of other departments"""

    @property
    def asked(self) -> OfficeContact:
        """Whom a reader tells of a mistake."""
        return self.contact or self.settings.contact
