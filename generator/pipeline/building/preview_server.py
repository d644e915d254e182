"""预览的网页服务: hands the pages out on this machine, with a line that has the browser ask for news."""

from __future__ import annotations

import functools
import http.server
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from gongkai.publishing.files import file_digest
from gongkai.publishing.processes import die_with_parent, fork

NEWS = "/__preview"
LONGEST = 1000
"""signs of the name of a page"""
SCRIPT = """<script>(() => {
  let seen, box;
  setInterval(async () => {
    let news;
    const page = encodeURIComponent(location.pathname);
    try { news = await (await fetch('/__preview?page=' + page, {cache: 'no-store'})).json(); } catch { return; }
    if (seen && news.version !== seen) location.reload();
    seen = news.version;
    if (!box) {
      box = document.body.appendChild(document.createElement('pre'));
      box.setAttribute('role', 'status');
      box.style.cssText = 'position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:.8em 1.2em;max-height:40vh;'
        + 'overflow:auto;white-space:pre-wrap;background:#8a1c1c;color:#fff;font:14px/1.6 sans-serif';
    }
    box.textContent = news.message;
    box.hidden = !news.message;
  }, 150);
})()</script>"""


@contextmanager
def serving(site: Path, first: Path, status: Path, shown: Path, port: int) -> Iterator[str]:
    """Serve `site` at an address of this machine, from a process of its own that ends with the block.

    `first` holds pages that the site does not have yet, `status` is a file with what the browser should show over the
    page, `shown` the one that is told which page it shows. Raises OSError where the port is taken.
    """
    handler = functools.partial(_Handler, directory=str(site), first=first, status=status, shown=_Shown(shown))
    server = _Server(("127.0.0.1", port), handler)
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = fork()
    if not pid:
        try:
            die_with_parent(parent)
            server.serve_forever()
        finally:
            os._exit(1)
    server.socket.close()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def hosts(port: int) -> frozenset[str]:
    """What a browser on this machine calls it."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))


@functools.lru_cache(maxsize=100)
def _digest(page: Path, _: int) -> str:
    """Of a page that was written at that time: what comes first and what the site has later may be the same."""
    return file_digest(page)


class _Shown:
    """The page that a browser shows, noted when it is another."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._page = ""

    def note(self, page: str) -> None:
        if page and page != self._page:
            self._page = page
            with suppress(OSError):  # without it only less is read in advance
                self._file.write_text(page[:LONGEST].strip("/"), encoding="utf-8")


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away while it is being answered is no error."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Hands out files as they are, pages with SCRIPT in them."""

    def __init__(self, *arguments: Any, first: Path, status: Path, shown: _Shown, **keywords: Any) -> None:
        self.first = first
        self.status = status
        self.shown = shown
        super().__init__(*arguments, **keywords)

    def do_GET(self) -> None:
        if not self._asked_by_this_machine():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path.partition("?")[0] == NEWS:
            page = parse_qs(self.path.partition("?")[2]).get("page", [""])[0]
            self.shown.note(page)
            self._send(json.dumps({"version": self._version(page), "message": self._message()}), "application/json")
        else:
            self._file()

    def do_HEAD(self) -> None:
        """No browser of ours asks so."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def _asked_by_this_machine(self) -> bool:
        """Whether a page was asked for by an address of this machine, not by a name that somebody points here."""
        return self.headers.get("Host", "") in hosts(self.connection.getsockname()[1])

    def _file(self) -> None:
        path = self._place(self.path)
        if path.suffix == ".html" and path.is_file():
            self._page(path, HTTPStatus.OK)
        elif not path.exists():
            self._page(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _place(self, address: str) -> Path:
        path = Path(self.translate_path(address))
        page = path / "index.html" if path.is_dir() and address.partition("?")[0].endswith("/") else path
        first = self.first / page.relative_to(self.directory)
        return first if first.suffix == ".html" and first.is_file() else page

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are of no interest to an author."""

    def _version(self, page: str) -> str:
        """Another one whenever the page is another. No page: the site."""
        try:
            if page and (file := self._place(page)).suffix == ".html":
                return _digest(file, file.stat().st_mtime_ns)
            status = Path(self.directory).stat()
        except OSError:
            return "none"
        return f"{status.st_ino}-{status.st_mtime_ns}"

    def _message(self) -> str:
        try:
            return self.status.read_text(encoding="utf-8")
        except OSError:
            return ""

    def _page(self, path: Path, code: HTTPStatus) -> None:
        try:
            page = path.read_text(encoding="utf-8")
        except OSError:
            page = "<!doctype html><meta charset=utf-8><title>预览</title><body><p>还没有这个网页。</p></body>"
        self._send(page.replace("</body>", f"{SCRIPT}</body>"), "text/html", code)

    def _send(self, text: str, kind: str, code: HTTPStatus = HTTPStatus.OK) -> None:
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
