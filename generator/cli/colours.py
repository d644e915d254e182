"""颜色: on a terminal the path steps back and the severity stands out; the words are the same."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from gongkai.model.findings import Severity
from gongkai.reporting.text import Paint, Role, unpainted

COLOURS: dict[Severity | Role, dict[str, Any]] = {
    Severity.ERROR: {"fg": "red", "bold": True},
    Severity.INCONSISTENCY: {"fg": "yellow", "bold": True},
    Severity.WARNING: {"fg": "cyan"},
    Role.CODE: {"bold": True},
    Role.ASIDE: {"dim": True},
}


def paint_here() -> Paint:
    """What colours a report: nothing where it is not read on a terminal, or NO_COLOR is set."""
    return _painted if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else unpainted


def _painted(text: str, role: Severity | Role) -> str:
    return click.style(text, **COLOURS[role])
