"""模式: JSON Schemas written for editors, of the files that are alike everywhere and of each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from gongkai.loading.edition_files import load_edition
from gongkai.loading.library import Library, load_library
from gongkai.loading.shared_forms import read_kinds, read_lists
from gongkai.model.edition import Edition
from gongkai.model.places import NOWHERE
from gongkai.pipeline.authoring import edition_reports
from gongkai.pipeline.project import Project
from gongkai.starting.schemas import edition_schemas, shared_schemas


class WrittenSchemas(Struct, frozen=True, kw_only=True):
    """写好的模式; `left`: editions that could not be read, which have none."""

    files: tuple[str, ...]
    left: tuple[str, ...] = ()


def write_schemas(project: Project) -> WrittenSchemas:
    """Write them for all editions of a project."""
    kinds, lists = read_kinds(project.templates).value, read_lists(project.templates).value
    library = load_library(project.content, kinds, lists)
    names = edition_reports.names(project)
    loaded = {name: load_edition(project.editions, name, NOWHERE).edition for name in names}
    files = write_schemas_of(project, library, filter(None, loaded.values()))
    return WrittenSchemas(files=files, left=tuple(name for name, edition in loaded.items() if edition is None))


def write_schemas_of(project: Project, library: Library, editions: Iterable[Edition]) -> tuple[str, ...]:
    """Write the shared ones, and those of some editions."""
    texts = shared_schemas()
    for edition in editions:
        names = {folder: listed.names for folder, listed in library.lists(edition.year).items()}
        texts |= edition_schemas(edition, names)
    return _write(project, texts)


def write_shared_schemas(project: Project) -> None:
    _write(project, shared_schemas())


def _write(project: Project, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Write what is not there already."""
    for name, text in texts.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(texts)
