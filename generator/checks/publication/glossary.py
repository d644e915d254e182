"""名词解释: the terms that are explained are those that the document uses (rule X20).

Which terms an edition explains is the bureau's to say; what is told is what cannot be meant: an explanation of a word
that nobody reads, and a line with money left out of a list of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.spellings import bare, spellings
from gongkai.model.columns import ColumnForm
from gongkai.model.edition import TermForm
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.findings import found
from gongkai.model.glossary import Term
from gongkai.model.statements import Statement, StatementRow

_NUMBERING = re.compile(r"^(?:其中[：:]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])+")


def _explained(case: Case) -> tuple[TermForm, ...]:
    return case.document.edition.glossary


@each(_explained)
def explained_terms_are_used(case: Case, form: TermForm) -> Iterator[Said]:
    """P105 没有用到的名词: every term that is explained stands elsewhere in the edition; its self-check looks."""
    return (one for one in case.of_edition if one.code == "P105" and bare(form.term) in one.about)


class _Label(Struct, frozen=True, kw_only=True):
    """The name of a row or column, and whether it has money anywhere."""

    name: str
    money: bool


class _Listed(Struct, frozen=True, kw_only=True):
    """A name in a list of which several are explained."""

    table: str
    name: str
    explained: bool
    siblings: list[str]
    """the terms of its list that are explained"""


def _to_explain(case: Case) -> Iterator[_Listed]:
    """Rows and columns that are explained, and those with money beside them, each once."""
    glossary = case.document.edition.glossary
    explained = {bare(spelling): form.term for form in glossary for spelling in spellings(form, case.terms)}
    unexplained = _known(case).keys() - explained.keys()
    for table, listed in _printed_lists(case):
        names = list(dict.fromkeys(one.name for one in listed if one.name in explained))
        siblings = list(dict.fromkeys(map(explained.__getitem__, names)))
        if len(siblings) >= bound_of("P104", "同列有解释的"):
            told = unexplained.intersection(one.name for one in listed if one.money)
            unexplained -= told
            for name in (*names, *sorted(told)):
                yield _Listed(table=table, name=name, explained=name in explained, siblings=siblings)


@each(_to_explain)
def used_terms_are_explained(case: Case, one: _Listed) -> Iterator[Said]:
    """P104 没有解释的名词: a row or column with money is explained where the others of its list are.

    Told only of terms that content/glossary explains for this year, kind and edition.
    """
    if not one.explained:
        place = case.in_edition(("名词解释",))
        yield found("P104", place, 表=one.table, 名词=one.name, 有解释的=_named(one.siblings))


def _known(case: Case) -> Mapping[str, Term]:
    """Terms that content/glossary explains for the document, by each of their spellings."""
    edition = case.document.edition
    return {
        bare(spelling): term
        for term in case.terms.values()
        if term.text_for(case.document.year, edition.kind, edition.lineage) is not None
        for spelling in (term.term, *term.variants)
    }


def _printed_lists(case: Case) -> Iterator[tuple[str, list[_Label]]]:
    """The lists of the tables that the edition prints, in order."""
    statements = case.accounts.statements
    for name in case.document.edition.shown_tables():
        yield from ((name, listed) for listed in (_lists(statements[name]) if name in statements else ()))


def _lists(statement: Statement) -> Iterator[list[_Label]]:
    """Names that stand beside each other: fixed rows of a block, columns below one head."""
    for index, block in enumerate(statement.form.parts):
        rows = statement.block(index)
        if block.rows:
            yield [
                _Label(name=_label(row.title), money=_has_money((row,))) for row in rows if row.title and not row.code
            ]
        leaves = {id(leaf): key for key, leaf in block.keyed}
        yield from _heads(block.columns, rows, leaves)


def _heads(
    columns: Iterable[ColumnForm], rows: Iterable[StatementRow], keys: Mapping[int, str]
) -> Iterator[list[_Label]]:
    beside = list(columns)
    yield [
        _Label(name=_label(column.title), money=_has_money(rows, frozenset(keys[id(leaf)] for leaf in column.leaves)))
        for column in beside
    ]
    for column in beside:
        if column.columns:
            yield from _heads(column.columns, rows, keys)


def _has_money(rows: Iterable[StatementRow], columns: frozenset[str] | None = None) -> bool:
    return any(
        cell.amount.yuan != 0 for row in rows for key, cell in row.cells.items() if columns is None or key in columns
    )


def _label(title: str) -> str:
    return _NUMBERING.sub("", bare(title))


def _named(terms: Iterable[str]) -> str:
    return "".join(f"“{bare(term)}”" for term in list(terms)[:3])
