"""任务: what readers come for, on a whole site of many documents, every tap counted, on a desktop and a phone.

python -m bench.tasks                    200 invented documents, three of them drawn by the seed
python -m bench.tasks --seed 7 --cases 5

The site is built once, without PDF, in build/bench-tasks, and again after the program has changed. A task that takes
more clicks, or does not show what was asked, is told with the reason; the program then ends with 1.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from msgspec import Struct
from playwright.sync_api import Browser, Error

from bench.invented import invented_project
from bench.measure import processors
from bench.reader import TASKS, WIDTHS, Case, Printed, did
from bench.search.serving import served
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.project import Project
from gongkai.publishing.listing import entries_of
from gongkai.rendering.catalogue import CatalogueEntry
from tests.chromium import chromium

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "bench-tasks"
TEMPLATES = ("site", "styles", "components")
"""what may have changed since it was invented"""
PATIENCE = 15_000
"""milliseconds"""
TERM, MEANING = "机关运行经费", "用于购买货物和服务的各项资金"
ROSE = "原因"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=3)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    site = options.site or built(options.documents)
    cases = drawn(site, options.seed, options.cases)
    with served(site) as home, chromium() as browser:
        failed = sum(_all(browser, home, case) for case in cases)
    print(f"{len(cases) * len(TASKS) * len(WIDTHS)}次，{failed}次不行")
    return int(failed > 0)


def built(documents: int) -> Path:
    project = Project(root=WORK / f"invented-{documents}")
    if not project.root.exists():
        invented_project(ROOT, project.root, documents)
    for name in TEMPLATES:
        shutil.copytree(ROOT / "templates" / name, project.templates / name, dirs_exist_ok=True)
    site = WORK / f"site-{documents}"
    build(project, Options(output=site, pdf=False, jobs=processors()), lambda *_: None)
    return site


def _all(browser: Browser, home: str, case: Case) -> int:
    """How many tasks fail."""
    failed = 0
    print(f"{case.department} {case.year}年", flush=True)
    for width in WIDTHS:
        context = browser.new_context(locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        for task in TASKS:
            page = context.new_page()
            try:
                print(f"  {width:4} {task.name}：{did(page, home, task, case, width)}", flush=True)
            except (AssertionError, Error) as wrong:
                failed += 1
                print(f"  {width:4} {task.name}：不行，{str(wrong)[:400]}\n       {page.url}", flush=True)
            page.close()
        context.close()
    return failed


class Cell(Struct, frozen=True):
    """A line of the data of all documents."""

    document: str
    table: str
    code: str
    head: str
    text: str
    address: str

    @property
    def printed(self) -> Printed:
        return Printed(self.text, self.address)


def drawn(site: Path, seed: int, count: int) -> list[Case]:
    """Documents in which everything that is asked stands."""
    entries = [entry for entry in entries_of(site) if entry.kind == "决算"]
    Random(seed).shuffle(entries)  # noqa: S311 - no secret
    cells = list(_cells(site))
    years = Counter(entry.year for entry in entries_of(site))
    receptions = _receptions(cells, max(entry.year for entry in entries))
    found = (_case(entry, cells, years[entry.year], receptions) for entry in entries)
    cases = (case for case in found if case is not None)
    return [case for case, _ in zip(cases, range(count), strict=False)]


def _cells(site: Path) -> Iterator[Cell]:
    for name in (site / "data" / "csv.txt").read_text(encoding="utf-8").split():
        with gzip.open(site / "data" / name) as file:
            for line in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig")):
                yield Cell(line["文件"], line["表名"], line["科目编码"], line["表头"], line["印作"], line["网址"])


def _receptions(cells: list[Cell], year: int) -> str:
    wanted = (
        one
        for one in cells
        if f"/{year}/final-accounts" in one.document and "三公" in one.table and one.head == "决算数/公务接待费"
    )
    return next(wanted).address


def _case(entry: CatalogueEntry, cells: list[Cell], documents: int, receptions: str) -> Case | None:
    own = [one for one in cells if one.document == entry.id]
    three_public = [one for one in own if "三公" in one.table and one.head == "决算数/合计"]
    outturns = [one for one in own if one.table == "支出决算表" and len(one.code) == 7 and one.head.endswith("合计")]
    amounts = [one for one in own if one.table == "支出决算表" and "," in one.text]
    if not (three_public and outturns and amounts):
        return None
    return Case(
        department=entry.department,
        year=entry.year,
        three_public=three_public[0].printed,
        code=outturns[0].code,
        outturn=outturns[0].printed,
        amount=Printed(amounts[0].text, f"{entry.id}/"),
        documents=documents,
        receptions=receptions,
        term=TERM,
        meaning=MEANING,
        rose=ROSE,
    )


if __name__ == "__main__":
    sys.exit(main())
