"""换文件: several files of a document written at once, all of them or none."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ASIDE = ".new"
"""behind the name of a file that is not yet in its place"""


def exchange(texts: Mapping[Path, bytes]) -> None:
    """Exchange all files, or none; one that is not there is made, one without bytes taken away."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    aside = {path: path.with_name(path.name + ASIDE) for path, text in texts.items() if text}
    done: list[Path] = []
    try:
        for path, new in aside.items():
            path.parent.mkdir(exist_ok=True)
            new.write_bytes(texts[path])
            if path.exists():
                shutil.copymode(path, new)
        for path in texts:
            done.append(path)
            if path in aside:
                aside[path].replace(path)
            else:
                path.unlink(missing_ok=True)
    except OSError:
        for path in done:
            _put_back(path, before[path])
        raise
    finally:
        for new in aside.values():
            new.unlink(missing_ok=True)


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)
