"""条件自检: a condition (条件, 公式里的方括号) must be about something that the figures can say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field

from gongkai.checks.editions.faults import Fault
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.columns import ColumnForm, ColumnKind
from gongkai.model.conditions import Where, where
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.forms import RowForm, RowRule, TableForm
from gongkai.model.names import nearest
from gongkai.model.paths import ANY
from gongkai.model.places import NOWHERE

BUILT_IN = ("行", "单位")


def condition_faults(edition: Edition) -> Iterator[Fault]:
    """Conditions by an attribute that the figures they select do not have, or by a value it cannot have."""
    checker = _Conditions(edition.tables)
    for name, form in edition.tables.items():
        yield from checker.of_table(name, form)
    formulas = [*edition.indicators.values(), *edition.rules, *(one.quantity for one in edition.highlights)]
    for formula in formulas:
        yield from checker.of_formula(formula, ("指标",))
    for name, control in edition.controls.items():
        yield from checker.of_formula(control.formula, ("核对数", name))


class _Conditions(Struct, frozen=True):
    tables: Mapping[str, TableForm]
    open: set[tuple[str, str]] = field(default_factory=set)

    def of_table(self, name: str, form: TableForm) -> Iterator[Fault]:
        path = ("表", name)
        for rule in form.rules:
            yield from self._of_rule(name, form, rule)
            yield from _levels(name, form, rule)
            for source in rule.sources:
                if source not in self.tables:
                    yield Fault(path, found("L622", NOWHERE, "来自", 表=name, 名=source), source)
                elif self._holds_figures(source):
                    yield from self._fits(where(rule.where), {source}, path)
        for block in form.parts:
            for column, leaf in block.keyed:
                if leaf.kind is ColumnKind.AMOUNT:
                    yield from self._of_column(name, column, leaf)
            for row in block.fixed:
                yield from self._of_row(name, block.columns, row)

    def _of_rule(self, name: str, form: TableForm, rule: RowRule) -> Iterator[Fault]:
        """按 must be something that the figures behind the rows say."""
        built_in = (*form.lists.coded, "单位", "记录")
        sources = (self.tables[source] for source in rule.sources if source in self.tables)
        known = {*form.attributes, "行", *built_in, *(one for source in sources for one in attributes(source))}
        for by in _unlike(rule.by if not rule.grouped or rule.sources else (), known):
            near, there = nearest(by, known), "、".join(built_in)
            told = found("L622", NOWHERE, "按", hint="近" if near else "可写", 表=name, 名=by, 近=near, 可写=there)
            yield Fault(("表", name), told, by)
        for by in _unlike(rule.subtotals, rule.by[:-1]):
            yield Fault(("表", name), found("L622", NOWHERE, "小计", 表=name, 名=by), by)

    def _of_column(self, name: str, column: str, leaf: ColumnForm) -> Iterator[Fault]:
        path = ("表", name)
        if leaf.pull:
            rule = self.tables[name].rule
            joint = (*where(leaf.where), *(where(rule.where) if rule else ()))
            yield from self._fits(joint, self._bases_of(leaf.pull), path)
        elif leaf.where and not leaf.loan:
            told = found("L622", NOWHERE, "白写条件", 处=f"{name}·{column}")
            yield Fault(path, told, next(iter(leaf.where)))
        for formula in (leaf.formula, leaf.pull):
            yield from self.of_formula(formula, path)

    def _of_row(self, name: str, columns: Iterable[ColumnForm], row: RowForm) -> Iterator[Fault]:
        path = ("表", name)
        pulls = [row.pull] if row.pull else [leaf.pull for column in columns for leaf in column.leaves if leaf.pull]
        for pull in pulls if row.where else ():
            yield from self._fits(where(row.where), self._bases_of(pull), path)
        formulas = row.formula.values() if isinstance(row.formula, dict) else [row.formula]
        for formula in (*formulas, row.pull):
            yield from self.of_formula(formula, path)

    def of_formula(self, formula: str, path: tuple[str, ...]) -> Iterator[Fault]:
        """Conditions in brackets."""
        for table, column, condition in _conditioned(formula):
            if table in self.tables:
                yield from self._fits(condition, self._bases(table, column), path, formula)

    def _fits(self, condition: Where, tables: Iterable[str], path: tuple[str, ...], text: str = "") -> Iterator[Fault]:
        """Faults of a condition that selects among the figures of tables."""
        for table in sorted(tables):
            known = attributes(self.tables[table])
            for name, values in condition:
                if name not in known:
                    near, there = nearest(name, known), "、".join(known)
                    told = found(
                        "L622", NOWHERE, "条件", hint="近" if near else "可写", 名=name, 表=table, 近=near, 可写=there
                    )
                    yield Fault(path, told, text or name)
                    continue
                there = "、".join(known[name])
                for value in values if there else ():
                    if value not in (*known[name], ANY):
                        told = found("L622", NOWHERE, "取值", hint="可写", 名=name, 填=value, 表=table, 可写=there)
                        yield Fault(path, told, text or value)

    def _holds_figures(self, table: str) -> bool:
        return any(
            not leaf.derives
            for block in self.tables[table].parts
            for leaf in block.leaves
            if leaf.kind is ColumnKind.AMOUNT
        )

    def _bases_of(self, pull: str) -> set[str]:
        """The tables whose entered figures a pull comes down to."""
        try:
            paths = [term.first.path.partition(".") for term in parse(pull)]
        except FormulaError:
            return set()
        return {base for table, _, column in paths for base in self._bases(table, column)}

    def _bases(self, table: str, column: str) -> set[str]:
        form = self.tables.get(table)
        called = form.columns_called(column) if form is not None else ()
        if form is None or len(called) != 1 or (table, column) in self.open:
            return set()
        leaf = next(block.by_key[called[0]] for block in form.parts if called[0] in block.by_key)
        if not leaf.derives:
            return {table}
        self.open.add((table, column))
        try:
            return self._bases_of_column(table, leaf)
        finally:
            self.open.discard((table, column))

    def _bases_of_column(self, table: str, leaf: ColumnForm) -> set[str]:
        if leaf.pull and not leaf.formula:
            return self._bases_of(leaf.pull)
        try:
            names = [term.first.path for term in parse(leaf.formula)]
        except FormulaError:
            return set()
        return {base for name in names for base in self._bases(table, name)}


def _unlike(names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (name for name in names if name not in known)


def _levels(name: str, form: TableForm, rule: RowRule) -> Iterator[Fault]:
    """级次 must be levels of the list that the rows are by."""
    classification = form.lists.coded.get(rule.by[-1])
    levels = classification.levels if classification else ()
    for level in _unlike(rule.levels, levels):
        known = "、".join(levels)
        told = found("L622", NOWHERE, "级次", hint="可写" if known else "没有级次", 表=name, 名=level, 可写=known)
        yield Fault(("表", name), told, level)


def attributes(form: TableForm) -> dict[str, tuple[str, ...]]:
    """What a table's figures can be told apart by, with the values each may have; () for any."""
    known = {"行": tuple(form.placed_rows), **_of_rows(form)}
    leaves = (pair for block in form.parts for pair in block.keyed)
    for name in (leaf.field or key for key, leaf in leaves if leaf.kind is not ColumnKind.AMOUNT):
        known.setdefault(name, ())
    return known | {name: attribute.values for name, attribute in form.attributes.items()}


def _of_rows(form: TableForm) -> dict[str, tuple[str, ...]]:
    """What the rows of a table say of their figures."""
    if form.rule is not None:
        return {} if form.rule.records else dict.fromkeys(form.rule.by, ())
    known: dict[str, tuple[str, ...]] = {}
    for name, values in (pair for row in form.fixed_rows for pair in row.where.items()):
        known[name] = (*known.get(name, ()), *values) if name not in (*BUILT_IN, *form.lists.coded) else ()
    if any(row.code for row in form.fixed_rows):
        known[form.codes_are] = ()
    return known | dict.fromkeys((by for _, rule in form.placed_rules for by in rule.by), ())


def _conditioned(formula: str) -> Iterator[tuple[str, str, Where]]:
    """表, 列 and condition of every reference with brackets."""
    for side in formula.replace("≤", "=").replace("≥", "=").split(" = "):
        try:
            terms = parse(side) if side.strip() else ()
        except FormulaError:
            continue
        for term in terms:
            if term.first.where is not None:
                table, _, column = term.first.path.partition(".")
                yield table, column, term.first.where
