"""成品库: what is kept is what was given, or it is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.pipeline.building.store import Rendered, Store
from gongkai.pipeline.digests import Digest
from gongkai.rendering.catalogue import CatalogueEntry

ID = "ceshi/bureau/2024/budget"
FILES = {"pages.json": b"[1]", "terms.json": b"[]", "files/data.json": b"{}", "files/tables/t01.csv": b"1,2"}
ENTRY = CatalogueEntry(
    id=ID,
    title="标题",
    department="局",
    department_id="ceshi/bureau",
    region=("测试省",),
    year=2024,
    kind="预算",
    date="2024-02",
    archived=False,
    edition="e",
    pages=(f"{ID}/",),
    tables={"t01": "t01.csv"},
)
FINDING = Finding(
    code="L401",
    severity=Severity.WARNING,
    place=Place(path="a.yml", line=2, column=3),
    message="不认识",
    hint="改",
    related=(Place(path="b.yml"),),
)

FIRST, SECOND = Digest(parts={"程序": "one"}), Digest(parts={"程序": "another"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "work").mkdir()
    return Store(root=tmp_path / "documents", work=tmp_path / "work")


def rendered(digest: Digest, entry: CatalogueEntry | None = None) -> Rendered:
    return Rendered(id=ID, digest=digest, entry=entry, findings=(FINDING,), blocked=entry is None)


def kept(store: Store, digest: Digest = FIRST) -> Rendered:
    return store.keep(rendered(digest, ENTRY), FILES)


def test_what_is_kept_comes_back(store: Store) -> None:
    given = kept(store)
    assert store.current(ID, FIRST) == given
    assert store.intact(given)
    assert (given.entry, given.findings) == (ENTRY, (FINDING,))
    assert (store.folder(ID) / "files/tables/t01.csv").read_bytes() == b"1,2"
    assert list(store.work.iterdir()) == []


def test_another_digest_is_not_current(store: Store) -> None:
    kept(store)
    assert store.current(ID, SECOND) is None
    assert store.current("ceshi/other/2024/budget", FIRST) is None


def test_a_record_in_the_wrong_place_is_not_believed(store: Store) -> None:
    kept(store)
    other = store.folder("ceshi/other/2024/budget")
    other.parent.mkdir(parents=True)
    store.folder(ID).rename(other)
    assert store.current("ceshi/other/2024/budget", FIRST) is None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"[2]", None])
def test_damaged_files_are_noticed(store: Store, name: str, content: bytes | None) -> None:
    given = kept(store)
    path = store.folder(ID) / name
    path.unlink() if content is None else path.write_bytes(content)
    assert not store.intact(given)
    assert store.last_good(ID) is None


def test_every_damaged_byte_of_a_record_is_noticed(store: Store) -> None:
    kept(store)
    path = store.folder(ID) / "record.json"
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert store.current(ID, FIRST) is None
    for length in (0, 1, 64, 65, len(sound) - 1):
        path.write_bytes(sound[:length])
        assert store.current(ID, FIRST) is None


def test_a_refusal_leaves_the_last_good_version(store: Store) -> None:
    good = kept(store, FIRST)
    refused = store.refuse(rendered(SECOND))
    assert store.current(ID, SECOND) == refused
    assert refused.entry is None
    assert store.current(ID, FIRST) == good
    assert store.last_good(ID) == good


def test_a_good_version_ends_the_refusal(store: Store) -> None:
    store.refuse(rendered(SECOND))
    kept(store, Digest(parts={"程序": "a third"}))
    assert store.current(ID, SECOND) is None
