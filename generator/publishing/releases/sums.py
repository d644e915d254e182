"""校验清单: SHA256SUMS, which lists every file of a site; `sha256sum -c` reads it too.

In a release SHA256SUMS.kept stands beside it: files of other releases, which readers of their pages may still ask for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

FILE, KEPT = "SHA256SUMS", "SHA256SUMS.kept"
SIGNATURES = tuple(f"{FILE}.{ending}" for ending in ("minisig", "asc", "sig"))
"""what minisign and gpg write beside it"""
UNLISTED = frozenset({FILE, KEPT, *SIGNATURES})
LINE = re.compile(r"^([0-9a-f]{64}) [ *](.+)$", re.MULTILINE)
OUTSIDE = re.compile(r"/.*|(?:.*/)?\.{0,2}(?:/.*)?")
"""names that are not below a folder, or not written plainly: /a, a//b, ./a, a/../b"""


class SumsError(Exception):
    """校验清单读不了. The message is Chinese."""


class Differences(Struct, frozen=True, kw_only=True):
    """与清单不符的文件, by name, in order."""

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.altered or self.missing or self.extra)

    @property
    def lines(self) -> tuple[str, ...]:
        """As they are told."""
        return (
            *(f"被改过：{name}" for name in self.altered),
            *(f"缺少：{name}" for name in self.missing),
            *(f"多出：{name}" for name in self.extra),
        )


def sums_list(sums: Mapping[str, str]) -> bytes:
    """名称 → sha256, as sha256sum writes it, in order of the names, which is that of their bytes."""
    whole = io.BytesIO()  # there are a hundred thousand: not as texts beside the whole
    for name in sorted(sums):
        whole.write(f"{sums[name]}  {name}\n".encode())
    return whole.getvalue()


def read_sums(file: Path) -> dict[str, str]:
    """What `sums_list` made; nothing where the file is not there. Raises SumsError."""
    text = text_of(file)
    found = {name: digest for digest, name in LINE.findall(text)}
    if len(found) != text.count("\n") or (text and not text.endswith("\n")) or any(map(OUTSIDE.fullmatch, found)):
        raise SumsError(f"{file} 写得不对，可能被改过")
    return found


def text_of(file: Path) -> str:
    """What stands in a list; nothing where it is not there. Raises SumsError."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (UnicodeDecodeError, OSError) as error:
        raise SumsError(f"{file} 读不了：不是文字，或者没有权限") from error


def differences(wanted: Mapping[str, str], there: Mapping[str, str]) -> Differences:
    """What of the files that are there is not as the list says."""
    return Differences(
        altered=tuple(sorted(name for name in wanted.keys() & there.keys() if wanted[name] != there[name])),
        missing=tuple(sorted(wanted.keys() - there.keys())),
        extra=tuple(sorted(there.keys() - wanted.keys() - UNLISTED)),
    )
