"""留着的译文: templates as they were translated to code, from run to run, in the cache of whoever runs the program.

Code is believed only where nobody else may write: in the user's own cache folder, outside every project. build/ is no
such place, as finished documents and caches of other machines are put there (decision 0105).
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import CodeType

SEAL = hashlib.sha256().digest_size
DAY = 86_400
LONGEST = 30 * DAY
"""seconds for which what nobody has used is kept"""
MOST = 5_000
"""files"""
OTHERS = stat.S_IWGRP | stat.S_IWOTH


def key_of(written_by: Iterable[str], *told: str) -> str:
    """`written_by`: the modules of ours that decide what a template is translated to; `told`: all else that does."""
    return _digest((*_libraries(), *map(_source, written_by), *told))


def recalled(key: str) -> CodeType | None:
    """What was kept under a key; nothing where it is not at hand, is damaged, or could be another's."""
    folder = _folder()
    if folder is None:
        return None
    try:
        content = _read(folder / key)
        seal, code = content[:SEAL], content[SEAL:]
        if hashlib.sha256(code).digest() == seal:
            found = marshal.loads(code)  # noqa: S302 - from a folder where this user alone may write
            return found if isinstance(found, CodeType) else None
    except (OSError, EOFError, ValueError, TypeError):
        pass
    return None


def remember(key: str, code: CodeType) -> None:
    """Keep it; without that the next run is only slower."""
    folder = _folder()
    if folder is None:
        return
    content = marshal.dumps(code)
    new = folder / f"{key}.{os.getpid()}"
    with suppress(OSError):
        _tidy(folder)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        new.replace(folder / key)


def _cache() -> Path | None:
    """The user's own cache folder, as the XDG Base Directory Specification has it; None where there is none."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(told):  # noqa: PTH117 - a text
        return Path(told)
    with suppress(RuntimeError):
        return Path.home() / ".cache"
    return None


@cache
def _folder() -> Path | None:
    """Where it is kept; None where that is no folder of this user's, or others may write there."""
    above = _cache()
    if above is None:
        return None
    folder = above / "gongkai" / "templates"
    try:
        return folder if all(map(_ours, (above, folder.parent, folder))) else None
    except OSError:
        return None


def _ours(folder: Path) -> bool:
    """Whether a folder, which is made if it is lacking, is one where this user alone may write. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & OTHERS


def _read(file: Path) -> bytes:
    """A plain file of this user's; that it was used today is noted. Raises OSError."""
    place = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(place, "rb") as opened:
        status = os.fstat(place)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & OTHERS:
            raise PermissionError(file)
        if status.st_mtime < time.time() - DAY:
            with suppress(OSError):  # what cannot be written can be read
                os.utime(place)
        return opened.read()


@cache
def _tidy(folder: Path) -> None:
    """Once in a process: what has not been used for long goes, and the oldest of too many. Raises OSError."""
    with os.scandir(folder) as entries:
        used = sorted(((entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in entries), reverse=True)
    long_ago = time.time() - LONGEST
    for at, (last, path) in enumerate(used):
        if at >= MOST or last < long_ago:
            os.unlink(path)  # noqa: PTH108 - a text


@cache
def _libraries() -> tuple[str, ...]:
    return sys.version, version("jinja2")


@cache
def _source(module: str) -> str:
    """The digest of a module's file."""
    return hashlib.sha256(Path(module).read_bytes()).hexdigest()


def _digest(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{len(text)}:".encode())
        whole.update(text.encode(errors="surrogatepass"))
    return whole.hexdigest()
