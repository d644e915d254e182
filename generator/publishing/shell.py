"""壳: the host of the website, built by MkDocs with Material: home, indexes, guide, glossary, and model pages.

`build_shell` writes build/docs from the catalogue and runs MkDocs, only when something it depends on has changed.
A successor of MkDocs has to build the same folder from the same docs; nothing else here knows MkDocs.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, TemplateError

from generator.publishing.files import digest_of, write_folder
from generator.publishing.leaf_pages import MARKS, mark
from generator.rendering.catalogue import CatalogueEntry
from generator.rendering.html import page_environment
from generator.rendering.shell_pages import ShellPage, Term, guide_page, shell_pages

MODEL = "model-page"
GUIDE = "guide"
ADDRESS = "address.txt"
LIBRARIES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pymdown-extensions")
EPOCH = 1_577_836_800
"""2020-01-01, wherever MkDocs writes a time: the same content gives the same bytes on any day"""


class ShellError(Exception):
    """MkDocs stopped, or warned: its templates or settings are wrong. A matter of the installation, not of content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """壳, built."""

    site: Path
    """the folder to copy into the new site; it holds no document"""
    models: dict[int, str]
    """depth of a page (folders below the root) → the model page for it"""
    address: str
    """site_url of mkdocs.yml; empty where the site does not say where it will stand"""
    rebuilt: bool
    """False where nothing had changed and MkDocs did not run"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellInputs:
    """What the shell is built from."""

    project: Path
    """the folder with mkdocs.yml and templates/"""
    work: Path
    """build/: docs/ and shell/ are written there"""
    entries: tuple[CatalogueEntry, ...]
    terms: tuple[Term, ...] = ()


def build_shell(inputs: ShellInputs) -> Shell:
    """Build the shell, or find it unchanged. Raises ShellError."""
    docs, site, models = inputs.work / "docs", inputs.work / "shell", inputs.work / "models"
    seal = inputs.work / "shell.digest"
    depths = _depths(inputs.entries)
    write_folder(docs, dict(_docs(inputs, depths)))
    digest = digest_of(
        [docs, inputs.project / "templates" / "site" / "overrides", inputs.project / "mkdocs.yml"],
        *map(version, LIBRARIES),
    )
    current = seal.is_file() and seal.read_bytes() == _sealed(digest, site, models)
    if not current:
        seal.unlink(missing_ok=True)
        address = _mkdocs(inputs.project / "mkdocs.yml", docs, site)
        write_folder(models, dict(_models(site, depths)) | {ADDRESS: address.encode()})
        _tidy(site)
        seal.write_bytes(_sealed(digest, site, models))
    return Shell(
        site=site,
        models={depth: (models / f"{depth}.html").read_text(encoding="utf-8") for depth in depths},
        address=(models / ADDRESS).read_text(encoding="utf-8"),
        rebuilt=not current,
    )


def _sealed(digest: str, site: Path, models: Path) -> bytes:
    """What the shell was made of and what came of it, so that damage is noticed."""
    return f"{digest} {digest_of([site, models])}".encode()


def _depths(entries: tuple[CatalogueEntry, ...]) -> tuple[int, ...]:
    return tuple(sorted({page.count("/") for entry in entries for page in entry.pages}))


def _docs(inputs: ShellInputs, depths: tuple[int, ...]) -> Iterator[tuple[str, bytes]]:
    templates = inputs.project / "templates"
    environment = page_environment(templates)
    for page in shell_pages(inputs.entries, inputs.terms, environment):
        yield f"{page.path}index.md", _front_matter(_meta(page))
    for path in sorted((templates / "site" / GUIDE).glob("*.md")):
        yield f"{GUIDE}/{path.name}", _guide(path, environment)
    for depth in depths:
        pieces = {name: mark(name) for name in MARKS}
        yield f"{f'{MODEL}/' * depth}index.md", _front_matter(pieces)
    yield "assets/site.css", (templates / "styles" / "site.css").read_bytes()


def _meta(page: ShellPage) -> dict[str, object]:
    return {
        "title": page.title,
        "head": page.head,
        "breadcrumbs": page.breadcrumbs,
        "body": page.body,
        "search_page": page.search_page,
    }


def _front_matter(meta: Mapping[str, object], body: str = "") -> bytes:
    """A Markdown file that MkDocs reads. JSON strings are YAML strings, so nothing in them can end the block."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", body]).encode()


def _guide(path: Path, environment: Environment) -> bytes:
    """A page of the guide, written as Markdown in templates/site/guide, with the way to it."""
    text = path.read_text(encoding="utf-8")
    title = text.splitlines()[0].lstrip("# ")
    name = "" if path.stem == "index" else f"{path.stem}/"
    page = guide_page(f"{GUIDE}/{name}", title, environment)
    return _front_matter(_meta(page) | {"guide": True}, text)


def _mkdocs(settings: Path, docs: Path, site: Path) -> str:
    """Run MkDocs on `docs` and return its site_url.

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


def _models(site: Path, depths: tuple[int, ...]) -> Iterator[tuple[str, bytes]]:
    for depth in depths:
        yield f"{depth}.html", (site / (f"{MODEL}/" * depth) / "index.html").read_bytes()


def _tidy(site: Path) -> None:
    """Take away what no reader uses: model pages, maps for debugging, MkDocs' site map (site_map.py writes ours)."""
    shutil.rmtree(site / MODEL, ignore_errors=True)
    for pattern in ("sitemap.xml*", "assets/**/*.map"):
        for path in sorted(site.glob(pattern)):
            path.unlink()
    for folder in ("assets/javascripts/lunr", "assets/javascripts/workers"):
        shutil.rmtree(site / folder, ignore_errors=True)
