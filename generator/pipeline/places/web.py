"""网址作存放处: what a web server hands out of one; nothing can be put there."""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Iterator
from typing import NoReturn
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

from msgspec import Struct

from gongkai.pipeline.places.place import MOST, Listed, PlaceError, fit

PATIENCE = 20.0
"""seconds that a server may say nothing"""
NOT_THERE = frozenset({401, 403, 404, 410})


class _Straight(HTTPRedirectHandler):
    """Goes nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


class WebPlace(Struct, frozen=True):
    """网址, http or https: what is read there is believed by its signature alone."""

    address: str
    writable: bool = False

    def get(self, name: str, most: int = MOST) -> bytes | None:
        try:
            with build_opener(_Straight).open(f"{self.address.rstrip('/')}/{fit(name)}", timeout=PATIENCE) as answer:
                content: bytes = answer.read(most + 1)
        except HTTPError as error:
            if error.code in NOT_THERE:
                return None
            raise PlaceError(f"{self.address} 的服务器答复 {error.code}") from error
        except (OSError, http.client.HTTPException) as error:
            raise PlaceError(f"{self.address} 连不上：{getattr(error, 'reason', None) or error}") from error
        if len(content) > most:
            raise PlaceError(f"{self.address} 里的 {name} 太大")
        return content

    def put(self, name: str, content: bytes) -> NoReturn:  # noqa: ARG002 - as a Place has it
        self._refuse()

    def listed(self, below: str) -> Iterator[Listed]:  # noqa: ARG002 - as a Place has it
        self._refuse()

    def remove(self, names: Iterable[str]) -> NoReturn:  # noqa: ARG002 - as a Place has it
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise PlaceError(f"{self.address} 是网址，只能读；要写的机器用文件夹或 s3://")
