"""表单里填数的格子: each holds a number of its kind, a dash, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import SCORED, Form, Value, forms
from gongkai.model.numbers import Kind, read_as
from gongkai.model.performance_roles import Subject
from gongkai.model.unreadable import unreadable


def numbers_are_numbers(case: Case) -> Iterator[Outcome]:
    """填数: 预算数, 执行数, 执行率, 分值, 得分 hold a number of their kind, a dash, or nothing."""
    for form in forms(case, *Subject, outcome=None):
        for kind, value in (*_funds(form), *_scores(form), *_lists(form)):
            if value.absent:
                continue
            if read_as(kind, value.text) is not None:
                yield Held()
            else:
                yield unreadable(kind, value.text, value.place, archived=case.document.archived)


def _funds(form: Form) -> Iterator[tuple[Kind, Value]]:
    funds = form.roles.funds
    if funds is None:
        return
    kinds = {funds.rate: Kind.SHARE, funds.points: Kind.SCORE, funds.score: Kind.SCORE}
    kinds = {column: kind for column, kind in kinds.items() if column} | dict.fromkeys(funds.columns, Kind.AMOUNT)
    for row in (funds.total, *funds.sources, *funds.structure):
        yield from ((kind, form.fund(row, column)) for column, kind in kinds.items())


def _scores(form: Form) -> Iterator[tuple[Kind, Value]]:
    if form.roles.about(*SCORED):
        for indicator in form.indicators:
            yield from ((Kind.SCORE, value) for value in (indicator.points, indicator.score))
            yield Kind.SHARE, indicator.deviation
        for item in form.scored:
            yield from ((Kind.SCORE, value) for value in (item.points, item.score))
    if form.roles.total:
        yield from ((Kind.SCORE, form.value(path)) for path in (form.roles.total.points, form.roles.total.score))


def _lists(form: Form) -> Iterator[tuple[Kind, Value]]:
    """The rows of a list of projects, and of a summary."""
    listed, summary = form.roles.listed, form.roles.summary
    if listed:
        for entry in form.items(listed.at):
            yield from ((Kind.AMOUNT, form.field(entry, name)) for name in (listed.total, *listed.sources))
    if summary:
        kinds = {
            **dict.fromkeys((summary.budget, summary.spent), Kind.AMOUNT),
            **dict.fromkeys((summary.rate, *summary.parts.values()), Kind.SHARE),
            summary.score: Kind.SCORE,
        }
        for entry in form.items(summary.at):
            yield from ((kind, form.field(entry, name)) for name, kind in kinds.items() if name)
