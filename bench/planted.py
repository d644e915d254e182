"""make bench-checks: what the checker finds of mistakes planted in the figures, and what it costs.

For each kind of mistake and kind of document: how many were planted; how many of them exact amounts could explain, as
the rules of the field written out in bench/domain.py say (no rule can find those); how many of the others were found;
how often the figure to blame was named.  Then untouched documents, of which nothing may be found, and CPU seconds.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from bench import authored, exact, slips, typing_errors
from bench.domain import Key, Law, Printed, law_of_accounts, possible
from bench.domain_budget import law_of_budget
from bench.invented import invented_project
from bench.measure import measure
from gongkai.checks.context import Case
from gongkai.checks.figures import RULES
from gongkai.model.amounts import NOTHING, Unit
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
ROUNDING = ("F", "R", "C")
"""codes that a rounding could raise"""
MOST_SEEN = 3
"""cells that a column out of step changes, up to which they are as well told one by one"""


class Subject(Struct, frozen=True, kw_only=True):
    """一份文件, to plant mistakes in."""

    name: str
    case: Case
    typed: slips.Typed
    rules: Callable[[Printed], Law]
    untyped: frozenset[Key] = frozenset()
    """cells that have a figure which nobody typed: totals that derive"""

    def with_entries(self, entries: tuple[Entry, ...]) -> Case:
        document = replace(self.case.document, entries=entries)
        accounts = self.case.accounts.again(entries)
        return replace(self.case, document=document, accounts=accounts)


class Tally(Struct):
    """合计 of one kind of mistake."""

    planted: int = 0
    explicable: int = 0
    beyond: int = 0
    """explicable by the rules as printed, and found all the same"""
    found: int = 0
    named: int = 0
    claimed: int = 0
    """in which a finding says that one figure is wrong"""
    wrong: int = 0
    """of these: another than the changed one"""
    valued: int = 0
    """in which a finding proposes a value"""
    untrue: int = 0
    """of these: another than what stood there"""
    seconds: float = 0.0

    def add(self, other: Tally) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def subject(name: str, case: Case) -> Subject:
    document = case.document
    kept = slips.typed(document.edition, document.head.unit, document.entries)
    return Subject(
        name=name,
        case=case,
        typed=kept,
        rules=law_of_budget if document.edition.kind.nature == "预算" else law_of_accounts,
    )


def printed(found: Subject, entries: Iterable[Entry]) -> Printed:
    """The cells of a document in cents, by the row that is printed."""
    cells: dict[Key, int] = {}
    funds: dict[str, str] = {}
    fields: dict[tuple[str, str], dict[str, str]] = {}
    for entry in entries:
        for one in entry.amounts:
            cells[key_of(found, entry, one.column)] = int(one.amount.yuan * 100)
            fields[key_of(found, entry, one.column)[:2]] = dict(entry.fields)
        fund = dict(entry.fields).get("资金")
        if fund:
            funds[entry.row] = fund
    typed = {key_of(found, entry, one.column) for entry in found.typed.entries for one in entry.amounts}
    emptied = (typed | found.untyped) - cells.keys()
    half = 5_000 if found.typed.unit is Unit.WAN else 0
    return Printed(
        cells=cells,
        half=half,
        funds=funds,
        emptied=frozenset(emptied),
        fields=fields,
        derives=bool(found.untyped),
    )


def key_of(found: Subject, entry: Entry, column: str) -> Key:
    address = exact.address(found.typed.edition, entry, column)
    return (address.table, address.row, address.column)


def findings(case: Case) -> list[Finding]:
    return [one for rule in RULES for one in rule.check(case) if isinstance(one, Finding)]


def real() -> Iterator[Subject]:
    workspace = Workspace.open(Project(root=ROOT))
    for name in sorted(workspace.folders):
        loaded = workspace.load(name)
        if loaded.document is not None and loaded.edition is not None:
            yield subject(name, case_of(workspace, loaded.document, loaded.edition))


def invented(seed: int, count: int, unit: Unit) -> Iterator[Subject]:
    for number, entries in enumerate(exact.documents(seed, count), start=1):
        own = exact.rounded(entries) if unit is Unit.WAN else entries
        yield subject(f"{number}", exact.case_of(own, unit))


def authored_here(seed: int, count: int, style: str, unit: Unit) -> Iterator[Subject]:
    """Documents as departments write them: what derives is typed in part."""
    for number, (entries, whole) in enumerate(authored.documents(seed, count, style, unit), start=1):
        found = subject(f"{number}", exact.case_of(entries, unit))
        keys = frozenset(key_of(found, entry, one.column) for entry in whole for one in entry.amounts)
        yield replace(found, untyped=keys - {key_of(found, e, one.column) for e in entries for one in e.amounts})


CLAIM = re.compile(r"最可能是(?P<cell>[^：]+)：")
VALUE = re.compile(r"改成(?P<value>[^就；]+)就")
Named = Callable[[Subject, slips.Planted, Finding, Case], bool]


def one_named(found: Subject, slip: slips.Planted, told: Finding, _case: Case) -> bool:
    """Whether one of the changed cells is said to be wrong."""
    named = CLAIM.search(told.hint)
    return named is not None and named["cell"] in {shown_cell(found, cell) for cell in slip.cells}


def none_named(_found: Subject, _slip: slips.Planted, told: Finding, _case: Case) -> bool:
    """Whether no figure is said to be wrong."""
    return CLAIM.search(told.hint) is None


def both_named(_found: Subject, slip: slips.Planted, told: Finding, case: Case) -> bool:
    return {place_of(case, cell) for cell in slip.cells} <= {told.place, *told.related}


def column_named(_found: Subject, slip: slips.Planted, told: Finding, case: Case) -> bool:
    """Whether the column is told to be out of step; where only few cells change, whether one of these is named."""
    table, _, column = slip.cells[0]
    if len(slip.cells) <= MOST_SEEN and told.place in {place_of(case, cell) for cell in slip.cells}:
        return True
    return f"{table}的“{column}”这一列" in told.message and "了一行" in told.message


def row_named(found: Subject, slip: slips.Planted, told: Finding, case: Case) -> bool:
    single = one_named(found, slip, told, case) and "把元当成了万元" in told.hint
    return single or (
        "像是元，不是万元" in told.message and told.place in {place_of(case, cell) for cell in slip.cells}
    )


def document_named(_found: Subject, _slip: slips.Planted, told: Finding, _case: Case) -> bool:
    return told.code == "F202"


def place_of(case: Case, key: slips.Key) -> object:
    table, row, column = key
    for entry in case.document.entries:
        if (entry.table, entry.row) == (table, row):
            for one in entry.amounts:
                if one.column == column:
                    return one.place
    return None


def shown_cell(found: Subject, key: slips.Key) -> str:
    table, row, column = key
    entry = next((e for e in found.typed.entries if (e.table, e.row) == (table, row)), None)
    return str(exact.address(found.typed.edition, entry, column)) if entry else "·".join(key)


def count_claims(found: Subject, slip: slips.Planted, told: Iterable[Finding], tally: Tally) -> bool:
    """Count what is claimed of single figures and of values; whether something claimed is false."""
    hints = [one.hint for one in told if one.code == "F201"]
    names = {match["cell"] for hint in hints if (match := CLAIM.search(hint))}
    values = {match["value"] for hint in hints for match in VALUE.finditer(hint)}
    cells = {shown_cell(found, cell) for cell, yuan in slip.changes.items() if yuan}
    meant = {
        found.case.shown(found.typed.cells[cell].amount if cell in found.typed.cells else NOTHING)
        for cell in slip.cells
    }
    misplaced = len(slip.cells) == 1 and any("像是" in one.message for one in told if one.code == "F201")
    tally.claimed += bool(names) or misplaced
    tally.wrong += misplaced or not names <= cells
    tally.valued += bool(values)
    tally.untrue += not values <= meant
    return misplaced or not names <= cells or not values <= meant


class Kind(Struct, frozen=True, kw_only=True):
    """一种错: how it is planted, and how one sees that it was told for what it is."""

    title: str
    slip: slips.Slip
    named: Named
    single: bool = False
    """whether a single figure is wrong"""
    units: tuple[Unit, ...] = (Unit.YUAN, Unit.WAN)
    once: bool = False


KINDS = (
    Kind(title="合计差一分", slip=slips.a_cent, named=one_named, single=True, units=(Unit.YUAN,)),
    Kind(title="一格改动0.01以上", slip=slips.any_change, named=one_named, single=True),
    Kind(title="一格改动0.10以上", slip=slips.ten_or_more, named=one_named, single=True),
    Kind(title="漏一位数字", slip=slips.digit_lost, named=one_named, single=True),
    Kind(title="颠倒两位数字", slip=slips.digits_swapped, named=one_named, single=True),
    Kind(title="写错一位数字", slip=typing_errors.digit_changed, named=one_named, single=True),
    Kind(title="一位写了两遍", slip=typing_errors.digit_doubled, named=one_named, single=True),
    Kind(title="小数点错一位", slip=typing_errors.point_moved, named=one_named, single=True),
    Kind(title="正负号写反", slip=typing_errors.sign_lost, named=one_named, single=True),
    Kind(title="明细写错一位", slip=typing_errors.detail_changed, named=one_named, single=True),
    Kind(title="填成邻行的数", slip=typing_errors.neighbour_copied, named=one_named, single=True),
    Kind(title="漏填一格", slip=typing_errors.cell_left_out, named=none_named),
    Kind(title="漏填一行", slip=typing_errors.row_left_out, named=none_named),
    Kind(title="两格各写错一位", slip=typing_errors.two_wrong, named=one_named),
    Kind(title="同列两格填反", slip=slips.two_swapped, named=both_named),
    Kind(title="一列错一行", slip=slips.out_of_step, named=column_named),
    Kind(title="一行×10000", slip=slips.row_in_yuan, named=row_named, units=(Unit.WAN,)),
    Kind(title="全文×10000", slip=slips.document_in_yuan, named=document_named, units=(Unit.WAN,), once=True),
)
ALL_SINGLE = "单格错，合计"


def plant(kind: Kind, found: Subject, random: Random, times: int, tally: Tally) -> Iterator[str]:
    """Plant a kind of mistake some times in one document; yields those that were not told for what they are."""
    for _ in range(1 if kind.once else times):
        slip = kind.slip(found.typed, random)
        if slip is None:
            continue
        entries = slips.planted(found.typed, slip)
        explicable = not kind.once and possible(found.rules(printed(found, entries)))
        started = time.process_time()
        case = found.with_entries(entries)
        told = findings(case)
        tally.seconds += time.process_time() - started
        tally.planted += 1
        if explicable:
            tally.explicable += 1
            tally.beyond += bool(told)
            continue
        tally.found += bool(told)
        first = next((one for one in told if one.code.startswith("F20")), None)
        named = first is not None and kind.named(found, slip, first, case)
        tally.named += named
        false = count_claims(found, slip, told, tally)
        if false or not named:
            cells = "，".join(f"{'·'.join(cell)}＝{value}" for cell, value in list(slip.changes.items())[:4])
            said = f"{first.place.line}:{first.place.column} {first.message} {first.hint}" if first else "没有找到"
            yield f"{'错怪' if false else '没有点名'}｜{kind.title}｜{found.name}｜{cells}｜原{slip.was}｜{said}"


def share(part: int, whole: int) -> str:
    return f"{part / whole * 100:6.1f}%" if whole else "      -"


HEAD = (
    "错的种类                植入  可解释 其中找到 |   应找   找到   找到率 |   点对  点对率 |"
    "   点名   点错 |   给值   给错 | CPU秒/处"
)


def mistakes(title: str, subjects: list[Subject], seed: int, times: int, misses: list[str]) -> None:
    print(f"\n{title}（{len(subjects)}份）\n{HEAD}")
    whole = Tally()
    for kind in KINDS:
        if subjects[0].typed.unit not in kind.units:
            continue
        tally = Tally()
        random = Random(f"{seed}/{kind.title}/{title}")  # noqa: S311 - mistakes, not secrets
        for found in subjects:
            misses.extend(f"{title}｜{one}" for one in plant(kind, found, random, times, tally))
        if kind.single:
            whole.add(tally)
        _line(kind.title, tally)
    _line(ALL_SINGLE, whole)


def _line(title: str, tally: Tally) -> None:
    due = tally.planted - tally.explicable
    width = 22 - sum(1 for letter in title if not letter.isascii())
    print(
        f"{title:<{width}}{tally.planted:6}{tally.explicable:8}{tally.beyond:9} |"
        f"{due:7}{tally.found:7} {share(tally.found, due)} |{tally.named:7}{share(tally.named, due)} |"
        f"{tally.claimed:7}{tally.wrong:7} |{tally.valued:7}{tally.untrue:7} |"
        f"{tally.seconds / max(1, tally.planted):9.3f}",
        flush=True,
    )


def hidden(found: Subject) -> None:
    """How large a change can hide in a cell of each table, at most: as far as the other cells leave its amount."""
    own = found.rules(printed(found, found.typed.entries))
    widest: dict[str, tuple[float, str]] = {}
    for key in own.printed.cells:
        low, high = own.solve(key, 1), own.solve(key, -1)
        if low is None or high is None:
            raise RuntimeError(f"{found.name}：原样就不能成立")
        value = own.printed.cells[key]
        width = (max(high - value, value - low) + own.printed.half) / 1_000_000
        if width > widest.get(key[0], (-1.0, ""))[0]:
            widest[key[0]] = (width, "·".join(key[1:]))
    print(f"\n{found.name}：一格最多能改多少而仍可解释（万元，各表最宽的一格）")
    for table, (width, cell) in widest.items():
        print(f"  {table:<28}{width:12.3f}  {cell}")


def untouched(seed: int, count: int) -> None:
    """原样: documents rounded from 元 to 万元, of which nothing may be found."""
    started = time.process_time()
    told: list[str] = []
    gaps = 0
    for found in invented(seed + 1, count, Unit.WAN):
        told += [f"{found.name} {one.code} {one.message}" for one in findings(found.case) if one.code[0] in ROUNDING]
        gaps += sum(
            1
            for cell in found.case.accounts.cells.values()
            if cell.given and cell.given.amount.yuan != cell.derived.yuan
        )
    seconds = time.process_time() - started
    print(
        f"\n原样：{count}份由元四舍五入到万元的文件，其中{gaps}处有尾差；"
        f"因四舍五入而报的问题：{len(told)}个（CPU {seconds:.0f}秒）"
    )
    for line in told[:5]:
        print(f"  {line}")


def speed_of_rules(seed: int, counts: Iterable[int]) -> None:
    print("\n只查规则（勾稽），由元四舍五入的文件：推算和检查的CPU秒")
    counts = tuple(counts)
    documents = [exact.rounded(entries) for entries in exact.documents(seed, max(counts))]
    for count in counts:
        started = time.process_time()
        for entries in documents[:count]:
            findings(exact.case_of(entries, Unit.WAN))
        seconds = time.process_time() - started
        print(f"  {count:6}份 {seconds:8.1f}秒，每份{seconds / count * 1000:6.1f}毫秒", flush=True)


def speed_of_documents() -> None:
    """The four documents, from their files to the findings, without starting Python and importing."""
    import scipy.optimize  # noqa: F401, PLC0415 - loaded before the clock starts

    started = time.process_time()
    workspace = Workspace.open(Project(root=ROOT))
    for name in sorted(workspace.folders):
        prepare(workspace, name)
    inside = time.process_time() - started
    whole = measure([sys.executable, "-m", "gongkai", "check"], ROOT)
    print(
        f"\n四份文件：读取、推算、排文、检查 CPU {inside:.2f}秒；"
        f"连同启动Python和载入SciPy，gongkai check 共 CPU {whole.cpu:.2f}秒"
    )


def speed_of_check(counts: Iterable[int]) -> None:
    print("\ngongkai check，虚构地区（bench/invented.py）：全部步骤的CPU秒")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder) / "project"
            project.mkdir()
            invented_project(ROOT, project, count)
            cost = measure([sys.executable, "-m", "gongkai", "--project", str(project), "check"], ROOT)
            print(
                f"  {count:6}份 {cost.cpu:8.1f}秒，每份{cost.cpu / count * 1000:6.1f}毫秒，历时{cost.wall:7.1f}秒",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--documents", type=int, default=40, help="generated documents to plant in (default 40)")
    parser.add_argument("--untouched", type=int, default=1000, help="generated documents to leave as they are")
    parser.add_argument("--quick", action="store_true", help="a small sample, in about a minute")
    parser.add_argument("--full", action="store_true", help="also gongkai check of 1000 and 2000 documents")
    parser.add_argument("--only", action="store_true", help="nothing but the planted mistakes")
    parser.add_argument("--misses", action="store_true", help="list the mistakes whose culprit was not named")
    options = parser.parse_args()
    count = 5 if options.quick else options.documents
    times, own = (2, 4) if options.quick else (5, 50)
    misses: list[str] = []
    documents = list(real())
    mistakes("真实文件，万元", documents, options.seed, own, misses)
    mistakes("虚构文件，元", list(invented(options.seed, count, Unit.YUAN)), options.seed, times, misses)
    rounded = list(invented(options.seed, count, Unit.WAN))
    mistakes("虚构文件，由元四舍五入到万元", rounded, options.seed, times, misses)
    for unit in Unit:
        for style in authored.STYLES:
            written = list(authored_here(options.seed, count, style, unit))
            mistakes(f"编制的虚构文件，{unit.value}，{style}", written, options.seed, times, misses)
    if options.misses:
        print("\n没有点名的，和错怪的：", *misses, sep="\n  ")
    if options.only:
        return
    if not options.quick:
        for found in (*documents, rounded[0]):
            hidden(found)
    untouched(options.seed, 40 if options.quick else options.untouched)
    speed_of_documents()
    speed_of_rules(options.seed, (20, 40) if options.quick else (250, 500, 1000, 2000))
    if not options.quick:
        speed_of_check((250, 500, 1000, 2000) if options.full else (250, 500))


if __name__ == "__main__":
    main()
