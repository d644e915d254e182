"""make bench: what our PDF of a document costs beside WeasyPrint's command line, and what four hundred pages cost.

Each run is a new process without anything remembered; medians of five. `ours` and `plain` are those runs.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bench.conformance import PAGES, long_document
from bench.edited import edits
from bench.measure import Measured, measure
from gongkai.model.publication import Publication
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.data import data_file
from gongkai.rendering.open_data.files import open_files
from gongkai.rendering.pdf import press, printing

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = "henan/nanyang/government-services-bureau/2021/final-accounts"
RUNS = 5
Given = tuple[Publication, dict[str, bytes]]


def main() -> None:
    with TemporaryDirectory() as folder:
        usual, long, html = (Path(folder) / name for name in ("usual", "long", "document.html"))
        _give(usual, long)
        usual_pages, long_pages = _pages(usual, html), _pages(long, None)
        if long_pages < PAGES:
            raise AssertionError(f"{long_pages} pages are too few")
        plain = ("weasyprint", "-q", "-s", "templates/styles/pdf.css", "--pdf-variant", "pdf/a-3a")
        command = [
            str(Path(sys.executable).with_name(plain[0])),
            *plain[1:],
            str(html),
            str(Path(folder) / "plain.pdf"),
        ]
        os.environ["FONTCONFIG_FILE"] = str(ROOT / "build" / "fonts" / "fonts.conf")
        theirs = [measure(command, ROOT).cpu for _ in range(RUNS)]
        ours = [_ours(usual) for _ in range(RUNS)]
        many = _ours(long)
        one = median(run.cpu for run in ours)
        print(f"PDF：{one:.2f} 秒，WeasyPrint 命令行 {median(theirs):.2f} 秒，比 {one / median(theirs):.2f}")
        print(
            f"{long_pages} 页每页 CPU 是 {usual_pages} 页的 {many.cpu / long_pages * usual_pages / one:.2f} 倍",
            end="；",
        )
        print(f"{long_pages} 页内存每页 {many.memory / long_pages:.2f} MB", flush=True)
        edited = edits(*_given(usual), ROOT, Path(folder))
        told = "，".join(
            f"印在{count}处的 {spent / one:.2f}（预览里 {spent / edited.whole:.2f}）"
            for count, spent in edited.seconds.items()
        )
        print(f"预览里改一个数，再印一次的 CPU 是整份从头印的（和在预览里从头印的）：{told}\n", flush=True)


def _give(usual: Path, long: Path) -> None:
    workspace = Workspace.open(Project(root=ROOT))
    made = []
    for id in sorted(workspace.folders):
        prepared = prepare(workspace, id)
        if prepared.composed is not None:
            made.append(prepared.composed.publication)
            if id == DOCUMENT:
                files = {"data.json": data_file(made[-1], prepared.ledger).encode()} | open_files(made[-1], "")
                data = {name: content for name, content in files.items() if name.endswith((".json", ".csv"))}
                usual.write_bytes(pickle.dumps((made[-1], data)))
    long.write_bytes(pickle.dumps((long_document(made), {})))


def _pages(given: Path, html: Path | None) -> int:
    """How many pages it has; its HTML is kept as it is laid out in the end."""
    read, pages = vars(printing)["tree"], [0]

    def kept(text: str) -> Any:
        if html is not None:
            html.write_text(text, encoding="utf-8")
        return read(text)

    def counted(groups: Any, *rest: Any) -> bytes:
        pages[0] = sum(len(group.pages) for group in groups)
        made: bytes = bound(groups, *rest)
        return made

    bound = vars(press)["bound"]
    with patch.object(printing, "tree", kept), patch.object(press, "bound", counted):
        _print(given)
    return pages[0]


def _given(file: Path) -> Given:
    given: Given = pickle.loads(file.read_bytes())  # noqa: S301 - written by this process
    return given


def _print(given: Path) -> None:
    publication, data = _given(given)
    printing.render_pdf(publication, ROOT, data=data)


def _ours(given: Path) -> Measured:
    return measure([sys.executable, "-m", "bench.printing", str(given)], ROOT)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _print(Path(sys.argv[1]))
        os._exit(0)
    main()
