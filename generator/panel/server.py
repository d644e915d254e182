"""填报台的网页服务: requests to answers, in threads, in a process of its own."""

from __future__ import annotations

import os
import secrets
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from gongkai.panel.actions import answer, most_bytes
from gongkai.panel.desk import Desk
from gongkai.panel.drawing import drawer
from gongkai.panel.guard import POLICY, Guard
from gongkai.panel.helpers import Helper
from gongkai.panel.requests import Answer, Request, page
from gongkai.panel.windows import registered
from gongkai.pipeline.project import Project
from gongkai.publishing.processes import die_with_parent, fork

SLOWEST = 60
"""seconds that a browser may take to say what it wants"""
PIECE = 1 << 16


@contextmanager
def panel(project: Project, only: tuple[str, ...], site: str) -> Iterator[str]:
    """Serve the panel at an address of this machine while the block runs; `site` is the preview's address."""
    server = _Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    guard = Guard(port=server.server_port, token=secrets.token_urlsafe(24), secret=secrets.token_urlsafe(24))
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = fork()
    if not pid:
        try:
            die_with_parent(parent)
            server.RequestHandlerClass = partial(_Handler, desk=_desk(project, only, site, guard))
            server.serve_forever()
        finally:
            os._exit(1)
    server.socket.close()
    try:
        with registered(project.build):
            yield guard.address
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _desk(project: Project, only: tuple[str, ...], site: str, guard: Guard) -> Desk:
    return Desk(
        project=project,
        only=only,
        site=site,
        guard=guard,
        drawer=drawer(project.templates, site=site, secret=guard.secret),
        quick=Helper(),
        slow=Helper(),
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away while it is being answered is no error."""


class _Handler(BaseHTTPRequestHandler):
    timeout = SLOWEST
    server_version = "gongkai"
    sys_version = ""

    def __init__(self, *arguments: Any, desk: Desk) -> None:
        self.desk = desk
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self._answered("GET")

    def do_POST(self) -> None:
        self._answered("POST")

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are of no interest to an author."""

    def _answered(self, method: str) -> None:
        refusal = self.desk.guard.refusal(method, self.path, self.headers)
        if refusal is not None:
            self._send(Answer(body=refusal.phrase.encode(), kind="text/plain", status=refusal))
            return
        parts = urlsplit(self.path)
        name = parts.path.partition("/")[2].partition("/")[2]
        body = self._body(most_bytes(name)) if method == "POST" else b""
        if isinstance(body, Answer):
            self._send(body)
            return
        asked = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50))
        self._send(answer(self.desk, method, name, Request(asked=asked, body=body)))

    def _body(self, most: int) -> bytes | Answer:
        """What was sent; nothing of it is read if it is too long, or does not say how long it is."""
        told = self.headers.get("Content-Length", "")
        if not told.isascii() or not told.isdigit() or "Transfer-Encoding" in self.headers:
            return Answer(status=HTTPStatus.LENGTH_REQUIRED)
        length = int(told)
        if length > most:
            return page(f"太大了，最多 {most / 1_000_000:.1f} MB", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = bytearray()
        while len(body) < length:
            piece = self.rfile.read(min(PIECE, length - len(body)))
            if not piece:
                return Answer(status=HTTPStatus.BAD_REQUEST)
            body += piece
        return bytes(body)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in (POLICY | dict(answer.headers)).items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
