"""门卫: who may ask for a page of the panel, and who may change anything through it.

Only a browser on this machine that was given the address, and only from the panel's own pages (decision 0046).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus

from msgspec import Struct

from gongkai.pipeline.building.preview_server import hosts

Headers = Message | Mapping[str, str]
SECRET = "X-Panel"  # noqa: S105 - the name of a header
"""header that bears the secret of the panel's own pages with whatever changes something"""
POLICY = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard(Struct, frozen=True, kw_only=True):
    """门卫 of one running panel."""

    port: int
    token: str
    """first step of every address"""
    secret: str
    """what its pages know and send with each change"""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def refusal(self, method: str, path: str, headers: Headers) -> HTTPStatus | None:
        """Why a request is turned away; None: it may pass."""
        if headers.get("Host", "") not in hosts(self.port):
            return HTTPStatus.MISDIRECTED_REQUEST
        step = "".join(path.partition("?")[0].split("/")[1:2])
        if not hmac.compare_digest(step.encode(), self.token.encode()):
            return HTTPStatus.NOT_FOUND
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return HTTPStatus.FORBIDDEN
        if method == "POST" and not self._from_own_page(headers):
            return HTTPStatus.FORBIDDEN
        return None

    def _from_own_page(self, headers: Headers) -> bool:
        own = headers.get("Origin", "") == f"http://{headers.get('Host', '')}"
        return own and hmac.compare_digest(headers.get(SECRET, "").encode(), self.secret.encode())
