"""统一写法 of the YAML files of content/: each in its one form, or why it is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.edition_files import load_edition
from gongkai.loading.files import listing, open_within
from gongkai.loading.folders import DOCUMENT
from gongkai.loading.single_file import findings_in, unit_named
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, errors
from gongkai.model.nodes import Node
from gongkai.model.places import NOWHERE
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.project import Project
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.fixing import fixed
from gongkai.writing.formatting import ChangedError, formatted
from gongkai.writing.layouts import layout_of
from gongkai.writing.outcome import Formatted, FormattedFile
from gongkai.writing.reading import BrokenFileError

FIGURES = "/figures.yml"
FOLDERS = ("departments", "glossary")
NO_EDITION = "不知道它的版式：document.yml 的“版式”没有写，或者版式有错误，先运行 gongkai check"
CHANGED = "改了写法，内容会不一样：这是程序的错误，请报告"


def format_files(project: Project, paths: Sequence[Path], *, write: bool, fix: bool = False) -> Formatted:
    """Put files into their one form; `paths`: files or folders below content, none for all.

    `fix`: what has one right answer is put right before.
    """
    documents = _Documents(project)
    files = []
    for path in _chosen(project, paths):
        shown = path.relative_to(project.root).as_posix()
        data = open_within(project.root, shown)
        if isinstance(data, Finding):
            files.append(FormattedFile(shown=shown, findings=(data,)))
            continue
        file, made = _formatted(data, shown, documents.of(path), fix=fix)
        if write and made != data:
            file = replace(file, reason="".join(exchange({path: (data, made)})) or file.reason)
        files.append(file)
    return Formatted(files=tuple(files), written=write)


class _Document(Struct, frozen=True, kw_only=True):
    """What has to be known of the document that a file belongs to; nothing of one that belongs to none."""

    edition: Edition | None = None
    unit: Unit = Unit.WAN
    needed: bool = False
    """whether the edition has to be known"""


def _formatted(data: bytes, shown: str, document: _Document, *, fix: bool) -> tuple[FormattedFile, bytes]:
    """What comes of a file, and its bytes; what was put right stays so even where the rest cannot be read."""

    def read(node: Node) -> Iterator[Finding]:
        return findings_in(shown, node, document.edition, document.unit)

    tables = document.edition if shown.endswith(FIGURES) else None
    right, fixes = fixed(data, shown, read, tables) if fix else (data, ())
    node = parse_yaml(right, shown).node
    unsure = tuple(errors(read(node))) if fix and node is not None else ()
    file = FormattedFile(shown=shown, fixes=fixes, unsure=unsure)
    if document.needed and document.edition is None:
        return replace(file, reason=NO_EDITION), right
    form = node.said("表单") if node is not None else ""
    layout = edition_layout(shown, document.edition, form) if document.edition else layout_of(shown)
    try:
        made = formatted(right, shown, layout)
    except BrokenFileError as error:
        return replace(file, findings=error.findings), right
    except ChangedError:
        return replace(file, reason=CHANGED), right
    return replace(file, same=made == data), made


class _Documents:
    """The documents that files belong to, each edition read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._edition = cache(self._read)

    def of(self, path: Path) -> _Document:
        folder = path.parents[1] if path.parent.name == "performance" else path.parent
        head = folder / DOCUMENT
        if not head.is_file():
            return _Document()
        data = open_within(self.project.root, head.relative_to(self.project.root).as_posix())
        node = None if isinstance(data, Finding) else parse_yaml(data, str(head)).node
        if node is None:
            return _Document(needed=True)
        return _Document(edition=self._edition(node.said("版式")), unit=unit_named(node.said("金额单位")), needed=True)

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
