"""分片文件: a zip with the finished documents of a shard and a list of what they were made from."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, ValidationError

from gongkai.pipeline.building.sharding.plan import Shard
from gongkai.pipeline.building.sharing.packing import PackingError, packed
from gongkai.pipeline.building.store import Rendered, Store

LIST = "shard.json"
LARGEST_LIST = 256 * 1024**2
LARGEST_DOCUMENT = 512 * 1024**2
"""bytes, before anything is read into memory"""


class ShardError(Exception):
    """分片合不起来: one is missing, doubled, damaged or made from something else. The message is Chinese."""


class ShardList(BaseModel):
    """分片的清单."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    of: int
    pdf: bool
    made_of: Mapping[str, str]
    """digests of the program, its libraries, the templates, the fonts and content/, by name"""
    documents: Mapping[str, str]
    """id → digest of each document; empty for one that came to nothing and has to be tried again"""

    @property
    def shard(self) -> Shard:
        return Shard(self.number, self.of)

    def names(self) -> dict[str, str]:
        """Where the documents stand in the zip that are there."""
        return {id: f"documents/{number:06}" for number, id in enumerate(sorted(self.documents), start=1)}


def write_shard(place: Path, listed: ShardList, store: Store, documents: Iterable[Rendered]) -> None:
    """Write the file of a shard, whole or not at all. Raises OSError."""
    new = place.with_name(f".{place.name}.{os.getpid()}")
    names = listed.names()
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with ZipFile(new, "w") as zipped:
            zipped.writestr(ZipInfo(LIST), listed.model_dump_json(), ZIP_DEFLATED)
            for one in documents:
                if listed.documents[one.id]:
                    zipped.writestr(ZipInfo(names[one.id]), packed(store, one), ZIP_STORED)
        new.replace(place)
    except PackingError as error:
        raise OSError(str(error)) from error
    finally:
        new.unlink(missing_ok=True)


class ShardFile:
    """一个分片文件, open."""

    def __init__(self, path: Path, zipped: ZipFile) -> None:
        self.path = path
        self._zipped = zipped
        try:
            self.listed = ShardList.model_validate_json(self._read(LIST, LARGEST_LIST))
        except ValidationError as error:
            raise ShardError(f"{path} 不是分片文件，或者是另一个版本的程序做的") from error
        self._names = self.listed.names()

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """Raises ShardError where it is no such file."""
        try:
            with ZipFile(path) as zipped:
                yield cls(path, zipped)
        except BadZipFile as error:
            raise ShardError(f"{path} 不是分片文件，或者没有传完整") from error

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """Id and bytes of each document that is there. Raises ShardError."""
        for id, digest in self.listed.documents.items():
            if digest:
                yield id, self._read(self._names[id], LARGEST_DOCUMENT)

    def _read(self, name: str, most: int) -> bytes:
        try:
            if self._zipped.getinfo(name).file_size > most:
                raise ShardError(f"{self.path} 里的 {name} 太大")
            return self._zipped.read(name)
        except KeyError as error:
            raise ShardError(f"{self.path} 不是完整的分片文件：缺 {name}") from error
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise ShardError(f"{self.path} 不是完整的分片文件：{name} 坏了") from error
