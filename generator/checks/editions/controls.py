"""核对数自检: what an edition asks to be proved must be something that its documents have."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.editions.relations import misnamed, unknown, unsolvable, wrong
from gongkai.checks.quantities import INPUT
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.control_totals import EACH, FORMS, ControlForm
from gongkai.model.edition import Edition
from gongkai.model.paths import ANY

AMOUNTS = ("年初预算", "全年预算", "执行数", "金额")
SOME_VALUE = "=201"


def control_faults(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """Names without their *, levels that no code has, formulas that name nothing."""
    for name, form in edition.controls.items():
        path, what = ("核对数", name), f"核对数“{name}”"
        if (ANY in name.split(".")) != form.repeated:
            yield wrong(path, what, "名称里的“*”和公式里的“=*”要一起写", name)
        fault = _level(edition, form)
        if fault:
            yield wrong(path, f"{what}的“各”", fault, form.level)
        yield from _formula(edition, accounts, path, form, what)


def _level(edition: Edition, form: ControlForm) -> str:
    """What is wrong with the level whose codes it is for."""
    try:
        names = {name for term in parse(form.formula) for name, _ in term.first.where or ()}
    except FormulaError:
        return ""
    codes = [edition.lists.coded[name] for name in names if name in edition.lists.coded]
    known = any(form.level in one.levels for one in codes)
    return f"没有叫“{form.level}”的级次" if form.level and not known else ""


def _formula(
    edition: Edition, accounts: Accounts, path: tuple[str, ...], form: ControlForm, what: str
) -> Iterator[Fault]:
    if FORMS in form.formula:
        if not all(_of_forms(term.first.path) for term in parse(form.formula)):
            told = f"应写成“{FORMS}表单的种类.{AMOUNTS[0]}”，末一项可以写{'、'.join(AMOUNTS)}"
            yield wrong(path, what, told, form.formula)
    elif INPUT in form.formula:
        yield from unknown(edition, accounts, path, form.formula, what)
    else:
        try:
            accounts.quantity(form.formula.replace(EACH, SOME_VALUE))
        except FormulaError as error:
            missing = next((name for name, _ in misnamed(edition, accounts, form.formula)), "")
            if error.origin is None:  # else told where that formula stands
                yield unsolvable(path, what, error, form.formula, missing)


def _of_forms(name: str) -> bool:
    kind, _, role = name.removeprefix(FORMS).partition(".")
    return name.startswith(FORMS) and bool(kind) and role in AMOUNTS
