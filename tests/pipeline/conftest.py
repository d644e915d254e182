"""A small project, as it is and already built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from tests import small_project


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project.small_project(tmp_path_factory.mktemp("built") / "project")
    small_project.build_again(project)
    return project.root


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project, nothing built."""
    return small_project.small_project(tmp_path / "project")


@pytest.fixture
def built(_built_once: Path, tmp_path: Path) -> Project:
    """A small project that has been built, without PDFs."""
    shutil.copytree(_built_once, tmp_path / "built")
    return Project(root=tmp_path / "built")
