"""公共内容: glossary and classifications, shared by all documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.loading.binding import bind
from generator.loading.files import open_within
from generator.loading.text import read_text
from generator.loading.yaml_reader import read_yaml
from generator.model.findings import Finding
from generator.model.glossary import Term

CLASSIFICATIONS = ("functional", "economic", "governmental-economic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """公共内容: terms by name; classification names by kind, year and code."""

    terms: Mapping[str, Term]
    slugs: Mapping[str, str]
    """ASCII name of each term, from its file"""
    classifications: Mapping[str, Mapping[int, Mapping[str, str]]]
    findings: tuple[Finding, ...]

    def names(self, kind: str, year: int) -> Mapping[str, str]:
        """科目名称 in force in a year: the newest list not after it, else the oldest."""
        years = self.classifications.get(kind, {})
        if not years:
            return {}
        fitting = [listed for listed in years if listed <= year]
        return years[max(fitting) if fitting else min(years)]


def load_library(content: Path) -> Library:
    """Read content/glossary and content/classifications."""
    findings: list[Finding] = []
    terms: dict[str, Term] = {}
    slugs: dict[str, str] = {}
    for path in sorted((content / "glossary").glob("*.yml")):
        loaded = read_yaml(path, f"content/glossary/{path.name}")
        findings.extend(loaded.findings)
        if loaded.node is None:
            continue
        bound = bind(loaded.node, Term)
        findings.extend(bound.findings)
        if bound.value is not None:
            terms[bound.value.term] = bound.value
            slugs[bound.value.term] = path.stem
    classifications = {
        kind: _years(content / "classifications" / kind, findings) for kind in CLASSIFICATIONS
    }
    return Library(
        terms=terms, slugs=slugs, classifications=classifications, findings=tuple(findings)
    )


def _years(folder: Path, findings: list[Finding]) -> dict[int, dict[str, str]]:
    return {
        int(path.stem): _codes(folder, path.name, findings)
        for path in sorted(folder.glob("*.csv"))
        if path.stem.isdigit()
    }


def _codes(folder: Path, name: str, findings: list[Finding]) -> dict[str, str]:
    """科目 of one year: header code,name, one line each."""
    shown = f"content/classifications/{folder.name}/{name}"
    data = open_within(folder, name, shown)
    if isinstance(data, Finding):
        findings.append(data)
        return {}
    read = read_text(data, shown)
    findings.extend(read.findings)
    rows = csv.DictReader(io.StringIO(read.text or ""))
    return {row["code"]: row["name"] for row in rows if row.get("code") and row.get("name")}
