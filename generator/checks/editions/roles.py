"""角色自检: what the roles of performance forms (对照, 可算指标 …) name must be on the form, or in the edition."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.editions.relations import unknown
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.columns import ColumnKind
from gongkai.model.edition import Edition
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import OWN, FormRoles


def role_faults(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """Formulas and names in 角色 that mean nothing."""
    for name, form in edition.performance.items():
        path = ("表单", name, "角色")
        for key, formula, side in _formulas(form.roles):
            what = f"表单“{name}”的“{key}”"
            yield from _of_form(form, (*path, key), formula, side, what)
            outside = " + ".join(term for term in _terms(side) if not term.startswith(OWN))
            if outside:
                yield from unknown(edition, accounts, (*path, key), outside, what, formula)
        yield from _summary(edition, form.roles, path, name)
        yield from _listed(edition, form.roles, path, name)
        yield from _weights(form.roles, path, name)


def _formulas(roles: FormRoles) -> Iterator[tuple[str, str, str]]:
    """Key, the formula as it stands there, and one side of it."""
    for equation in roles.equations:
        try:
            compared = parse_comparison(equation)
        except FormulaError:
            yield "对照", equation, equation
            continue
        yield from (("对照", equation, side) for side in (compared.left, compared.right))
    for quotient in roles.quotients:
        yield from (("可算指标", side, side) for side in (quotient.part, quotient.whole))
    for key, formula in (("执行数合计不超过", roles.sum_at_most), ("服务采购额", roles.services_bought)):
        if formula:
            yield key, formula, formula


def _terms(formula: str) -> list[str]:
    try:
        return [term.first.path for term in parse(formula)]
    except FormulaError:
        return [formula]


def _of_form(form: PerformanceForm, path: tuple[str, ...], formula: str, side: str, what: str) -> Iterator[Fault]:
    """本表.甲: an amount that the form prints."""
    for term in _terms(side):
        if not term.startswith(OWN):
            continue
        wanted = form.roles.funds.path_named(term.removeprefix(OWN)) if form.roles.funds else ""
        if wanted not in form.cells:
            message = f"{what}写的是“{formula}”，这张表单没有“{term}”"
            change = (*path[:-1], "资金", "来源")
            yield Fault(path=path, text=formula, message=message, missing=term, change=change)


def _summary(edition: Edition, roles: FormRoles, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    for form in roles.summary.forms.values() if roles.summary else ():
        if form not in edition.performance:
            message = f"表单“{name}”的“形式表单”写的是“{form}”，版式里没有这种表单"
            yield Fault(path=(*path, "汇总", "形式表单"), text=form, message=message)


def _listed(edition: Edition, roles: FormRoles, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    listed = roles.listed
    if listed is None or not listed.table:
        return
    table = edition.tables.get(listed.table)
    leaves = dict(table.parts[0].keyed) if table is not None else {}
    fields = {leaf.field or key for key, leaf in leaves.items() if leaf.kind is not ColumnKind.AMOUNT}
    wrong = (
        ("对照表", listed.table, table is None),
        ("对照名称", listed.table_title, listed.table_title not in fields),
        ("对照金额", listed.table_amount, table is not None and len(table.columns_called(listed.table_amount)) != 1),
    )
    for key, written, fault in wrong if table is not None else wrong[:1]:
        if fault and written:
            message = f"表单“{name}”的“{key}”写的是“{written}”，版式里没有"
            yield Fault(path=(*path, "清单"), text=written, message=message)


def _weights(roles: FormRoles, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    weights = roles.weights
    for shift in weights.shifts if weights else ():
        for part in (shift.absent, shift.to):
            if weights is not None and part not in weights.parts:
                message = f"表单“{name}”的“调整”写的是“{part}”，“各部分”里没有"
                yield Fault(path=(*path, "权重", "调整"), text=part, message=message)
