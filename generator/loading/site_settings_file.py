"""mkdocs.yml, as far as data and PDFs say what stands there; the rest is MkDocs' own.

It is read as a tree of texts: a value that MkDocs works out by a tag (!ENV) is nothing here.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from gongkai.model.site_settings import Licence, SiteSettings


def read_site_settings(path: Path) -> SiteSettings:
    """The settings; empty where the file cannot be read, which MkDocs reports."""
    try:
        top = _keys(yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    except (OSError, ValueError, yaml.YAMLError):
        return SiteSettings()
    extra = _keys(top.get("extra"))
    licence = _keys(extra.get("licence"))
    address = _web(top.get("site_url"))
    return SiteSettings(
        name=_text(top.get("site_name")),
        description=_text(top.get("site_description")),
        address=f"{address.rstrip('/')}/" if address else "",
        publisher=_text(extra.get("publisher")),
        licence=Licence(name=_text(licence.get("name")), address=_web(licence.get("address"))),
        whole_site=_web(extra.get("whole_site")),
    )


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {_text(key): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _text(node: yaml.Node | None) -> str:
    """A plain value; none of another tag, and none that says that there is none (~)."""
    plain = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"
    return str(node.value).strip() if plain and node is not None else ""


def _web(node: yaml.Node | None) -> str:
    """An address of the web; nothing where it is none."""
    text = _text(node)
    return text if text.startswith(("http://", "https://")) else ""
