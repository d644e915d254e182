"""导出上网材料: one document, if it may be published, as a folder and a zip for a content management system."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.checked import Verdict
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.picturing import pictures_of, printed_ones
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import run
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import files_below
from gongkai.rendering.cms.package import Package, package


class BadPlaceError(Exception):
    """写不得的地方: inside what people type, where the files would be taken for content."""


class NoFontsError(Exception):
    """没有字体: scripts/setup has not been run."""


class Exported(Struct, frozen=True, kw_only=True):
    """导出结果: what was written where."""

    folder: Path
    zipped: Path
    files: tuple[str, ...]
    strange: tuple[str, ...]
    """files in the folder that are not of this export; they are left alone"""


def export(project: Project, id: str, output: Path) -> Exported | Verdict:
    """Write the package of a document below `output`, or say what keeps it from being published.

    Raises BadPlaceError, NoFontsError, OSError.
    """
    place = output.resolve()
    if any(place.is_relative_to(project.root / name) for name in ("content", "templates")):
        raise BadPlaceError
    if not (project.fonts / "fonts.conf").is_file():
        raise NoFontsError
    made = _made(project, id)
    return made if isinstance(made, Verdict) else _written(made, place)


def _made(project: Project, id: str) -> Package | Verdict:
    """In a child of its own, as whatever works on content."""
    workspace = Workspace.open(project)

    def work(_: str) -> Package | Verdict:
        from gongkai.rendering.pdf.carried import data_of  # noqa: PLC0415 - half a second, wanted only here
        from gongkai.rendering.pdf.printing import render_pdf  # noqa: PLC0415 - half a second, wanted only here

        prepared = prepare(workspace, id)
        if prepared.composed is None or prepared.blocked:
            return prepared.alone()
        publication = prepared.composed.publication
        if publication.standing and publication.standing.withdrawn:
            return replace(prepared.alone(), findings=(), blocked=True)
        asked = printed_ones(prepared, pictures_of(workspace, prepared))
        data = data_of(publication, prepared.ledger, read_site_settings(project.settings).address)
        pdf = render_pdf(publication, project.root, asked, data=data)
        return package(publication, prepared.composed.highlights, prepared.ledger, pdf)

    (outcome,) = run([id], work, 1)
    return outcome.value or Verdict(id=id, findings=(crash(project, outcome),), blocked=True)


def _written(made: Package, output: Path) -> Exported:
    folder, zipped = output / made.name, output / f"{made.name}.zip"
    files: Mapping[Path, bytes] = {folder / name: content for name, content in made.files.items()}
    for path, content in {**files, zipped: made.zipped}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{os.getpid()}.tmp")
        new.write_bytes(content)
        new.replace(path)  # whole or not at all; a link that stands there is taken away, not followed
    strange = tuple(name for name, _ in files_below(folder) if name not in made.files)
    return Exported(folder=folder, zipped=zipped, files=tuple(made.files), strange=strange)
