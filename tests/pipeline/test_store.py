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
    assert store.current(ID, FIRST.whole) == given
    assert store.intact(given)
    assert (given.entry, given.findings) == (ENTRY, (FINDING,))
    assert (store.folder(given) / "files/tables/t01.csv").read_bytes() == b"1,2"
    assert list(store.work.iterdir()) == []


def test_another_digest_is_not_current(store: Store) -> None:
    kept(store)
    assert store.current(ID, SECOND.whole) is None
    assert store.current("ceshi/other/2024/budget", FIRST.whole) is None


def test_a_record_in_the_wrong_place_is_not_believed(store: Store) -> None:
    given = kept(store)
    other = store.root / "ceshi/other/2024/budget" / given.version
    other.parent.mkdir(parents=True)
    store.folder(given).rename(other)
    assert store.current("ceshi/other/2024/budget", FIRST.whole) is None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"[2]", None])
def test_damaged_files_are_noticed(store: Store, name: str, content: bytes | None) -> None:
    given = kept(store)
    path = store.folder(given) / name
    path.unlink() if content is None else path.write_bytes(content)
    assert not store.intact(given)


def test_every_damaged_byte_of_a_record_is_noticed(store: Store) -> None:
    given = kept(store)
    path = store.folder(given) / "record.json"
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert store.current(ID, FIRST.whole) is None
    for length in (0, 1, 64, 65, len(sound) - 1):
        path.write_bytes(sound[:length])
        assert store.current(ID, FIRST.whole) is None


def test_versions_stand_side_by_side(store: Store) -> None:
    """Another branch is checked out, and this one again: nothing is rendered."""
    here, there = kept(store, FIRST), kept(store, SECOND)
    assert (store.current(ID, FIRST.whole), store.current(ID, SECOND.whole)) == (here, there)
    assert store.intact(here)
    assert [one.digest for one in store.versions(ID)] == [SECOND, FIRST]


def again(store: Store) -> Store:
    """As the next build opens it."""
    return Store(root=store.root, work=store.work)


def test_a_refusal_leaves_the_last_good_version(store: Store) -> None:
    good = kept(store, FIRST)
    store.settle([good])
    refused = store.keep(rendered(SECOND), {})
    store.settle([refused])
    store = again(store)
    assert store.current(ID, SECOND.whole) == refused
    assert (store.last(ID), store.last_good(ID)) == (refused, good)


def test_the_last_good_version_is_the_one_that_was_settled_last(store: Store) -> None:
    """Not the youngest: that may be another branch's, which nobody has published."""
    here, there = kept(store, FIRST), kept(store, SECOND)
    for version in (there, here):
        store.settle([version])
    store.settle([store.keep(rendered(Digest(parts={"程序": "a third"})), {})])
    assert again(store).last_good(ID) == here


def test_without_its_list_a_store_does_not_guess(store: Store) -> None:
    store.settle([kept(store, FIRST)])
    (store.root / ".latest.json").write_bytes(b"damaged")
    assert again(store).last_good(ID) == store.current(ID, FIRST.whole)
    kept(store, SECOND)
    assert again(store).last_good(ID) is None


def test_what_crashed_changes_nothing(store: Store) -> None:
    good = kept(store)
    assert store.settle([good])
    assert not store.settle([rendered(Digest())])
    assert again(store).last(ID) == good


def test_one_version_in_the_documents_own_folder_is_taken_over(store: Store) -> None:
    """As programs before 0.2 kept it: a document at fault does not vanish with a new program."""
    good = kept(store)
    inner = store.folder(good)
    inner.rename(store.root / "aside")
    inner.parent.rmdir()
    (store.root / "aside").rename(inner.parent)
    assert again(store).last_good(ID) == good
    assert store.intact(good)
