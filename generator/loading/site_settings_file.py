"""mkdocs.yml, as far as pages, data and PDFs say what stands there; the rest is MkDocs' own.

It is read as a tree of texts: a value that MkDocs works out by a tag (!ENV) is nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import yaml
from msgspec.structs import replace

from gongkai.model.contacts import OfficeContact, mail_fault, phone_fault
from gongkai.model.site_settings import Emblem, NamedLink, SiteSettings

ID_CODE = re.compile(r"(?:\d{10}|bm\d{8})", re.IGNORECASE)
DOMAIN = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}")
PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float")}
IMAGES = frozenset({".png", ".svg", ".jpg", ".gif", ".webp"})
SHARED = frozenset({".png", ".jpg"})
"""of these, what programs that show a link as a card take"""
OVERRIDES = "templates/site/overrides"
LINK = "应当分两行写：name 是名称，address 是网址"


def read_site_settings(path: Path) -> SiteSettings:
    """The settings; empty where the file cannot be read, which MkDocs reports, and where a value cannot be right."""
    try:
        top = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return SiteSettings()
    return _Reading(path, top).settings()


class _Reading:
    """One reading, which keeps what is wrong."""

    def __init__(self, path: Path, top: yaml.Node | None) -> None:
        self.path = path
        self.top = _keys(top)
        self.faults: list[str] = []

    def settings(self) -> SiteSettings:
        extra = self._group(self.top, "extra", "应当是一组设置，一行一个")
        address = _web(_text(self.top.get("site_url")))
        read = SiteSettings(
            name=_text(self.top.get("site_name")),
            description=_text(self.top.get("site_description")),
            address=f"{address.rstrip('/')}/" if address else "",
            domain=self._value(extra, "site_domain", _domain_fault),
            id_code=self._value(extra, "site_id_code", _code_fault),
            publisher=self._value(extra, "publisher"),
            operator=self._value(extra, "operator"),
            contact=self._contact(extra),
            street=self._value(extra, "street"),
            filing=self._link(extra, "filing"),
            police_filing=self._link(extra, "police_filing"),
            emblem=self._emblem(self._group(extra, "emblem", "应当分两行写：image 是图片，address 是网址")),
            share_image=self._value(extra, "share_image", self._share_image_fault),
            errata=self._value(extra, "errata", _web_fault),
            licence=self._link(extra, "licence"),
            whole_site=self._value(extra, "whole_site", _web_fault),
        )
        return replace(read, faults=tuple(self.faults))

    def _group(self, above: dict[str, yaml.Node], key: str, form: str) -> dict[str, yaml.Node]:
        node = above.get(key)
        if isinstance(node, yaml.SequenceNode) or _text(node):
            self._tell(node, key, form)
        return _keys(node)

    def _value(self, above: dict[str, yaml.Node], key: str, fault: Callable[[str], str] = lambda _: "") -> str:
        """A text; none where it is wrong, which is told."""
        node = above.get(key)
        text = _text(node)
        wrong = "应当是一行文字" if isinstance(node, yaml.CollectionNode) else fault(text) if text else ""
        if wrong:
            self._tell(node, key, wrong)
        return "" if wrong else text

    def _link(self, above: dict[str, yaml.Node], key: str) -> NamedLink:
        """A text alone is the name, as it was written before there were links."""
        if name := _text(above.get(key)):
            return NamedLink(name=name)
        both = self._group(above, key, LINK)
        return NamedLink(name=self._value(both, "name"), address=self._value(both, "address", _web_fault))

    def _contact(self, extra: dict[str, yaml.Node]) -> OfficeContact:
        """A text alone is the telephone, as it was written before there was an address for mail."""
        text = _text(extra.get("contact"))
        if text and not phone_fault(text):
            return OfficeContact(phone=text)
        both = self._group(extra, "contact", "应当分两行写：phone 是办公电话，mail 是邮箱")
        return OfficeContact(phone=self._value(both, "phone", phone_fault), mail=self._value(both, "mail", mail_fault))

    def _emblem(self, both: dict[str, yaml.Node]) -> Emblem:
        image = self._value(both, "image", self._image_fault)
        return Emblem(image=image, address=self._value(both, "address", _web_fault))

    def _share_image_fault(self, text: str) -> str:
        if PurePosixPath(text).suffix.lower() not in SHARED:
            return "应当是 .png 或 .jpg：别的图片，微信、微博不显示"
        return self._image_fault(text)

    def _image_fault(self, text: str) -> str:
        place = PurePosixPath(text)
        if place.parts[:1] != ("assets",) or ".." in place.parts or place.suffix.lower() not in IMAGES:
            return f"应当是 {OVERRIDES} 里的图片，如 assets/images/emblem.png"
        return "" if (self.path.parent / OVERRIDES / place).is_file() else f"没有这个图片（在 {OVERRIDES} 里找）"

    def _tell(self, node: yaml.Node | None, key: str, wrong: str) -> None:
        if node is not None:
            mark = node.start_mark
            self.faults.append(f"{self.path.name}:{mark.line + 1}:{mark.column + 1}：{key} {wrong}")


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {_text(key): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _text(node: yaml.Node | None) -> str:
    """A plain value; none of another tag, and none that says that there is none (~)."""
    plain = isinstance(node, yaml.ScalarNode) and node.tag in PLAIN
    return str(node.value).strip() if plain and node is not None else ""


def _web(text: str) -> str:
    """An address of the web; nothing where it is none."""
    return "" if _web_fault(text) else text


def _web_fault(text: str) -> str:
    return "" if text.startswith(("http://", "https://")) else "应当是网址，以 https:// 或 http:// 开头"


def _domain_fault(text: str) -> str:
    return "" if DOMAIN.fullmatch(text) else "应当只写域名，如 www.example.gov.cn，不写 https:// 和后面的路径"


def _code_fault(text: str) -> str:
    return "" if ID_CODE.fullmatch(text) else "应当是10位的政府网站标识码，如 4113000001（部委的如 bm01000001）"
