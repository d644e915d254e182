"""The one door to a file's bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.loading.files import open_within
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.findings import Finding


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "b" / "f.yml").write_bytes(b"x: 1\n")
    (tmp_path / "secret.yml").write_bytes(b"secret: 1\n")
    return root


def code(result: bytes | Finding) -> str:
    assert isinstance(result, Finding)
    return result.code


def test_reads_a_file(root: Path) -> None:
    assert open_within(root, "a/b/f.yml") == b"x: 1\n"


@pytest.mark.parametrize("path", ["../secret.yml", "a/../../secret.yml", "/etc/passwd", "", "a/b/../b/f.yml", "a\x00b"])
def test_leaves_the_root_by_no_path(root: Path, path: str) -> None:
    assert code(open_within(root, path)) == "L502"


def test_follows_no_link_to_a_file(root: Path) -> None:
    (root / "a" / "link.yml").symlink_to(root.parent / "secret.yml")
    assert code(open_within(root, "a/link.yml")) == "L501"


def test_follows_no_link_to_a_folder(root: Path) -> None:
    (root / "link").symlink_to(root / "a")
    result = open_within(root, "link/b/f.yml")
    assert code(result) == "L501"
    assert isinstance(result, Finding)
    assert "“link”" in result.message


def test_the_root_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(root)
    assert open_within(tmp_path / "alias", "a/b/f.yml") == b"x: 1\n"


def test_missing_file_folder_and_pipe(root: Path) -> None:
    os.mkfifo(root / "pipe.yml")
    assert code(open_within(root, "a/none.yml")) == "L101"
    assert code(open_within(root, "a/none/f.yml")) == "L101"
    assert code(open_within(root, "a")) == "L101"
    assert code(open_within(root, "a/b/f.yml/x")) == "L101"
    assert code(open_within(root, "pipe.yml")) == "L101"
    assert code(open_within(root / "nowhere", "f.yml")) == "L101"


def test_size_is_checked_before_reading(root: Path) -> None:
    with (root / "sparse.yml").open("wb") as file:
        file.truncate(10**12)
    assert code(open_within(root, "sparse.yml")) == "L102"


def test_read_yaml_names_the_file_as_told(root: Path) -> None:
    loaded = read_yaml(root / "a" / "none.yml", "content/a/none.yml")
    assert loaded.node is None
    assert str(loaded.findings[0].place) == "content/a/none.yml"


def test_read_yaml_checks_every_step_below_its_root(root: Path) -> None:
    (root / "link").symlink_to(root / "a" / "b")
    path = root / "link" / "f.yml"
    assert read_yaml(path, "f.yml", root=root).findings[0].code == "L501"
    assert read_yaml(root / "a" / "b" / "f.yml", "f.yml", root=root).findings == ()
