"""签名: by a program of the webmaster's choice, which finds the keys itself."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from gongkai.publishing.releases.record import READ_ONLY
from gongkai.publishing.releases.sums import FILE, SIGNATURES
from gongkai.publishing.releases.target import TargetError


def sign(folder: Path, command: str) -> None:
    """Have a command sign SHA256SUMS, whose name is put behind it. Raises TargetError."""
    try:
        code = subprocess.run([*shlex.split(command), FILE], cwd=folder, check=False).returncode  # noqa: S603 - as asked
    except (OSError, ValueError) as error:
        raise TargetError(f"签名的命令运行不了：{error}") from error
    made = [folder / name for name in SIGNATURES if (folder / name).is_file()]
    if code or not made:
        raise TargetError(f"签名没有做成（命令的退出码是 {code}）；应当写出 {'、'.join(SIGNATURES)} 中的一个")
    for file in made:
        file.chmod(READ_ONLY)


def signed(folder: Path) -> bool:
    return any((folder / name).is_file() for name in SIGNATURES)
