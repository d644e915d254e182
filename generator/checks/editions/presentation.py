"""自检: what an edition shows that does not fit itself, and what it leaves unchecked; told once, at the edition."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.checks.editions.faults import Fault
from gongkai.model.edition import Edition, InputKind
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Severity
from gongkai.model.glossary import Term

_DEPARTMENT = re.compile(r"\{\{\s*部门\s*\}\}")
_ADDED = re.compile(r"（[^）]*）$")
_MARKS = re.compile(r"[“”‘’\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """版式的文字: all that an edition says outside 名词解释, and what content/glossary says of its terms."""

    text: str
    terms: Mapping[str, Term] = field(default_factory=dict)


def presentation_faults(edition: Edition, said: Said | None) -> Iterator[Fault]:
    """Headings against the contents, terms that nothing speaks of, kinds of checks that nothing asks for."""
    yield from _headings(edition)
    yield from _terms(edition, said) if said is not None else ()
    yield from _unchecked(edition)


def bare(text: str) -> str:
    """A text without quotes and blanks, in which terms are looked for."""
    return _MARKS.sub("", text)


def spellings(term: str, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """A term, without what it adds in brackets (K206 tells of that), and as content/glossary says it is called too."""
    entry = terms.get(term)
    return (term, _ADDED.sub("", term), *(entry.variants if entry else ()))


def _headings(edition: Edition) -> Iterator[Fault]:
    """P204; what else a template fills in differs by document, whose own rule compares it."""
    years = {"{{ 年度 }}": str(edition.year), "{{ 上年度 }}": str(edition.year - 1)}
    for section in (section for part in edition.parts for section in part.sections):
        heading, listed = (_filled(title, years) for title in (section.title, section.contents_title))
        if not listed or heading == listed or "{" in heading + listed:
            continue
        yield Fault(
            path=("部分",),
            text=section.contents_title,
            message=f"目录里是“{listed}”，正文的标题是“{heading}”",
            hint="目录和标题用同样的文字",
            code=FindingCode.HEADING_AGAINST_CONTENTS,
            severity=Severity.WARNING,
        )


def _filled(title: str, years: Mapping[str, str]) -> str:
    title = _DEPARTMENT.sub("", title)
    for template, year in years.items():
        title = title.replace(template, year)
    return title


def _terms(edition: Edition, said: Said) -> Iterator[Fault]:
    """P105: a term that is explained stands elsewhere in the edition, in one of its spellings."""
    text = bare(said.text)
    for form in edition.glossary:
        if not any(bare(spelling) in text for spelling in spellings(form.term, said.terms)):
            yield Fault(
                path=("名词解释",),
                text=form.term,
                message=f"名词解释里有“{bare(form.term)}”，别处都没有用到",
                hint="请财政局维护版式的人从“名词解释”里删去；换了一种说法的，在 content/glossary 里这个名词下写“又作”",
                code=FindingCode.UNUSED_TERM,
                severity=Severity.WARNING,
            )


def _unchecked(edition: Edition) -> Iterator[Fault]:
    """P207: a kind of check that has something to look at and is not asked for."""
    kinds = {form.kind for form in edition.inputs.values()}
    amounts = InputKind.AMOUNT in kinds
    plain = [name for name, form in edition.performance.items() if not form.roles.model_fields_set]
    wanted: tuple[tuple[bool, str, Collection[object], str], ...] = (
        (len(edition.tables) > 1, "勾稽", edition.relations, "表与表之间的关系（F301）"),
        (amounts, "填报勾稽", edition.input_relations, "填报的数之间、填报的数与报表之间的关系（N211）"),
        (amounts and InputKind.COUNT in kinds, "有数有量", edition.counted, "有金额没有数量的（T101）"),
        (bool(edition.tables), "衔接", edition.continuity, "与上年、同年其他文件的关系（C201）"),
        (bool(edition.tables), "应公开的表", edition.required, "应当公开的表齐不齐（P202）"),
    )
    for applies, key, written, checks in wanted:
        if applies and not written:
            yield _missing(f"版式没有写“{key}”：{checks}不检查", f"在 checks.yml 里写“{key}”", key)
    if plain:
        named = "、".join(f"“{name}”" for name in plain)
        message = f"表单{named}没有写“角色”：绩效表单的检查（E 字头）不做"
        yield _missing(message, "在 forms.yml 的表单下面写“角色”", "表单")


def _missing(message: str, where: str, key: str) -> Fault:
    return Fault(
        path=(key,),
        message=message,
        hint=f"{where}；本来就不要查的，在版式的 waivers.yml 里写明理由",
        code=FindingCode.NOT_CHECKED,
        severity=Severity.WARNING,
    )
