"""mkdocs.yml, as far as data and PDFs say what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.site_settings import NamedLink, SiteSettings

ROOT = Path(__file__).parents[2]
WHOLE = """
site_name: 云岭市预决算公开
site_url: https://a.gov.cn/czj
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
extra:
  publisher: 云岭市财政局
  licence: {name: 注明来源, address: "https://a.gov.cn/l"}
"""


def read(folder: Path, text: str) -> SiteSettings:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_site_settings(folder / "mkdocs.yml")


def test_what_is_said(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == SiteSettings(
        name="云岭市预决算公开",
        address="https://a.gov.cn/czj/",
        publisher="云岭市财政局",
        licence=NamedLink(name="注明来源", address="https://a.gov.cn/l"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "site_url: !ENV [SITE, x]",
        "site_url: ~",
        "site_url: javascript:alert(1)",
        "extra: {licence: {address: 'x'}}",
    ],
)
def test_what_is_no_address_is_none(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert (found.address, found.licence.address) == ("", "")


def test_our_own_is_read() -> None:
    assert read_site_settings(ROOT / "mkdocs.yml").name == "部门预算决算公开"


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert read_site_settings(tmp_path / "mkdocs.yml") == SiteSettings()
