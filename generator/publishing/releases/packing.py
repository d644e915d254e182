"""整站下载: a whole site as one zip, its files held against SHA256SUMS; the same site gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from gongkai.publishing.files import bytes_digest
from gongkai.publishing.releases.sums import FILE, SIGNATURES, SumsError, read_sums

SMALL_IN_ITSELF = frozenset({".br", ".gz", ".parquet", ".pdf", ".png", ".xlsx"})
READABLE = 0o100644 << 16


class PackError(Exception):
    """不能打包. The message is Chinese."""


def pack(site: Path, file: Path, progress: Callable[[str, int, int], None]) -> int:
    """Write the zip, whole or not at all; returns how many files it has. Raises PackError, OSError."""
    place = file.resolve()
    if place.is_relative_to(site.resolve()):
        raise PackError("压缩包不能放在网站的文件夹里：它会被当作多出的文件")
    names = _names(site)
    new = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with ZipFile(new, "w") as zipped:
            for done, (name, digest) in enumerate(names.items(), start=1):
                _add(zipped, site, name, digest)
                progress("打包", done, len(names))
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
    return len(names)


def _names(site: Path) -> dict[str, str]:
    """Files with their digests; of the list itself and its signature there is none."""
    if not (site / FILE).is_file():
        raise PackError(f"{site} 里没有 {FILE}，不是生成的网站")
    try:
        listed = dict(read_sums(site / FILE))
    except SumsError as error:
        raise PackError(f"{site / FILE} 读不懂：{error}") from error
    return dict(sorted((listed | {one: "" for one in (FILE, *SIGNATURES) if (site / one).is_file()}).items()))


def _add(zipped: ZipFile, site: Path, name: str, digest: str) -> None:
    try:
        content = (site / name).read_bytes()
    except FileNotFoundError as error:
        raise PackError(f"网站缺少文件：{name}。请重新生成") from error
    if digest and bytes_digest(content) != digest:
        raise PackError(f"网站的文件被改过：{name}。请重新生成")
    entry = ZipInfo(name)  # of 1980: no time of today
    entry.compress_type = ZIP_STORED if PurePosixPath(name).suffix in SMALL_IN_ITSELF else ZIP_DEFLATED
    entry.external_attr = READABLE
    zipped.writestr(entry, content)
