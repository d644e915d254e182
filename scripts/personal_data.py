"""Looks for mobile and identity-card numbers in what is published or about to be: content, docs, templates, site.

Prints `path:line:column: kind` (never the number itself) and exits 1 when it finds any.
With arguments, looks at those files only.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("content", "docs", "templates", "site")
SUFFIXES = {".yml", ".yaml", ".md", ".j2", ".html", ".json", ".csv", ".txt", ".js", ".css", ".xml", ""}
DIGITS = str.maketrans("０１２３４５６７８９Ｘ－　", "0123456789X- ")
SEPARATED = r"[ -]?"
# A digit, a point or a hexadecimal letter beside it makes it part of an amount, a code or a hash.
MOBILE = re.compile(rf"(?<![\da-f.])1[3-9]\d{SEPARATED}\d{{4}}{SEPARATED}\d{{4}}(?!\.?\d|[a-f])")
IDENTITY = re.compile(r"(?<![\d.])\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """疑似个人信息: where it stands and what it looks like."""

    line: int
    column: int
    kind: str


def hits(text: str) -> Iterator[Hit]:
    """Mobile numbers (11 digits from 13 to 19, also set apart as 3-4-4) and identity-card numbers (GB 11643)."""
    for number, line in enumerate(text.translate(DIGITS).splitlines(), start=1):
        for found in MOBILE.finditer(line):
            yield Hit(line=number, column=found.start() + 1, kind="疑似手机号码 / mobile number")
        for found in IDENTITY.finditer(line):
            if checks(found.group()):
                yield Hit(line=number, column=found.start() + 1, kind="疑似身份证号码 / identity-card number")


def checks(number: str) -> bool:
    """Whether the last of 18 places is the check digit of the others."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def files(arguments: list[str]) -> Iterator[Path]:
    if arguments:
        yield from map(Path, arguments)
        return
    for folder in FOLDERS:
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in SUFFIXES)


def main(arguments: list[str]) -> int:
    found = 0
    for path in files(arguments):
        for hit in hits(path.read_text(encoding="utf-8", errors="replace")):
            print(f"{path}:{hit.line}:{hit.column}: {hit.kind}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
