"""版式自检: what is wrong in an edition itself, found once, before any document is made with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Locate
from gongkai.checks.editions.balances import fund_faults, unstated_balances
from gongkai.checks.editions.conditions import condition_faults
from gongkai.checks.editions.controls import control_faults
from gongkai.checks.editions.faults import Fault
from gongkai.checks.editions.inherited import Removed, meant_to_go
from gongkai.checks.editions.loans import loan_faults
from gongkai.checks.editions.pictures import picture_faults
from gongkai.checks.editions.presentation import EditionText, presentation_findings
from gongkai.checks.editions.relations import misnamed, relation_faults, unsolvable, wrong
from gongkai.checks.editions.roles import role_faults
from gongkai.checks.editions.treatments import treatment_faults
from gongkai.figures.balances import EACH_ROW
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.formulas import FormulaError, Origin, parse_comparison
from gongkai.figures.rows import Naming
from gongkai.model.edition import Edition, declared
from gongkai.model.finding_catalogue import catalogue, chosen
from gongkai.model.findings import Finding, each_cause_once, found
from gongkai.model.performance_forms import Band
from gongkai.model.places import NOWHERE
from gongkai.model.table_names import column_fault


class _Trial(Struct, frozen=True):
    """试算, judged."""

    edition: Edition
    accounts: Accounts

    def formulas(self) -> Iterator[Fault]:
        """Every formula of tables, indicators, rules and highlights that cannot be worked out."""
        for problem in self.accounts.problems:
            yield _at(problem.origin, problem.message, problem.cause)
        yield from self._columns()
        yield from self._columns_of_rows()
        for name, formula in self.edition.indicators.items():
            yield from self._tried(("指标", name), formula, f"指标“{name}”")
        for text in self.edition.rules:
            try:
                comparison = parse_comparison(text)
            except FormulaError as error:
                yield Fault(("勾稽",), found("L622", NOWHERE, "版式", 错误=str(error)), text)
                continue
            for side in (comparison.left, comparison.right):
                yield from self._tried(("勾稽",), side, f"勾稽“{text}”", text)
        for highlight in self.edition.highlights:
            yield from self._tried(("要览",), highlight.quantity, f"要览“{highlight.title}”")

    def _columns(self) -> Iterator[Fault]:
        """Columns of generated rows, which may have no row at all as long as there are no figures."""
        for name, form in self.edition.tables.items():
            for column, leaf in form.parts[0].keyed if form.rule else ():
                try:
                    if leaf.derives and column in form.parts[0].amounts:
                        self.accounts.deriver.queries.column(name, column, ())
                except FormulaError as error:
                    own = Origin(path=("表", name), formula=leaf.formula or leaf.pull, what=f"{name}·{column}")
                    yield _at(error.origin or own, str(error), error.cause)

    def _columns_of_rows(self) -> Iterator[Fault]:
        """公式: {列: 公式} of a row: a column that its block has."""
        for name, form in self.edition.tables.items():
            for block, row in form.placed_rows.values():
                for column in row.formula if isinstance(row.formula, dict) else ():
                    fault = column_fault(form, name, column, block)
                    if fault:
                        yield wrong(("表", name), f"“{row.name}”这一行的“公式”", fault, column)

    def _tried(self, path: tuple[str, ...], formula: str, what: str, text: str = "") -> Iterator[Fault]:
        try:
            self.accounts.quantity(EACH_ROW.sub(self._sample, formula))
        except FormulaError as error:
            missing = next((name for name, _ in misnamed(self.edition, self.accounts, formula)), "")
            own = unsolvable(path, what, error, text or formula, missing)
            yield _at(error.origin, str(error), error.cause) if error.origin else own

    def _sample(self, match: re.Match[str]) -> str:
        """Some row in the place of *: the first of a fixed table, else any code."""
        form = self.edition.tables.get(match["table"])
        row = form.fixed_rows[0].name if form and form.fixed_rows else "201"
        return f"{match['table']}.{row}"


def _at(origin: Origin, message: str, cause: str) -> Fault:
    """A fault at the formula that has it, whatever else rests on that."""
    return Fault(origin.path, found("L622", NOWHERE, "版式", 错误=origin.told(message)), origin.formula, cause=cause)


def trial(edition: Edition) -> Accounts:
    """试算: the edition's formulas worked out with no figures at all."""
    nobody = Naming(classifications=edition.lists, lists={}, units={}, department="部门", department_code="")
    return derive(edition, (), nobody)


def edition_findings(
    edition: Edition, accounts: Accounts, locate: Locate, removed: Removed = (), said: EditionText | None = None
) -> tuple[Finding, ...]:
    """All faults of an edition as findings at their places; `accounts` are those of its trial.

    `removed`: what it took from the editions above by null; what these say of that needs no word.
    `said`: what it says, to look for its terms in.
    """
    faults = (
        *_Trial(edition, accounts).formulas(),
        *condition_faults(edition),
        *relation_faults(edition, accounts),
        *control_faults(edition, accounts),
        *loan_faults(edition),
        *fund_faults(edition),
        *role_faults(edition, accounts),
        *treatment_faults(edition),
        *picture_faults(edition, accounts),
        *_contents(edition),
        *_ids(edition),
        *_inputs(edition),
        *_layouts(edition),
    )
    placed = ((fault.cause, _placed(fault, edition, locate, removed)) for fault in _each_once(faults))
    told = each_cause_once((cause, finding) for cause, finding in placed if finding is not None)
    return (*told, *unstated_balances(edition, locate), *presentation_findings(edition, said, locate))


def _placed(fault: Fault, edition: Edition, locate: Locate, removed: Removed) -> Finding | None:
    """A fault where it stands; of what was inherited, where the edition changed what it speaks of."""
    place, finding = locate(fault.path, fault.text), fault.finding
    if not any(f"/{above}/" in place.path for above in edition.lineage[1:]):
        return replace(finding, place=place)
    if fault.missing and meant_to_go(fault.missing, removed, edition.indicators):
        return None
    changed = locate(fault.change, "") if fault.change else place
    here = f"/{edition.id}/" in changed.path
    told = found(
        "L622",
        changed if here else place,
        "沿用",
        错误=finding.message,
        处=f"{place.path}:{place.line}" if here else "",
    )
    general = finding.hint == chosen(catalogue()["L622"].hint, "版式")
    return told if general else replace(told, hint=finding.hint)


def _each_once(faults: Iterable[Fault]) -> Iterable[Fault]:
    """The first fault of each formula: what it breaks further on has the same cause."""
    first: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        first.setdefault((fault.path, fault.text or fault.finding.message), fault)
    return first.values()


def _contents(edition: Edition) -> Iterator[Fault]:
    """What the parts show must be there, once."""
    reports = [item.report_on for item in edition.items() if item.report_on]
    highlights = [one.table for one in edition.highlights if one.table]
    yield from _unknown(("部分",), edition.shown_tables(), "表", edition.tables)
    yield from _unknown(("部分",), _forms(edition), "表单", edition.performance)
    yield from _unknown(
        ("部分",), (path for path in reports if declared(edition.inputs, path) is None), "填报项", edition.inputs
    )
    for kind, names in _shown(edition).items():
        for name in _repeated(names):
            yield Fault(("部分",), found("L622", NOWHERE, "排了两次", 类=kind, 名=name), name)
    yield from _unknown(("要览",), highlights, "表", edition.tables)


def _forms(edition: Edition) -> list[str]:
    """The performance forms that the edition shows."""
    return [name for item in edition.items() for name in item.forms]


def _shown(edition: Edition) -> dict[str, list[str]]:
    """Everything with an address of its own that the parts show."""
    return {
        "表": list(edition.shown_tables()),
        "表单": _forms(edition),
        "报告": [item.report for item in edition.items() if item.report],
    }


def _unknown(path: tuple[str, ...], names: Iterable[str], kind: str, known: Collection[str]) -> Iterator[Fault]:
    there = "、".join(known) or "（没有）"
    return (
        Fault(path, found("L622", NOWHERE, "没有", 名=name, 类=kind, 有=there), name, change=(kind, name))
        for name in names
        if name not in known
    )


def _ids(edition: Edition) -> Iterator[Fault]:
    """键 make addresses: no two things of a kind may share one."""
    for kind, ids in _ids_by_kind(edition).items():
        for id in _repeated(ids):
            yield Fault((kind,), found("L622", NOWHERE, "同键", 类=kind, 名=id), id)
    for id in _repeated(section.key for _, section, _ in edition.walk() if section and section.key):
        yield Fault(("部分",), found("L622", NOWHERE, "同节", 名=id), id)


def _ids_by_kind(edition: Edition) -> dict[str, list[str]]:
    return {
        "表": [form.id for form in edition.tables.values()],
        "表单": [edition.performance[name].id for name in _forms(edition) if name in edition.performance],
        "部分": [part.key for part in edition.parts],
    }


def _repeated(ids: Iterable[str]) -> list[str]:
    return [id for id, count in Counter(ids).items() if count > 1]


def _inputs(edition: Edition) -> Iterator[Fault]:
    """取 of inputs must name a neighbouring document; 单位 is of amounts; 可无 is of inputs that there are."""
    neighbours, kind = edition.kind.neighbours, edition.kind.name
    there = "、".join(f"{neighbour}.指标" for neighbour in neighbours)
    for name, form in edition.inputs.items():
        which, _, indicator = form.source.partition(".")
        if form.source and (which not in neighbours or not indicator):
            told = found(
                "L622",
                NOWHERE,
                "取",
                hint="可写" if there else "没有邻近",
                名=name,
                填=form.source,
                可写=there,
                文种=kind,
            )
            yield Fault(("填报", name), told, form.source)
        if form.unit and not form.has_unit:
            yield Fault(("填报", name), found("L622", NOWHERE, "单位", 名=name, 类=form.kind.value))
    yield from _may_lack(edition)


def _may_lack(edition: Edition) -> Iterator[Fault]:
    for group in edition.may_lack:
        if not any(name.startswith(f"{group}.") for name in edition.inputs):
            yield Fault(("可无", group), found("L622", NOWHERE, "可无", 名=group), group)


def _layouts(edition: Edition) -> Iterator[Fault]:
    """Every row of a performance form must fill its columns."""
    for name, form in edition.performance.items():
        columns = len(form.widths)
        for width, first in (pair for band in form.bands for pair in _widths(band)):
            if width != columns:
                told = found("L622", NOWHERE, "列宽", 名=name, 数=columns, 行=first, 印=width)
                yield Fault(("表单", name), told, first)


def _widths(band: Band, beside: int = 0) -> Iterator[tuple[int, str]]:
    """Columns that each row takes with the labels beside it, and what stands in its first cell."""
    beside += band.span if band.label is not None else 0
    if band.cells:
        first = band.cells[0]
        yield beside + sum(cell.span for cell in band.cells), first.label or first.value
    for inner in band.bands:
        yield from _widths(inner, beside)
