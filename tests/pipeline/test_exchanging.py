"""All files or none, and nothing through a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.pipeline.exchanging import ASIDE, exchange


def test_a_link_beside_a_file_leads_nowhere(tmp_path: Path) -> None:
    """A pull request may bring a link by the name under which new bytes are put aside."""
    own, outside = tmp_path / "content" / "figures.yml", tmp_path / "outside.txt"
    own.parent.mkdir()
    own.write_bytes(b"old\n")
    outside.write_bytes(b"theirs\n")
    own.with_name(own.name + ASIDE).symlink_to(outside)
    assert exchange({own: (b"old\n", b"new\n")}) == ()
    assert (own.read_bytes(), outside.read_bytes()) == (b"new\n", b"theirs\n")
    assert [path.name for path in own.parent.iterdir()] == ["figures.yml"]


def test_a_folder_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    own, outside = tmp_path / "content", tmp_path / "outside"
    own.mkdir()
    outside.mkdir()
    (own / "figures.yml").write_bytes(b"old\n")
    (own / "performance").symlink_to(outside)
    with pytest.raises(OSError, match="performance 是链接"):
        exchange({own / "figures.yml": (b"old\n", b"new\n"), own / "performance" / "01.yml": (b"", b"form\n")})
    assert (own / "figures.yml").read_bytes() == b"old\n"
    assert list(outside.iterdir()) == []


def test_a_file_that_somebody_changed_keeps_all_of_them(tmp_path: Path) -> None:
    one, other = tmp_path / "figures.yml", tmp_path / "explanation.yml"
    one.write_bytes(b"old\n")
    other.write_bytes(b"changed meanwhile\n")
    assert exchange({one: (b"old\n", b"new\n"), other: (b"old\n", b"new\n")}) != ()
    assert (one.read_bytes(), other.read_bytes()) == (b"old\n", b"changed meanwhile\n")
