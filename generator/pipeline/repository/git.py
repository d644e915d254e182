"""Git: the program, run on the repository that a project lies in, with fixed arguments and without a shell.

Nothing of the repository is executed: no hook, no watcher, no editor, no driver of a diff; nobody is asked for a
password at a terminal that is not there.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

QUICK = 20.0
"""seconds for what happens on this machine"""
REMOTE = 90.0
"""seconds for what asks another one"""
SAFE = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "core.pager": "cat",
    "commit.gpgSign": "false",
    "diff.autoRefreshIndex": "false",
    "fetch.recurseSubmodules": "false",
    "fetch.writeCommitGraph": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "protocol.ext.allow": "never",
    "push.gpgSign": "false",
    "push.recurseSubmodules": "no",
    "submodule.recurse": "false",
}
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class GitError(Exception):
    """Git 没有做成. The message is Chinese; `said` is what git itself said."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = discreet(said).strip()


def discreet(text: str) -> str:
    """Without the name and password that an address may hold."""
    return _SECRET.sub("", text)


class Done(Struct, frozen=True, kw_only=True):
    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        return self.out.decode(errors="replace").strip()

    @property
    def names(self) -> tuple[str, ...]:
        """Of an output with -z."""
        return tuple(name.decode(errors="surrogateescape") for name in self.out.split(b"\0") if name)


class Git(Struct, frozen=True, kw_only=True):
    """The git command, in one folder."""

    root: Path
    index: Path | None = None
    """an index of its own, beside the repository's"""
    extra: Mapping[str, str] = field(default_factory=dict)

    def tried(self, *arguments: str, given: bytes | None = None, patience: float = QUICK) -> Done:
        """Run it, whatever comes of it. Raises GitError where git is missing or does not end."""
        settings = [part for name, value in SAFE.items() for part in ("-c", f"{name}={value}")]
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
                ["git", *settings, *arguments],  # noqa: S607 - wherever it is installed
                cwd=self.root,
                env=self._environment(),
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
                timeout=patience,
                start_new_session=True,  # no terminal to ask at
            )
        except FileNotFoundError as error:
            raise GitError("这台电脑没有装 git，不能提交；请管理员安装") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(f"等了{patience:.0f}秒，git 没有回音；请检查网络，过一会儿再试") from error
        return Done(code=done.returncode, out=done.stdout, said=discreet(done.stderr.decode(errors="replace")))

    def run(self, *arguments: str, given: bytes | None = None, patience: float = QUICK) -> Done:
        """Run it. Raises GitError where it says no."""
        done = self.tried(*arguments, given=given, patience=patience)
        if done.code:
            raise GitError(f"git {arguments[0]} 没有做成", done.said or done.text)
        return done

    def one(self, *arguments: str) -> str:
        """The one line that git answers; "" where it has no answer."""
        done = self.tried(*arguments)
        return done.text if done.code == 0 else ""

    def _environment(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
        mine |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
        if self.index is not None:
            mine["GIT_INDEX_FILE"] = str(self.index)
        return mine | dict(self.extra)


_KEPT = frozenset({"GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"})
"""how somebody has set up the way to the remote repository"""
