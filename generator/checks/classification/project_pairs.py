"""项目的经济科目: whose projects stand behind the pairs of economic codes, 行政单位's or 事业单位's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.classification.economic_pairs import (
    ADMINISTRATIVE,
    INSTITUTION,
    NO_MAPPING,
    allowed,
    nature,
    pair_of,
    paired,
    told,
)
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.figures.facts import Fact
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.classification import DEPARTMENTAL
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.relations import EconomicForm

OTHER = {ADMINISTRATIVE: INSTITUTION, INSTITUTION: ADMINISTRATIVE}
MOST_PROJECTS = 16
"""projects of one kind of unit whose sums are tried: 65,536 of them"""


class Project(Struct, frozen=True, kw_only=True):
    """项目, with the 性质 of its unit."""

    name: str
    unit: str
    nature: str
    amount: Amount


class _Compared(Struct, frozen=True, kw_only=True):
    """The projects of a document beside the lines of their pairs."""

    economic: EconomicForm
    projects: tuple[Project, ...]
    lines: tuple[Fact, ...]


def _compared(case: Case) -> Iterator[_Compared | Skipped]:
    economic = case.document.edition.economic
    if economic is not None and economic.rest and economic.projects:
        projects, lines = _projects(case, economic), _lines(case, economic)
        reason = _untestable(case, projects, lines)
        yield reason or _Compared(economic=economic, projects=projects, lines=lines)


@each(_compared)
def projects_fit_pairs(case: Case, one: _Compared) -> Iterator[Said]:
    """K208 项目与经济科目: projects of 行政单位 stand in 501 to 504, those of 事业单位 in 505 and 506 (domain 2.5).

    What the pairs of each kind hold must be what the units of that kind spend on projects.  If it is not, the line is
    named whose item a project of the other kind bears in its name, or whose amount only projects of the other kind
    make up; else both sums are told.
    """
    sums = _by_kind((project.nature, project.amount) for project in one.projects)
    held = _by_kind((_kind(case, line), line.amount) for line in one.lines)
    if not all(_between(sums[kind], held[kind], held[""]) for kind in OTHER):
        yield from list(_culprits(case, one)) or [_sums_differ(case, one.lines, sums, held)]


def _by_kind(amounts: Iterable[tuple[str, Amount]]) -> dict[str, Amount]:
    """Sums by the 性质 of units; "" for any."""
    sums = dict.fromkeys(("", *OTHER), NOTHING)
    for kind, amount in amounts:
        sums[kind] += amount
    return sums


def _untestable(case: Case, projects: tuple[Project, ...], lines: tuple[Fact, ...]) -> Skipped | None:
    if not case.pairs:
        return NO_MAPPING
    unknown = [project.unit for project in projects if not project.nature]
    if unknown:
        return Skipped(reason=f"不知道{unknown[0] or '项目单位'}的性质")
    whole = _sum(project.amount for project in projects)
    if not whole.agrees(_sum(line.amount for line in lines)):
        return Skipped(reason="各项目合起来与按经济科目分的项目支出不相等")
    return None


def _between(projects: Amount, held: Amount, neutral: Amount) -> bool:
    """Whether projects can stand in the lines of their kind, with or without those that both kinds use."""
    low, high = projects - held, projects - held - neutral
    return low.yuan + low.margin >= 0 and high.yuan - high.margin <= 0


def _projects(case: Case, economic: EconomicForm) -> tuple[Project, ...]:
    table, column = _column(case, economic.projects)
    statement = case.accounts.statements[table]
    naming = case.accounts.naming
    return tuple(
        Project(
            name=row.fields.get(economic.project_name, ""),
            unit=naming.units.get(row.fields["单位"], row.fields["单位"]),
            nature=nature(naming.natures.get(row.fields["单位"], "")),
            amount=row.cells[column].amount,
        )
        for row in statement.rows
        if "单位" in row.fields and column in row.cells
    )


def _lines(case: Case, economic: EconomicForm) -> tuple[Fact, ...]:
    """The project part of each pair."""
    table, column = _column(case, economic.rest)
    facts = case.accounts.facts
    return tuple(facts.items[number] for number in facts.index.get((table, column), ()))


def _column(case: Case, path: str) -> tuple[str, str]:
    """表 and 列键 of 表.列, which the edition has been tried for."""
    table, _, name = path.partition(".")
    (column,) = case.document.edition.tables[table].columns_called(name)
    return table, column


def _kind(case: Case, line: Fact) -> str:
    """Which units use the pair of a line; empty for any, and for a pair that K204 says is unknown."""
    pair = pair_of(line.attributes)
    return case.pairs.get(pair, "") if pair else ""


def _sum(amounts: Iterable[Amount]) -> Amount:
    return sum(amounts, NOTHING)


def _culprits(case: Case, one: _Compared) -> Iterator[Finding]:
    for line, kind in [(line, kind) for line in one.lines if (kind := _kind(case, line))]:
        misplaced = _named(case, one.projects, one.lines, line) or _made_up(one.projects, line, kind)
        if misplaced:
            yield _misplaced(case, one.economic, line, misplaced)


def _named(case: Case, projects: tuple[Project, ...], lines: tuple[Fact, ...], line: Fact) -> tuple[Project, ...]:
    """Projects of the other kind that bear the line's item in their names, with no line of their own kind."""
    item = case.accounts.naming.listed(DEPARTMENTAL).get(line.attributes[DEPARTMENTAL], "")
    other = OTHER[_kind(case, line)]
    own_line = any(
        one.attributes[DEPARTMENTAL] == line.attributes[DEPARTMENTAL] and _kind(case, one) == other for one in lines
    )
    if not item or own_line:
        return ()
    return tuple(project for project in projects if project.nature == other and item in project.name)


def _made_up(projects: tuple[Project, ...], line: Fact, kind: str) -> tuple[Project, ...]:
    """Projects of the other kind that add up to a line which no projects of its own kind add up to."""
    if _adding_up([project for project in projects if project.nature == kind], line.amount):
        return ()
    return _adding_up([project for project in projects if project.nature == OTHER[kind]], line.amount)


def _adding_up(projects: list[Project], amount: Amount) -> tuple[Project, ...]:
    """Some projects whose amounts add up to a printed figure."""
    if len(projects) > MOST_PROJECTS:
        return ()
    sums: dict[Decimal, tuple[Project, ...]] = {Decimal(0): ()}
    for project in projects:
        for total, members in list(sums.items()):
            sums.setdefault(total + project.amount.yuan, (*members, project))
    return sums.get(amount.yuan, ())


def _misplaced(case: Case, economic: EconomicForm, line: Fact, projects: tuple[Project, ...]) -> Finding:
    pair = pair_of(line.attributes) or ("", "")
    place, *others = _places(case, economic, line)
    return found(
        "K208",
        place,
        "项目",
        related=tuple(others),
        一对=told(case, pair),
        数=case.shown(line.amount),
        单位="、".join(dict.fromkeys(project.unit for project in projects)),
        性质=projects[0].nature,
        项目="、".join(f"“{project.name}”" for project in projects),
        项目数=case.shown(_sum(project.amount for project in projects)),
        应=_kind(case, line),
        部门科目=pair[0],
        可配=allowed(case, pair[0]),
    )


def _places(case: Case, economic: EconomicForm, line: Fact) -> list[Place]:
    """Where the pair is printed, the fullest table first, and where its project part was typed."""
    pair = pair_of(line.attributes)
    entries = paired(case, economic.tables).get(pair, []) if pair else []
    tables = case.document.edition.tables
    printed = [entry.place for entry in entries if not tables[entry.table].hidden]
    return [*printed[::-1], *([line.place] if tables[line.table].hidden or not printed else [])]


def _sums_differ(case: Case, lines: tuple[Fact, ...], sums: dict[str, Amount], held: dict[str, Amount]) -> Finding:
    return found(
        "K208",
        lines[0].place,
        "合计",
        related=tuple(line.place for line in lines[1:12]),
        表=lines[0].table,
        行政=case.shown(sums[ADMINISTRATIVE]),
        行政科目=case.shown(held[ADMINISTRATIVE]),
        事业=case.shown(sums[INSTITUTION]),
        事业科目=case.shown(held[INSTITUTION]),
    )
