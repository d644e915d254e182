"""存放处的设置: cache.yml, and what this machine's environment says besides: another way there, and its secret."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gongkai.loading.cache_settings_file import read_cache_settings
from gongkai.model.cache_settings import CACHE_FILE, CacheSettings
from gongkai.pipeline.building.sharing.eviction import GIGABYTE, Allowance
from gongkai.pipeline.building.sharing.shared_place import SharedPlace, trusted_name
from gongkai.pipeline.building.sharing.signing import KeyTextError, public_key, secret_key
from gongkai.pipeline.places.opening import open_place
from gongkai.pipeline.project import Project

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ADDRESS, SECRET, SECRET_FILE = "GONGKAI_CACHE", "GONGKAI_CACHE_KEY", "GONGKAI_CACHE_KEY_FILE"
"""variables: the way to the place from this machine, where it is another; 私钥, or the file that it stands in"""
NONE = "不用"
"""as the address: to do without"""


class AccessError(Exception):
    """存放处的设置不对. The message is Chinese."""


class Access(Struct, frozen=True, kw_only=True):
    """存放处, as this machine may use it."""

    root: Path
    settings: CacheSettings
    address: str
    secret: Ed25519PrivateKey | None = None
    """None: nothing is written"""

    @property
    def machine(self) -> str:
        """What cache.yml calls this machine; empty where it may only read."""
        return trusted_name(self.secret, self.settings.public_keys) if self.secret else ""

    @property
    def allowance(self) -> Allowance:
        return Allowance(days=self.settings.days, bytes=self.settings.gigabytes * GIGABYTE)

    def open(self) -> SharedPlace:
        """Raises PlaceError. In a child process: some kinds of places start threads."""
        settings = self.settings
        return SharedPlace(
            open_place(self.address, self.root, settings.endpoint, bucket_in_host=settings.bucket_in_host),
            tuple(map(public_key, settings.public_keys.values())),
            self.secret,
        )


def access(project: Project) -> Access | None:
    """None where nothing is shared. Raises AccessError."""
    read, address = read_cache_settings(project.root), os.environ.get(ADDRESS, "")
    if read.findings:
        raise AccessError("\n".join(f"{one.place}：{one.message}。{one.hint}" for one in read.findings))
    if address == NONE or (read.value is None and not address):
        return None
    if read.value is None:
        raise AccessError(f"设了环境变量 {ADDRESS}，项目里没有 {CACHE_FILE}：信得过谁的成品，要写在那里")
    return Access(root=project.root, settings=read.value, address=address or read.value.place, secret=_secret())


def _secret() -> Ed25519PrivateKey | None:
    text, file = os.environ.get(SECRET, ""), os.environ.get(SECRET_FILE, "")
    try:
        text = text or (Path(file).read_text(encoding="utf-8") if file else "")
        return secret_key(text) if text else None
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"环境变量 {SECRET_FILE} 写的文件读不了：{file}") from error
    except KeyTextError as error:
        raise AccessError(f"环境变量 {SECRET if not file else SECRET_FILE}：{error}") from error
