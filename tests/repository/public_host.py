"""A host of code for tests, asked by somebody who is not logged on: it answers what it was told to, by path."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field


class PublicHost(Struct):
    """What it answers, by path; what it was asked, and with which headers."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    kind: str = "application/json; charset=utf-8"
    to: str = ""
    """where it sends whoever asks"""
    address: str = ""

    @property
    def remote(self) -> str:
        return self.address.replace("//", "//clerk:secret@") + "/fiscal/content.git"


@contextmanager
def answering() -> Iterator[PublicHost]:
    told = PublicHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            told.asked.append(unquote(self.path))
            told.headers.extend(self.headers.keys())
            body = told.answers.get(path, told.answers.get(unquote(path)))
            self.send_response(302 if told.to else 404 if body is None else 200)
            if told.to:
                self.send_header("Location", told.to)
            self.send_header("Content-Type", told.kind)
            self.end_headers()
            with suppress(ConnectionError):  # who has read enough goes
                self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
