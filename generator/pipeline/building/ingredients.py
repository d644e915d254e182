"""备齐: the shell, and what is taken from the store, of which a site is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.loading.series_file import SeriesError, read_series
from gongkai.pipeline.building.level_keys import level_keys
from gongkai.pipeline.building.levels import Levels
from gongkai.pipeline.building.showing import Shown, mark
from gongkai.pipeline.building.store import FILES, LINES, PAGES, SERIES, TERMS, Store
from gongkai.pipeline.building.terms import terms_of
from gongkai.pipeline.digests import Digests
from gongkai.publishing.failures import ShellError
from gongkai.publishing.files import KeptFile
from gongkai.publishing.open_data.writing import OpenData
from gongkai.publishing.poured import Memory
from gongkai.publishing.series.comparing import Compared
from gongkai.publishing.shell import Shell, ShellInputs, build_shell
from gongkai.publishing.site import Ingredients
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.html import page_environment
from gongkai.rendering.series.pages import SeriesDrawer
from gongkai.rendering.shell_pages import Announced, SiteTerm


class Work(Struct, frozen=True, kw_only=True):
    """工作 of one build: where things are kept between builds, and how many children may work."""

    built: Path
    poured: Path
    """the record of the documents in the site"""
    jobs: int = 1


def ingredients(
    digests: Digests, store: Store, site: Shown, dependents: Mapping[str, tuple[str, ...]], work: Work
) -> Ingredients:
    """Raises ShellError where the shell cannot be made."""
    built = work.built
    files = {name: _files(store, site, name) for name in (PAGES, TERMS, SERIES, LINES)}
    compared = _compared(digests, files[SERIES], built)
    keys = level_keys(digests.workspace.kinds, site.entries)
    levels = Levels(digests, files[SERIES], site, built, compared.drawer).made(keys, work.jobs)
    data = OpenData(given=files[LINES], record=built / "open-data.json", settings=digests.settings)
    lacking = frozenset(entry.id for entry in site.entries) - data.given.keys()
    announced = Announced(withdrawn=site.withdrawn, halted=site.halted, dependents=dependents, levels=tuple(keys))
    terms = terms_of(digests.workspace.library, files[TERMS], site.entries, built / "terms.json")
    shell = _shell(digests, terms, site, announced, built, lacking)
    as_they_are = [one for one in site.documents if one.entry is not None and one.id not in site.kept]
    comparable = digests.comparable({one.id: one.digest for one in as_they_are})
    return Ingredients(
        shell=shell,
        entries=site.entries,
        pages=files[PAGES],
        files={one.id: store.folder(one) / FILES for one in site.documents},
        search=built / "search",
        withdrawn=site.withdrawn,
        halted=site.halted,
        kept=frozenset(site.kept),
        comparable=comparable,
        digests={
            one.id: f"{digests.program} {mark(one)} {one.id in comparable}"
            for one in site.documents
            if one.id not in site.kept and one.digest.parts
        },
        catalogued=built / "catalogue.json",
        compared=compared,
        memory=Memory(site=work.poured, search=built / "search.poured"),
        data=data,
        levels=levels,
        draft=digests.draft,
    )


def _shell(
    digests: Digests,
    terms: tuple[SiteTerm, ...],
    site: Shown,
    announced: Announced,
    built: Path,
    lacking: frozenset[str],
) -> Shell:
    return build_shell(
        ShellInputs(
            project=digests.project.root,
            work=built,
            entries=site.entries,
            terms=terms,
            manual=digests.project.manual,
            draft=digests.draft,
            announced=announced,
            settings=digests.settings,
            lacking=lacking,
            made_of=digests.drawing,
        )
    )


def _files(store: Store, site: Shown, name: str) -> dict[str, KeptFile]:
    """A file of each document in the site that has it: one that is as last published may be older."""
    return {one.id: store.file(one, name) for one in site.documents if one.entry is not None and name in one.files}


def _compared(digests: Digests, given: Mapping[str, KeptFile], built: Path) -> Compared:
    """What the documents give to the pages that compare."""
    templates = digests.project.templates
    try:
        series = read_series(templates / "site")
    except SeriesError as error:
        raise ShellError(str(error)) from error
    return Compared(
        drawer=SeriesDrawer(Drawer(page_environment(templates), digests.settings), series),
        given=given,
        work=built / "series",
        look=digests.look,
    )
