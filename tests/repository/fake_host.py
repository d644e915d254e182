"""A host of code for tests: it answers the few requests that tell.py makes, and remembers what was asked of it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct, field

BOT: dict[str, Any] = {"login": "github-actions[bot]", "id": 7}


class FakeHost(Struct):
    """Pull requests by number, as GitHub and Gitea tell of them; their comments, labels and files."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    address: str = ""

    def answer(self, method: str, address: str, data: Any) -> Any:
        parts = urlsplit(address)
        path, asked = unquote(parts.path), parse_qs(parts.query)
        self.asked.append(f"{method} {path}")
        for pattern, reply in (
            (r"GET .*/pulls", lambda _: [one for one in self.pulls if one["head"]["label"] == asked["head"][0]]),
            (r"GET .*/pulls/\d+/files", lambda _: self._page(self.files, asked)),
            (r"GET .*/(comments|notes)", lambda _: self._page(self.comments, asked)),
            (r"POST .*/(comments|notes)", lambda _: self._new(data)),
            (r"(PATCH|PUT) .*/(comments|notes)/(\d+)", lambda found: self._edit(int(found[3]), data)),
            (r"GET .*/repos/[^/]+/[^/]+/labels", lambda _: self.labels),
            (r"POST .*/repos/[^/]+/[^/]+/labels", lambda _: {"id": 3, **data}),
            (r"(POST|DELETE) .*/labels.*", lambda _: []),
            (r"POST .*/statuses/\w+", lambda _: self.statuses.append(data)),
            (r"GET .*/user", lambda _: BOT),
            (r"GET .*/merge_requests", lambda _: self.pulls),
            (r"PUT .*/merge_requests/\d+", lambda _: self.labels.append(data)),
        ):
            if found := re.fullmatch(pattern, f"{method} {path}"):
                return reply(found)
        raise AssertionError(f"{method} {path}")

    def _page(self, every: list[dict[str, Any]], asked: dict[str, list[str]]) -> list[dict[str, Any]]:
        page = int(asked["page"][0])
        return every[(page - 1) * 100 : page * 100]

    def _new(self, data: Any) -> Any:
        made = {"id": len(self.comments) + 1, "user": BOT, "author": BOT, **data}
        self.comments.append(made)
        return made

    def _edit(self, id: int, data: Any) -> Any:
        (old,) = [one for one in self.comments if one["id"] == id]
        return old.update(data)


@contextmanager
def serving(host: FakeHost) -> Iterator[FakeHost]:
    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(size)) if size else None
            host.tokens.add(str(self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN")))
            body = json.dumps(host.answer(self.command, self.path, data)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - http.server calls them so

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
