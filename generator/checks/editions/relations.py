"""自检: relations of checks.yml, and 解释 of inputs.yml, must name what the edition has.

(勾稽 is tried with its other formulas.)
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.quantities import INPUT
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.edition import Edition, InputForm, InputKind
from gongkai.model.findings import found
from gongkai.model.paths import matched
from gongkai.model.places import NOWHERE
from gongkai.model.table_names import column_fault, table_fault

NUMBERS = (InputKind.AMOUNT, InputKind.COUNT)
SOME_CODE = "201"
"""in the place of *: a table of items has no rows in the trial, but any code can be asked for"""


def relation_faults(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """Names in checks.yml that mean nothing; `accounts` are those of the edition's trial."""
    yield from _continued(edition, accounts)
    for name in edition.totals_of_units:
        yield from unknown(edition, accounts, ("汇总",), name, f"汇总“{name}”")
    transfers = () if edition.kind.of_unit else edition.transfers.items()
    for name in (one for pair in transfers for one in pair):
        yield from unknown(edition, accounts, ("单位往来",), name, f"单位往来“{name}”")
    for name in edition.untouched:
        yield from unknown(edition, accounts, ("核销不变",), name, f"核销不变“{name}”")
    for number, relation in edition.relations.items():
        fault = table_fault(edition.tables, relation.each) if relation.each else ""
        if fault:
            yield wrong(("勾稽", number), f"勾稽“{number}”的“每行”", fault, relation.each)
    yield from _of_inputs(edition, accounts)
    yield from _economic(edition)


def wrong(path: tuple[str, ...], what: str, error: str, text: str) -> Fault:
    """What is wrong with something, in the words of whoever found out."""
    return Fault(path, found("L622", NOWHERE, "不对", 处=what, 错误=error), text)


def unsolvable(path: tuple[str, ...], what: str, error: FormulaError, text: str, missing: str = "") -> Fault:
    """A formula that cannot be worked out; `missing`: the name in it that fits nothing."""
    told = found("L622", NOWHERE, "算不出来", 处=what, 错误=str(error))
    change = changed_at(missing) if missing else ()
    return Fault(path, told, text, missing=missing, cause=error.cause, change=change)


def _continued(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """衔接 that names what is not there, as far as it is of this document."""
    for number, relation in edition.continuity.items():
        try:
            comparison = parse_comparison(relation.formula)
            for side in (comparison.left, comparison.right):
                for term in parse(side):
                    if term.first.path.partition(".")[0] not in edition.kind.neighbours:
                        accounts.quantity(term.first.path)
        except FormulaError as error:
            if error.origin is None:  # else told where that formula stands
                yield unsolvable(("衔接", number), f"衔接“{number}”", error, relation.formula)


def _of_inputs(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """What speaks of inputs: 填报勾稽, 有数有量, and 解释, whose * is the one of its own path."""
    for number, relation in edition.input_relations.items():
        what, path = f"填报勾稽“{number}”", ("填报勾稽", number)
        try:
            comparison = parse_comparison(relation.formula)
        except FormulaError as error:
            yield wrong(path, what, str(error), relation.formula)
            continue
        for side in (comparison.left, comparison.right):
            yield from unknown(edition, accounts, path, side, what)
    yield from _counted(edition, accounts)
    for title, pair in edition.magnitude.together.items():
        for formula in pair:
            yield from unknown(edition, accounts, ("量级", "相近", title), formula, f"相近“{title}”")
    for title, pair in edition.changes.compared.items():
        for formula in pair:
            if formula.partition(".")[0] not in edition.kind.neighbours:
                yield from unknown(edition, accounts, ("悬殊", "相比", title), formula, f"相比“{title}”")
    yield from _explained(edition, accounts)


def _counted(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """有数有量 that names what is not there."""
    for form in edition.counted:
        what = f"有数有量“{form.title}”"
        yield from unknown(edition, accounts, ("有数有量",), form.amount, f"{what}的“金额”")
        for name in form.counts:
            yield from unknown(edition, accounts, ("有数有量",), INPUT + name, f"{what}的“数量”", name)


def _explained(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """解释 that names what is not there."""
    for name, declared in edition.inputs.items():
        for formula in declared.explains or ():
            what = f"填报“{name}”的“解释”"
            if "*" in formula and "*" not in name:
                yield Fault(("填报", name), found("L622", NOWHERE, "星号", 处=what, 填=formula, 名=name), formula)
            else:
                yield from unknown(edition, accounts, ("填报", name), formula, what)


def unknown(
    edition: Edition, accounts: Accounts, path: tuple[str, ...], formula: str, what: str, text: str = ""
) -> Iterator[Fault]:
    """A formula of inputs and figures that names what is not there; `path`: where it stands."""
    for name, error in misnamed(edition, accounts, formula):
        if not name or error.origin is None:  # else told where that formula stands
            yield unsolvable(path, what, error, text or formula, name)


def misnamed(edition: Edition, accounts: Accounts, formula: str) -> Iterator[tuple[str, FormulaError]]:
    """The names of a formula that mean nothing; no name where it cannot be read at all."""
    try:
        names = [term.first.path for term in parse(formula)]
    except FormulaError as error:
        yield "", error
        return
    for name in names:
        try:
            look_up(edition, accounts, name)
        except FormulaError as error:
            yield name, error


def changed_at(name: str) -> tuple[str, ...]:
    """Keys that lead to what a name of a formula means."""
    if name.startswith(INPUT):
        return ("填报", name.removeprefix(INPUT))
    return ("表", name.partition(".")[0]) if "." in name else ("指标", name)


def look_up(edition: Edition, accounts: Accounts, name: str) -> None:
    """Raises FormulaError if there is no such figure or input."""
    if not name.startswith(INPUT):
        accounts.quantity(name.replace("*", SOME_CODE))
        return
    wanted = name.removeprefix(INPUT)
    declared = list(_declared(edition, wanted))
    if not declared:
        raise FormulaError(f"版式的“填报”里没有“{wanted}”")
    if any(form.kind not in NUMBERS for form in declared):
        raise FormulaError(f"“{wanted}”填的不是金额或个数")


def _declared(edition: Edition, path: str) -> Iterator[InputForm]:
    """The inputs that a path of a formula stands for; a * in either stands for one name."""
    return (form for name, form in edition.inputs.items() if matched(name, path) is not None)


def _economic(edition: Edition) -> Iterator[Fault]:
    economic = edition.economic
    if economic is None:
        return
    for name in economic.tables:
        fault = table_fault(edition.tables, name)
        if fault:
            yield wrong(("经济分类",), "“成对的表”", fault, name)
    for key, text in (("项目分对", economic.rest), ("项目", economic.projects)):
        table, _, column = text.partition(".")
        form = edition.tables.get(table)
        fault = column_fault(form, table, column) if form is not None else table_fault(edition.tables, table)
        if text and fault:
            what = f"经济分类的“{key}”写的是“{text}”"
            told = found("L622", NOWHERE, "不对", hint="表名和列", 处=what, 错误=fault)
            yield Fault(("经济分类",), told, text)
