"""make bench: what a page costs, and what 200 documents cost.

Prints CPU seconds per page of PDF and per leaf page for the documents of content/, then builds the documents of an
invented region, builds them again unchanged, and again after one edit.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf

from bench import printing
from bench.invented import change_a_reason, invented_project
from bench.measure import Measured, measure, processors
from gongkai.model.publication import Publication
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pdf.printing import render_pdf
from gongkai.rendering.sandbox import TemplateEnvironment

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="how many invented documents (default 200)")
    parser.add_argument("--pages-only", action="store_true", help="only the cost of a page")
    options = parser.parse_args()
    print(f"{processors()} 个处理器；CPU 时间为用户态加系统态，单位秒\n")
    pages()
    printing.main()
    if not options.pages_only:
        region(options.documents)


def pages() -> None:
    """单页: every document of content/, each in a process of its own as in a build."""
    workspace = Workspace.open(Project(root=ROOT))
    environment = page_environment(ROOT / "templates")
    print("PDF 页     秒   秒/页 | 网页     秒 毫秒/页 | 文件")
    for name in sorted(workspace.folders):
        composed = prepare(workspace, name).composed
        if composed is None:
            print(f"没有排成：{name}")
            continue
        pdf = in_child(partial(printed_pages, composed.publication))
        site = in_child(partial(leaf_pages, composed.publication, environment))
        print(
            f"{pdf.count:6} {pdf.seconds:6.2f} {pdf.seconds / pdf.count:7.3f} | "
            f"{site.count:4} {site.seconds:6.2f} {site.seconds / site.count * 1000:7.1f} | {name}"
        )
    print()


def printed_pages(publication: Publication) -> int:
    return len(pikepdf.open(BytesIO(render_pdf(publication, ROOT))).pages)


def leaf_pages(publication: Publication, environment: TemplateEnvironment) -> int:
    return len(render_pages(publication, Extras(), environment))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How many pages came out, and the CPU seconds they took."""

    count: int
    seconds: float


def in_child(work: Callable[[], int]) -> Cost:
    """Do `work` in a forked child, without what the parent's memory would add."""
    gc.collect()
    gc.freeze()
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        started = time.process_time()
        done = work()
        os.write(writer, f"{done} {time.process_time() - started}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        pages, seconds = answer.read().split()
    os.waitpid(pid, 0)
    return Cost(count=int(pages), seconds=float(seconds))


def region(count: int) -> None:
    """虚构地区: a first build, one with nothing changed, one after an edit."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        invented_project(ROOT, project, count)
        first = build(project)
        report(f"{count} 份文件，首次生成", first)
        print(f"{'':28}每份 CPU {first.cpu / count:.2f} 秒；site/ 共 {size(project / 'site'):.0f} MB")
        report("没有改动，再生成", build(project))
        change_a_reason(project)
        report("改一处，再生成", build(project))


def build(project: Path) -> Measured:
    return measure([sys.executable, "-m", "gongkai", "--project", str(project), "build"], ROOT)


def report(title: str, found: Measured) -> None:
    print(f"{title:<22}CPU {found.cpu:8.1f} 秒，历时 {found.wall:7.1f} 秒，内存峰值 {found.memory:6.0f} MB", flush=True)


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
