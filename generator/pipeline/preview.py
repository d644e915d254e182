"""预览: the site on this machine, rebuilt when content or templates change, shown anew in the browser."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from collections.abc import Callable
from pathlib import Path

from generator.model.findings import Finding
from generator.pipeline.build import Options, Report, build
from generator.pipeline.project import Project
from generator.pipeline.workspace import paths_below
from generator.publishing.search import SearchError
from generator.publishing.shell import ShellError
from generator.publishing.site import SiteError

PAUSE = 0.5
VERSION_PATH = "/__version"
RELOADER = (
    b"<script>(()=>{let seen;setInterval(async()=>{try{const v=await(await fetch('/__version')).text();"
    b"if(seen&&v!==seen)location.reload();seen=v}catch{}},700)})()</script>"
)


class _Version:
    """第几版: counts the builds that changed something."""

    def __init__(self) -> None:
        self.number = 0


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site; pages get a line that asks whether there is a newer version."""

    def __init__(self, *arguments: object, version: _Version, **keywords: object) -> None:
        self.version = version
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path == VERSION_PATH:
            self._send(str(self.version.number).encode(), "text/plain")
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path = path / "index.html"
        if path.suffix == ".html" and path.is_file():
            self._send(path.read_bytes().replace(b"</body>", RELOADER + b"</body>"), "text/html; charset=utf-8")
            return
        super().do_GET()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are of no interest to an author."""


def snapshot(project: Project) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of all files that a change in would show."""
    return tuple(
        (path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size)
        for folder in (project.content, project.templates)
        for path in paths_below(folder)
    )


def preview(
    project: Project,
    only: tuple[str, ...],
    port: int,
    *,
    pdf: bool,
    say: Callable[[str], None],
    report: Callable[[tuple[Finding, ...]], None],
) -> None:
    """Serve until interrupted."""
    output = project.build / "preview"
    options = Options(output=output, pdf=pdf, only=only)
    version = _Version()

    def rebuild() -> None:
        started = time.monotonic()
        try:
            result: Report = build(project, options, lambda *_: None)
        except (ShellError, SearchError, SiteError, OSError) as error:
            say(f"没有更新：{error}")
            return
        report(result.findings)
        version.number += 1
        say(f"已更新（{time.monotonic() - started:.1f} 秒，重新排印 {len(result.rendered)} 份）")

    rebuild()
    handler = functools.partial(_Handler, directory=str(output), version=version)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"请在浏览器里打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 结束")
        seen = snapshot(project)
        try:
            while True:
                time.sleep(PAUSE)
                now = snapshot(project)
                if now != seen:
                    seen = now
                    rebuild()
        except KeyboardInterrupt:
            server.shutdown()
