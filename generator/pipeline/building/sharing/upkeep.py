"""看存放处、清理、做密钥: what `gongkai cache` does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from gongkai.pipeline.building.alone import alone
from gongkai.pipeline.building.sharing.access import NONE, SECRET, SECRET_FILE, Access, access
from gongkai.pipeline.building.sharing.eviction import GIGABYTE, Allowance, Kept, Superfluous
from gongkai.pipeline.building.sharing.listening import SilenceError, listen
from gongkai.pipeline.building.sharing.own_store import branches_of, kept_in, tidy
from gongkai.pipeline.building.sharing.shared_place import ENTRIES
from gongkai.pipeline.building.sharing.sharing import PATIENCE
from gongkai.pipeline.building.sharing.signing import KeyTextError, new_secret, public_text, secret_key
from gongkai.pipeline.places.place import PlaceError
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

Say = Callable[[str], None]


class KeyFileError(Exception):
    """私钥的文件不行. The message is Chinese."""


def key_pair(file: Path) -> tuple[str, bool]:
    """The public key of the secret in a file, and whether the secret has just been made.

    Raises KeyFileError where the file is something else, or would be committed with the repository; OSError.
    """
    if file.exists():
        try:
            return public_text(secret_key(file.read_text(encoding="utf-8"))), False
        except (KeyTextError, UnicodeDecodeError) as error:
            raise KeyFileError(f"{file} 里已经有别的东西，没有动它；请换一个文件名") from error
    if any((above / ".git").exists() for above in file.resolve().parents):
        raise KeyFileError(f"{file} 在 git 的仓库里，会被提交上去；私钥请放在仓库外面，如 ~/gongkai-cache.key")
    secret = new_secret()
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(f"{secret}\n")
    return public_text(secret_key(secret)), True


def status(project: Project) -> Iterator[str]:
    """What is kept here, and in the place that is shared. Raises AccessError."""
    yield f"本机 build/：{_sum(kept_in(project))}"
    yield from _branches(branches_of(project))
    there = access(project)
    if there is None:
        yield f"没有共用的存放处（没有 cache.yml，或者环境变量 GONGKAI_CACHE 是“{NONE}”）。"
        return
    yield f"存放处 {there.address}"
    yield f"  {_right(there)}"
    yield from _asked(lambda say: _look(there, say))


def clean(project: Project) -> Iterator[str]:
    """Clear away here what no branch uses, and there, where this machine may write.

    Raises AccessError, BusyError, OSError.
    """
    there = access(project)
    with alone(project):
        gone = tidy(project, Workspace.open(project).folders, there.allowance if there else Allowance())
    yield f"本机：{_went(gone, there)}"
    if there is not None and there.machine:
        yield from _asked(lambda say: say(f"存放处：{_went(there.open().tidy(there.allowance), there)}"))
    elif there is not None:
        yield "存放处：这台机器只能读，没有清理。"


def _look(there: Access, say: Say) -> None:
    place = there.open()
    place.look()
    if not place.place.writable:
        say("  连得上；网址里看不到一共有多少份。")
        return
    say(f"  {_sum(Kept(one.name, one.size, one.written) for one in place.place.listed(ENTRIES))}")
    for line in _branches({use.branch: use.written for use in place.uses()}):
        say(line)


def _asked(work: Callable[[Say], None]) -> Iterator[str]:
    """What a child says that asks the place, which may be down."""

    def tried(say: Say) -> None:
        try:
            work(say)
        except PlaceError as error:
            say(f"  用不了：{error}。")

    try:
        yield from listen(tried, PATIENCE)
    except SilenceError as error:
        yield f"  用不了：{error}。"


def _right(there: Access) -> str:
    if there.machine:
        return f"这台机器可以存（cache.yml 里叫“{there.machine}”）。"
    if there.secret is not None:
        return "这台机器有私钥，但 cache.yml 的公钥里没有它的一半，所以只能取。"
    return f"这台机器只能取：没有设 {SECRET} 或 {SECRET_FILE}。"


def _branches(branches: Mapping[str, float]) -> Iterator[str]:
    for branch, written in sorted(branches.items()):
        yield f"  {branch or '（没有分支）'}：{datetime.fromtimestamp(written).astimezone():%Y-%m-%d} 用过"


def _sum(kept: Iterable[Kept]) -> str:
    sizes = [one.size for one in kept]
    return f"{len(sizes)} 份成品，{_size(sum(sizes))}"


def _went(gone: Superfluous, there: Access | None) -> str:
    told = f"删去 {len(gone.names)} 份没有分支用的成品，{_size(gone.freed)}；还有 {_size(gone.left)}"
    most = (there.allowance if there else Allowance()).bytes
    return told + (f"，都在用，超过了定的 {_size(most)}。" if gone.left > most else "。")


def _size(number: int) -> str:
    return f"{number / GIGABYTE:.1f} GB" if number >= GIGABYTE else f"{number / 1_000_000:.1f} MB"
