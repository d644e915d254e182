"""A site below a path under the strictest policy, that can be slow or refuse, and hears what browsers report of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

BELOW = "/czj/gongkai/"
REPORTS = "/reports"
POLICY = f"default-src 'self'; report-uri {REPORTS}"
VIOLATION = "violation.html"
"""a page that breaks the policy, to show that the browser tells, and that it has told all before"""
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
PATIENCE = 240.0


class StrictServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.server_port}{BELOW}"
        self.refused = ""
        """what stands in the paths that are cut off without an answer"""
        self.held = ""
        """what stands in the paths that wait until `go`"""
        self.go = threading.Event()
        self.violations: list[dict[str, Any]] = []
        self.told = threading.Event()
        self.asked: list[str] = []

    def as_usual(self) -> None:
        self.refused = self.held = ""
        self.go.set()

    def hold(self, part: str) -> None:
        self.go.clear()
        self.held = part


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StrictServer
    ENDING: ClassVar = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.server.asked.append(path)
        if self.server.held and self.server.held in path:
            self.server.go.wait(PATIENCE)
        if self.server.refused and self.server.refused in path:
            self.close_connection = True
            return
        if path == BELOW + VIOLATION:
            self._say(200, ".html", b"<!doctype html><script>1</script>")
            return
        file = self.server.folder / path.removeprefix(BELOW)
        if path.endswith("/"):
            file /= "index.html"
        if path.startswith(BELOW) and file.is_file():
            self._say(200, file.suffix, file.read_bytes())
        else:
            self._say(404, ".html", b"")

    def do_POST(self) -> None:
        report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(204, ".html", b"")
        if self.path == REPORTS:
            told = report["csp-report"]
            if told["document-uri"].endswith(VIOLATION):
                self.server.told.set()
            else:
                self.server.violations.append(told)

    def _say(self, status: int, ending: str, content: bytes) -> None:
        self.send_response(status)
        for name, value in self.ENDING.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{KINDS.get(ending, 'application/octet-stream')}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def strictly_served(folder: Path) -> Iterator[StrictServer]:
    server = StrictServer(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.as_usual()
    server.shutdown()
    thread.join()
    server.server_close()
