"""make bench-checks: the known problems, looked for in three ways.

With the 原文 that were typed by hand; with none; and with those that `gongkai compare` finds in the originals, whose
differences count where they stand on the line of a problem. A fifth document (bench/fifth), of another city, is
looked for in the same ways; its contradictions were listed before. No code knows a row.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bench.known_discrepancies import CLASSES, ROOT, expectations, found_of, listed_rows
from gongkai.comparison.result import Comparison, Mismatch
from gongkai.model.checked import CheckResult
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.authoring.comparing import compare_with_original
from gongkai.pipeline.project import Project
from gongkai.reporting.comparison import comparison_as_yaml

ORIGINALS = ROOT.parent / "shared" / "originals"
FIFTH = ROOT / "bench" / "fifth"
FIFTH_ID = "dongyun/lanchuan/data-bureau/2023/final-accounts"
RECORDED = re.compile(r"^原文:\n(?:[ #\n-].*\n|\n)*", re.MULTILINE)
NUMBER = re.compile(r"\d+")
WAYS = ("有手工记的原文", "没有原文", "原文由对照得出")


def project(folder: Path, *contents: Path) -> Project:
    """A project of this one's templates, classifications and glossary, with these folders of documents."""
    for name in ("classifications", "glossary"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    shutil.copytree(ROOT / "templates", folder / "templates")
    for content in contents:
        shutil.copytree(content, folder / "content" / "departments", dirs_exist_ok=True)
    (folder / "build").mkdir()
    (folder / "build" / "fonts").symlink_to(ROOT / "build" / "fonts")
    return Project(root=folder)


def strip(of: Project) -> None:
    """Take every 原文 out."""
    for file in (of.root / "content" / "departments").rglob("explanation.yml"):
        text = file.read_text(encoding="utf-8") + "\n"
        file.write_text(RECORDED.sub("", text), encoding="utf-8")


def record(of: Project, id: str, original: Path) -> Comparison:
    """Compare a document with its original and write down what that offers."""
    found = compare_with_original(of, id, original, recorded=False)
    file = of.root / "content" / "departments" / id / "explanation.yml"
    file.write_text(file.read_text(encoding="utf-8") + "\n" + comparison_as_yaml(found), encoding="utf-8")
    return found


def checked(of: Project, ids: Iterable[str]) -> CheckResult:
    return check(of, tuple(ids), lambda *_: None, os.cpu_count() or 1)


def is_on_the_line(difference: Mismatch, lines: str, words: Iterable[str]) -> bool:
    """Whether a difference stands on a line of a problem, or the next, and is about its words."""
    near = {int(number) + step for number in NUMBER.findall(lines) for step in (-1, 0, 1)}
    about = [bare(text) for text in words]
    said = [bare(text) for text in (difference.printed, difference.expected) if len(bare(text)) > 1]
    return difference.spot.line in near and any(one in text for one in said for text in about)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> bool:
    """Print the counts of all three ways and what the third leaves open; whether it finds enough."""
    with TemporaryDirectory() as folder:
        good = _fifth(Path(folder) / "fifth")
        if ORIGINALS.is_dir():
            return _four(Path(folder) / "four") and good
    print(f"\n没有四份文件的原件（{ORIGINALS}），没有对照。")
    return good


def _four(folder: Path) -> bool:
    known, rows = expectations(), listed_rows()
    documents = known["documents"]
    of = project(folder, ROOT / "content" / "departments")
    typed = checked(of, documents.values()).every
    found = [{row["no"] for row in rows if any(found_of(row, known, typed, of.root))}]
    strip(of)
    without = checked(of, documents.values()).every
    found.append({row["no"] for row in rows if any(found_of(row, known, without, of.root))})
    compared = {name: record(of, id, ORIGINALS / name) for name, id in documents.items()}
    findings = checked(of, documents.values()).every
    found.append(
        {
            row["no"]
            for row in rows
            if any(found_of(row, known, findings, of.root))
            or any(
                is_on_the_line(one, row["line"], (row["quoted"], row["printed"], row["expected"]))
                for one in compared[row["original"]].differences
            )
        }
    )
    _counts({row["no"]: row["class"] for row in rows}, found)
    for name, comparison in compared.items():
        _told(name, comparison)
    missed = [row for row in rows if row["no"] not in found[2]]
    for row in missed:
        print(f"  没找到 {row['no']} {row['class']} {row['original'].split('-')[0]}:{row['line']} {row['quoted'][:40]}")
    certain = sum(row["class"] == "E" and row["no"] in found[2] for row in rows)
    return certain >= 50 and len(found[2]) >= 100


def _counts(classes: Mapping[str, str], found: list[set[str]]) -> None:
    total = Counter(classes.values())
    for way, numbers in zip(WAYS, found, strict=True):
        by_class = Counter(classes[number] for number in numbers)
        told = "，".join(f"{name} {by_class[name]}/{total[name]}" for name in CLASSES)
        print(f"{way}：{told}；共 {len(numbers)}/{len(classes)}")


def _told(name: str, comparison: Comparison) -> None:
    kinds = Counter(kind for one in comparison.differences for kind in one.kinds)
    told = "、".join(f"{kind}{count}" for kind, count in kinds.most_common())
    print(f"{name}：{len(comparison.differences)}处不同（{told}），{len(comparison.unplaced)}行没有对上")
    print(f"  原件 {comparison.figures} 个数，{comparison.agreed} 个与文件相同")


def _fifth(folder: Path) -> bool:
    alone, together, comparison = fifth_document(folder)
    print(f"\n第五份文件：植入{len(planted())}处矛盾")
    _told("original.txt", comparison)
    for way, told in (("没有原文", alone), ("原文由对照得出", together)):
        print(f"{way}：{len(told)}/{len(planted())}；没找到 {sorted({one['号'] for one in planted()} - told)}")
    for one in _beside(comparison.differences):
        kinds = "、".join(one.kinds)
        print(f"  植入的以外：{one.spot} {kinds} {one.label}：“{one.expected[:40]}”→“{one.printed[:40]}”")
    return len(together) >= 36


@cache
def planted() -> tuple[dict[str, Any], ...]:
    """The contradictions of the fifth document."""
    return tuple(yaml.safe_load((FIFTH / "planted.yml").read_text(encoding="utf-8")))


def fifth_project(folder: Path) -> Project:
    """A project with the fifth document, and its edition."""
    of = project(folder, FIFTH / "content" / "departments")
    shutil.copytree(FIFTH / "templates" / "editions", folder / "templates" / "editions", dirs_exist_ok=True)
    return of


def fifth_document(folder: Path) -> tuple[set[int], set[int], Comparison]:
    """The numbers of the contradictions that are told without any 原文, and with what a comparison records."""
    of = fifth_project(folder)
    alone = checked(of, (FIFTH_ID,)).every
    comparison = record(of, FIFTH_ID, FIFTH / "original.txt")
    together = checked(of, (FIFTH_ID,)).every
    return _numbers(alone, (), of), _numbers(together, comparison.differences, of), comparison


def _numbers(findings: Iterable[Finding], differences: Iterable[Mismatch], of: Project) -> set[int]:
    return {one["号"] for one in planted() if any(_tells(one, findings, differences, of))}


def _tells(
    one: Mapping[str, Any], findings: Iterable[Finding], differences: Iterable[Mismatch], of: Project
) -> Iterator[object]:
    """What tells a contradiction: a finding at the line that was typed wrong, or a difference of these words."""
    if typed := one.get("录入"):
        file = of.root / "content" / "departments" / FIFTH_ID / typed["文件"]
        text = file.read_text(encoding="utf-8")
        first = text[: text.index(typed["印作"])].count("\n") + 1
        lines = range(first, first + typed["印作"].count("\n") + 1)
        path = file.relative_to(of.root).as_posix()
        for finding in findings:
            if any(place.path == path and place.line in lines for place in (finding.place, *finding.related)):
                yield finding
    yield from (difference for difference in differences if _is_of(one, difference))


def _is_of(one: Mapping[str, Any], difference: Mismatch) -> bool:
    """Whether a difference stands where something was planted, and has it (or lacks what was taken out)."""
    right, printed = bare(one["原文"]["应为"]), bare(one["原文"]["印作"])
    changes = SequenceMatcher(a=right, b=printed, autojunk=False).get_opcodes()
    pieces = [(right[a:b], printed[c:d]) for kind, a, b, c, d in changes if kind != "equal"]
    expected, said = bare(difference.expected), bare(difference.printed)
    return difference.spot.line in _lines(one.get("近", one["原文"]["印作"])) and any(
        put_in in said if put_in else left_out in expected for left_out, put_in in pieces
    )


@cache
def _lines(words: str) -> range:
    """The lines of the fifth document's original on which these words stand, and those about them."""
    text = (FIFTH / "original.txt").read_text(encoding="utf-8")
    first = text[: text.index(words)].count("\n") + 1
    return range(first - 2, first + words.count("\n") + 3)


def _beside(differences: Iterable[Mismatch]) -> Iterator[Mismatch]:
    yield from (one for one in differences if not any(_is_of(each, one) for each in planted()))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
