"""角色自检: what the roles of performance forms (对照, 可算指标 …) name must be on the form, or in the edition."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.editions.relations import unknown
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.columns import ColumnKind
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.form_fields import OWN, ListRoles
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import FormRoles
from gongkai.model.places import NOWHERE


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
        yield from _listed(edition, form.roles.listed, path, name)
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
    for term in (term for term in _terms(side) if term.startswith(OWN)):
        wanted = form.roles.funds.path_named(term.removeprefix(OWN)) if form.roles.funds else ""
        if wanted not in form.cells:
            told = found("L622", NOWHERE, "表单没有", 处=what, 填=formula, 名=term)
            yield Fault(path, told, formula, missing=term, change=(*path[:-1], "资金", "来源"))


def _summary(edition: Edition, roles: FormRoles, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    for form in roles.summary.forms.values() if roles.summary else ():
        if form not in edition.performance:
            told = found("L622", NOWHERE, "没有表单", 处=f"表单“{name}”的“形式表单”", 填=form)
            yield Fault((*path, "汇总", "形式表单"), told, form)


def _listed(edition: Edition, role: ListRoles | None, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    for key, written in _unknown_of_list(edition, role) if role is not None and role.table else ():
        if written:
            told = found("L622", NOWHERE, "版式没有", 处=f"表单“{name}”的“{key}”", 填=written)
            yield Fault((*path, "清单"), told, written)


def _unknown_of_list(edition: Edition, role: ListRoles) -> Iterator[tuple[str, str]]:
    table = edition.tables.get(role.table)
    if table is None:
        yield "对照表", role.table
        return
    leaves = (pair for pair in table.parts[0].keyed if pair[1].kind is not ColumnKind.AMOUNT)
    if role.table_title not in {leaf.field or key for key, leaf in leaves}:
        yield "对照名称", role.table_title
    if len(table.columns_called(role.table_amount)) != 1:
        yield "对照金额", role.table_amount


def _weights(roles: FormRoles, path: tuple[str, ...], name: str) -> Iterator[Fault]:
    shifts, parts = (roles.weights.shifts, roles.weights.parts) if roles.weights else ((), ())
    for part in (part for shift in shifts for part in (shift.absent, shift.to)):
        if part not in parts:
            told = found("L622", NOWHERE, "部分没有", 处=f"表单“{name}”的“调整”", 填=part)
            yield Fault((*path, "权重", "调整"), told, part)
