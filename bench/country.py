"""全国: what the pages and lists of all cost for many documents, without the documents: their records are copies.

python -m bench.country --site 网站 --times 1 10 100    (of a site of 200 documents: 200, 2,000, 20,000)

Catalogue, feeds, site maps and the shell with its lists and front pages are made; not: the documents' own pages, the
search, the comparisons, the data (bench.scale makes those, ten times as slowly).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.editing.timing import loop
from bench.scale import FORM, Several
from bench.search.copies import copy_of
from gongkai.publishing.feed import feeds
from gongkai.publishing.listing import entries_of
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.publishing.site_map import site_maps
from gongkai.rendering.catalogue import CatalogueEntry, catalogue_files

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://gongkai.example.gov.cn/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    options = parser.parse_args()
    print(f"循环：{loop():.2f} 秒")
    entries = entries_of(options.site)
    for times in options.times:
        tell(copies(entries, times))


def tell(listed: tuple[CatalogueEntry, ...]) -> None:
    print(f"{len(listed)} 份")
    told("目录", lambda: catalogue_files(listed))
    told("订阅", lambda: dict(feeds(ADDRESS, listed, ())))
    told("站点地图", lambda: dict(site_maps(ADDRESS, (), listed)))
    told("各级列表和首页", lambda: shell_of(listed))


def copies(entries: tuple[CatalogueEntry, ...], times: int) -> tuple[CatalogueEntry, ...]:
    places = {place for entry in entries for place in entry.region}
    provinces = tuple(sorted({entry.id.partition("/")[0] for entry in entries}))
    nowhere = Path()
    several = [Several(copy_of(places, number), provinces, nowhere, nowhere) for number in range(times)]
    written = [FORM.dump_json(entry).decode() for entry in entries]
    return tuple(FORM.validate_json(copy.text(text)) for copy in several for text in written)


def shell_of(listed: tuple[CatalogueEntry, ...]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        shell = build_shell(ShellInputs(project=ROOT, work=Path(folder), entries=listed))
        return {str(path): path.read_bytes() for path in shell.site.rglob("*.html")}


def told(what: str, made: Callable[[], Mapping[str, bytes | str]]) -> None:
    spent = time.process_time()
    sizes = [len(one if isinstance(one, bytes) else one.encode()) for one in made().values()]
    spent = time.process_time() - spent
    print(f"  {what}：{spent:.1f} 秒，{len(sizes)} 个文件，{sum(sizes) / 1e6:.1f} MB", flush=True)
    print(f"    最大的 {max(sizes, default=0) / 1e3:.0f} KB", flush=True)


if __name__ == "__main__":
    main()
