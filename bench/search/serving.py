"""A folder behind a small web server that compresses, as a bureau's does."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

LEVEL = 6
POLICY = "default-src 'self'"
"""the strict Content-Security-Policy"""


@contextmanager
def served(folder: Path, below: str = "/czj/gongkai/") -> Iterator[str]:
    """Where the folder begins."""

    @lru_cache(maxsize=4096)
    def compressed(name: str) -> bytes | None:
        path = folder / name
        path = path / "index.html" if path.is_dir() else path
        return gzip.compress(path.read_bytes(), LEVEL) if path.is_file() else None

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path)
            content = compressed(name.removeprefix(below)) if name.startswith(below) else None
            self.send_response(200 if content is not None else 404)
            for head, value in self._heads(name, content or b"").items():
                self.send_header(head, value)
            self.end_headers()
            self.wfile.write(content or b"")

        def _heads(self, name: str, content: bytes) -> dict[str, str]:
            kind = "text/html" if name.endswith("/") else mimetypes.guess_type(name)[0] or "text/plain"
            return {
                "Content-Type": f"{kind}; charset=utf-8",
                "Content-Length": str(len(content)),
                "Cache-Control": "no-cache",
                "Content-Security-Policy": POLICY,
            } | ({"Content-Encoding": "gzip"} if content else {})

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
