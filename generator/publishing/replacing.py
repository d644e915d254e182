"""换上: a new site grows beside the old one, whose place it takes in one step when it is whole."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.publishing.releases.exchange import flush, replace_folder
from gongkai.publishing.releases.growing import Ground, Growing, GrowthError, link, others
from gongkai.publishing.releases.record import Seen
from gongkai.publishing.releases.sums import FILE as SUMS
from gongkai.publishing.releases.tree import NONE, Files, Tree, marked, read_tree, write_tree
from gongkai.publishing.standing import SiteError, Standing, ground_record, standing


@contextmanager
def new_site(site: Path, record: Path, before: Standing | None = None) -> Iterator[Growing]:
    """A folder in which a new site grows; it takes the old one's place if the block ends well.

    Whatever happens, and whenever it is stopped, `site` is either the whole old site or the whole new one. What a
    build that was killed has left beside it is cleared away. Nobody else may be at it (the caller holds a lock).
    `record` is where the files are recorded as they were written, `before` the site as it is now, if that is known.
    Beside the record lies the site before, as long as the disk can exchange folders: the new one grows out of it, so
    that what has not changed is not touched (decision 0075). Beside a first site lies its like.
    """
    _clear(site)
    before = before or standing(site, record)
    ground, lying = record.with_suffix(".ground"), ground_record(record)
    ground.parent.mkdir(parents=True, exist_ok=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    near = ground.parent.stat().st_dev == site.parent.stat().st_dev
    new = ground if near else site.with_name(f".{site.name}.{os.getpid()}")
    taken_up = _taken_up(ground, lying, before) if near else None
    faulty = (*before.faults.altered, *before.faults.missing)
    unlike = faulty if before.known.files else before.there.files
    growing = Growing(new, site, before.there.files, unlike, taken_up)
    new.mkdir(exist_ok=True)
    first = near and not site.exists()
    swapped = False
    try:
        yield growing
        growing.clear()
        flush(new)
        tree = growing.tree()
        record.unlink(missing_ok=True)
        swapped = replace_folder(new, site)
    except GrowthError as error:
        raise SiteError(str(error)) from error
    finally:
        if not (near and swapped):
            shutil.rmtree(new, ignore_errors=True)
    with suppress(OSError):  # the new site is there; records that are lacking cost time
        write_tree(record, _laid(ground, lying, site, growing.sums) if first else tree)
        if near and swapped:
            _note(lying, growing.others(tree.files), before.there.folders)


def _laid(ground: Path, lying: Path, site: Path, sums: Mapping[str, str]) -> Tree:
    """Beside a first site the same files once more, as links: its first edit costs what any edit costs.

    Where there can be no links, there is no such folder. Returns the site as it is then.
    """
    like = Growing(ground)
    like.ways = [link]
    ground.mkdir()
    for name, digest in sums.items():
        like.bring(name, f"{site}/{name}", digest, like.ways)
        if not like.ways:  # copies would take the room of a second site
            shutil.rmtree(ground)
            return marked(site, sums)
    here, there = marked(site, sums), marked(ground, sums)
    _note(lying, {SUMS, *others(here.files, there.files, sums)}, there.folders)
    return here


def _note(lying: Path, otherwise: Iterable[str], folders: Mapping[str, bytes]) -> None:
    """Which files in the ground are not those of the site, the list of all among them; its folders as they are."""
    write_tree(lying, Tree(Files.of(dict.fromkeys(otherwise, Seen("", NONE))), folders))


def _taken_up(ground: Path, record: Path, site: Standing) -> Ground | None:
    """What lies in the ground, beside the site as it is now; nothing, and no ground, where that is not known."""
    lying = read_tree(record)
    record.unlink(missing_ok=True)  # from now on it is not as it was
    if not lying.files or not site.known.files:
        shutil.rmtree(ground, ignore_errors=True)
        return None
    return Ground(site.unlike_known.union(lying.files), lying.folders)


def _clear(site: Path) -> None:
    leftover = re.compile(rf"\.{re.escape(site.name)}\.\d+")
    for path in site.parent.glob(".*") if site.parent.is_dir() else ():
        if leftover.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
