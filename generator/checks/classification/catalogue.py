"""名称与表题: one thing has one name in all forms of a document, and a form is what its title says (原文 applied)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each, together
from gongkai.model.columns import ORDINAL, ColumnKind, column_paths, keyed
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_catalogue import word_list, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.places import Place

FUNCTIONAL = "科目"
EXPLAINED = re.compile("（[^（）]*）$")


class Label(Struct, frozen=True, kw_only=True):
    """表中的名称: a row's or column's title as printed, and its key in the edition."""

    table: str
    key: str
    title: str
    classes: tuple[str, ...] = ()
    """the 科目 that a row collects"""
    original: OriginalWording | None = None

    @property
    def printed(self) -> str:
        return self.original.applied(self.title) if self.original else self.title

    @property
    def bare(self) -> str:
        """The printed title without its number: 文化旅游体育与传媒支出."""
        return ORDINAL.sub("", self.printed)

    @property
    def short(self) -> str:
        """The printed title without what a class line may leave out."""
        short = self.bare
        for tail in word_list("K206", "可省的尾"):
            short = short.removesuffix(tail)
        return short

    def place(self, case: Case) -> Place:
        return self.original.place if self.original else case.in_edition(("表", self.table), self.title)


def labels(case: Case) -> Iterator[Label]:
    """Every row and column title of the printed tables; those with 年度 and the like in them are left out."""
    originals = case.originals
    for name, form in case.document.edition.tables.items():
        for block in () if form.hidden else form.parts:
            every = (*_rows(name, form, block, originals), *_columns(name, block))
            yield from (label for label in every if "{{" not in label.title)


def _rows(table: str, form: TableForm, block: BlockForm, originals: dict[str, OriginalWording]) -> Iterator[Label]:
    names = [key for key, leaf in block.keyed if leaf.kind is ColumnKind.NAME]
    for row in block.fixed:
        wheres = (f"{form.id}.{row.name}.{key}" for key in (*names[:1], "科目名称"))
        original = next((originals[where] for where in wheres if where in originals), None)
        classes = row.where.get(FUNCTIONAL, ())
        yield Label(table=table, key=row.name, title=row.title, classes=classes, original=original)


def _columns(table: str, block: BlockForm) -> Iterator[Label]:
    return (Label(table=table, key=key, title=leaf.title) for key, leaf in keyed(block.columns))


@together(labels)
def things_have_one_name(case: Case, known: list[Label]) -> Iterator[Said]:
    """K206 一个项目一个名称: class lines, columns and terms are called alike in all forms (rules R29, X20).

    Told are a class of 科目 that two tables call differently, a title that differs by one character from what other
    tables print for the same thing, and a term explained under another name than the row's.
    """
    yield from _class_lines(case, known)
    yield from _slips(case, known)
    yield from _terms(case, known)


def _class_lines(case: Case, known: list[Label]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Label] = {}
    for label in known:
        if label.classes and label.short != (before := first.setdefault(label.classes, label)).short:
            yield _two_names(case, label, before)


def _slips(case: Case, known: list[Label]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for label in known:
        if (label.table, label.bare) in told or not _one_character_apart(label.bare, label.key):
            continue
        alike = [one for one in known if label.key in one.printed]
        other = next((one for one in alike if one.bare == label.key), alike[0] if alike else None)
        if other is not None:
            told.add((label.table, label.bare))
            yield _two_names(case, label, other)


def _one_character_apart(one: str, other: str) -> bool:
    return len(one) == len(other) > 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _two_names(case: Case, label: Label, other: Label) -> Finding:
    return found(
        "K206",
        label.place(case),
        "表",
        related=(other.place(case),),
        表=label.table,
        印=label.printed,
        别表=other.table,
        别名=other.printed,
    )


def _terms(case: Case, known: list[Label]) -> Iterator[Finding]:
    for term in (form.term for form in case.document.edition.glossary):
        base = EXPLAINED.sub("", term)
        added = term.removeprefix(base).strip("（含）")
        for label in known if added else ():
            if base in (label.bare, label.key) and added not in label.bare:
                place = case.in_edition(("名词解释",), term)
                yield found(
                    "K206", label.place(case), "名词", related=(place,), 表=label.table, 印=label.printed, 别名=term
                )


def _two_sided(case: Case) -> Iterator[tuple[Label, TableForm]]:
    """Tables whose title says 收入 and 支出."""
    originals = case.originals
    for name, form in case.document.edition.tables.items():
        label = Label(table=name, key=name, title=form.title or name, original=originals.get(f"{form.id}.题"))
        if not form.hidden and word_pattern("K207", "有收有支").search(label.printed):
            yield label, form


@each(_two_sided)
def titles_fit_tables(case: Case, table: tuple[Label, TableForm]) -> Iterator[Said]:
    """K207 表题与表: a table titled 收入支出 or 收支 has both sides."""
    label, form = table
    words = "".join(_words(form))
    lacking = "、".join(side for side in ("收入", "支出") if side not in words)
    if lacking:
        hint = "印错" if label.original else "版式"
        yield found("K207", label.place(case), hint=hint, 印=label.printed, 缺=lacking, 应=label.title)


def _words(form: TableForm) -> Iterator[str]:
    """All titles of a form's blocks, columns and rows."""
    for block in form.parts:
        yield block.title or ""
        yield from (word for _, path in column_paths(block.columns) for word in path)
        yield from (row.title for row in block.fixed)
