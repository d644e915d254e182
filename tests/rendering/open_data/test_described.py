"""What search engines are told of the data."""

from __future__ import annotations

import json

from msgspec.structs import replace

from gongkai.model.disclosure import PublicCorrection, Standing
from gongkai.model.site_settings import NamedLink, SiteSettings
from gongkai.rendering.extras import Download
from gongkai.rendering.open_data.described import all_datasets, document_dataset, script_text
from gongkai.rendering.open_data.parts import parts
from tests.publishing.open_data.corpus import entries
from tests.rendering.open_data import towns

FILES = (Download(label="全部表格", path="document.xlsx"), Download(label="全部数据", path="data.json"))
KNOWN = SiteSettings(
    name="云岭",
    address="https://a.gov.cn/x/",
    publisher="云岭市财政局",
    licence=NamedLink(name="甲", address="https://a.gov.cn/l"),
)


def test_a_document_is_a_data_set_with_its_files() -> None:
    told = document_dataset(towns.with_table(towns.in_yuan()), FILES, KNOWN)
    assert (told["@type"], told["temporalCoverage"], told["license"]) == ("Dataset", "2021", "https://a.gov.cn/l")
    assert told["spatialCoverage"]["name"] == "云岭省云岭市"
    assert told["distribution"][0]["contentUrl"] == (
        "https://a.gov.cn/x/yunling/yunling/forestry-bureau/2021/final-accounts/document.xlsx"
    )
    assert all(one["encodingFormat"] for one in told["distribution"])


def test_without_settings_nothing_is_made_up() -> None:
    told = document_dataset(towns.with_table(towns.in_yuan()), FILES, SiteSettings())
    assert told["distribution"][0]["contentUrl"] == "document.xlsx"
    assert not {"license", "url", "dateModified"} & set(told)


def test_a_correction_is_the_day_of_change() -> None:
    corrected = PublicCorrection(version=2, day="2023-11-02", reason="多记", changes=())
    standing = Standing(disclosed="2022-09-30", version=2, corrections=(corrected,))
    told = document_dataset(replace(towns.with_table(towns.in_yuan()), standing=standing), FILES, KNOWN)
    assert (told["datePublished"], told["dateModified"]) == ("2022-09-30", "2023-11-02")


def test_all_data_are_one_set() -> None:
    told = all_datasets(parts(entries()), KNOWN)
    assert told["temporalCoverage"] == "2021/2022"
    assert [one["name"] for one in told["spatialCoverage"]] == ["临江省临江市", "云岭省云岭市"]
    assert told["distribution"][0]["contentUrl"] == "https://a.gov.cn/x/data/figures.csv.gz"
    assert all_datasets((), SiteSettings())["@type"] == "Dataset"


def test_no_text_ends_the_block() -> None:
    hostile = "</script><script>alert(1)</script>&<!--"
    told = script_text({"name": hostile})
    assert not set("<>&") & set(told)
    assert json.loads(told) == {"name": hostile}
