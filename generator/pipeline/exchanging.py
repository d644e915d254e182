"""换文件: files of content written anew, all of them or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ASIDE = ".gongkai-new"


def exchange(texts: Mapping[Path, tuple[bytes, bytes]]) -> tuple[str, ...]:
    """Exchange the old bytes of files for new ones, but for such as somebody has changed meanwhile: then all stay."""
    changed = tuple(path.name for path, (old, _) in texts.items() if path.read_bytes() != old)
    if not changed:
        _exchange({path: new for path, (_, new) in texts.items()})
    return tuple(f"{name} 刚刚有人改过，请再运行一次" for name in changed)


def _exchange(texts: Mapping[Path, bytes]) -> None:
    before = {path: path.read_bytes() for path in texts}
    aside = {path: path.with_name(path.name + ASIDE) for path in texts}
    done: list[Path] = []
    try:
        for path, text in texts.items():
            aside[path].write_bytes(text)
            shutil.copymode(path, aside[path])
        for path in texts:
            aside[path].replace(path)
            done.append(path)
    except OSError:
        for path in done:
            path.write_bytes(before[path])
        raise
    finally:
        for path in aside.values():
            path.unlink(missing_ok=True)
