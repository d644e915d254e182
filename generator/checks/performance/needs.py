"""角色: what an edition's forms must have for a rule to have anything to look at, whatever kind of document it is."""

from __future__ import annotations

from gongkai.checks.outcomes import Need
from gongkai.model.edition import Edition
from gongkai.model.performance_roles import FormRoles, Subject


def form_with(
    role: str, about: tuple[Subject, ...] = (Subject.PROJECT, Subject.DEPARTMENT), *, outcome: bool | None = True
) -> Need:
    """A form about these that tells outcomes (or does not; None: either), with something said for a role."""
    called = FormRoles.model_fields[role].alias
    subjects = "、".join(about)

    def lacking(edition: Edition) -> str:
        roles = [form.roles for form in edition.performance.values() if form.roles.about(*about, outcome=outcome)]
        if not roles:
            return f"版式没有{'写结果的' if outcome else ''}绩效表单（对象：{subjects}）"
        if not any(getattr(one, role) for one in roles):
            return f"版式的绩效表单（对象：{subjects}）没有角色“{called}”"
        return ""

    return lacking
