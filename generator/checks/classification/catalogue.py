"""名称与表题: one thing has one name in all forms of a document, and a form is what its title says (原文 applied)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.columns import ORDINAL, ColumnKind, column_paths, keyed
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import TableForm
from gongkai.model.places import Place

FUNCTIONAL = "科目"
TAIL = "支出"
"""what a class line may leave out: 一般公共服务 for 一般公共服务支出"""
BOTH_SIDES = re.compile("收入支出|收支")
EXPLAINED = re.compile("（[^（）]*）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """表中的名称: a row's or column's title as printed, and its key in the edition."""

    table: str
    key: str
    title: str
    printed: str
    classes: tuple[str, ...] = ()
    """the 科目 that a row collects"""
    original: OriginalWording | None = None

    def place(self, case: Case) -> Place:
        return self.original.place if self.original else case.in_edition(("表", self.table), self.title)


def labels(case: Case) -> Iterator[Label]:
    """Every row and column title of the printed tables; those with 年度 and the like in them are left out."""
    for name, form in case.document.edition.tables.items():
        if not form.hidden:
            yield from (label for label in (*_rows(case, name, form), *_columns(name, form)) if "{{" not in label.title)


def _rows(case: Case, table: str, form: TableForm) -> Iterator[Label]:
    originals = {original.where: original for original in case.document.originals}
    for block in form.parts:
        names = [key for key, leaf in block.keyed if leaf.kind is ColumnKind.NAME]
        for row in block.fixed:
            wheres = [f"{form.id}.{row.name}.{key}" for key in (*names[:1], "科目名称")]
            original = next((originals[where] for where in wheres if where in originals), None)
            title = row.title
            yield Label(
                table=table,
                key=row.name,
                title=title,
                printed=title.replace(original.expected, original.printed, 1) if original else title,
                classes=row.where.get(FUNCTIONAL, ()),
                original=original,
            )


def _columns(table: str, form: TableForm) -> Iterator[Label]:
    for block in form.parts:
        for key, leaf in keyed(block.columns):
            yield Label(table=table, key=key, title=leaf.title, printed=leaf.title)


def bare(title: str) -> str:
    """A title without its number: 文化旅游体育与传媒支出."""
    return ORDINAL.sub("", title)


def things_have_one_name(case: Case) -> Iterator[Outcome]:
    """K206 一个项目一个名称: class lines, columns and terms are called alike in all forms (rules R29, X20).

    Told are a class of 科目 that two tables call differently, a title that differs by one character from what other
    tables print for the same thing, and a term explained under another name than the row's.
    """
    known = tuple(labels(case))
    found = [*_class_lines(case, known), *_slips(case, known), *_terms(case, known)]
    yield from found
    if known:
        yield Held(count=len(known) - len(found))


def _class_lines(case: Case, known: tuple[Label, ...]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Label] = {}
    for label in known:
        if not label.classes:
            continue
        before = first.setdefault(label.classes, label)
        own, other = (bare(one.printed).removesuffix(TAIL) for one in (label, before))
        if own != other:
            yield _two_names(case, label, f"{before.table}的“{before.printed}”", before.place(case))


def _slips(case: Case, known: tuple[Label, ...]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for label in known:
        own = bare(label.printed)
        if (label.table, own) in told or not _one_character_apart(own, label.key):
            continue
        alike = [one for one in known if label.key in one.printed]
        other = next((one for one in alike if bare(one.printed) == label.key), alike[0] if alike else None)
        if other is not None:
            told.add((label.table, own))
            yield _two_names(case, label, f"{other.table}的“{other.printed}”", other.place(case))


def _one_character_apart(one: str, other: str) -> bool:
    return len(one) == len(other) > 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _terms(case: Case, known: tuple[Label, ...]) -> Iterator[Finding]:
    for form in case.document.edition.glossary:
        term = form.term
        base = EXPLAINED.sub("", term)
        if base == term:
            continue
        for label in known:
            printed = bare(label.printed)
            if base in (printed, label.key) and term.removeprefix(base).strip("（含）") not in printed:
                yield _two_names(case, label, f"名词解释的“{term}”", case.in_edition(("名词解释",), term))


def _two_names(case: Case, label: Label, other: str, place: Place) -> Finding:
    return Finding(
        code=FindingCode.TWO_NAMES,
        severity=Severity.WARNING,
        place=label.place(case),
        message=f"{label.table}的“{label.printed}”和{other}说的是同一项，名称不一样",
        hint="同一项目在各表和名词解释里用同一个名称；版式的名称请财政局维护版式的人改正",
        related=(place,),
    )


def titles_fit_tables(case: Case) -> Iterator[Outcome]:
    """K207 表题与表: a table titled 收入支出 or 收支 has both sides."""
    originals = {original.where: original for original in case.document.originals}
    for name, form in case.document.edition.tables.items():
        title = form.title or name
        original = originals.get(f"{form.id}.题")
        printed = title.replace(original.expected, original.printed, 1) if original else title
        if form.hidden or not BOTH_SIDES.search(printed):
            continue
        words = "".join(_words(form))
        lacking = [side for side in ("收入", "支出") if side not in words]
        if not lacking:
            yield Held()
            continue
        yield Finding(
            code=FindingCode.TITLE_AGAINST_TABLE,
            severity=Severity.WARNING,
            place=original.place if original else case.in_edition(("表", name), title),
            message=f"表题是“{printed}”，表里没有{'、'.join(lacking)}的栏目",
            hint=f"表题应为“{title}”" if original else "表题写表里有的内容",
        )


def _words(form: TableForm) -> Iterator[str]:
    """All titles of a form's blocks, columns and rows."""
    for block in form.parts:
        yield block.title or ""
        yield from (word for _, path in column_paths(block.columns) for word in path)
        yield from (row.title for row in block.fixed)


RULES = (
    Rule(code=FindingCode.TWO_NAMES, check=things_have_one_name),
    Rule(code=FindingCode.TITLE_AGAINST_TABLE, check=titles_fit_tables),
)
