"""自检: what an edition shows that does not fit itself, and what it leaves unchecked; told once, at the edition."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from gongkai.checks.context import Locate
from gongkai.checks.spellings import bare, spellings
from gongkai.model.edition import Edition, InputKind
from gongkai.model.findings import Finding, found
from gongkai.model.glossary import Term

_DEPARTMENT = re.compile(r"\{\{\s*部门\s*\}\}")


class EditionText(Struct, frozen=True, kw_only=True):
    """版式的文字: all that an edition says outside 名词解释, and what content/glossary says of its terms."""

    text: str
    terms: Mapping[str, Term] = field(default_factory=dict)


def presentation_findings(edition: Edition, said: EditionText | None, locate: Locate) -> Iterator[Finding]:
    """Headings against the contents, terms that nothing speaks of, kinds of checks that nothing asks for."""
    yield from _headings(edition, locate)
    yield from _terms(edition, said, locate) if said is not None else ()
    yield from _unchecked(edition, locate)


def _headings(edition: Edition, locate: Locate) -> Iterator[Finding]:
    """P204; what else a template fills in differs by document, whose own rule compares it."""
    years = {"{{ 年度 }}": str(edition.year), "{{ 上年度 }}": str(edition.year - 1)}
    for section in (section for _, section, _ in edition.walk() if section):
        heading, listed = (_filled(title, years) for title in (section.title, section.contents_title))
        if listed and heading != listed and "{" not in heading + listed:
            yield found("P204", locate(("部分",), section.contents_title), 目录=listed, 标题=heading)


def _filled(title: str, years: Mapping[str, str]) -> str:
    title = _DEPARTMENT.sub("", title)
    for template, year in years.items():
        title = title.replace(template, year)
    return title


def _terms(edition: Edition, said: EditionText, locate: Locate) -> Iterator[Finding]:
    """P105: a term that is explained stands elsewhere in the edition, in one of its spellings."""
    text = bare(said.text)
    for form in edition.glossary:
        if not any(bare(spelling) in text for spelling in spellings(form, said.terms)):
            yield found("P105", locate(("名词解释",), form.term), 名词=bare(form.term))


def _unchecked(edition: Edition, locate: Locate) -> Iterator[Finding]:
    """P207: a kind of check that has something to look at and is not asked for."""
    kinds = {form.kind for form in edition.inputs.values()}
    tables, amounts = bool(edition.tables), InputKind.AMOUNT in kinds
    wanted: tuple[tuple[bool, str, Collection[object]], ...] = (
        (len(edition.tables) > 1, "勾稽", edition.relations),
        (amounts, "填报勾稽", edition.input_relations),
        (amounts and InputKind.COUNT in kinds, "有数有量", edition.counted),
        (tables, "衔接", edition.continuity),
        (tables, "应公开的表", edition.required),
        (tables, "核对数", edition.controls),
    )
    for applies, key, written in wanted:
        if applies and not written:
            yield found("P207", locate((key,), ""), key, 键=key)
    without = [name for name, form in edition.performance.items() if not form.roles.model_fields_set]
    if without:
        named = "、".join(f"“{name}”" for name in without)
        yield found("P207", locate(("表单",), ""), "角色", 各表单=named)
