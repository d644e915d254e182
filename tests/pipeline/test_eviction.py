"""清理: old and large things go, and nothing that a branch uses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gongkai.pipeline.building.sharing.eviction import DAY, Allowance, Kept, Use, superfluous
from gongkai.pipeline.building.sharing.own_store import branch_of, branches_of, kept_in, note_use, tidy
from gongkai.pipeline.building.store import Rendered, Store
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.project import Project

NOW = 1_000_000_000.0


def days(number: float) -> float:
    return NOW - number * DAY


def use(branch: str, ago: float, *names: str) -> Use:
    return Use(branch, days(ago), frozenset(names))


def test_what_was_not_used_for_too_long_goes() -> None:
    kept = [Kept("new", 1, days(1)), Kept("old", 1, days(31)), Kept("old but used", 1, days(400))]
    gone = superfluous(kept, [use("main", 2, "old but used")], Allowance(days=30), NOW)
    assert (gone.names, gone.freed, gone.left, gone.branches) == (("old",), 1, 2, ())


def test_a_branch_that_is_no_longer_built_holds_nothing() -> None:
    kept = [Kept("main's", 1, days(90)), Kept("gone's", 1, days(90))]
    gone = superfluous(kept, [use("main", 1, "main's"), use("gone", 31, "gone's")], Allowance(days=30), NOW)
    assert (gone.names, gone.branches) == (("gone's",), ("gone",))


def test_too_much_loses_what_was_used_longest_ago_and_never_what_is_in_use() -> None:
    kept = [Kept(f"{ago}", 10, days(ago)) for ago in (1, 2, 3, 4)] + [Kept("in use", 10, days(20))]
    uses = [use("main", 0, "in use")]
    assert superfluous(kept, uses, Allowance(days=30, bytes=30), NOW).names == ("4", "3")
    assert superfluous(kept, uses, Allowance(days=30, bytes=0), NOW).names == ("4", "3", "2", "1")
    assert superfluous(kept, uses, Allowance(days=30, bytes=0), NOW).left == 10


def test_a_thing_counts_from_its_last_use() -> None:
    kept = [Kept("used lately", 10, days(29)), Kept("written later", 10, days(20))]
    uses = [use("was deleted", 2, "used lately")]
    assert superfluous(kept, uses, Allowance(days=1, bytes=10), NOW).names == ("written later", "used lately")
    uses = [use("was deleted", 25, "used lately")]
    assert superfluous(kept, uses, Allowance(days=26, bytes=10), NOW).names == ("written later",)


HERE, THERE = "ceshi/bureau/2024/budget", "ceshi/bureau/2023/budget"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(root=tmp_path)


@pytest.fixture
def store(project: Project) -> Store:
    work = project.build / "work"
    work.mkdir(parents=True)
    return Store(root=project.rendered(pdf=True), work=work)


def kept(store: Store, id: str, made_of: str, *, ago: float) -> Rendered:
    rendered = store.keep(
        Rendered(id=id, digest=Digest(parts={"程序": made_of}), blocked=True, findings=()), {"pages.json": b"[]"}
    )
    record = store.folder(rendered) / "record.json"
    os.utime(record, (record.stat().st_atime, record.stat().st_mtime - ago * DAY))
    return rendered


def versions(store: Store, id: str) -> set[str]:
    return {one.digest.parts["程序"] for one in store.versions(id)}


def test_the_store_of_this_machine(project: Project, store: Store) -> None:
    """A version that a branch uses, the documents' own, a superseded one, and those of a document that was removed."""
    main, own = kept(store, HERE, "main", ago=60), kept(store, HERE, "now", ago=50)
    kept(store, HERE, "superseded", ago=40)
    removed = kept(store, THERE, "removed", ago=40)
    store.settle([own, removed])
    note_use(store, "main", [main])
    assert len(list(kept_in(project))) == 4
    gone = tidy(project, {HERE}, Allowance(days=30))
    assert versions(store, HERE) == {"main", "now"}
    assert not (store.root / THERE).exists()
    assert len(gone.names) == 2
    again = Store(root=store.root, work=store.work)
    assert (again.last(HERE), again.last(THERE)) == (own, None)
    assert list(branches_of(project)) == ["main"]


def test_the_branch_that_is_checked_out(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REF_NAME", raising=False)
    monkeypatch.setenv("CI_COMMIT_REF_NAME", "from/gitlab")
    assert branch_of(project) == "from/gitlab"
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "二月/预算", str(project.root)], check=True)
    assert branch_of(project) == "二月/预算"
