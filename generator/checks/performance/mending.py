"""试改绩效表单: what one value of a form may have been meant to be, by what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, forms
from gongkai.checks.indicators import execution_of
from gongkai.checks.performance.funds import Sum, sums_of_funds
from gongkai.checks.performance.weights import scored
from gongkai.model.amounts import ratio
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import Finding, Key
from gongkai.model.numbers import shown
from gongkai.model.places import Place

Found = Callable[[Case], Mapping[Key, Finding]]
"""what rules find in a document"""
Meant = tuple[FormValue, str]
"""a value of a form, and the text that would agree with what stands beside it"""


MOST = 4
"""as many mistakes in one form are looked for"""
SEVERAL = 2


def of_forms(case: Case, told: tuple[Finding, ...], tried: Found) -> Iterator[tuple[Case, Place]]:
    """The document with one value of a form mended from which several findings follow, and where that stands.

    `told`: what was found in the document. `tried`: what rules find of one form by itself.
    """
    counts = Counter(one.place.path for one in told)
    least = 1 if "H101" in {one.code for one in told} else SEVERAL
    for data in (data for data in case.document.performance if counts[data.place.path] >= least):
        for value, text in _of_form(_filled(case, (data,)), least, tried):
            yield filled_in(case, value, text), value.place


def _of_form(case: Case, least: int, tried: Found) -> Iterator[Meant]:
    """In a document of this one form alone: what explains most of what is found, then most of the rest."""
    before = tried(case)
    for _ in range(MOST):
        places = {place for one in before.values() for place in (one.place, *one.related)}
        trials = [(one, tried(filled_in(case, *one))) for one in meant(case) if one[0].place in places]
        better = [pair for pair in trials if pair[1].keys() < before.keys() and len(pair[1]) + least <= len(before)]
        if not better:
            return
        best, before = min(better, key=lambda pair: len(pair[1]))
        yield best
        case = filled_in(case, *best)


def meant(case: Case) -> Iterator[Meant]:
    """Every amount as the others of its sum have it, every rate as calculated, every score as the total has it."""
    for given in sums_of_funds(case):
        if isinstance(given, tuple):
            yield from _of_sum(given)
    for form in forms(case, *SCORED):
        yield from _of_rates(form)
        yield from _of_scores(form)


def _of_sum(given: Sum) -> Iterator[Meant]:
    _, total, rows = given
    values = [value for value in rows.values() if value.amount.yuan]
    sum_ = sum((value.amount.yuan for value in values), Decimal(0))
    unit = total.form.layout.unit.yuan
    if total.has_amount:
        yield total, shown(sum_ / unit)
        yield from ((value, shown((total.amount.yuan - sum_ + value.amount.yuan) / unit)) for value in values)


def _of_rates(form: FilledForm) -> Iterator[Meant]:
    right = ratio(form.spent.amount, form.budget.amount) if form.has_money else None
    rate = form.total("rate")
    if right:
        yield rate, f"{right.percent:.2f}%"
    if rate.has_number and rate.number.value and form.has_money:
        share, unit = rate.number.value / 100, form.layout.unit.yuan
        yield form.spent, shown(round(form.budget.amount.yuan * share / unit, 2))
        yield form.budget, shown(round(form.spent.amount.yuan / share / unit, 2))
    points = execution_of(form).points
    if right and points.has_number:
        yield execution_of(form).score, shown(round(points.number.value * right.percent / 100, 2))


def _of_scores(form: FilledForm) -> Iterator[Meant]:
    values = [item.score for item in scored(form)]
    if not form.score.has_number or not all(value.has_number for value in values):
        return
    total, sum_ = form.score.number.value, sum((value.number.value for value in values), Decimal(0))
    yield form.score, shown(sum_)
    yield from ((value, shown(total - sum_ + value.number.value)) for value in values)


def filled_in(case: Case, value: FormValue, text: str) -> Case:
    """The document with another text in the place of a value."""
    forms_ = case.document.performance
    (data,) = (one for one in forms_ if one.slug == value.form.data.slug)
    other = replace(data, values=_with(data.values, value.path.split("."), text))
    return _filled(case, tuple(other if one is data else one for one in forms_))


def _filled(case: Case, performance: tuple[PerformanceData, ...]) -> Case:
    return replace(case, document=replace(case.document, performance=performance))


def _with(values: Any, path: list[str], text: str) -> Any:
    if not path:
        return text
    name, *rest = path
    if isinstance(values, Mapping):
        return {**values, name: _with(values.get(name), rest, text)}
    items = list(values)
    items[int(name)] = _with(items[int(name)], rest, text)
    return tuple(items)
