"""公开的次序: reviewed, signed and approved before it is disclosed; then corrected, withdrawn, each after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.model.disclosure import CORRECTIONS, DISCLOSED, VERSIONS, WITHDRAWN, DisclosureRecord
from gongkai.model.findings import Finding, found


def the_record(case: Case) -> Iterable[DisclosureRecord]:
    """The record, of a document that has one."""
    return (case.document.disclosure,) if case.document.disclosure else ()


@each(the_record)
def steps_are_in_order(case: Case, record: DisclosureRecord) -> Iterator[Said]:
    """P501 次序: 政府信息公开条例第十七条: reviewed before it is disclosed; 预算法第十四条: disclosed once approved."""
    yield from out_of_order(record, archived=case.document.archived)


def out_of_order(record: DisclosureRecord, *, archived: bool) -> Iterator[Finding]:
    """What is missing before disclosure, and what is dated before what it follows.

    Review, signing and approval all come before disclosure, in whatever order: where the text is written once the
    accounts are approved, it is signed after that. Who signed an archived document, which was disclosed elsewhere
    first, need not be known here.
    """
    form = record.form
    if form.disclosed is not None and not archived:
        for step in (step for step, day in form.steps() if day is None):
            yield found("P501", record.at(DISCLOSED), "缺", 后=DISCLOSED, 前=step)
    for (step, day), (later, then, path) in _neighbours_in_time(record):
        if then < day:
            yield found("P501", record.at(path), "先后", 后=later, 后日=str(then), 前=step, 前日=str(day))
    if form.disclosed is None and (form.versions or form.corrections or form.withdrawal):
        first = next(name for name in (VERSIONS, CORRECTIONS, WITHDRAWN) if record.at(name).line)
        yield found("P501", record.at(first), "缺", 后=first, 前=DISCLOSED)
    if form.versions and form.disclosed not in (None, form.versions[0].day):
        yield found("P501", record.at(DISCLOSED), "第一版", 前日=str(form.versions[0].day))


def _neighbours_in_time(record: DisclosureRecord) -> Iterator[tuple[tuple[str, date], tuple[str, date, str]]]:
    """What comes before what: each with its day, the later one with the way to it."""
    following = [*_after(record)]
    if (day := record.form.disclosed) is not None:
        disclosed = (DISCLOSED, day, DISCLOSED)
        yield from (((step, taken), disclosed) for step, taken in record.form.steps() if taken)
        following = [disclosed, *following]
    yield from (((what, day), later) for (what, day, _), later in pairwise(following))


def _after(record: DisclosureRecord) -> Iterator[tuple[str, date, str]]:
    """What comes after disclosure, in its order, with the way to it."""
    yield from ((f"第{at}版", one.day, f"版本.{at - 1}") for at, one in enumerate(record.form.versions, start=1))
    yield from (("更正", one.day, f"更正.{at}") for at, one in record.form.waiting)
    if record.form.withdrawal:
        yield WITHDRAWN, record.form.withdrawal.day, WITHDRAWN
