"""文中的部门名称: a text speaks of its own department, by the name that it has in the document's year (rule X16).

Other departments are named for a hundred good reasons (与、向、经…批准), so a name is told of only where the words
beside it speak of the document's own affairs: “X局2023年度…”, “X局是2019年新组建单位”, “保障X局正常运转”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import ALONE, Said, Skipped, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.names import usual_form

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_WORDS = re.compile(r"[\u3400-\u9fff]")
OPENING = re.compile(r"[\s“（(【#*\-\d.]*(?:(?:主要)?原因(?:是|为)|(?:是)?由于|因为?|其中)?[“（(]*")
"""what may stand before the first word of a clause"""
CLAUSE_END = re.compile(r"[，。；：！？、\n,;:!?]")


class _Mention(Struct, frozen=True, kw_only=True):
    """A name in a text, with the clause that it stands in."""

    name: str
    before: str
    """of its clause"""
    after: str

    @property
    def where(self) -> str:
        """The variant of N401 and N402: what begins a clause is what the clause is about."""
        return "句首" if OPENING.fullmatch(self.before) else "句中"

    @property
    def clause(self) -> str:
        return f"{self.before}{self.after}"


def _beside_others(case: Case) -> Iterator[Written | Skipped]:
    return iter((ALONE,)) if case.corpus.alone else _texts(case)


@each(_beside_others)
def no_other_department(case: Case, text: Written) -> Iterator[Said]:
    """N401 别的部门的名称: no text says of another department of the repository what it should say of its own (X16)."""
    above = (*case.document.edition.others, *case.document.head.others)
    owners = {name: owner for name, owner in case.corpus.names.items() if owner and not name.endswith(above)}
    mentions = _mentions(text.text, case.corpus.names)
    wrong = {one.name: one for one in mentions if one.name in owners and _speaks_of_itself(one)}
    for name, one in wrong.items():
        yield found("N401", text.place, one.where, 名=name, 文件=owners[name], 本=case.document.name)


def _speaks_of_itself(mention: _Mention) -> bool:
    itself = word_pattern("N401", "自己的情况").match(mention.after)
    if not itself or word_pattern("N401", "往来").search(mention.clause):
        return False
    return mention.where == "句首" or word_pattern("N401", "自己的工作").search(mention.before) is not None


def _renamed(case: Case) -> Iterator[Written]:
    """The texts of a department that has another name at another time."""
    return _texts(case) if _other_names(case) else iter(())


@each(_renamed)
def names_of_the_year(case: Case, text: Written) -> Iterator[Said]:
    """N402 旧名称: no text calls the department by a name that it has at another time (rule X16).

    A former name stands rightly after 原, where a change of name is told, and in a clause about a year in which it was
    the name.
    """
    year, department, since = case.document.year, case.document.department, _other_names(case)
    own = department.name_in(year)

    def is_wrong(one: _Mention) -> bool:
        if one.name not in since or word_pattern("N402", "沿革").search(one.clause):
            return False
        return one.name not in map(department.name_in, map(int, _YEAR.findall(one.clause)))

    mentions = _mentions(text.text, {case.document.name, own, *since, *case.corpus.names})
    for name, one in {one.name: one for one in mentions if is_wrong(one)}.items():
        kind = "后来的名称" if since[name] > year else "旧名称"
        yield found("N402", text.place, one.where, 名=name, 称=kind, 年=year, 应=own)


def _other_names(case: Case) -> dict[str, int]:
    """Names that the department has at other times, and from which year on."""
    department = case.document.department
    right = {case.document.name, department.name_in(case.document.year)}
    return {dated.name: dated.since.year for dated in reversed(department.names) if dated.name not in right}


def _texts(case: Case) -> Iterator[Written]:
    """Texts that speak: no profile, whose duties name anybody, and no names in forms, which E120 looks at."""
    forms, names = {form.id for form in case.document.edition.performance.values()}, set(_cells_of_names(case))
    for text in written(case):
        of_form = text.source is Source.ORIGINAL and text.path.split(".")[0] in forms
        name = text.source is Source.FORM and text.path in names
        if text.source is not Source.PROFILE and not of_form and not name and _WORDS.search(text.text):
            yield text


def _cells_of_names(case: Case) -> Iterator[str]:
    for data in case.document.performance:
        yield from (f"{data.slug}.{path}" for path in case.document.edition.performance[data.form].roles.names)


def _mentions(text: str, names: Iterable[str]) -> Iterator[_Mention]:
    """Every name that stands in a text; where one holds another, the longer."""
    text = usual_form(text)
    called = {usual_form(name): name for name in names}
    listed = sorted((name for name in called if name in text), key=len, reverse=True)
    if not listed:
        return
    for match in re.finditer("|".join(map(re.escape, listed)), text):
        before = CLAUSE_END.split(text[: match.start()])[-1]
        after = CLAUSE_END.split(text[match.end() :])[0]
        yield _Mention(name=called[match[0]], before=before, after=after)
