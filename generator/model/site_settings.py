"""网站的设置: what mkdocs.yml says of the site: who runs it, under what numbers, whom to ask (decision 0069)."""

from __future__ import annotations

from msgspec import Struct, field

from gongkai.model.contacts import OfficeContact


class NamedLink(Struct, frozen=True, kw_only=True):
    """名称和网址 of a licence, of a number under which the site is filed; either may be empty."""

    name: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.address)


class Emblem(Struct, frozen=True, kw_only=True):
    """党政机关网站标识: a picture of the site's own, and the page of whoever issued it."""

    image: str = ""
    """below templates/site/overrides: assets/images/emblem.png"""
    address: str = ""


class SiteSettings(Struct, frozen=True, kw_only=True):
    """设置; empty where nothing is said."""

    name: str = ""
    description: str = ""
    address: str = ""
    """site_url, ending in /: where the site is to stand"""
    domain: str = ""
    """域名"""
    id_code: str = ""
    """网站标识码"""
    publisher: str = ""
    """主办单位"""
    operator: str = ""
    """承办单位"""
    contact: OfficeContact = field(default_factory=OfficeContact)
    """联系方式"""
    street: str = ""
    """地址 of the office"""
    filing: NamedLink = NamedLink()
    """ICP备案"""
    police_filing: NamedLink = NamedLink()
    """公安备案"""
    emblem: Emblem = Emblem()
    share_image: str = ""
    """分享时的图片, below templates/site/overrides: assets/images/share.png"""
    errata: str = ""
    """网站找错: the page of 政府网站找错 for this site"""
    licence: NamedLink = NamedLink()
    """许可: under what terms the data may be used"""
    whole_site: str = ""
    """where the whole site can be had as one file (gongkai pack)"""
    faults: tuple[str, ...] = ()
    """mkdocs.yml:45:17：… (Chinese), of what is written and cannot be right"""

    @property
    def lacking(self) -> tuple[str, ...]:
        """职责 of a government's site that nothing is said of: its name, and its key below extra."""
        duties = {
            "域名 site_domain": self.domain,
            "网站标识码 site_id_code": self.id_code,
            "主办单位 publisher": self.publisher,
            "承办单位 operator": self.operator,
            "联系方式 contact": self.contact,
            "地址 street": self.street,
            "ICP备案 filing": self.filing,
            "公安备案 police_filing": self.police_filing,
            "党政机关标识 emblem": self.emblem.image,
            "网站找错 errata": self.errata,
            "使用许可 licence": self.licence,
        }
        return tuple(name for name, said in duties.items() if not said)
