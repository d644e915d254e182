"""宿主: MkDocs with Material, which makes the frame of the website: model pages, guide, “not found”, styles, scripts.

What it reads is written by us and the designers: marks in ASCII, and the guide's Markdown. No text of content comes
here, so none passes its parsers, and a new document costs nothing here. A successor of MkDocs has to make the same
folder from the same docs; nothing else knows MkDocs.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from jinja2 import TemplateError
from msgspec import Struct, field

from gongkai.model.site_settings import SiteSettings
from gongkai.publishing import assets
from gongkai.publishing.assets import AssetError, name_assets
from gongkai.publishing.failures import ShellError
from gongkai.publishing.files import digest_of, file_digest, folder_digest, write_folder
from gongkai.publishing.libraries import LIBRARIES
from gongkai.publishing.pouring import mark
from gongkai.publishing.verification import model_faults, told

ADDRESS, MODELS = "address.txt", "models"
BOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
"""what Material writes into every page, and HTML forbids"""
EPOCH = 1_577_836_800
"""2020-01-01, wherever MkDocs writes a time: the same content gives the same bytes on any day"""


class Model(Struct, frozen=True, kw_only=True):
    """模型页 to be made: a page with marks, into which the pieces of others are poured."""

    path: str
    """below the site's root, ending in /; it decides the relative links"""
    marks: tuple[str, ...]
    text: str = ""
    """Markdown, where the page has its text from the guide or the manual"""
    source: str = ""
    """where that text stands for MkDocs, which follows the links between such texts; \"\": index.md of the path"""
    settings: Mapping[str, bool] = field(default_factory=dict)
    """what else templates/site/overrides/main.html wants to know"""


class Host(Struct, frozen=True, kw_only=True):
    """宿主, built."""

    folder: Path
    """what all pages need (styles, scripts, icon), and the page “not found”; no other page"""
    models: Mapping[str, str]
    """path → the model page"""
    address: str
    """site_url of mkdocs.yml; empty where the site does not say where it will stand"""
    rebuilt: bool
    """False where nothing had changed and MkDocs did not run"""
    digest: str
    """what it was made of, and what came of it"""


def build_host(
    project: Path,
    work: Path,
    wanted: Iterable[Model],
    pictures: Mapping[str, bytes],
    settings: SiteSettings,
    *,
    draft: bool = False,
) -> Host:
    """Build the host with these model pages, or find it unchanged; `work` is build/. Raises ShellError.

    `pictures`: those of the manual, by their paths in the site. `draft`: every page says that it is one.
    """
    wanted = tuple(wanted)
    docs, folder, models = work / "docs", work / "host", work / MODELS
    seal = work / "host.digest"
    write_folder(docs, {**dict(_docs(project, wanted)), **pictures})
    folders = [docs, project / "templates" / "site" / "overrides"]
    files = [project / "mkdocs.yml", Path(__file__), Path(assets.__file__)]
    made_of = [*map(folder_digest, folders), *map(file_digest, files), *map(version, LIBRARIES)]
    digest = digest_of([*made_of, repr(settings), f"草案 {draft}"])
    sealed = _sealed(digest, folder, models)
    current = seal.is_file() and seal.read_bytes() == sealed
    if not current:
        seal.unlink(missing_ok=True)
        address = _mkdocs(project / "mkdocs.yml", docs, folder, {"settings": settings, "draft": draft})
        _tidy(folder)
        try:
            name_assets(folder)
        except AssetError as error:
            raise ShellError(f"templates/site/overrides 或 templates/styles：{error}") from error
        write_folder(models, dict(_taken(folder, wanted)) | {ADDRESS: address.encode()})
        sealed = _sealed(digest, folder, models)
        seal.write_bytes(sealed)
    return Host(
        folder=folder,
        models={one.path: model_page(work, one.path) for one in wanted},
        address=(models / ADDRESS).read_text(encoding="utf-8"),
        rebuilt=not current,
        digest=sealed.decode(),
    )


def model_page(work: Path, path: str) -> str:
    """A model page as it was last made. Raises OSError where there is none."""
    return (work / MODELS / path / "index.html").read_text(encoding="utf-8")


def _sealed(digest: str, folder: Path, models: Path) -> bytes:
    """What the host was made of and what came of it, so that damage is noticed."""
    return f"{digest} {folder_digest(folder)} {folder_digest(models)}".encode()


def _file(model: Model) -> str:
    return f"{model.path}index.html"


def _docs(project: Path, wanted: tuple[Model, ...]) -> Iterator[tuple[str, bytes]]:
    for model in wanted:
        settings = {name: mark(name) for name in model.marks} | dict(model.settings)
        lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
        yield model.source or f"{model.path}index.md", "\n".join(["---", *lines, "---", model.text]).encode()
    yield "assets/site.css", b"\n".join(sheet.read_bytes() for sheet in sheets(project / "templates"))


def sheets(templates: Path) -> list[Path]:
    """样式 of the site, in the order in which they count: the look of all, then one sheet for each thing."""
    styles = templates / "styles"
    return [styles / "site.css", *sorted((styles / "site").glob("*.css"))]


def _mkdocs(settings: Path, docs: Path, site: Path, known: Mapping[str, object]) -> str:
    """Run MkDocs on `docs` and return its site_url. `known`: what its templates find in config.extra besides.

    Anything it warns of is an error: a warning is a broken link or a bad template.
    """
    with _environment(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH=str(EPOCH)):
        from mkdocs.commands.build import build  # noqa: PLC0415 - a third of a second, wanted only here
        from mkdocs.config import load_config  # noqa: PLC0415
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

        warnings = _Warnings(logging.WARNING)
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warnings)
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            config = load_config(str(settings), docs_dir=str(docs), site_dir=str(site))
            config.extra.update(known)
            build(config)
        except (MkDocsException, TemplateError) as error:
            raise ShellError(f"MkDocs：{error}") from error
        finally:
            logger.removeHandler(warnings)
    if warnings.lines:
        raise ShellError("MkDocs：" + "；".join(warnings.lines))
    return config.site_url or ""


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Environment variables for as long as MkDocs runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Warnings(logging.Handler):
    """Keeps what MkDocs would print."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _taken(folder: Path, wanted: tuple[Model, ...]) -> Iterator[tuple[str, bytes]]:
    """The model pages, each verified and taken out of the folder: none of them is a page of the site."""
    for model in wanted:
        path = folder / _file(model)
        content = path.read_bytes()
        faults = told(model_faults(content.decode(), model.marks))
        if faults:
            raise ShellError(f"模型页“{_file(model)}”没有做好，请核对 templates/site/overrides/main.html：{faults}")
        path.unlink()
        yield _file(model), content


def _tidy(folder: Path) -> None:
    """Take away what no reader uses: maps, icon, *.new, MkDocs' site map (ours: site_map.py). Mend pages."""
    for pattern in ("sitemap.xml*", "assets/**/*.map", "assets/images/favicon.png", "**/*.new"):
        for path in sorted(folder.glob(pattern)):
            path.unlink()
    for name in ("assets/javascripts/lunr", "assets/javascripts/workers"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for page in folder.rglob("*.html"):
        page.write_text(BOX.sub(r"\1", page.read_text(encoding="utf-8")), encoding="utf-8")
