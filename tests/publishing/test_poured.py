"""未变的文件: nothing is built upon that is not as it was written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.publishing.poured import Memory


def remembered(folder: Path) -> tuple[Memory, Path]:
    kept = folder / "search"
    kept.mkdir()
    for name in ("shard.json", "words.txt"):
        (kept / name).write_text(name, encoding="utf-8")
    memory = Memory(site=folder / "poured", search=folder / "search.poured")
    memory.remember({"a/2024": "1"}, kept)
    return memory, kept


def same_size_same_time(file: Path) -> None:
    then = file.stat()
    file.write_bytes(b"#" * then.st_size)
    os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))


@pytest.mark.parametrize("damage", [Path.unlink, Path.touch, lambda file: os.truncate(file, 3), same_size_same_time])
def test_a_file_of_the_search_that_is_another_is_not_believed(tmp_path: Path, damage: object) -> None:
    memory, kept = remembered(tmp_path)
    assert memory.believed(kept).keys() == {"shard.json", "words.txt"}
    damage(kept / "shard.json")  # type: ignore[operator]
    untouched = damage is Path.touch  # read again, and the same
    assert memory.believed(kept).keys() == ({"shard.json", "words.txt"} if untouched else {"words.txt"})


def test_without_its_record_nothing_is_believed(tmp_path: Path) -> None:
    memory, kept = remembered(tmp_path)
    memory.searched.write_bytes(memory.searched.read_bytes().replace(b"words", b"wordz"))
    assert memory.believed(kept) == {}


def test_a_build_that_is_killed_leaves_nothing_known(tmp_path: Path) -> None:
    memory, _ = remembered(tmp_path)
    assert memory.recall() == {("a/2024", "1")}
    memory.forget()
    assert memory.recall() == set()
