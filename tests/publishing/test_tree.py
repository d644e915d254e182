"""看文件夹: folders that are as they were are not listed again, and yet nothing that was changed in them is overlooked."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publishing.releases import tree
from gongkai.publishing.releases.record import STAMP, Seen, digests_of
from gongkai.publishing.releases.tree import Files, Tree, look, read_tree, write_tree

LONG_AGO = 0
"""nanoseconds within which a folder counts as just changed"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    for name in ("index.html", "a/index.html", "a/b/index.html", "a/b/c/data.json", "d/data.json"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name, encoding="utf-8")
    return made


@pytest.fixture
def known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """As it is known from a record, long after it was written."""
    monkeypatch.setattr(tree, "JUST_NOW", LONG_AGO)
    record = folder.with_name("record")
    write_tree(record, look(folder, Tree()))
    return read_tree(record)


def edited(folder: Path) -> None:
    """As long as before, and with its old time."""
    file = folder / "a/b/index.html"
    status = file.stat()
    file.write_text("a/b/INDEX.html", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def exchanged(folder: Path) -> None:
    new = folder / "a/b/new"
    shutil.copy2(folder / "a/b/index.html", new)
    new.replace(folder / "a/b/index.html")


def with_more(folder: Path) -> None:
    (folder / "a/b/more.html").write_text("more", encoding="utf-8")


def with_a_folder_more(folder: Path) -> None:
    (folder / "a/b/e/f").mkdir(parents=True)
    (folder / "a/b/e/f/index.html").write_text("more", encoding="utf-8")


def without_a_file(folder: Path) -> None:
    (folder / "a/b/c/data.json").unlink()


def without_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "a/b")


def moved(folder: Path) -> None:
    (folder / "a/b/c").rename(folder / "d/c")


def led_elsewhere(folder: Path) -> None:
    """The very same folder, with the same inode and times, but it is not in the site any more."""
    (folder / "a").rename(folder.with_name("elsewhere"))
    (folder / "a").symlink_to(folder.with_name("elsewhere"))


def a_file_for_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "a/b")
    (folder / "a/b").write_text("no folder", encoding="utf-8")


CHANGES = (
    edited,
    exchanged,
    with_more,
    with_a_folder_more,
    without_a_file,
    without_a_folder,
    moved,
    led_elsewhere,
    a_file_for_a_folder,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_what_was_changed_is_seen_as_if_nothing_were_known(
    folder: Path, known: Tree, change: Callable[[Path], None]
) -> None:
    change(folder)
    now = look(folder, known)
    assert digests_of(now.files) == digests_of(look(folder, Tree()).files) or change is exchanged
    assert now.files is not known.files
    again = look(folder, now)  # and it is known from then on
    assert again.files is now.files


def test_what_is_as_it_was_is_neither_listed_nor_read(
    folder: Path, known: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    listing = os.scandir

    def listed(path: str) -> object:
        asked.append(path)
        return listing(path)

    def read(name: str, _: str) -> str:
        asked.append(name)
        return ""

    monkeypatch.setattr(os, "scandir", listed)
    assert look(folder, known, read).files is known.files
    assert asked == [f"{folder}/"]


def test_a_folder_that_has_just_changed_is_listed_again(folder: Path) -> None:
    """Within one tick of the clock it may change once more, and leave no trace in its times."""
    now = look(folder, Tree())
    assert set(now.folders.values()) == {tree.NONE}
    times = (folder / "d").stat()
    (folder / "d/more.html").write_text("more", encoding="utf-8")
    os.utime(folder / "d", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "d/more.html" in look(folder, now).files


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(file.read_bytes()[:-1])])
def test_a_damaged_record_says_nothing(folder: Path, known: Tree, damage: Callable[[Path], None]) -> None:
    damage(folder.with_name("record"))
    assert not read_tree(folder.with_name("record")).files
    assert known.files


def test_a_record_of_one_file_and_of_none(tmp_path: Path) -> None:
    """One that cannot be read has no digest."""
    for seen in ({"a": Seen("", tree.NONE)}, {}):
        write_tree(tmp_path / "record", Tree(Files.of(seen)))
        assert dict(read_tree(tmp_path / "record").files) == seen


@pytest.mark.parametrize("seed", range(20))
def test_with_others_is_as_if_all_had_been_listed(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which names, nothing secret
    names = [f"{folder}/{number}" for folder in "甲乙" for number in range(6)]

    def seen(letter: str) -> Seen:
        return Seen(letter * 64, letter.encode() * STAMP.size)

    before = {name: seen("a") for name in chance.sample(names, chance.randint(0, len(names)))}
    now = {name: seen("b") for name in chance.sample(names, chance.randint(0, len(names)))}
    gone = set(chance.sample(sorted(before), chance.randint(0, len(before)))) - now.keys()
    made = Files.of(before).with_others(sorted(gone.union(now)), now)
    wanted = Files.of({name: one for name, one in (before | now).items() if name not in gone})
    assert (made.names, made.digests, made.stamps) == (wanted.names, wanted.digests, wanted.stamps)
