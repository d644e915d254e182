"""科目和名词: the shared lists, with what the invented departments use besides."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from bench.invented.books import YEARS

HERE = Path(__file__).parent
BESIDES = {"functional": "functional", "economic": "economic", "governmental-economic": "governmental"}
"""list of codes → the file of this folder with more of them"""


def complete(content: Path) -> None:
    """Codes that the project has not met, and explanations of terms for all years."""
    for name, more in BESIDES.items():
        own = dict(csv.reader((HERE / f"{more}.csv").read_text(encoding="utf-8").splitlines()))
        for file in (content / "classifications" / name).glob("*.csv"):
            file.write_text(_with(file.read_text(encoding="utf-8").splitlines(), own), encoding="utf-8")
    for file in (content / "glossary").glob("*.yml"):
        text = re.sub(r"自: 202[2-9]-01-01", f"自: {YEARS[0]}-01-01", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")


def _with(lines: list[str], more: dict[str, str]) -> str:
    notes = [line for line in lines if line.startswith("#") and "行数" not in line]
    rows = more | {row[0]: row[1] for row in csv.reader(line for line in lines if line[:1].isdigit())}
    body = [f'{code},"{rows[code]}"' if "," in rows[code] else f"{code},{rows[code]}" for code in sorted(rows)]
    return "\n".join([*notes, "code,name", *body]) + "\n"
