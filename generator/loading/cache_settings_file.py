"""cache.yml: where finished documents are shared; a mistake in it is told, and the build goes on without it."""

from __future__ import annotations

from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.cache_settings import CACHE_FILE, CacheSettings


def read_cache_settings(root: Path) -> Read[CacheSettings | None]:
    """The settings; None without the file, and where something is wrong in it."""
    path = root / CACHE_FILE
    if not path.exists():
        return Read(value=None)
    loaded = read_yaml(path, CACHE_FILE, root=root)
    if loaded.node is None or loaded.findings:
        return Read(value=None, findings=loaded.findings)
    return bind(loaded.node, CacheSettings)
