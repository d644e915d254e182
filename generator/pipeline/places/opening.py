"""打开存放处: from an address as people write it."""

from __future__ import annotations

from pathlib import Path

from gongkai.pipeline.places.folder import FolderPlace
from gongkai.pipeline.places.place import Place, PlaceError
from gongkai.pipeline.places.s3 import S3Place


def open_place(address: str, root: Path, endpoint: str = "", *, bucket_in_host: bool = False) -> Place:
    """A folder (one that is not absolute is below `root`), s3://bucket/folder, https://… or http://….

    `endpoint` and `bucket_in_host` are for s3:// alone. Raises PlaceError, also for an address of no such kind.
    """
    if address.startswith("s3://"):
        return S3Place(address, endpoint, bucket_in_host=bucket_in_host)
    if address.startswith(("https://", "http://")):
        from gongkai.pipeline.places.web import WebPlace  # noqa: PLC0415 - http and TLS, which few have need of

        return WebPlace(address)
    if "://" in address:
        raise PlaceError(f"存放处 {address} 不认得：可以是文件夹、s3://桶/文件夹、https://网址")
    return FolderPlace(root / Path(address).expanduser())
