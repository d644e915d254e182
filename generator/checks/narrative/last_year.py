"""同上年一样的话: sentences that stand in the department's document of the year before, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.texts import Source, Written, texts_of, written
from gongkai.model.documents import Document
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import found
from gongkai.model.places import lines_of

GROUPS = {
    Source.PROFILE: "概况",
    Source.EXPLANATION: "说明",
    Source.FORM: "绩效",
    Source.REPORT: "报告",
}
"""what is looked at, and as which variant it is told"""

_END = re.compile(r"(?<=[。；！？;])|\n")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_DROPPED = re.compile(r"[\s*_#]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def _files(case: Case) -> Iterator[list[Written] | Skipped]:
    """The texts of a file: those that say something that was said before, or none of them."""
    if case.document.archived:
        return
    if case.before_unread:
        yield Skipped(reason="上年的文件没有读成功")
    if case.before is None:
        return
    before = frozenset(sentence for text in texts_of(case.before) for sentence in _sentences(case.before, text))
    by_file: dict[str, list[Written]] = {}
    for text in written(case):
        if text.source in GROUPS:
            same = any(one in before for one in _sentences(case.document, text))
            by_file.setdefault(text.place.path, []).extend([text] if same else [])
    yield from by_file.values()


@each(_files)
def texts_are_of_this_year(_case: Case, same: list[Written]) -> Iterator[Said]:
    """N405 同上年一样: what is typed for this year is not last year's, but for what stays as it is.

    One finding for all of a file: who copied one copied all. Years do not count; names, short entries of forms and what
    regulations say are alike every year.
    """
    if same:
        places = [text.place for text in same]
        yield found("N405", min(places), GROUPS[same[0].source], 数=len(same), 各行=lines_of(places))


def _sentences(document: Document, text: Written) -> Iterator[str]:
    """What a text says, as it can be compared; nothing where it may well be the same every year."""
    if text.source not in GROUPS or _is_name(document, text):
        return
    shortest = bound_of("N405", "表单里一句的字数" if text.source in (Source.FORM, Source.REPORT) else "一句的字数")
    alike = word_pattern("N405", "每年一样的话")
    for sentence in _END.split(text.text):
        if text.source is Source.REPORT and sentence.startswith("#"):  # a title
            continue
        plain = _DROPPED.sub("", _YEAR.sub("〇", sentence)).rstrip("。；;，！？")
        if len(_CHINESE.findall(plain)) >= shortest and not alike.search(plain):
            yield plain


def _is_name(document: Document, text: Written) -> bool:
    """Whether it is what something in a performance form is called, or how an indicator is defined."""
    if text.source is not Source.FORM:
        return False
    slug, _, path = text.path.partition(".")
    form = next(data.form for data in document.performance if data.slug == slug)
    layout = document.edition.performance[form]
    names = {layout.name, *layout.roles.names}
    roles = layout.roles.indicators
    if roles is not None and path.startswith(f"{roles.at}."):
        return path.rpartition(".")[2] in (roles.first, roles.second, roles.third, roles.definition)
    return path in names
