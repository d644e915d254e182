"""预览: the site on this machine, built again when content or templates change, and shown anew in the browser."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

from gongkai.checks.figures.programme import make_ready
from gongkai.model.findings import Severity
from gongkai.pipeline.building.alone import BusyError
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport
from gongkai.pipeline.building.drawing import translate
from gongkai.pipeline.building.first_pages import FirstPages, Sight, sight
from gongkai.pipeline.building.preview_server import serving
from gongkai.pipeline.building.system_parts import SystemPartMissingError
from gongkai.pipeline.documents import keep_counts
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import UNLIMITED, run
from gongkai.publishing.failures import ShellError
from gongkai.publishing.standing import SiteError
from gongkai.rendering.html import page_environment
from gongkai.reporting.report import listed
from gongkai.reporting.text import format_findings

PAUSE = 0.2
"""seconds between two looks at the files"""
SOON = 0.1
"""between two looks at the documents at which somebody is at work"""
LONGEST_PAUSE = 5.0
SHARE = 0.05
"""of one processor, at most, that looking may take"""


@contextmanager
def previewing(project: Project, options: Options, port: int) -> Iterator[str]:
    """Serve the site at an address of this machine while the block runs. Raises OSError where the port is taken."""
    status = _status(project)
    _write(status, "正在生成网站……")
    with serving(options.output, project.first_pages, status, project.shown_page, port) as address:
        yield address


def follow(project: Project, options: Options, say: Callable[[str], None]) -> None:
    """Build the site again whenever something changes, until interrupted.

    The pages of a document that was saved come first, also while the site is being built. What every build has to make
    ready is ready once the first site is there, for those that are forked after it.
    """
    seen: Sight | None = None
    first = FirstPages(project, options.output.resolve(), options.only, wanted=not options.pdf)

    def meanwhile() -> bool:
        return first.look() or first.get_ready()

    while True:
        started = time.process_time()
        now = snapshot(project)
        looked = time.process_time() - started
        if now != seen:
            if seen is not None:
                first.changed([name for name, _ in now.items() ^ seen.items()])
            begun = time.monotonic()
            _write(_status(project), _rebuild(project, options, say, meanwhile))
            first.clear(begun)
            if seen is None:
                _make_ready(project, pdf=options.pdf)
            seen = now
        else:
            _wait(first, min(max(PAUSE, looked / SHARE), LONGEST_PAUSE))


def _wait(first: FirstPages, pause: float) -> None:
    """Until it is time to look at all files again, or something changes at which somebody is at work."""
    while pause > 0 and not first.look():
        if not first.get_ready():
            time.sleep(SOON)
            pause -= SOON


def _make_ready(project: Project, *, pdf: bool) -> None:
    make_ready()
    translate(page_environment(project.templates))
    if pdf:
        with suppress(OSError):  # the build says what the system lacks
            printing = import_module("gongkai.pipeline.building.printing")  # half a second, wanted only here
            printing.make_ready(project.root)


def _status(project: Project) -> Path:
    """What the browser is to show over a page."""
    return project.build / "preview.txt"


def _write(path: Path, text: str) -> None:
    """In one step: a page that asks meanwhile must not find the file empty, which means that all is well."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def snapshot(project: Project) -> Sight:
    """Times and sizes of all files that the site is made of."""
    found: Sight = {}
    for folder in (project.content, project.templates):
        found |= sight(folder, f"{folder.name}/")
    settings = project.settings.stat()
    return found | {project.settings.name: (settings.st_mtime_ns, settings.st_size, settings.st_ino)}


def _rebuild(
    project: Project, options: Options, say: Callable[[str], None], meanwhile: Callable[[], object] | None = None
) -> str:
    """Build in a process of its own, which starts afresh each time; returns what is to be shown over a page."""
    started = time.monotonic()

    def work(_: str) -> BuildReport | str:
        return _built(project, options)

    (outcome,) = run(["预览"], work, 1, timeout=math.inf, memory=UNLIMITED, meanwhile=meanwhile)
    result = outcome.value or f"程序出错：{outcome.error}"
    if isinstance(result, str):
        say(f"没有更新。{result}")
        return result
    keep_counts(project, result.checked)
    if result.findings:
        say(listed(result.checked).rstrip())
    if result.failure is not None:
        say(f"没有更新。{result.failure}")
        return str(result.failure)
    took = time.monotonic() - started
    say(f"已更新（{took:.1f} 秒，重新排印 {len(result.rendered)} 份）。")
    if not result.refused:
        return ""
    say("有错误的文件没有更新，页面还是改之前的样子：" + "、".join(result.refused))
    errors = [finding for finding in result.findings if finding.severity is not Severity.WARNING]
    return "改动有错误，页面还是改之前的样子。\n" + format_findings(errors[:5])


def _built(project: Project, options: Options) -> BuildReport | str:
    while True:
        try:
            return build(project, options, lambda *_: None)
        except BusyError:
            time.sleep(PAUSE)
        except (ShellError, SiteError, SystemPartMissingError) as error:
            return str(error)
