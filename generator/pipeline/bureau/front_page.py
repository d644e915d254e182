"""省的首页: read from its list and from copies of other sites' catalogues, and written; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from gongkai.loading.province_file import read_counts, read_province
from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.findings import Finding
from gongkai.pipeline.project import Project
from gongkai.publishing.province import write_front_page


class FrontPage(Struct, frozen=True, kw_only=True):
    """What came of a list."""

    findings: tuple[Finding, ...]
    sites: int = 0
    """that the page leads to; none: the list is wrong, and no page was made"""
    unread: tuple[str, ...] = ()
    """names of those whose catalogue tells nothing"""


def make_front_page(project: Project, list_file: Path, output: Path) -> FrontPage:
    """The templates and the settings are the project's. Raises ForeignPageError, OSError."""
    listed = read_province(list_file)
    if listed.value is None:
        return FrontPage(findings=tuple(listed.findings))
    sites = listed.value.sites
    read = [read_counts(list_file.parent / site.catalogue, site.catalogue) for site in sites]
    settings = read_site_settings(project.settings)
    write_front_page(output, listed.value, [one.value for one in read], settings, project.templates)
    return FrontPage(
        findings=(*listed.findings, *(finding for one in read for finding in one.findings)),
        sites=len(sites),
        unread=tuple(site.name for site, one in zip(sites, read, strict=True) if one.value is None),
    )
