"""make bench: what a page costs, and what 50 and 200 documents cost.

Prints CPU seconds per page of PDF and per leaf page for the documents of content/, then builds and checks the documents
of an invented region, builds and checks them again unchanged, and again after one edit (bench/editing/timing.py).
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
from msgspec import Struct

from bench import printing
from bench.editing.timing import tell
from bench.measure import processors
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
    parser.add_argument("--documents", type=int, nargs="+", default=[50, 200], help="numbers of invented documents")
    parser.add_argument("--pages-only", action="store_true", help="only the cost of a page")
    options = parser.parse_args()
    print(f"{processors()} 个处理器；CPU 时间为用户态加系统态，单位秒\n")
    pages()
    printing.main()
    for count in [] if options.pages_only else options.documents:
        region(count)


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


class Cost(Struct, frozen=True, kw_only=True):
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
    """虚构地区 without PDFs, whose cost is told by the page: from nothing, unchanged, checked, after one figure."""
    print(f"\n{count} 份虚构的文件，不做 PDF")
    with tempfile.TemporaryDirectory() as folder:
        tell(ROOT, Path(folder), count, ("一个数",))


if __name__ == "__main__":
    main()
