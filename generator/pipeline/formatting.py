"""统一写法 of the YAML files of content/: each in its one form, or why it is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from gongkai.loading.edition_files import load_edition
from gongkai.loading.files import listing, open_within
from gongkai.loading.folders import DOCUMENT
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.project import Project
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import ChangedError, formatted
from gongkai.writing.layouts import Layout, layout_of
from gongkai.writing.outcome import Formatted, FormattedFile
from gongkai.writing.reading import BrokenFileError

FOLDERS = ("departments", "glossary")
NO_EDITION = "不知道它的版式：document.yml 的“版式”没有写，或者版式有错误，先运行 gongkai check"
CHANGED = "改了写法，内容会不一样：这是程序的错误，请报告"


def format_files(project: Project, paths: Sequence[Path], *, write: bool) -> Formatted:
    """Put files into their one form; `paths`: files or folders below content, none for all."""
    editions = _Editions(project)
    files = []
    for path in _chosen(project, paths):
        shown = path.relative_to(project.root).as_posix()
        data = open_within(project.root, shown)
        if isinstance(data, Finding):
            files.append(FormattedFile(shown=shown, findings=(data,)))
            continue
        file, made = _formatted(data, shown, editions.layout(path, shown, data))
        if write and not file.same and not file.left:
            file = replace(file, reason="".join(exchange({path: (data, made)})))
        files.append(file)
    return Formatted(files=tuple(files), written=write)


def _formatted(data: bytes, shown: str, layout: Layout | None) -> tuple[FormattedFile, bytes]:
    if layout is None:
        return FormattedFile(shown=shown, reason=NO_EDITION), data
    try:
        made = formatted(data, shown, layout)
    except BrokenFileError as error:
        return FormattedFile(shown=shown, findings=error.findings), data
    except ChangedError:
        return FormattedFile(shown=shown, reason=CHANGED), data
    return FormattedFile(shown=shown, same=made == data), made


class _Editions:
    """What layouts are known for the files of a document: those of its edition, each read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._edition = cache(self._read)

    def layout(self, path: Path, shown: str, data: bytes) -> Layout | None:
        """None where the document's edition would have to be known and is not."""
        folder = path.parents[1] if path.parent.name == "performance" else path.parent
        if not (folder / DOCUMENT).is_file():
            return layout_of(shown)
        edition = self._edition(self._said(folder / DOCUMENT, "版式"))
        node = parse_yaml(data, shown).node
        return edition_layout(shown, edition, node.said("表单") if node is not None else "") if edition else None

    def _said(self, path: Path, key: str) -> str:
        shown = path.relative_to(self.project.root).as_posix()
        data = open_within(self.project.root, shown)
        node = None if isinstance(data, Finding) else parse_yaml(data, shown).node
        return node.said(key) if node is not None else ""

    def _read(self, name: str) -> Edition | None:
        return load_edition(self.project.editions, name, NOWHERE).edition if name else None


def _chosen(project: Project, paths: Iterable[Path]) -> list[Path]:
    """The YAML files at or below paths, no link among them."""
    wanted = list(paths) or [project.content / name for name in FOLDERS]
    return sorted({file for path in wanted for file in _files(project.content, path)})


def _files(content: Path, path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    below = listing(content, path)
    yield from (path / name for name in below.files if name.endswith(".yml"))
    for name in below.folders:
        yield from _files(content, path / name)
