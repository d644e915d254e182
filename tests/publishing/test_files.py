"""Folders written without touching what has not changed."""

from __future__ import annotations

from pathlib import Path

from gongkai.publishing.files import folder_digest, write_folder


def test_a_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    assert write_folder(folder, {"a/b.md": b"1", "c.md": b"2"}) == 2
    before = (folder / "c.md").stat().st_mtime_ns
    assert write_folder(folder, {"c.md": b"2", "d/e.md": b"3"}) == 2
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == ["c.md", "d", "d/e.md"]
    assert (folder / "c.md").stat().st_mtime_ns == before


def test_a_digest_sees_names_and_bytes(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a": b"1"})
    seals = {folder_digest(tmp_path)}
    write_folder(tmp_path, {"a": b"2"})
    seals.add(folder_digest(tmp_path))
    write_folder(tmp_path, {"b": b"2"})
    seals.add(folder_digest(tmp_path))
    assert len(seals) == 3
