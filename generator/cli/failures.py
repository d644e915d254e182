"""退出码: how a command ends, and what is said where it could not be done."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

A_MOMENT = 0.01
"""seconds"""
CLEAN, BLOCKED, USAGE, MISSING, BROKEN, OUTPUT, BUSY = 0, 1, 2, 69, 70, 73, 75
REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘限额",
    errno.ENOTDIR: "路径中间有一段是文件，不是目录",
    errno.EEXIST: "路径中间有一段是文件，不是目录",
    errno.EBUSY: "正被别的程序占用",
}


class StoppedError(BaseException):
    """A signal to end, as an exception, so that what is unfinished is cleared away."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop(number: int, _: FrameType | None) -> NoReturn:
    raise StoppedError(number)


def stop_again(ignored: sys.UnraisableHookArgs) -> None:
    """What Python drops because it was raised in a callback (of a weak reference, of an object that goes).

    A signal to end comes once more, a moment later, when the callback is over.
    """
    if not isinstance(ignored.exc_value, StoppedError):
        sys.__unraisablehook__(ignored)
        return
    number = ignored.exc_value.number
    signal.signal(signal.SIGALRM, lambda _number, frame: stop(number, frame))
    signal.setitimer(signal.ITIMER_REAL, A_MOMENT)


@contextmanager
def building() -> Iterator[None]:
    """Failures of printing and publishing that are no fault of the content, each with its message and exit code."""
    from gongkai.pipeline.building.alone import BusyError  # noqa: PLC0415 - as for build
    from gongkai.pipeline.building.sharing.access import AccessError  # noqa: PLC0415
    from gongkai.pipeline.building.system_parts import SystemPartMissingError  # noqa: PLC0415
    from gongkai.publishing.failures import ShellError  # noqa: PLC0415
    from gongkai.publishing.standing import SiteError  # noqa: PLC0415

    try:
        with explained():
            yield
    except BusyError:
        _fail("另一次生成正在进行，请等它结束后再试。", BUSY)
    except SystemPartMissingError as error:
        _fail(str(error), MISSING)
    except AccessError as error:
        _fail(str(error), USAGE)
    except ShellError as error:
        _fail(f"{error}\n原来的网站没有改动。", BROKEN)
    except SiteError as error:
        _fail(f"{error}。原来的网站没有改动。", OUTPUT)


@contextmanager
def releasing() -> Iterator[None]:
    """Failures of a publication."""
    from gongkai.publishing.releases.guarding import RewrittenError, ShrunkenError  # noqa: PLC0415 - as for build
    from gongkai.publishing.releases.target import TargetBusyError, TargetError  # noqa: PLC0415

    try:
        yield
    except ShrunkenError as error:
        _fail(_shrunken(error.documents, error.halted), BLOCKED)
    except RewrittenError as error:
        listed = "\n".join(f"  {id}" for id in error.documents)
        _fail(
            "没有发布，公开的网站没有改动。下面的文件已经公开，公开记录（disclosure.yml）却没有了，"
            f"或者封存的版本被改过：\n{listed}\n"
            "请从 git 里恢复 disclosure.yml；要改公开过的内容，用 gongkai correct 写更正。",
            BLOCKED,
        )
    except TargetBusyError:
        _fail("另一次发布正在进行，请等它结束后再试。", BUSY)
    except TargetError as error:
        _fail(f"{error}。公开的网站没有改动。", OUTPUT)


def _shrunken(documents: tuple[str, ...], halted: tuple[str, ...]) -> str:
    lines = ["没有发布，公开的网站没有改动。"]
    gone = [f"  {id}" for id in documents if id not in halted]
    if gone:
        lines += ["下面的文件已经公开，新的网站上却没有：", *gone, "确实不再公开的，用 --gone 写明它的编号。"]
    if halted:
        lines += [
            "下面的文件已经公开，现在有错误，公开的内容又不在这台机器上，换上去就只剩“正在核对”：",
            *(f"  {id}" for id in halted),
            "先改好错误，写好更正，再发布；或者在以前发布的那台机器上发布。运行 gongkai check 看有什么错误。",
        ]
    return "\n".join(lines)


@contextmanager
def explained() -> Iterator[None]:
    """Failures of the file system, with their message and exit code."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _fail(f"{_reason(error)}。原来的网站没有改动。", OUTPUT)


def _reason(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "这个端口已被占用，请用 --port 换一个"
    reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"读写文件出错：{reason}" + (f"（{error.filename}）" if error.filename else "")


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
