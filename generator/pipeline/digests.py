"""摘要: what a document's rendering depends on; equal digests mean that nothing needs to be rendered again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import generator
from generator.pipeline.workspace import Workspace, paths_below

LIBRARIES = ("weasyprint", "jinja2", "pydantic", "pyyaml", "markdown-it-py", "pydyf")


def file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(parts: Iterable[str]) -> str:
    """One digest over an ordered list of texts."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode())
        whole.update(b"\0")
    return whole.hexdigest()


def folder_digest(folder: Path) -> str:
    """Names and contents of all files below a folder."""
    return digest_of(
        text
        for path in paths_below(folder)
        if "__pycache__" not in path.parts
        for text in (path.relative_to(folder).as_posix(), file_digest(path))
    )


def common_digest(workspace: Workspace) -> str:
    """What every document depends on: the program, its libraries, components, styles, fonts, shared content."""
    project = workspace.project
    program = Path(generator.__file__).parent
    return digest_of(
        [
            folder_digest(program),
            *(f"{name} {version(name)}" for name in LIBRARIES),
            *(
                folder_digest(project.templates / name)
                for name in ("components", "site", "pdf", "styles", "fonts")
            ),
            folder_digest(project.content / "glossary"),
            folder_digest(project.content / "classifications"),
            folder_digest(project.build / "fonts"),
        ]
    )


def document_digest(workspace: Workspace, id: str, common: str, *, pdf: bool) -> str:
    """What one document depends on: its own files, its edition, and its neighbours' files."""
    parts = [common, id, f"pdf={pdf}"]
    for name in (id, *sorted(workspace.neighbours(id).values())):
        loaded = workspace.load(name)
        files = {*loaded.files, *(loaded.edition.files if loaded.edition else ())}
        parts.append(name)
        for path in sorted(files):
            parts.extend((path.as_posix(), file_digest(path)))
    return digest_of(parts)
