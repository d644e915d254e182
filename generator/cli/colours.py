"""颜色: on a terminal the path steps back and the severity stands out; the words are the same."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

import click

from gongkai.model.findings import Severity
from gongkai.reporting.ordering import WORDS
from gongkai.reporting.report import RULER

COLOURS: dict[str, dict[str, Any]] = {
    WORDS[Severity.ERROR]: {"fg": "red", "bold": True},
    WORDS[Severity.INCONSISTENCY]: {"fg": "yellow", "bold": True},
    WORDS[Severity.WARNING]: {"fg": "cyan"},
}
LINE = re.compile(rf"^(\S.*?: )?({'|'.join(COLOURS)}) ([A-Z]\d{{3}}) ")
QUIET = re.compile(r"^    (改法|另见)：.*")
"""what stands below a finding"""


def echo(text: str) -> None:
    """Print what a check says."""
    if text and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        text = "".join(_line(line) for line in text.splitlines(keepends=True))
    click.echo(text, nl=False)


def _line(line: str) -> str:
    if line.rstrip("\n") == RULER or QUIET.match(line):
        return click.style(line, dim=True)
    found = LINE.match(line)
    if found is None:
        return line
    path, severity, code = found.groups()
    said = click.style(severity, **COLOURS[severity])
    return f"{click.style(path or '', dim=True)}{said} {click.style(code, bold=True)} {line[found.end() :]}"
