"""The files of the index: the same for the same documents, and only those anew that say something else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from gongkai.publishing.files import file_digest, files_below
from gongkai.publishing.search.indexing import SITE, Besides, Indexing
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.pages import PageKind, SearchLine
from gongkai.rendering.search.pieces import SearchPage

CITIES = {"anlan": "安澜市", "beihe": "北河市"}
Texts = dict[str, str]
"""id → what its only page says"""


def document(city: str, year: int, bureau: str = "water-bureau") -> CatalogueEntry:
    department = f"chuan/{city}/{bureau}"
    return CatalogueEntry(
        id=f"{department}/{year}/budget",
        department=f"{CITIES[city]}水利局",
        department_id=department,
        region=("川省", CITIES[city]),
        year=year,
        kind="预算",
        date="",
        archived=False,
        edition=f"chuan-{year}-budget",
        title=f"{CITIES[city]}水利局{year}年度部门预算",
        pages=(f"{department}/{year}/budget/",),
    )


DOCUMENTS = [document(city, year) for city in CITIES for year in (2021, 2022)]
TEXTS = {one.id: f"水利工程{number}.50万元，河道整治" for number, one in enumerate(DOCUMENTS, start=11)}


def page(text: str) -> SearchPage:
    return SearchPage(path="a/", title="概览", kind=PageKind.OVERVIEW, lines=(SearchLine(name=text[:4], text=text),))


def indexed(work: Path, texts: Texts, added: Iterable[str], believed: dict[str, str], bound: int = 10) -> Indexing:
    indexing = Indexing(work, believed)
    indexing.add(SITE, [page("名词解释")])
    for id in added:
        indexing.add(id, [page(texts[id])])
    indexing.finish([one for one in DOCUMENTS if one.id in texts], Besides(synonyms=(("治河", "河道整治"),)), bound)
    return indexing


def there(work: Path) -> dict[str, str]:
    return {name: file_digest(Path(entry.path)) for name, entry in files_below(work)}


def index_of(work: Path) -> dict[str, str]:
    return {name: digest for name, digest in there(work).items() if name.startswith("index/")}


def changed(tmp_path: Path, texts: Texts, added: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The index of TEXTS, then that of `texts`; each of which is as if it had been made at once."""
    indexed(tmp_path / "kept", TEXTS, TEXTS, {})
    before = there(tmp_path / "kept")
    made = indexed(tmp_path / "kept", texts, added, before)
    indexed(tmp_path / "fresh", texts, texts, {})
    after = index_of(tmp_path / "kept")
    assert after == index_of(tmp_path / "fresh")
    assert {f"index/{name}": digest for name, digest in made.digests.items()} == after
    return before, after


def test_a_changed_document_changes_the_shards_of_its_words_alone(tmp_path: Path) -> None:
    id = DOCUMENTS[1].id
    before, after = changed(tmp_path, TEXTS | {id: TEXTS[id].replace("河道整治", "水库整治")}, [id])
    differing = {name for name in after if before.get(name) != after[name]}
    assert before.keys() >= after.keys()
    assert 0 < len(differing) <= 8  # 河道 道整 水库 库整 程12… at most, of sixty-four


def test_each_volume_knows_the_pages_of_all_departments_of_its_place_and_year(tmp_path: Path) -> None:
    levels = tuple(
        LevelKey(region=f"chuan/{city}", names=("川省", name), year=year, nature="预算", folder="budget")
        for city, name in CITIES.items()
        for year in (2021, 2022)
    )
    for bound in (10, 1):
        indexing = Indexing(tmp_path / str(bound), {})
        indexing.add(SITE, [page("名词解释")])
        for id, text in TEXTS.items():
            indexing.add(id, [page(text)])
        indexing.finish(DOCUMENTS, Besides(levels=levels), bound)
        cores = [json.loads(file.read_bytes()) for file in sorted(indexing.files.glob("*/core.json"))]
        told = [[path for _, _, _, path, _ in core["levels"]] for core in cores]
        assert sorted(path for paths in told for path in paths) == sorted(one.path for one in levels)
        assert all(core["regions"][region][0] in path for core in cores for region, _, _, path, _ in core["levels"])
        assert {len(paths) for paths in told} == {len(levels) if bound == 10 else 1}


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    before, after = changed(tmp_path, TEXTS, TEXTS)
    assert all(before[name] == after[name] for name in after)


def test_a_document_that_comes_or_goes_makes_another_volume(tmp_path: Path) -> None:
    fewer = {id: text for id, text in TEXTS.items() if id != DOCUMENTS[0].id}
    before, after = changed(tmp_path, fewer, [])
    shards = {name for name in before if name.startswith("index/") and name.count("/") == 2}
    assert not shards & after.keys()  # nobody reads the numbers of the new list in the old shards
    assert f"words/{DOCUMENTS[0].id}.txt" not in there(tmp_path / "kept")


def test_words_that_come_and_go_are_known_to_stand_or_not(tmp_path: Path) -> None:
    def standing(work: Path) -> object:
        (core,) = (work / "index").glob("*/core.json")
        return json.loads(core.read_text(encoding="utf-8"))["standing"]

    id = DOCUMENTS[1].id
    changed(tmp_path, TEXTS | {id: TEXTS[id].replace("河道整治", "水库清淤")}, [id])
    one = standing(tmp_path / "kept")
    indexed(tmp_path / "kept", TEXTS, [id], there(tmp_path / "kept"))
    indexed(tmp_path / "first", TEXTS, TEXTS, {})
    assert standing(tmp_path / "kept") == standing(tmp_path / "first") != one


def test_a_damaged_file_is_not_built_upon(tmp_path: Path) -> None:
    indexed(tmp_path, TEXTS, TEXTS, {})
    before = there(tmp_path)
    shard = next(name for name in before if name.endswith("/000.json"))
    (tmp_path / shard).write_text("{}")
    believed = {name: digest for name, digest in before.items() if name != shard}
    indexed(tmp_path, TEXTS, [], believed)
    assert there(tmp_path) == before


def test_very_many_documents_are_parted_by_city_and_year(tmp_path: Path) -> None:
    indexed(tmp_path, TEXTS, TEXTS, {}, bound=2)
    entry = json.loads((tmp_path / "index/entry.json").read_text(encoding="utf-8"))
    told = [(one["year"], one["region"], one["path"], one["documents"]) for one in entry["volumes"]]
    assert told == [
        (2022, ["川省", "安澜市"], "chuan/anlan", 1),
        (2022, ["川省", "北河市"], "chuan/beihe", 1),
        (2021, ["川省", "安澜市"], "chuan/anlan", 1),
        (2021, ["川省", "北河市"], "chuan/beihe", 1),
    ]
    assert {one["folder"] for one in entry["volumes"]} == {
        path.name for path in (tmp_path / "index").iterdir() if path.is_dir()
    }


def test_without_documents_there_is_the_site_itself(tmp_path: Path) -> None:
    made = indexed(tmp_path, {}, [], {})
    assert {"entry.json"} < made.digests.keys()
