"""问代码平台: one public address of a host of code, for JSON, as anybody may ask who is not logged on.

No name, password or token is sent. What comes back is bounded in size and time, and never from another host.
"""

from __future__ import annotations

import json
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

MOST = 1_000_000
PATIENCE = 10.0
"""seconds for one answer"""
_HEADERS = {"Accept": "application/json", "User-Agent": "gongkai"}
_CLOSED = (401, 403, 404)


class HostError(Exception):
    """平台没有告诉. The message is Chinese; `closed`: it does not say this to everybody, or is no host of this kind."""

    def __init__(self, message: str, *, closed: bool = False) -> None:
        super().__init__(message)
        self.closed = closed


class _SameHost(HTTPRedirectHandler):
    max_redirections = 3

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if _origin(newurl) != _origin(req.full_url):
            fp.close()
            raise HostError("平台把请求转到了别的网站，没有跟去", closed=True)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def json_at(address: str) -> Any:
    """What stands at an http(s) address of the host, whatever its shape. Raises HostError."""
    end = monotonic() + PATIENCE
    request = Request(address, headers=_HEADERS)  # noqa: S310 - review_addresses makes http and https only
    try:
        with build_opener(_SameHost).open(request, timeout=PATIENCE) as answer:
            if answer.headers.get_content_type() != "application/json":
                raise HostError("平台没有这样的接口", closed=True)
            return json.loads(_body(answer, end))
    except HTTPError as error:
        error.close()
        if error.code in _CLOSED:
            raise HostError("平台要登录才给看，或者没有这个仓库、问得太多", closed=True) from error
        raise HostError(f"平台现在答不了（{error.code}）") from error
    except (OSError, HTTPException) as error:
        raise HostError("连不上平台，请检查网络") from error
    except (ValueError, RecursionError) as error:
        raise HostError("平台的答复看不懂") from error


def _body(answer: HTTPResponse, end: float) -> bytes:
    body = bytearray()
    while piece := answer.read1(1 << 16):
        body += piece
        if len(body) > MOST or monotonic() > end:
            raise HostError("平台的答复太长或者太慢，没有看完")
    return bytes(body)
