"""换文件: files of content written anew, all of them or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ASIDE = ".gongkai-new"


def exchange(texts: Mapping[Path, tuple[bytes, bytes]]) -> tuple[str, ...]:
    """Exchange the old bytes of files for new ones, but for such as somebody has changed meanwhile: then all stay.

    b"" is a file that is not there.
    """
    changed = tuple(path.name for path, (old, _) in texts.items() if _bytes(path) != old)
    if not changed:
        _exchange({path: new for path, (_, new) in texts.items()})
    return tuple(f"{name} 刚刚有人改过，请再运行一次" for name in changed)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _exchange(texts: Mapping[Path, bytes]) -> None:
    before = {path: _bytes(path) for path in texts}
    aside = {path: path.with_name(path.name + ASIDE) for path, text in texts.items() if text}
    done: list[Path] = []
    try:
        for path, new in aside.items():
            path.parent.mkdir(exist_ok=True)
            _write_new(new, texts[path])
            if path.exists():
                shutil.copymode(path, new)
        for path, text in texts.items():
            if text:
                aside[path].replace(path)
            else:
                path.unlink(missing_ok=True)
            done.append(path)
    except OSError:
        for path in done:
            _put_back(path, before[path])
        raise
    finally:
        for new in aside.values():
            new.unlink(missing_ok=True)


def _write_new(path: Path, data: bytes) -> None:
    """Never through a link, which anyone may have put into content."""
    if path.parent.is_symlink():
        raise OSError(f"{path.parent.name} 是链接，不写到别处去")
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)


def _put_back(path: Path, data: bytes) -> None:
    if data:
        path.write_bytes(data)
    else:
        path.unlink(missing_ok=True)
