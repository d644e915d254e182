"""catalog.json and its parts: written, and read back; and what an older program wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.publishing.catalogue import write_catalogue
from gongkai.publishing.listing import ListingError, entries_of, entry_of, listed
from gongkai.publishing.releases.growing import Growing
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from tests.rendering.invented_entries import renamed, three_levels

ENTRIES = tuple(sorted((*three_levels(), *renamed()), key=lambda one: one.id))


def written(folder: Path, entries: tuple[CatalogueEntry, ...], withdrawn: tuple[GoneEntry, ...] = ()) -> Path:
    write_catalogue(Growing(folder), entries, (withdrawn, ()), {}, folder / "record.json")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (folder / "catalog.json", *sorted(folder.glob("catalog/**/*.json")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_it_is_divided_by_region_and_year_and_read_back(tmp_path: Path) -> None:
    site = written(tmp_path / "site", ENTRIES)
    files = files_of(site)
    assert files == files_of(written(tmp_path / "reversed", ENTRIES[::-1]))
    assert [*files] == [
        "catalog.json",
        *("catalog/lin/2023.json", "catalog/lin/he/2021.json", "catalog/lin/he/2022.json"),
        *("catalog/lin/he/2023.json", "catalog/lin/he/xin/2023.json"),
    ]
    assert [part["documents"] for part in json.loads(files["catalog.json"])["parts"]] == [1, 1, 1, 3, 1]
    assert entries_of(site) == ENTRIES
    assert entry_of(site, ENTRIES[0].id) == ENTRIES[0]
    assert entry_of(site, "lin/he/none/2023/budget") is None


def test_a_changed_figure_changes_one_part_and_its_digest(tmp_path: Path) -> None:
    before = files_of(written(tmp_path / "before", ENTRIES))
    changed = (replace(ENTRIES[0], sha256={"data.json": "1"}), *ENTRIES[1:])
    after = files_of(written(tmp_path / "after", changed))
    assert [path for path in before if before[path] != after[path]] == ["catalog.json", "catalog/lin/2023.json"]


def test_one_that_holds_all_documents_itself_is_read_too(tmp_path: Path) -> None:
    """What programs before 0.2 wrote: a release of theirs is still compared with, and rolled back to."""
    part = files_of(written(tmp_path / "now", ENTRIES[:1]))["catalog/lin/2023.json"]
    (tmp_path / "catalog.json").write_bytes(part)
    assert entries_of(tmp_path) == ENTRIES[:1]
    assert entry_of(tmp_path, ENTRIES[0].id) == ENTRIES[0]


def test_those_that_are_withdrawn_stand_in_the_list_itself(tmp_path: Path) -> None:
    gone = GoneEntry(**ENTRIES[0].fields(), title=ENTRIES[0].title)
    assert [one["id"] for one in listed(written(tmp_path, ENTRIES[1:], (gone,)), "withdrawn")] == [gone.id]


@pytest.mark.parametrize(
    "path", ["../other/2023.json", "/etc/2023.json", "catalog/../2023.json", "catalog/lin/2023.JSON"]
)
def test_no_path_leads_out_of_it(tmp_path: Path, path: str) -> None:
    (tmp_path / "catalog.json").write_text(json.dumps({"parts": [{"path": path}]}), encoding="utf-8")
    with pytest.raises(ListingError):
        entries_of(tmp_path)


def test_a_part_that_is_gone_is_told(tmp_path: Path) -> None:
    site = written(tmp_path, ENTRIES)
    (site / "catalog/lin/2023.json").unlink()
    with pytest.raises(ListingError):
        listed(site)
