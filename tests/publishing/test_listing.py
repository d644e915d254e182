"""catalog.json and its parts: written, and read back; and what an older program wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.publishing.listing import ListingError, entries_of, entry_of, listed
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry, catalogue_files
from tests.rendering.invented_entries import renamed, three_levels

ENTRIES = tuple(sorted((*three_levels(), *renamed()), key=lambda one: one.id))


def written(folder: Path, entries: tuple[CatalogueEntry, ...], withdrawn: tuple[GoneEntry, ...] = ()) -> Path:
    for path, content in catalogue_files(entries, withdrawn).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_it_is_divided_by_region_and_year_and_read_back(tmp_path: Path) -> None:
    files = catalogue_files(ENTRIES)
    assert files == catalogue_files(reversed(ENTRIES))
    assert [*files] == [
        "catalog.json",
        *("catalog/lin/2023.json", "catalog/lin/he/2021.json", "catalog/lin/he/2022.json"),
        *("catalog/lin/he/2023.json", "catalog/lin/he/xin/2023.json"),
    ]
    assert [part["documents"] for part in json.loads(files["catalog.json"])["parts"]] == [1, 1, 1, 3, 1]
    site = written(tmp_path, ENTRIES)
    assert entries_of(site) == ENTRIES
    assert entry_of(site, ENTRIES[0].id) == ENTRIES[0]
    assert entry_of(site, "lin/he/none/2023/budget") is None


def test_a_changed_figure_changes_one_part_and_its_digest() -> None:
    before = catalogue_files(ENTRIES)
    after = catalogue_files((replace(ENTRIES[0], sha256={"data.json": "1"}), *ENTRIES[1:]))
    assert [path for path in before if before[path] != after[path]] == ["catalog.json", "catalog/lin/2023.json"]


def test_one_that_holds_all_documents_itself_is_read_too(tmp_path: Path) -> None:
    """What programs before 0.2 wrote: a release of theirs is still compared with, and rolled back to."""
    (part,) = [content for path, content in catalogue_files(ENTRIES[:1]).items() if path != "catalog.json"]
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
