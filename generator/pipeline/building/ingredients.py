"""备齐: the shell, and what is taken from the store, of which a site is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.loading.series_file import SeriesError, read_series
from gongkai.pipeline.building.level_keys import level_keys
from gongkai.pipeline.building.levels import Levels
from gongkai.pipeline.building.showing import Shown, mark
from gongkai.pipeline.building.store import FILES, LINES, PAGES, SERIES, Store
from gongkai.pipeline.building.terms import terms_of
from gongkai.pipeline.digests import Digests
from gongkai.publishing.open_data.tables import Given
from gongkai.publishing.open_data.writing import OpenData
from gongkai.publishing.poured import Memory
from gongkai.publishing.series.comparing import Compared
from gongkai.publishing.shell import Shell, ShellError, ShellInputs, build_shell
from gongkai.publishing.site import Ingredients
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.html import page_environment
from gongkai.rendering.series.pages import SeriesDrawer
from gongkai.rendering.shell_pages import Announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
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
    folders = {one.id: store.folder(one) for one in site.documents}
    compared = _compared(digests, folders, site, built)
    keys = level_keys(digests.workspace.kinds, site.entries)
    levels = Levels(digests, folders, site, built, compared.drawer).made(keys, work.jobs)
    data = _data(digests, folders, site, built)
    lacking = frozenset(entry.id for entry in site.entries) - data.given.keys()
    announced = Announced(withdrawn=site.withdrawn, halted=site.halted, dependents=dependents, levels=tuple(keys))
    shell = _shell(digests, folders, site, announced, built, lacking)
    as_they_are = [one for one in site.documents if one.entry is not None and one.id not in site.kept]
    comparable = digests.comparable({one.id: one.digest for one in as_they_are})
    return Ingredients(
        shell=shell,
        entries=site.entries,
        pages={entry.id: folders[entry.id] / PAGES for entry in site.entries},
        files={entry.id: folders[entry.id] / FILES for entry in site.entries},
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
        compared=compared,
        memory=Memory(site=work.poured, search=built / "search.poured"),
        data=data,
        levels=levels,
        draft=digests.draft,
    )


def _shell(
    digests: Digests,
    folders: Mapping[str, Path],
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
            terms=terms_of(digests.workspace.library, folders, site.entries),
            manual=digests.project.manual,
            draft=digests.draft,
            announced=announced,
            settings=digests.settings,
            lacking=lacking,
            made_of=digests.drawing,
        )
    )


def _compared(digests: Digests, folders: Mapping[str, Path], site: Shown, built: Path) -> Compared:
    """What the documents give to the pages that compare."""
    templates = digests.project.templates
    try:
        series = read_series(templates / "site")
    except SeriesError as error:
        raise ShellError(str(error)) from error
    return Compared(
        drawer=SeriesDrawer(Drawer(page_environment(templates), digests.settings), series),
        given={entry.id: folders[entry.id] / SERIES for entry in site.entries},
        work=built / "series",
        look=digests.look,
    )


def _data(digests: Digests, folders: Mapping[str, Path], site: Shown, built: Path) -> OpenData:
    """What the documents give to the data of all."""
    return OpenData(
        given={
            one.id: Given(file=folders[one.id] / LINES, digest=one.files[LINES])
            for one in site.documents
            if one.entry is not None and LINES in one.files  # one that is as last published may be older
        },
        record=built / "open-data.json",
        settings=digests.settings,
    )
