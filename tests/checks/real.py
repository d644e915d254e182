"""Cases of whole projects: documents read from a folder, with their neighbours, for rules that look around."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from gongkai.checks.causes import causes, together
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Rule
from gongkai.model.amounts import Amount
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding
from gongkai.pipeline.composing import composed_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NANYANG_2021 = "henan/nanyang/government-services-bureau/2021/final-accounts"
NANYANG_2024 = "henan/nanyang/government-services-bureau/2024/budget"
ANYANG_2022 = "henan/anyang/government-services-bureau/2022/final-accounts"
XINHUA_2023 = "henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts"
ALL = (NANYANG_2021, NANYANG_2024, ANYANG_2022, XINHUA_2023)


def case_in(project: Project, id: str) -> Case:
    """A document of a project as the pipeline shows it to rules."""
    workspace = Workspace.open(project)
    loaded = workspace.load(id)
    assert loaded.document is not None, loaded.findings
    assert loaded.edition is not None
    case = case_of(workspace, loaded.document, loaded.edition)
    composed = composed_of(workspace.library, case, loaded.edition)
    return replace(case, publication=composed.publication if composed else None)


@cache
def real(id: str) -> Case:
    """One of the four documents."""
    return case_in(Project(root=ROOT), id)


def changed(case: Case, table: str, row: str, column: str, yuan: Amount) -> Case:
    """The case with one typed figure changed."""

    def change(entry: Entry) -> Entry:
        if (entry.table, entry.row) != (table, row):
            return entry
        amounts = [replace(one, amount=yuan) if one.column == column else one for one in entry.amounts]
        return replace(entry, amounts=tuple(amounts))

    entries = tuple(map(change, case.document.entries))
    assert entries != case.document.entries, (table, row, column)
    accounts = case.accounts.again(entries)
    return replace(case, document=replace(case.document, entries=entries), accounts=accounts)


def findings(rule: Callable[[Case], Iterator[Any]], case: Case) -> list[Finding]:
    return [one for one in rule(case) if isinstance(one, Finding)]


def told_once(rules: Iterable[Rule], case: Case) -> tuple[Finding, ...]:
    """What rules find in a document, each cause once."""
    listed = tuple(rules)

    def found(looked_at: Case) -> tuple[Finding, ...]:
        return tuple(one for rule in listed for one in findings(rule.check, looked_at))

    flat = found(case)
    return together(flat, causes(case, flat, found))
