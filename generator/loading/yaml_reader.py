"""YAML → 节点: strict reading with places, every problem in plain Chinese, never an exception."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.loading.files import open_within
from gongkai.loading.pasted import pasted_rows
from gongkai.loading.problems import capped
from gongkai.loading.text import read_text
from gongkai.loading.yaml_checks import check_lines, check_spans, misreadings
from gongkai.loading.yaml_errors import Repair, explain, repairs
from gongkai.loading.yaml_source import SourceLines, position
from gongkai.loading.yaml_traps import Trap
from gongkai.loading.yaml_tree import Tree, build_tree, too_many_brackets
from gongkai.model.findings import Finding, errors, found
from gongkai.model.nodes import Mapping, Node
from gongkai.model.places import Place

MOST_REPAIRS = 50
MOST_REPARSED = 2_000_000
"""Characters parsed again for repairs, in all: bounds the time spent on a hopeless file."""
NAIVE_DEPTH = 100
CERTAIN = frozenset({"L205", "L206", "L207", "L208", "L303"})
"""slips with one right answer: full-width : and ,, no blank behind : or -, a number cut in {} by its separators"""
MOST_ALIKE = 3
"""of the same mistake told one by one"""
MOST_RELATED = 30


class Loaded(Struct, frozen=True, kw_only=True):
    """读入的文件. `node` may be there beside errors, so that more can be checked; None: nothing could be read."""

    node: Node | None
    findings: tuple[Finding, ...] = field(default=())


Parse = Callable[[bytes, str], Loaded]
"""of the bytes of a file, and how findings name it"""


def read_yaml(path: Path, shown: str, *, root: Path | None = None, parse: Parse | None = None) -> Loaded:
    """Read one file; `shown` names it in findings. Below `root` (default: its folder) no link is followed.

    `parse`: who parses it, if that is known to have come to the same before.
    """
    root = root or path.parent
    data = open_within(root, path.relative_to(root).as_posix(), shown)
    if isinstance(data, Finding):
        return Loaded(node=None, findings=(data,))
    return (parse or parse_yaml)(data, shown)


@lru_cache(maxsize=256)
def parse_yaml(data: bytes, shown: str) -> Loaded:
    """Read the bytes of one file; once for all that ask, such as the editions that inherit it."""
    text = read_text(data, shown)
    if text.value is None:
        return Loaded(node=None, findings=capped(text.findings))
    source = SourceLines(shown=shown, lines=tuple(text.value.split("\n")))
    deep = _nesting(source)
    if deep is not None:
        return Loaded(node=None, findings=capped((*text.findings, deep)))
    source, pasted = pasted_rows(source)
    loaded = _parsed(source, (*text.findings, *pasted))
    return replace(loaded, node=None) if pasted else loaded


class _Attempt(Struct, frozen=True, kw_only=True):
    """A source, as far as it is mended, with its tree and what was mended."""

    source: SourceLines
    tree: Tree
    mended: tuple[Finding, ...] = field(default=())


def _parsed(source: SourceLines, characters: tuple[Finding, ...]) -> Loaded:
    return _loaded(_structured(_mended(source)), characters)


def certainly_mended(source: SourceLines) -> tuple[SourceLines, tuple[Finding, ...]]:
    """The source without the slips that have one right answer, and what they were, one by one."""
    attempt = _mended(source, CERTAIN)
    misread = misreadings(attempt.source, attempt.tree.spans) if attempt.tree.failure is None else ()
    sure = [one for one in misread if one.code in CERTAIN]
    told = (one.finding(attempt.source) for one in sure)
    return attempt.source.edited(one.edit for one in sure), (*attempt.mended, *told)


def _mended(source: SourceLines, codes: Container[str] | None = None) -> _Attempt:
    """The source mended until it parses or nothing helps; `codes`: of the only slips that are mended."""
    attempt = _Attempt(source=source, tree=build_tree(source))
    budget = MOST_REPARSED
    while attempt.tree.failure is not None and len(attempt.mended) < MOST_REPAIRS:
        better = None
        for repair in repairs(attempt.tree.failure, attempt.source):
            if codes is not None and repair.finding.code not in codes:
                continue
            budget -= len(source.text)
            better = _better(attempt, repair) if budget > 0 else None
            if better is not None:
                break
        if better is None:
            break
        attempt = better
    return attempt


def _better(attempt: _Attempt, repair: Repair) -> _Attempt | None:
    """The attempt with a repair, if the parser gets further with it."""
    source = attempt.source.edited((repair.edit,))
    tree = build_tree(source)
    before = position(attempt.tree.failure.problem_mark) if attempt.tree.failure else (0, 0)
    if tree.failure is not None and position(tree.failure.problem_mark) <= before:
        return None
    return _Attempt(source=source, tree=tree, mended=(*attempt.mended, repair.finding))


def _structured(attempt: _Attempt) -> _Attempt:
    """The attempt with text read as the structure it was meant to be, where YAML then still parses."""
    misread = misreadings(attempt.source, attempt.tree.spans)
    if not misread:
        return attempt
    source = attempt.source.edited(one.edit for one in misread)
    mended = (*attempt.mended, *_told(attempt.source, misread))
    tree = build_tree(source)
    if tree.failure is not None:
        return replace(attempt, mended=mended)
    return _Attempt(source=source, tree=tree, mended=mended)


def _told(source: SourceLines, misread: Iterable[Trap]) -> Iterator[Finding]:
    """One finding for each value; a mistake that somebody makes again and again is told once, with all its lines."""
    values: dict[tuple[object, ...], Trap] = {}
    for one in misread:
        cut = one.column if one.value is None else one.value
        first = values.setdefault((one.code, one.line, cut), one)
        values[one.code, one.line, cut] = replace(first, meant=one.meant)
    by_code: dict[str, list[Trap]] = defaultdict(list)
    for one in values.values():
        by_code[one.code].append(one)
    for same in by_code.values():
        told = [one.finding(source) for one in same[:MOST_ALIKE]]
        if len(same) > MOST_ALIKE:
            others = tuple(source.place(one.line, one.column) for one in same[1:MOST_RELATED])
            yield replace(told[0], message=f"{told[0].message}（这个文件里共有{len(same)}处）", related=others)
        else:
            yield from told


def _loaded(attempt: _Attempt, characters: tuple[Finding, ...]) -> Loaded:
    source, tree = attempt.source, attempt.tree
    failed = position(tree.failure.problem_mark)[0] if tree.failure else None
    lines = tuple(check_lines(source, tree.spans, failed))
    sound = tree.spans if tree.failure is None else tree.spans[:-1]
    mended = (finding for finding in attempt.mended if not _split_by_break(finding, characters))
    findings = [*characters, *mended, *lines, *check_spans(source, sound), *tree.findings]
    if tree.failure is not None:
        problem = explain(tree.failure, source, tree.spans)
        if not _explained(problem, failed or 0, (*characters, *lines)):
            findings.append(problem)
    elif tree.node is None and not tree.findings:
        place = Place(path=source.shown, line=1, column=1)
        findings.append(found("L201", place, "文件"))
        return Loaded(node=Mapping(items=(), place=place), findings=capped(findings))
    return Loaded(node=tree.node, findings=capped(findings))


def _split_by_break(finding: Finding, characters: tuple[Finding, ...]) -> bool:
    """A second “: ” in a line is no news where a hidden line break joins two lines."""
    return finding.code == "L212" and any(
        one.code == "L108" and one.place.line == finding.place.line for one in characters
    )


def _explained(problem: Finding, failed: int, findings: Iterable[Finding]) -> bool:
    """Whether the parser stumbled over something that is reported already."""
    for finding in errors(findings):
        line = finding.place.line - 1
        if finding.code in ("L203", "L204") and line <= failed:
            return True
        if line in (failed - 1, failed, problem.place.line - 1):
            return True
    return False


def _nesting(source: SourceLines) -> Finding | None:
    """Brackets nested absurdly deep, counted without regard to quotes, before the C parser sees them.

    It took seconds to minutes on 200 kB of “[”. The exact limit is checked while the tree grows.
    """
    depth = 0
    for number, line in enumerate(source.lines):
        if "[" not in line and "{" not in line and "]" not in line and "}" not in line:
            continue
        for column, sign in enumerate(line):
            if sign in "[{":
                depth += 1
                if depth > NAIVE_DEPTH:
                    return too_many_brackets(source.place(number, column))
            elif sign in "]}":
                depth = max(0, depth - 1)
    return None
