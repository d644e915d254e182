"""全部数据: all figures in files that programs read; only what changed is written."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet
import pytest
from msgspec.structs import replace

from gongkai.model.publication import Publication
from gongkai.model.site_settings import NamedLink, SiteSettings
from gongkai.publishing.open_data import dcat
from gongkai.publishing.open_data.package import PACKAGE, SCHEMA
from gongkai.publishing.open_data.writing import OpenData, open_data_paths, write_open_data
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.tree import Tree, look
from gongkai.rendering.open_data import parts as parting
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.parts import LISTS, parts
from tests.publishing.open_data.corpus import entries, given, publications

SETTINGS = SiteSettings(
    name="云岭市预决算公开",
    address="https://gongkai.example.gov.cn/czj/",
    publisher="云岭市财政局",
    licence=NamedLink(name="注明来源可自由使用", address="https://example.gov.cn/licence"),
)


def written(
    folder: Path,
    some: tuple[Publication, ...] | None = None,
    old: Path | None = None,
    settings: SiteSettings = SETTINGS,
) -> Growing:
    """The data of a site that grows in `folder`, beside an old one."""
    folder.mkdir()
    growing = Growing(folder, old, look(old, Tree()).files if old else None)
    kept = folder.parent / "given"
    made_of = OpenData(given=given(kept, some), record=folder.parent / "open-data.json", settings=settings)
    write_open_data(growing, entries(some), made_of)
    return growing


def lines(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode(), newline="")))


def changed() -> tuple[Publication, ...]:
    """One document of three is corrected."""
    first, second, third = publications()
    (part,) = third.parts
    (section,) = part.sections
    (table,) = third.tables()
    corrected = replace(part, sections=(replace(section, blocks=(replace(table, name="更正的表"),)),))
    return first, second, replace(third, parts=(corrected,))


def test_all_figures_are_in_one_file_and_by_year_and_place(tmp_path: Path) -> None:
    written(tmp_path / "site")
    data = tmp_path / "site" / "data"
    whole = lines(data / "figures.csv.gz")
    assert len(whole) == 4 + 4 + 2
    apart = [*lines(data / "2021/yunling/yunling.csv.gz"), *lines(data / "2022/yunling/yunling.csv.gz")]
    apart += lines(data / "2022/linjiang/linjiang.csv.gz")
    assert sorted(map(repr, whole)) == sorted(map(repr, apart))
    assert {one["部门"] for one in lines(data / "2022/linjiang/linjiang.csv.gz")} == {"河西区水务局"}


def test_parquet_says_the_same_with_exact_numbers(tmp_path: Path) -> None:
    written(tmp_path / "site")
    data = tmp_path / "site" / "data"
    table = pyarrow.parquet.read_table(data / "figures.parquet")
    assert table.column_names == [field.name for field in FIELDS]
    for typed, told in zip(table.to_pylist(), lines(data / "figures.csv.gz"), strict=True):
        assert str(typed["科目编码"]) == told["科目编码"]
        assert (typed["数值"] is None) == (told["数值"] == "")
        assert typed["数值"] is None or typed["数值"] == type(typed["数值"])(told["数值"])
        assert isinstance(typed["年度"], int)


def test_every_file_that_is_called_for_is_there(tmp_path: Path) -> None:
    growing = written(tmp_path / "site")
    assert set(growing.sums) == set(open_data_paths(entries()))


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a").sums == written(tmp_path / "b").sums


def test_a_corrected_document_leaves_other_parts_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "old")
    made: list[bytes] = []

    def counted(content: bytes) -> bytes:
        made.append(content)
        return content

    monkeypatch.setattr("gongkai.publishing.open_data.tables.parquet", counted)
    growing = written(tmp_path / "new", changed(), tmp_path / "old")
    linjiang, whole = "data/2022/linjiang/linjiang", "data/figures"
    assert set(growing.written) == {
        *(f"{one}{ending}" for one in (linjiang, whole) for ending in (".csv.gz", ".parquet")),
        PACKAGE,
        dcat.FILE,
    }
    assert len(made) == 2


def test_a_file_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    first = written(tmp_path / "old")
    place = tmp_path / "old/data/2021/yunling/yunling.csv.gz"
    place.chmod(0o644)
    place.write_bytes(b"other")
    assert written(tmp_path / "new", old=tmp_path / "old").sums == first.sums


def test_a_record_that_is_damaged_is_not_believed(tmp_path: Path) -> None:
    first = written(tmp_path / "old")
    (tmp_path / "open-data.json").write_text("[1", encoding="utf-8")
    assert written(tmp_path / "new", old=tmp_path / "old").sums == first.sums


def test_many_documents_have_no_file_of_all_but_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parting, "MOST_AT_ONCE", 2)
    assert all(one.year for one in parts(entries()))
    site = written(tmp_path / "site").folder
    listed = [name for form in ("csv", "parquet") for name in (site / f"data/{form}.txt").read_text().split()]
    assert "2022/linjiang/linjiang.csv.gz" in listed
    assert all((site / "data" / name).is_file() for name in listed)
    assert not (site / "data/figures.csv.gz").exists()


def test_one_changed_document_writes_its_part_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parting, "MOST_AT_ONCE", 2)
    written(tmp_path / "before")
    growing = written(tmp_path / "after", changed(), tmp_path / "before")
    assert {name for name in growing.written if name.endswith((".gz", ".parquet"))} == {
        "data/2022/linjiang/linjiang.csv.gz",
        "data/2022/linjiang/linjiang.parquet",
    }


def test_without_documents_nothing_is_offered(tmp_path: Path) -> None:
    assert parts(()) == ()
    assert set(written(tmp_path / "site", ()).sums) == {SCHEMA, PACKAGE, dcat.FILE, *LISTS.values()}


def told(folder: Path, name: str) -> Mapping[str, object]:
    read: Mapping[str, object] = json.loads((folder / name).read_text(encoding="utf-8"))
    return read


def test_the_package_describes_what_is_there(tmp_path: Path) -> None:
    growing = written(tmp_path / "site")
    package = told(tmp_path / "site", PACKAGE)
    assert package["licenses"] == [{"title": "注明来源可自由使用", "path": "https://example.gov.cn/licence"}]
    for one in package["resources"]:  # type: ignore[attr-defined]
        assert one["hash"] == f"sha256:{growing.sums['data/' + one['path']]}"
        assert (tmp_path / "site/data" / one["path"]).stat().st_size == one["bytes"]
    assert [one["name"] for one in told(tmp_path / "site", SCHEMA)["fields"]] == [one.name for one in FIELDS]  # type: ignore[attr-defined]


def test_the_catalogue_has_whole_addresses_and_the_licence(tmp_path: Path) -> None:
    written(tmp_path / "site")
    catalogue = told(tmp_path / "site", dcat.FILE)
    assert catalogue["dct:license"] == {"@id": "https://example.gov.cn/licence"}
    addresses = [
        place["dcat:downloadURL"]["@id"]
        for one in catalogue["dcat:dataset"]  # type: ignore[attr-defined]
        for place in one["dcat:distribution"]
    ]
    assert "https://gongkai.example.gov.cn/czj/data/2022/linjiang/linjiang.csv.gz" in addresses
    assert all((tmp_path / "site" / one.removeprefix(SETTINGS.address)).is_file() for one in addresses)


def test_without_an_address_links_are_relative(tmp_path: Path) -> None:
    written(tmp_path / "site", settings=SiteSettings(name="云岭"))
    catalogue = told(tmp_path / "site", dcat.FILE)
    assert "dct:license" not in catalogue
    first = catalogue["dcat:dataset"][0]["dcat:distribution"][0]  # type: ignore[index]
    assert first["dcat:downloadURL"] == {"@id": "figures.csv.gz"}


def test_a_document_of_an_older_program_is_told_to_be_lacking(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (some, *_) = publications()
    made_of = OpenData(given=given(tmp_path / "given", (some,)), record=tmp_path / "record.json", settings=SETTINGS)
    write_open_data(Growing(folder), entries(), made_of)
    assert told(folder, PACKAGE)["lacking"] == sorted(one.id for one in publications()[1:])
