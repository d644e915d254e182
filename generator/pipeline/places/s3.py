"""S3 作存放处: a bucket of any store that speaks S3 (MinIO, Ceph, OSS, OBS, COS …), by s3fs.

s3fs keeps a thread of its own: this is used in a child process, never in one that forks afterwards (decision 0007).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gongkai.pipeline.places.place import MOST, Listed, PlaceError, fit

PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 2}}
"""seconds and tries"""
PLAIN_BODIES = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
"""the checksums that AWS adds to bodies since 2025 are refused by older stores of others"""
LOGINS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
LACKING = "没有装 s3fs，用不了 s3:// 的存放处。请运行 pip install 'gongkai[s3]'，或者改用文件夹、网址"


class S3Place:
    """一个桶, or a folder in it; read without a login where there is none."""

    writable = True

    def __init__(self, address: str, endpoint: str = "", *, bucket_in_host: bool = False) -> None:
        """`endpoint`: the store's own address; `bucket_in_host`: https://bucket.store/ for https://store/bucket/.

        Raises PlaceError where s3fs is not installed.
        """
        self.address = address.rstrip("/")
        self._root = self.address.removeprefix("s3://")
        style = "virtual" if bucket_in_host or not endpoint else "path"
        try:
            import s3fs  # noqa: PLC0415 - an optional library, wanted only here
        except ImportError as error:
            raise PlaceError(LACKING) from error
        self._files = s3fs.S3FileSystem(
            anon=not _login(),
            endpoint_url=endpoint or None,
            config_kwargs={**PATIENCE, **PLAIN_BODIES, "s3": {"addressing_style": style}},
            use_listings_cache=False,
            skip_instance_cache=True,
        )
        self._files.retries = 1

    def get(self, name: str, most: int = MOST) -> bytes | None:
        with self._told():
            try:
                content: bytes = self._files.cat_file(f"{self._root}/{fit(name)}", start=0, end=most + 1)
            except (FileNotFoundError, PermissionError):  # who may not list is not told that there is nothing
                return None
            except OSError as error:
                if error.errno != errno.EINVAL:  # an empty file has no first byte to begin at
                    raise
                content = b""
        if len(content) > most:
            raise PlaceError(f"{self.address} 里的 {name} 太大")
        return content

    def put(self, name: str, content: bytes) -> None:
        with self._told():
            self._files.pipe_file(f"{self._root}/{fit(name)}", content)

    def listed(self, below: str) -> Iterator[Listed]:
        with self._told():
            found: dict[str, Any] = self._files.find(f"{self._root}/{fit(below)}", detail=True)
        for path, told in found.items():
            yield Listed(path.removeprefix(f"{self._root}/"), told["size"], told["LastModified"].timestamp())

    def remove(self, names: Iterable[str]) -> None:
        with self._told():
            paths = [f"{self._root}/{fit(name)}" for name in names]
            if paths:
                self._files.bulk_delete(paths) if hasattr(self._files, "bulk_delete") else self._files.rm(paths)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as above

        try:
            yield
        except (OSError, BotoCoreError, ClientError) as error:
            raise PlaceError(f"{self.address} 连不上，或者不让用：{_line(error)}") from error


def _login() -> bool:
    """Whether there is any; a machine's own role (IMDS) is not asked for, as that waits where there is none."""
    return any(os.environ.get(name) for name in LOGINS) or (Path.home() / ".aws" / "credentials").is_file()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
