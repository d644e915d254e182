"""列出的项目与表单: what a record of the explanation says of a project, field by field, is what its form says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import SCORED, Form, Value, by_project, forms, within_marks
from gongkai.model.amounts import UNIT_PATTERN, Amount, Unit, ratio
from gongkai.model.findings import found
from gongkai.model.numbers import Kind, Number, absent, amount_of, read_as
from gongkai.model.places import Place

UNITS = re.compile(UNIT_PATTERN)
"""what the name of a field may say of the amount in it: 预算（万元）"""


def records_agree_with_forms(case: Case) -> Iterator[Outcome]:
    """P10 列出的项目: 得分, 等级, 执行率, 预算, 支出, 主管部门 of a record that names a form are the form's.

    Which field means what, the form's roles say (叫法).
    """
    named = by_project(forms(case, *SCORED))
    for given in case.document.inputs.values():
        for record, place in zip_longest(given.value if isinstance(given.value, tuple) else (), given.items):
            if isinstance(record, Mapping):
                meant = next((named[text.strip()] for text in record.values() if text.strip() in named), [])
                yield from _record(case, record, meant, place or given.place)


def _record(case: Case, record: Mapping[str, str], meant: list[Form], place: Place) -> Iterator[Outcome]:
    for name, text in record.items() if meant else ():
        said = [_compared(case, form, name, text.strip()) for form in meant]
        told = [one for one in said if one is not None]
        if not told:
            continue
        right = next((value for value, agrees in told if agrees), None)
        if right is not None:
            yield Held()
            continue
        value = told[0][0]
        yield found(
            "E114",
            place,
            "列出",
            项目=within_marks(meant[0].project),
            栏=name,
            写=text.strip()[:40],
            应=value.text,
            related=(value.place,),
        )


def _compared(case: Case, form: Form, field: str, text: str) -> tuple[Value, bool] | None:
    """What the form has for a field, and whether the record says the same; None where nothing can be compared."""
    for path in form.roles.names:
        label = path.rpartition(".")[2]
        value = form.value(path)
        if text and value.text and (label.startswith(field) or field.startswith(label)):
            return value, text in value.text or value.text in text
    role = form.roles.role_of(field)
    if role in ("年初预算", "全年预算", "执行数"):
        return amount_said(case, form, role, field, text)
    if role == "执行率":
        return rate_said(form, text)
    number, score = read_as(Kind.SCORE, text), form.score
    if role == "得分" and number is not None and score.number is not None:
        return score, _close(number, score.number)
    if role == "等级" and text in form.roles.grades and score.number is not None:
        return score, form.grade(score.number.value) == text
    return None


def amount_said(case: Case, form: Form, role: str, field: str, text: str) -> tuple[Value, bool] | None:
    initial, budget, spent = form.total("initial"), form.total("budget"), form.total("spent")
    values = {"年初预算": (initial,), "执行数": (spent,)}.get(role, (budget, initial))
    known = [(value, amount) for value in values if (amount := form.amount(value)) is not None]
    stated = UNITS.search(field)
    typed = text + (stated[0] if stated else "")
    number = read_as(Kind.AMOUNT, text if absent(text) else typed) or read_as(Kind.AMOUNT, text)
    if number is None or not known:
        return None
    units: set[Unit] = {form.layout.unit, case.document.head.unit}
    said = [amount for unit in units if (amount := amount_of(number, unit, exact=False)) is not None]
    agreeing = next((value for value, amount in known if any(amount.agrees(one) for one in said)), None)
    return (agreeing, True) if agreeing else (known[0][0], False)


def rate_said(form: Form, text: str) -> tuple[Value, bool] | None:
    number, printed = read_as(Kind.SHARE, text), form.total("rate")
    if number is None or printed.number is None:
        return None
    budget, spent = form.budget, form.spent
    worked_out = ratio(spent, budget) if isinstance(spent, Amount) and isinstance(budget, Amount) else None
    right = worked_out is not None and worked_out.allows(number.value, number.places)
    return printed, right or _close(number, printed.number)


def _close(one: Number, other: Number) -> bool:
    """The same, or one the other rounded."""
    if one.places == other.places:
        return one.value == other.value
    fewer = min(one.places, other.places)
    return round(one.value, fewer) == round(other.value, fewer)
