"""请求和答复 of the panel, apart from how they travel."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, quote

from msgspec import Struct, field

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"


class Request(Struct, frozen=True, kw_only=True):
    """请求: what is asked for, by name, and with what."""

    asked: Mapping[str, str] = field(default_factory=dict)
    """what stands behind the ? of the address"""
    body: bytes = b""

    def get(self, name: str) -> str:
        return self.asked.get(name, "")

    @property
    def form(self) -> dict[str, str]:
        """What was typed into a form."""
        return dict(parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True, max_num_fields=100))


class Answer(Struct, frozen=True, kw_only=True):
    """答复."""

    body: bytes = b""
    kind: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def page(text: str, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> Answer:
    """A page or a piece of one; names of headers with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body=text.encode(errors="replace"), status=status, headers=named)


def download(body: bytes, kind: str, name: str, *, inline: bool = False) -> Answer:
    how = "inline" if inline else "attachment"
    return Answer(body=body, kind=kind, headers={"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}"})


def go(address: str) -> Answer:
    """Have the page that asked open another one of the panel, whose address `link` has made."""
    return Answer(body=b"", headers={"X-Go": address})


class RefusedError(Exception):
    """不能做: shown to whoever asked, as it is. `said` is what another program said of it."""

    def __init__(self, message: str, said: str = "", status: HTTPStatus = HTTPStatus.CONFLICT) -> None:
        super().__init__(message)
        self.said = said
        self.status = status
