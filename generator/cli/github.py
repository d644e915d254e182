"""GitHub 的小结: written to the file that GitHub Actions names."""

from __future__ import annotations

from pathlib import Path

from gongkai.model.checked import CheckResult
from gongkai.reporting.github import as_summary

LIMIT = 1024 * 1024
"""bytes of a step's summary, beyond which GitHub shows nothing of it"""


def append_summary(file: Path, checked: CheckResult) -> None:
    """Append the summary of a check, as much of it as the step has room for."""
    taken = file.stat().st_size if file.is_file() else 0
    with file.open("ab") as summary:
        summary.write(as_summary(checked, LIMIT - taken).encode(errors="replace"))
