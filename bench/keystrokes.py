"""make bench-checks: one keystroke wrong in every amount that was typed into documents in 元 (bench/written.py).

Each amount once with each kind of mistake: a digit changed, two swapped, ten times, a digit lost, in the wrong row, in
the wrong column; as text in the file, read and checked as gongkai check does. Beside the document stand the 核对数 that
its edition asks for, of the untouched document, summed without gongkai (tests/controls.py). Counted: found at all,
found so that it blocks, found at the very line (the finding's place or one it refers to), and of the findings that say
which figure is wrong, how many are right.
What moves no total that is asked for cannot be found; it is listed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random

import yaml
from msgspec import Struct

from bench import written
from gongkai.model.findings import Finding, blocks
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.controls import FILE, controls_of, write_controls

ROOT = Path(__file__).resolve().parent.parent
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "收入决算表": ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    "支出决算表": ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "财政拨款三公经费支出决算表": ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"),
    "结转和结余": ("年初", "年末"),
}
"""those of figures.yml into which an amount may slip, from left to right"""
CLAIM = "最可能是"
"""how a finding says that it was this figure"""
MOVES = ("错一行", "错一列")
HEAD = "错的种类      试了  不改核对数 |  找到   找到率 |  拦住   拦住率 | 点到行  点到率 |  断言  断言对  对的"


class Typed(Struct, frozen=True, kw_only=True):
    """一个填的数: where it stands in its file, and the keys that lead to it."""

    file: Path
    keys: tuple[str, ...]
    text: str
    start: int
    end: int
    line: int

    @property
    def name(self) -> str:
        return f"{self.file.name} {'.'.join(self.keys)}"


class Edit(Struct, frozen=True, kw_only=True):
    """一处改动: the file as it becomes, and the lines on which something is wrong."""

    file: Path
    text: str
    lines: frozenset[int]


def typed(folder: Path) -> Iterator[Typed]:
    """Every amount that was typed, but zero, in the order of the files."""
    for file in (folder / "figures.yml", folder / "explanation.yml", *sorted((folder / "performance").glob("*.yml"))):
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        yield from _amounts(file, root, ())


def _amounts(file: Path, node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[Typed]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _amounts(file, value, (*keys, key.value))
    elif isinstance(node, yaml.ScalarNode) and _is_amount(node.value) and keys[-1] != "得分":
        quoted = node.end_mark.index - node.start_mark.index > len(node.value)
        start, end = node.start_mark.index + quoted, node.end_mark.index - quoted
        yield Typed(file=file, keys=keys, text=node.value, start=start, end=end, line=node.start_mark.line + 1)


def _is_amount(text: str) -> bool:
    whole, point, decimals = text.partition(".")
    return bool(point) and whole.isdigit() and decimals.isdigit() and bool(float(text))


Slip = Callable[[Typed, tuple[Typed, ...], Random], Edit | None]


def _retyped(one: Typed, text: str) -> Edit | None:
    if text == one.text or not any(digit.isdigit() for digit in text):
        return None
    before = one.file.read_text(encoding="utf-8")
    return Edit(file=one.file, text=before[: one.start] + text + before[one.end :], lines=frozenset({one.line}))


def _digits(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isdigit()]


def digit_changed(one: Typed, _all: tuple[Typed, ...], random: Random) -> Edit | None:
    """写错一位."""
    place = random.choice(_digits(one.text))
    digit = random.choice([letter for letter in "0123456789" if letter != one.text[place]])
    return _retyped(one, one.text[:place] + digit + one.text[place + 1 :])


def digits_swapped(one: Typed, _all: tuple[Typed, ...], random: Random) -> Edit | None:
    """颠倒两位."""
    digits = _digits(one.text)
    pairs = [pair for pair in pairwise(digits) if one.text[pair[0]] != one.text[pair[1]]]
    if not pairs:
        return None
    left, right = random.choice(pairs)
    letters = list(one.text)
    letters[left], letters[right] = letters[right], letters[left]
    return _retyped(one, "".join(letters))


def ten_times(one: Typed, _all: tuple[Typed, ...], random: Random) -> Edit | None:
    """多一个零: the point one place further."""
    del random
    whole, _, decimals = one.text.partition(".")
    return _retyped(one, f"{whole}{decimals[0]}.{decimals[1:]}0".lstrip("0") or "0.00")


def digit_lost(one: Typed, _all: tuple[Typed, ...], random: Random) -> Edit | None:
    """漏一位: before the point, so that two decimals are left."""
    place = random.choice(_digits(one.text.partition(".")[0]))
    left = one.text[:place] + one.text[place + 1 :]
    return _retyped(one, f"0{left}" if left.startswith(".") else left)


def wrong_row(one: Typed, typed_here: tuple[Typed, ...], _random: Random) -> Edit | None:
    """错一行: it stands in the next row of its column, and what belongs there stands here."""
    rows = [other for other in typed_here if other.file == one.file and other.keys[0] == one.keys[0]]
    lines = [line for line in dict.fromkeys(other.line for other in rows) if line != one.line]
    if len(one.keys) > 2 and one.file.name == "figures.yml":
        return _moved(one, rows, _next(lines, one.line), one.keys[-1]) if lines else None
    column = [other for other in rows if len(other.keys) == len(one.keys) and _column(other) == _column(one)]
    lines = [other.line for other in column if other.line != one.line]
    return _exchanged(one, next(o for o in column if o.line == _next(lines, one.line))) if lines else None


def wrong_column(one: Typed, typed_here: tuple[Typed, ...], _random: Random) -> Edit | None:
    """错一列: it stands in the next column of its row, and what belongs there stands here."""
    row = [other for other in typed_here if other.file == one.file and other.line == one.line]
    if one.keys[0] in COLUMNS and one.keys[-1] in COLUMNS[one.keys[0]]:
        columns = COLUMNS[one.keys[0]]
        number = columns.index(one.keys[-1])
        return _moved(one, row, one.line, columns[number + 1 if number + 1 < len(columns) else number - 1])
    others = [other.start for other in row if other != one]
    return _exchanged(one, next(o for o in row if o.start == _next(others, one.start))) if others else None


def _column(one: Typed) -> str:
    """Where a row has several amounts, which of them."""
    return one.keys[-1] if len(one.keys) > 2 else ""


def _next(places: list[int], place: int) -> int:
    """The next of some places; the last one where there is none further."""
    return min((other for other in places if other > place), default=max(places))


def _moved(one: Typed, near: list[Typed], line: int, column: str) -> Edit | None:
    """Into another cell of figures.yml; exchanged with what stands there."""
    there = next((other for other in near if other.line == line and other.keys[-1] == column), None)
    if there is not None:
        return _exchanged(one, there)
    lines = one.file.read_text(encoding="utf-8").splitlines()
    lines[one.line - 1] = _row(lines[one.line - 1], one.keys[-1], "")
    lines[line - 1] = _row(lines[line - 1], column, one.text)
    return Edit(file=one.file, text="\n".join(lines) + "\n", lines=frozenset({one.line, line}))


def _row(line: str, column: str, text: str) -> str:
    """A row with an amount in a column, or without; a comment where nothing is left of it."""
    key, _, inside = line.strip().lstrip("# ").partition(": {")
    items = dict(item.split(": ") for item in inside.rstrip("}").split(", ") if item)
    items.pop(column, None)
    items = ({column: text} if text else {}) | items
    left = ", ".join(f"{name}: {value}" for name, value in items.items())
    return f"  {'' if items.keys() - {'资金'} else '# '}{key}: {{{left}}}"


def _exchanged(one: Typed, other: Typed) -> Edit | None:
    if one.text == other.text:
        return None
    text = one.file.read_text(encoding="utf-8")
    for at, new in sorted(((one, other.text), (other, one.text)), key=lambda pair: -pair[0].start):
        text = text[: at.start] + new + text[at.end :]
    return Edit(file=one.file, text=text, lines=frozenset({one.line, other.line}))


KINDS: Mapping[str, Slip] = {
    "写错一位": digit_changed,
    "颠倒两位": digits_swapped,
    "多一个零": ten_times,
    "漏一位": digit_lost,
    "错一行": wrong_row,
    "错一列": wrong_column,
}
FOUND = ("找到", "拦住", "点到行")


class Bench:
    """一份文件, and what is found of each mistake in it."""

    def __init__(self, project: Path, id: str, *, with_totals: bool) -> None:
        self.id = id
        self.folder = project / "content" / "departments" / id
        self.workspace = Workspace.open(Project(root=project))
        self.totals = write_controls(self.folder) if with_totals else controls_of(self.folder)
        self.typed = tuple(typed(self.folder))
        self.untouched = self.checked()

    def checked(self) -> tuple[Finding, ...]:
        """What gongkai check finds in the files of the document as they are now."""
        self.workspace.documents.clear()
        found = prepare(self.workspace, self.id).findings
        return tuple(one for one in found if one.place.path.startswith("content/"))

    def tried(self, kind: str, one: Typed, random: Random) -> tuple[Counter[str], str]:
        """One mistake: what is to be counted of it, and how it is listed if it was not found and blocked."""
        edit = KINDS[kind](one, self.typed, random)
        if edit is None:
            return Counter(), ""
        before = edit.file.read_text(encoding="utf-8")
        edit.file.write_text(edit.text, encoding="utf-8")
        try:
            told, totals = self.checked(), controls_of(self.folder)
        finally:
            edit.file.write_text(before, encoding="utf-8")
        blocked = any(blocks(finding, archived=False) for finding in told)
        path = edit.file.relative_to(self.workspace.project.root).as_posix()
        at_line = [finding for finding in told if _is_at(finding, path, edit.lines)]
        claims = [finding for finding in told if CLAIM in finding.message + finding.hint]
        if kind in MOVES and totals == self.totals and not blocked:
            return Counter(试了=1, 不改核对数=1), f"不改核对数｜{kind}｜{one.name}｜{one.text}"
        counted = {
            "试了": 1,
            "找到": bool(told),
            "拦住": blocked,
            "点到行": bool(at_line),
            "断言": bool(claims),
            "断言对": bool(claims) and all(_blames(finding, path, edit.lines) for finding in claims),
        }
        said = "、".join(sorted({finding.code for finding in told})) or "没有找到"
        missed = "没有拦住" if not blocked else "没有点到" if not at_line else ""
        return Counter(counted), f"{missed}｜{kind}｜{one.name}｜{one.text}｜{said}" if missed else ""


def _is_at(finding: Finding, path: str, lines: frozenset[int]) -> bool:
    return any(place.path == path and place.line in lines for place in (finding.place, *finding.related))


def _blames(finding: Finding, path: str, lines: frozenset[int]) -> bool:
    """Whether the figure that a finding says is wrong stands there: its place, or the first behind a 核对数."""
    places = (place for place in (finding.place, *finding.related) if not place.path.endswith(FILE))
    first = next(places, finding.place)
    return first.path == path and first.line in lines


def measure(bench: Bench, seed: int, part: int) -> tuple[dict[str, Counter[str]], list[str]]:
    """Every kind in every amount, or in each `part`th."""
    counted: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    listed = []
    for number, one in enumerate(bench.typed):
        for place, kind in enumerate(KINDS):
            if (number + place) % part == 0:
                random = Random(f"{seed}/{bench.id}/{number}/{kind}")  # noqa: S311 - mistakes, not secrets
                more, line = bench.tried(kind, one, random)
                counted[kind] += more
                listed += [line] if line else []
    return counted, listed


def _line(title: str, counted: Counter[str]) -> str:
    tried, due = counted["试了"], counted["试了"] - counted["不改核对数"]
    shares = [counted[name] / due * 100 if due else 0 for name in FOUND]
    right = counted["断言对"] / counted["断言"] * 100 if counted["断言"] else 100
    found = " |".join(f"{counted[name]:6}{share:7.1f}%" for name, share in zip(FOUND, shares, strict=True))
    claims = f"{counted['断言']:6}{counted['断言对']:6}{right:7.1f}%"
    return f"{title:<8}{tried:6}{counted['不改核对数']:8} |{found} |{claims}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--part", type=int, default=1, help="only each so-manieth of the mistakes (default 1: all)")
    parser.add_argument("--without", action="store_true", help="documents without 核对数")
    parser.add_argument(
        "--misses", action="store_true", help="list what was not found, not blocked, or not at its line"
    )
    options = parser.parse_args()
    started, whole, failed = time.monotonic(), Counter[str](), False
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for id in written.write(project, ROOT, options.seed, 2):
            bench = Bench(project, id, with_totals=not options.without)
            counted, listed = measure(bench, options.seed, options.part)
            print(f"\n{id}：{len(bench.typed)}个数，原样{len(bench.untouched)}个问题\n{HEAD}")
            print(*(_line(kind, one) for kind, one in counted.items()), sep="\n", flush=True)
            print(*(f"  {finding.code} {finding.message}" for finding in bench.untouched), sep="\n", end="")
            print(*(f"  {line}" for line in listed if options.misses or "没有拦住" in line), sep="\n")
            whole += sum(counted.values(), Counter())
            failed |= bool(bench.untouched)
    print(f"\n{_line('三份合计', whole)}\n历时{time.monotonic() - started:.0f}秒")
    blocked = whole["拦住"] + whole["不改核对数"] == whole["试了"]
    sys.exit(not options.without and (failed or not blocked))


if __name__ == "__main__":
    main()
