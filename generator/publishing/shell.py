"""壳: the pages of the website that belong to no document: home, lists, regions, departments, glossary, search, guide.

They are drawn from the catalogue, poured into the host's model pages like the pages of documents, and verified before
the site is exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError
from msgspec import Struct, field, json
from msgspec.structs import replace

from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.drawn_shell import Drawn, recall, remember
from gongkai.publishing.failures import ShellError
from gongkai.publishing.files import bytes_digest, digest_of, write_folder
from gongkai.publishing.host import Host, Model, build_host, model_page
from gongkai.publishing.pouring import MARKS, pour
from gongkai.publishing.search.characters import characters
from gongkai.publishing.search.indexing import Besides
from gongkai.publishing.search.questions import read_questions
from gongkai.publishing.search.same_sound_places import sounding_like
from gongkai.publishing.search.volumes import only_volume
from gongkai.publishing.series.comparing import depths as depths_compared
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.drawer import ShellPage
from gongkai.rendering.html import page_environment
from gongkai.rendering.lists.data import list_files
from gongkai.rendering.pages import Link
from gongkai.rendering.sandbox import TemplateEnvironment
from gongkai.rendering.search.pieces import SearchPage, site_pages
from gongkai.rendering.shell_pages import Announced, SiteTerm, guide_page, search_page, shell_pages, shell_paths

LEAF, INDEX = "model-page", "model-index"
"""folders of the model pages for documents, which have a navigation of their own, and for the shell"""
INDEX_MARKS = ("title", "head", "breadcrumbs", "body")
NAMED = (
    Model(path="", marks=INDEX_MARKS[1:]),  # the home page bears the name of the site alone
    Model(path="glossary/", marks=INDEX_MARKS),
    Model(path="search/", marks=INDEX_MARKS, settings={"search_page": True}),
)
"""pages that mkdocs.yml names in its navigation, so that the host has to have them: each is its own model"""
GUIDE = "guide"
ABOUT = "about"
"""texts about the site itself, which say whom to ask"""
AUTHORS = f"{GUIDE}/authors"
MANUAL = (
    "README.md",
    "from-export.md",
    "panel.md",
    "content.md",
    "disclosure.md",
    "reviewing.md",
    "word-review.md",
    "bureau.md",
    "hosting.md",
    "installing.md",
    "machines.md",
    "scale.md",
    "editions.md",
    "publishing.md",
    "export.md",
    "security.md",
    "rules.md",
    "findings/*.md",
)
"""what of docs/ is for authors, bureaus and webmasters, in Chinese; the rest is for developers"""
FENCE = re.compile(r"(?<=^```yaml) .*$", re.MULTILINE)
"""what the tests read behind ```yaml; MkDocs takes nothing but the language for the head of a block of code"""


class Shell(Struct, frozen=True, kw_only=True):
    """壳, built."""

    site: Path
    """the folder to copy into the new site; it holds no document"""
    digests: Mapping[str, str]
    """of its files"""
    models: dict[int, str]
    """depth of a document's page (folders below the root) → the model page for it"""
    indexes: dict[int, str]
    """the same for pages of the shell"""
    address: str
    """site_url of mkdocs.yml; empty where the site does not say where it will stand"""
    rebuilt: bool
    """False where nothing had changed"""
    paths: tuple[str, ...] = ()
    """of its pages"""
    searched: tuple[SearchPage, ...] = ()
    """what the search knows of the shell itself"""
    asked: Besides = field(default_factory=Besides)
    """how people ask"""
    kept: Mapping[bool, str] = field(default_factory=dict)
    """what stands above the pages of a document that is as it was last published, and not fit now: whether its figures
    lack in the data of all → HTML"""


class ShellInputs(Struct, frozen=True, kw_only=True):
    """What the shell is built from."""

    project: Path
    """the folder with mkdocs.yml and templates/"""
    work: Path
    """build/: host/, models/ and shell/ are written there"""
    entries: tuple[CatalogueEntry, ...]
    terms: tuple[SiteTerm, ...] = ()
    announced: Announced = field(default_factory=Announced)
    manual: Path | None = None
    """the folder of the manual; docs/ of the project, if none is given. No templates/site/manual.md, no manual"""
    draft: bool = False
    """草案 on every page"""
    settings: SiteSettings = field(default_factory=SiteSettings)
    lacking: frozenset[str] = frozenset()
    """ids of documents whose figures are not in the data of all"""
    made_of: str = ""
    """what it is drawn by: templates, texts and program; empty: it is drawn whatever was drawn before"""

    @property
    def key(self) -> str:
        """What its pages are drawn from."""
        told = (self.terms, self.announced, sorted(self.lacking))
        return digest_of([self.made_of, *map(repr, told), bytes_digest(json.encode(self.entries))])

    def brief(self) -> ShellInputs:
        """Of the documents all that a list can say, so that it does not change with every figure of theirs."""
        return replace(self, entries=tuple(replace(entry, sha256={}, findings={}) for entry in self.entries))


def build_shell(inputs: ShellInputs) -> Shell:
    """Build the shell, or find it unchanged. Raises ShellError where a page of it would not be right."""
    inputs = inputs.brief()
    templates = inputs.project / "templates"
    docs = inputs.manual or inputs.project / "docs"
    guides = tuple(_guides(templates / "site", docs))
    environment = page_environment(templates)
    site, record = inputs.work / "shell", inputs.work / "shell.drawn"
    before = recall(record, site, inputs.key) if inputs.made_of else None
    kept, pages = ((), ()) if before else _drawn(inputs, guides, environment)
    paths = before.paths if before else tuple(page.path for page in pages)
    depths = sorted({page.count("/") for entry in inputs.entries for page in entry.pages})
    compared = depths_compared(inputs.entries)
    models = {model.path: model for model in _models(paths, guides, depths, compared)}
    host = build_host(
        inputs.project, inputs.work, models.values(), dict(_pictures(docs)), inputs.settings, draft=inputs.draft
    )
    changed = 0
    if before is None or before.host != host.digest:
        record.unlink(missing_ok=True)
        kept, pages = (kept, pages) if pages else _drawn(inputs, guides, environment)
        poured = dict(_poured(pages, models, host))
        changed = write_folder(site, _files(host.folder) | poured | dict(list_files(inputs.entries)))
        drawn = Drawn(key=inputs.key, host=host.digest, paths=paths, kept=kept, asked=_asked(inputs))
        before = remember(record, site, drawn)
    return Shell(
        site=site,
        digests=before.files,
        models={depth: host.models[_by_depth(LEAF, depth)] for depth in depths},
        indexes={depth: host.models[_by_depth(INDEX, depth)] for depth in compared},
        address=host.address,
        rebuilt=host.rebuilt or changed > 0,
        paths=paths,
        searched=site_pages(inputs.terms),
        asked=before.asked,
        kept=dict(zip((False, True), before.kept, strict=True)),
    )


def _asked(inputs: ShellInputs) -> Besides:
    questions = read_questions(inputs.project / "templates" / "site")
    places = {name for entry in inputs.entries for name in (entry.department, *entry.region)}
    synonyms = questions.pairs((variant, term.term) for term in inputs.terms for variant in term.variants)
    return Besides(
        synonyms=synonyms,
        terms=tuple(term.term for term in inputs.terms),
        questions=questions.told(),
        elsewhere=sounding_like({name for entry in inputs.entries for name in entry.region}),
        levels=inputs.announced.levels,
        characters=characters([*places, *(term.term for term in inputs.terms), *chain.from_iterable(synonyms)]),
    )


def _guides(site: Path, docs: Path) -> Iterator[Model]:
    """The pages that are Markdown: the guide of the site, which leads to the manual if there is one, and the manual."""
    pointer = site / "manual.md"
    manual = sorted(file for name in MANUAL for file in docs.glob(name)) if pointer.is_file() else []
    more = pointer.read_text(encoding="utf-8") if manual else ""
    for file in sorted((site / GUIDE).glob("*.md")):
        yield _guide(GUIDE, file.relative_to(site / GUIDE), file, more if file.stem == "index" else "")
    for file in sorted((site / ABOUT).glob("*.md")):
        about = _guide(ABOUT, file.relative_to(site / ABOUT), file)
        yield replace(about, settings={"guide": True, "contact": True})
    for file in manual:
        yield _guide(AUTHORS, file.relative_to(docs), file)


def _pictures(docs: Path) -> Iterator[tuple[str, bytes]]:
    """Those of the manual, beside its pages."""
    for file in sorted((docs / "images").glob("*.png")):
        yield f"{AUTHORS}/images/{file.name}", file.read_bytes()


def _guide(below: str, name: Path, file: Path, more: str = "") -> Model:
    path = below / (name.parent if name.stem in ("index", "README") else name.with_suffix(""))
    return Model(
        path=f"{path.as_posix()}/",
        marks=INDEX_MARKS[:-1],
        text="\n".join([FENCE.sub("", file.read_text(encoding="utf-8")), more]),
        source=f"{below}/{name.as_posix()}",
        settings={"guide": True},
    )


def _drawn(
    inputs: ShellInputs, guides: Iterable[Model], environment: TemplateEnvironment
) -> tuple[tuple[str, ...], tuple[ShellPage, ...]]:
    """What stands above pages that are kept, and the pages."""
    try:
        kept = tuple(environment.draw("site/pages/kept.html", lacks=lacks).strip() for lacks in (False, True))
        pages = _pages(inputs, guides, environment)
    except TemplateError as error:
        raise ShellError(f"templates/site/pages 的模板有误：{error}") from error
    gone = (*inputs.announced.withdrawn, *inputs.announced.halted)
    if forgotten := sorted(shell_paths(inputs.entries, gone) - {page.path for page in pages}):
        raise ShellError(f"新网站缺少{len(forgotten)}个网页，例如 {forgotten[0]}")
    return kept, pages


def _pages(inputs: ShellInputs, guides: Iterable[Model], environment: TemplateEnvironment) -> tuple[ShellPage, ...]:
    links = [Link(text=one.text.partition("\n")[0].lstrip("# ").strip(), path=one.path) for one in guides]
    own = (
        guide_page(
            link,
            tuple(one for one in links if link.path != one.path and link.path.startswith(one.path)),
            environment,
            inputs.settings,
        )
        for link in links
    )
    return (
        *shell_pages(inputs.entries, inputs.terms, environment, inputs.announced, inputs.settings, inputs.lacking),
        search_page(only_volume(inputs.entries), environment, inputs.settings),
        *own,
    )


def _models(
    paths: tuple[str, ...], guides: tuple[Model, ...], depths: list[int], compared: Iterable[int]
) -> Iterator[Model]:
    yield from (*NAMED, *guides)
    own = {model.path for model in (*NAMED, *guides)}
    for depth in sorted({path.count("/") for path in paths if path not in own}.union(compared)):
        yield Model(path=_by_depth(INDEX, depth), marks=INDEX_MARKS, settings={"lists": True})
    for depth in depths:
        yield Model(path=_by_depth(LEAF, depth), marks=MARKS)


def _by_depth(kind: str, depth: int) -> str:
    return f"{kind}/" * depth


def leaf_model(work: Path, depth: int) -> str:
    """The model page for documents' pages of a depth, as it was last made. Raises OSError where there is none."""
    return model_page(work, _by_depth(LEAF, depth))


def _poured(pages: tuple[ShellPage, ...], models: dict[str, Model], host: Host) -> Iterator[tuple[str, bytes]]:
    for page in pages:
        model = models.get(page.path) or models[_by_depth(INDEX, page.path.count("/"))]
        pieces = {name: page.pieces[name] for name in model.marks}
        faults = told(page_faults(pieces))
        if faults:
            raise ShellError(f"网页“{page.path}index.html”没有做好，请核对 templates/site/pages：{faults}")
        yield f"{page.path}index.html", pour(pieces, host.models[model.path]).encode()


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


__all__ = ["Shell", "ShellInputs", "build_shell", "leaf_model"]
