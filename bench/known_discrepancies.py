"""make bench-checks, first part: which of the known problems of the four originals are found, row by row.

Reads known-discrepancies.csv, what a reader of the originals found by hand, and known-discrepancies.yml, which says
for each row what a finding must say at which place to count. Every finding beyond the rows must be argued in
further-findings.yml. The rules know nothing of these files.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CLASSES = {"E": 1.0, "W": 0.8, "S": 0.8, "C": 0.8}
"""class of a row → the share that must be found"""
ROUNDING = ("F", "R", "C")
"""families of codes that rounding could raise falsely"""
NEAR = 5
"""lines of the source that may hold what stands at a place: an entry of 原文 can be written over several"""


class Expected(Struct, frozen=True, kw_only=True):
    """What a finding must be to count: its code, file, source text at the place, and words."""

    code: str
    at: str
    place: str
    says: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Expected:
        return cls(
            code=data["code"], at=data["at"], place=data.get("place", ""), says=tuple(map(str, data.get("says", ())))
        )

    def fits(self, finding: Finding, document: str, root: Path) -> bool:
        told = f"{finding.message} {finding.hint}"
        return (
            finding.code == self.code
            and all(word in told for word in self.says)
            and any(self.stands_at(place, document, root) for place in (finding.place, *finding.related))
        )

    def stands_at(self, place: Place, document: str, root: Path) -> bool:
        below = place.path.removeprefix(f"content/departments/{document}/")
        if below == place.path and not place.path.startswith("templates/"):
            return False
        named = below if below != place.path else Path(place.path).name
        return named.startswith(self.at) and (not self.place or self.place in source_at(place, root))


def source_at(place: Place, root: Path) -> str:
    """The line at a place; for an entry of a list that goes on below, its lines."""
    if not place.line:
        return "\n".join(path.read_text(encoding="utf-8") for path in [root / place.path] if path.is_file())
    lines = (root / place.path).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
    own = [lines[0]]
    indent = len(lines[0]) - len(lines[0].lstrip())
    for line in lines[1:NEAR]:
        if line.lstrip().startswith("- ") and len(line) - len(line.lstrip()) <= indent:
            break
        if ": {" in lines[0] or lines[0].rstrip().endswith("}"):
            break
        own.append(line)
    return "\n".join(own)


def listed_rows() -> list[dict[str, str]]:
    """The known problems."""
    return list(csv.DictReader((HERE / "known-discrepancies.csv").read_text(encoding="utf-8").splitlines()))


def expectations() -> dict[str, Any]:
    """What tells each of them (known-discrepancies.yml)."""
    known: dict[str, Any] = yaml.safe_load((HERE / "known-discrepancies.yml").read_text(encoding="utf-8"))
    return known


def main() -> bool:
    """Print everything; whether enough is found, everything else argued and nothing false."""
    rows, known = listed_rows(), expectations()
    further = yaml.safe_load((HERE / "further-findings.yml").read_text(encoding="utf-8"))
    checked = check(Project(root=ROOT), tuple(known["documents"].values()), lambda *_: None, os.cpu_count() or 1)
    lost = _lost(known["documents"].values())
    accounted: set[Finding] = set()
    found: Counter[str] = Counter()
    for row in rows:
        hits = list(found_of(row, known, checked.every, ROOT))
        accounted.update(hits)
        found[row["class"]] += bool(hits)
        gone = known["rows"].get(int(row["no"]), {}).get("lost", "")
        print(_line(row, hits, lost=bool(gone) and gone in lost[known["documents"][row["original"]]]))
    short = _summary(Counter(row["class"] for row in rows), found)
    unargued = _further(further, [one for one in checked.every if one not in accounted])
    false = _harmless(known, checked.every)
    return not (short or unargued or false)


def found_of(
    row: Mapping[str, str], known: Mapping[str, Any], findings: Iterable[Finding], root: Path
) -> Iterator[Finding]:
    """The findings that tell a known problem."""
    expected = known["rows"].get(int(row["no"]), {})
    if "code" in expected:
        document = known["documents"][row["original"]]
        wanted = Expected.of(expected)
        yield from (finding for finding in findings if wanted.fits(finding, document, root))


def _lost(ids: Iterable[str]) -> dict[str, str]:
    """缺漏 of each document: what its source has lost, as its content says."""
    workspace = Workspace.open(Project(root=ROOT))
    found = {}
    for id in ids:
        document = workspace.load(id).document
        told = [*document.head.missing, *(data.missing for data in document.performance)] if document else []
        found[id] = "\n".join(told)
    return found


def _line(row: Mapping[str, str], hits: list[Finding], *, lost: bool) -> str:
    what = f"{row['no']:>3} {row['class']} {row['original'].split('-')[0]}:{row['line']} {row['quoted'][:36]}"
    if hits:
        place = hits[0].place
        return f"找到    {what}\n        {hits[0].code} {place}"
    if lost:
        return f"缺页    {what}\n        来源文本缺了这一页或这一行，内容的“缺漏”写明了"
    return f"没找到  {what}"


def _summary(all_rows: Counter[str], found: Counter[str]) -> bool:
    print()
    short = False
    for name, least in CLASSES.items():
        enough = found[name] >= least * all_rows[name]
        short = short or not enough
        print(f"{name} 类：{all_rows[name]} 条，找到 {found[name]} 条（要求 {least:.0%}）{'' if enough else ' 不够'}")
    return short


def _further(further: list[dict[str, Any]], findings: list[Finding]) -> bool:
    """Print what was found beyond the rows, with the argument for it; whether some of it is not argued."""
    print(f"\n表外的提示 {len(findings)} 条：")
    left = list(findings)
    left_over = False
    for entry in further:
        wanted = Expected.of({"at": "", **entry})
        document = entry.get("document", "")
        hits = [one for one in left if _argued(wanted, one, document)]
        left = [one for one in left if one not in hits]
        print(f"  {wanted.code} {len(hits)} 条：{entry['why']}")
        if not hits:
            print("  没有用到：删去这一条")
            left_over = True
    for finding in left:
        print(f"  没有论证：{finding.place}: {finding.code} {finding.message}")
    return bool(left) or left_over


def _argued(wanted: Expected, finding: Finding, document: str) -> bool:
    """Whether an argument is for this finding; without a document it is for all of them."""
    told = f"{finding.message} {finding.hint}"
    return (
        finding.code == wanted.code
        and (not document or f"/{document}/" in f"/{finding.place.path}/")
        and wanted.at in finding.place.path
        and all(word in told for word in wanted.says)
    )


def _harmless(known: Mapping[str, Any], findings: Iterable[Finding]) -> bool:
    """Whether something is reported that is rounding or damage of the extraction."""
    listed = list(findings)
    rounding = [one for one in listed if one.code.startswith(ROUNDING)]
    print(f"\n舍入尾差（表内、表间、年度）误报 {len(rounding)} 条")
    false = [str(one.place) for one in rounding]
    for entry in known["harmless"]:
        wanted = Expected.of({"code": "", **entry})
        document = known["documents"][entry["document"]]
        codes = entry.get("codes")
        hits = [
            one
            for one in listed
            if wanted.stands_at(one.place, document, ROOT) and (codes is None or one.code in codes)
        ]
        false += [f"{entry['no']}：{one.place} {one.code}" for one in hits]
    for line in false:
        print(f"  误报：{line}")
    print(f"不该报的 {len(known['harmless'])} 处，误报 {len(false) - len(rounding)} 处")
    return bool(false)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
