"""同一行写了两遍: two lines of figures that nothing tells apart, which a table silently adds up."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.entries import Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

RECORD = "#"
"""begins the rows of records, which are told apart by what they say"""

Key = tuple[str, str, frozenset[tuple[str, str]], str]


def no_line_stands_twice(case: Case) -> Iterator[Outcome]:
    """F305 同一行写了两遍: the same row with the same attributes (资金) has two figures in one column.

    Two lines of one code are two funds (docs/content.md); where neither says so, one fund was forgotten or one line is
    there twice.
    """
    first: dict[Key, Entry] = {}
    for entry in case.document.entries:
        if entry.row.startswith(RECORD):
            continue
        form = case.document.edition.tables[entry.table]
        typed = dict(entry.fields)
        attributes = frozenset((name, typed.get(name) or one.default) for name, one in form.attributes.items())
        columns = [amount.column for amount in entry.amounts if amount.amount.yuan]
        keys = [(entry.table, entry.row, attributes, column) for column in columns]
        twice = next((key for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, entry)
        if twice is None:
            yield Held()
            continue
        told = "、".join(f"{name}都是{value}" for name, value in sorted(attributes) if value)
        yield Finding(
            code=FindingCode.REPEATED_ROW,
            severity=Severity.INCONSISTENCY,
            place=entry.place,
            message=f"{entry.table}·{entry.row}：“{twice[3]}”写了两遍{f'，{told}' if told else ''}，加在了一起",
            hint=_hint(tuple(form.attributes)),
            related=(first[twice].place,),
        )


def _hint(attributes: tuple[str, ...]) -> str:
    own = f"是两种{attributes[0]}的，写明“{attributes[0]}”；" if attributes else ""
    return f"{own}多写的，删去一行；确是两笔的，加成一个数写一行"


RULES = (Rule(code=FindingCode.REPEATED_ROW, check=no_line_stands_twice),)
