"""版式自检: what is wrong in an edition itself, found once, before any document is made with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.checks.context import Locate
from gongkai.checks.editions.balances import fund_faults, unstated_balances
from gongkai.checks.editions.conditions import condition_faults
from gongkai.checks.editions.faults import FOR_KEEPERS, Fault
from gongkai.checks.editions.inherited import Removed, meant_to_go
from gongkai.checks.editions.loans import loan_faults
from gongkai.checks.editions.presentation import Said, presentation_findings
from gongkai.checks.editions.relations import changed_at, misnamed, relation_faults
from gongkai.checks.editions.roles import role_faults
from gongkai.checks.editions.treatments import treatment_faults
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.formulas import FormulaError, Origin, parse_comparison
from gongkai.figures.rows import Naming
from gongkai.model.edition import Edition, declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity, each_cause_once
from gongkai.model.performance_forms import Band, PerformanceForm
from gongkai.model.table_names import column_fault

_ANY_ROW = re.compile(r"(?P<name>[^\s.]+)\.\*")


@dataclass(frozen=True, slots=True)
class _Trial:
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
                yield Fault(path=("勾稽",), text=text, message=str(error))
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
                        yield Fault(path=("表", name), text=column, message=f"“{row.name}”这一行的“公式”：{fault}")

    def _tried(self, path: tuple[str, ...], formula: str, what: str, text: str = "") -> Iterator[Fault]:
        try:
            self.accounts.quantity(_ANY_ROW.sub(self._sample, formula))
        except FormulaError as error:
            missing = next((name for name, _ in misnamed(self.edition, self.accounts, formula)), "")
            own = Fault(
                path=path,
                text=text or formula,
                message=f"{what}算不出来：{error}",
                missing=missing,
                cause=error.cause,
                change=changed_at(missing),
            )
            yield _at(error.origin, str(error), error.cause) if error.origin else own

    def _sample(self, match: re.Match[str]) -> str:
        """Some row in the place of *: the first of a fixed table, else any code."""
        form = self.edition.tables.get(match["name"])
        row = form.fixed_rows[0].name if form and form.fixed_rows else "201"
        return f"{match['name']}.{row}"


def _at(origin: Origin, message: str, cause: str) -> Fault:
    """A fault at the formula that has it, whatever else rests on that."""
    return Fault(path=origin.path, text=origin.formula, message=origin.told(message), cause=cause)


def trial(edition: Edition) -> Accounts:
    """试算: the edition's formulas worked out with no figures at all."""
    nobody = Naming(classifications=edition.lists, lists={}, units={}, department="部门", department_code="")
    return derive(edition, (), nobody)


def edition_findings(
    edition: Edition, accounts: Accounts, locate: Locate, removed: Removed = (), said: Said | None = None
) -> tuple[Finding, ...]:
    """All faults of an edition as findings at their places; `accounts` are those of its trial.

    `removed`: what it took from the editions above by null; what these say of that needs no word.
    `said`: what it says, to look for its terms in.
    """
    faults = (
        *_Trial(edition, accounts).formulas(),
        *condition_faults(edition),
        *relation_faults(edition, accounts),
        *loan_faults(edition),
        *fund_faults(edition),
        *role_faults(edition, accounts),
        *treatment_faults(edition),
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
    place, message, hint = locate(fault.path, fault.text), fault.message, fault.hint
    if any(f"/{above}/" in place.path for above in edition.lineage[1:]):
        if fault.missing and meant_to_go(fault.missing, removed, edition.indicators):
            return None
        changed = locate(fault.change, "") if fault.change else place
        elsewhere = f"/{edition.id}/" in changed.path
        message = f"{message}（{f'{place.path}:{place.line} ' if elsewhere else ''}沿用下来的）"
        place = changed if elsewhere else place
        hint = hint if hint != FOR_KEEPERS else "改了名称的，在自己的版式里照新的名称重写这一条；不再要的写 null"
    code, severity = FindingCode.EDITION_AT_FAULT, Severity.ERROR
    return Finding(code=code, severity=severity, place=place, message=message, hint=hint)


def _each_once(faults: Iterable[Fault]) -> Iterable[Fault]:
    """The first fault of each formula: what it breaks further on has the same cause."""
    found: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        found.setdefault((fault.path, fault.text or fault.message), fault)
    return found.values()


def _contents(edition: Edition) -> Iterator[Fault]:
    """What the parts show must be there."""
    for name in edition.shown_tables():
        if name not in edition.tables:
            yield _unknown(("部分",), name, "表", edition.tables)
    for name in _forms(edition):
        if name not in edition.performance:
            yield _unknown(("部分",), name, "表单", edition.performance)
    yield from _reasons_of_reports(edition)
    for kind, names in _shown(edition).items():
        for name in _repeated(names):
            yield Fault(path=("部分",), text=name, message=f"{kind}“{name}”排了两次", hint="一份文件里只能排一次")
    for highlight in edition.highlights:
        if highlight.table and highlight.table not in edition.tables:
            yield _unknown(("要览",), highlight.table, "表", edition.tables)


def _reasons_of_reports(edition: Edition) -> Iterator[Fault]:
    """凭 names an input."""
    for path in (item.report_on for item in edition.items() if item.report_on):
        if declared(edition.inputs, path) is None:
            yield _unknown(("部分",), path, "填报项", edition.inputs)


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


def _unknown(path: tuple[str, ...], name: str, kind: str, known: Iterable[str]) -> Fault:
    return Fault(
        path=path,
        text=name,
        message=f"没有叫“{name}”的{kind}",
        hint=f"“{kind}”里有：{'、'.join(known) or '（没有）'}；不要这一处的写 null",
        change=(kind, name),
    )


def _ids(edition: Edition) -> Iterator[Fault]:
    """键 make addresses: no two things of a kind may share one."""
    kinds = {
        "表": [form.id for form in edition.tables.values()],
        "表单": [edition.performance[name].id for name in _forms(edition) if name in edition.performance],
        "部分": [part.key for part in edition.parts],
    }
    for kind, ids in kinds.items():
        for id in _repeated(ids):
            yield Fault(path=(kind,), text=id, message=f"“{kind}”里有两处“键”都是“{id}”", hint="各用各的键")
    keys = [section.key for _, section, _ in edition.walk() if section and section.key]
    for id in _repeated(keys):
        yield Fault(path=("部分",), text=id, message=f"有两节的“键”都是“{id}”", hint="各用各的键")


def _repeated(ids: Iterable[str]) -> list[str]:
    return [id for id, count in Counter(ids).items() if count > 1]


def _inputs(edition: Edition) -> Iterator[Fault]:
    """取 of inputs must name a neighbouring document."""
    for name, form in edition.inputs.items():
        which, dot, indicator = form.source.partition(".")
        if form.source and (which not in edition.kind.neighbours or not dot or not indicator):
            wanted = "、".join(f"{neighbour}.指标" for neighbour in edition.kind.neighbours)
            message = f"填报“{name}”的“取”写的是“{form.source}”"
            yield Fault(
                path=("填报", name),
                text=form.source,
                message=message,
                hint=f"可以写：{wanted}" if wanted else f"{edition.kind.name}没有邻近的文件",
            )
        if form.unit and not form.has_unit:
            message = f"填报“{name}”是{form.kind.value}，不能写“单位”"
            yield Fault(path=("填报", name), message=message)


def _layouts(edition: Edition) -> Iterator[Fault]:
    """Every row of a performance form must fill its columns."""
    for name, form in edition.performance.items():
        for band in form.bands:
            for width, first in _widths(band):
                if width != len(form.widths):
                    yield _narrow(name, form, width, first)


def _widths(band: Band, beside: int = 0) -> Iterator[tuple[int, str]]:
    """Columns that each row takes with the labels beside it, and what stands in its first cell."""
    beside += band.span if band.label is not None else 0
    if band.cells:
        first = band.cells[0]
        yield beside + sum(cell.span for cell in band.cells), first.label or first.value
    for inner in band.bands:
        yield from _widths(inner, beside)


def _narrow(name: str, form: PerformanceForm, width: int, first: str) -> Fault:
    return Fault(
        path=("表单", name),
        text=first,
        message=f"表单“{name}”有{len(form.widths)}列（列宽），以“{first}”开头的一行占了{width}列",
        hint="各格的“跨”（不写是1）和左边的“纵题”加起来要等于列数",
    )
