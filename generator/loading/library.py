"""公共内容: glossary and classifications, shared by all documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.loading.binding import bind
from generator.loading.files import open_within
from generator.loading.fund_codes_file import read_fund_codes
from generator.loading.problems import error
from generator.loading.text import read_text
from generator.loading.yaml_reader import read_yaml
from generator.model.code_changes import CodeChange, CodeChanges
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.fund_codes import FundCodes
from generator.model.glossary import Term
from generator.model.places import Place

K = TypeVar("K", str, tuple[str, str])

CHANGES = "classifications/changes.csv"
CLASSIFICATIONS = ("functional", "economic", "governmental-economic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """公共内容: terms by name; classification names by kind, year and code."""

    terms: Mapping[str, Term]
    slugs: Mapping[str, str]
    """ASCII name of each term, from its file"""
    classifications: Mapping[str, Mapping[int, Mapping[str, str]]]
    pairs: Mapping[int, Mapping[tuple[str, str], str]]
    """(部门经济, 政府经济) that may stand together, by year, with the 性质 of the units that use them"""
    changes: CodeChanges
    """codes that another took the place of"""
    funds: FundCodes
    """which budget a functional code belongs to"""
    findings: tuple[Finding, ...]

    def pairs_of(self, year: int) -> Mapping[tuple[str, str], str]:
        """The pairs in force in a year."""
        return _in_force(self.pairs, year)

    def names(self, kind: str, year: int) -> Mapping[str, str]:
        """科目名称 in force in a year: the newest list not after it, else the oldest."""
        return _in_force(self.classifications.get(kind, {}), year)


def _in_force(years: Mapping[int, Mapping[K, str]], year: int) -> Mapping[K, str]:
    """The newest list not after a year, else the oldest."""
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
        loaded = read_yaml(path, f"content/glossary/{path.name}", root=content)
        findings.extend(loaded.findings)
        if loaded.node is None:
            continue
        bound = bind(loaded.node, Term)
        findings.extend(bound.findings)
        if bound.value is not None:
            terms[bound.value.term] = bound.value
            slugs[bound.value.term] = path.stem
    classifications = {
        kind: {
            year: {row["code"]: row["name"] for row in rows if row.get("code") and row.get("name")}
            for year, rows in _years(content, kind, findings).items()
        }
        for kind in CLASSIFICATIONS
    }
    pairs = {
        year: {
            (row["economic"], row["governmental"]): row.get("nature", "")
            for row in rows
            if row.get("economic") and row.get("governmental")
        }
        for year, rows in _years(content, "economic-pairs", findings).items()
    }
    changes = _changes(content, findings)
    return Library(
        terms=terms,
        slugs=slugs,
        classifications=classifications,
        pairs=pairs,
        changes=changes,
        funds=read_fund_codes(content, findings),
        findings=tuple(findings),
    )


def _changes(content: Path, findings: list[Finding]) -> CodeChanges:
    """classifications/changes.csv: year,old,new."""
    if not (content / CHANGES).is_file():
        return CodeChanges()
    changes = []
    for number, row in enumerate(_rows(content, CHANGES, findings), start=2):
        year, old, new = (row.get(name) or "" for name in ("year", "old", "new"))
        if len(year) == 4 and year.isdigit() and old.isdigit() and new.isdigit():
            changes.append(CodeChange(year=int(year), old=old, new=new))
        else:
            place = Place(path=f"content/{CHANGES}", line=number, column=1)
            findings.append(error(FindingCode.WRONG_SHAPE, place, "这一行不是“年度,原编码,新编码”", "照上一行的样子写"))
    return CodeChanges(changes=tuple(changes))


def _years(content: Path, kind: str, findings: list[Finding]) -> dict[int, list[dict[str, str]]]:
    return {
        int(path.stem): _rows(content, path.relative_to(content).as_posix(), findings)
        for path in sorted((content / "classifications" / kind).glob("*.csv"))
        if path.stem.isdigit()
    }


def _rows(content: Path, name: str, findings: list[Finding]) -> list[dict[str, str]]:
    """The list of one year: a head (code,name for 科目), one line each."""
    shown = f"content/{name}"
    data = open_within(content, name, shown)
    if isinstance(data, Finding):
        findings.append(data)
        return []
    read = read_text(data, shown)
    findings.extend(read.findings)
    try:
        return list(csv.DictReader(io.StringIO(read.text or "")))
    except csv.Error:
        hint = "一行一个编码，写成“编码,名称”；名称里有引号的，整个名称要用引号括起来"
        findings.append(error(FindingCode.WRONG_SHAPE, Place(path=shown), "这张表读不出来，多半是引号不配对", hint))
        return []
