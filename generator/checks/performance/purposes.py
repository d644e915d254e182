"""预期目标和完成情况的内容: what a form says of its purpose and results is its own project's, not another's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, by_project, forms
from gongkai.checks.indicators import indicators_of
from gongkai.checks.outcomes import Said, each
from gongkai.checks.performance.goals import amounts_in, money_of
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding
from gongkai.model.names import undated
from gongkai.model.performance_roles import Subject


def _purposes(case: Case) -> Iterator[tuple[FilledForm, list[FilledForm]]]:
    """Projects whose name says what they are for, each with all of them."""
    named = [one for one in forms(case, Subject.PROJECT) if len(_telling(one)) >= bound_of("E112", "有意思的字数")]
    return ((form, named) for form in named if form.at_role("goal").text and indicators_of(form))


@each(_purposes)
def goals_are_the_projects(_case: Case, purpose: tuple[FilledForm, list[FilledForm]]) -> Iterator[Said]:
    """P09 预期目标的内容: goal and indicators share something with the project's name, common words apart.

    One character is enough (校舍 is built as 教学楼), unless they share far more with another project's name. Names of
    two characters and names made of common words (雪亮工程, 补助经费) say nothing of a purpose and are not tested.
    """
    form, named = purpose
    goal, name = form.at_role("goal"), _telling(form)
    text = _said(goal.text + "".join(indicator.third.text for indicator in indicators_of(form)))
    shared = len(name & text)
    others = named if shared < bound_of("E112", "提到") * len(name) else ()
    other = next((one for one in others if _fits(_telling(one), name, text)), None)
    if not shared:
        yield goal.wrong("E112", "没有提到", 项目=form.project)
    elif other is not None:
        related = [other.at_role("project")]
        yield goal.wrong("E112", "几乎没有提到", 项目=form.project, 别的=other.project, related=related)


def _fits(name: set[str], apart_from: set[str], text: set[str]) -> bool:
    """Whether a text may be about a project of this name, and is so by more than what two names have in common."""
    least = len(name & apart_from) + bound_of("E112", "有意思的字数")
    return len(name & text) >= max(bound_of("E112", "合乎") * len(name), least)


def _telling(form: FilledForm) -> set[str]:
    """The characters of a project's name that say what it is for."""
    return set(word_pattern("E112", "名称里的常用词").sub("", form.project))


def _said(text: str) -> set[str]:
    """The characters of a goal, without what goals and indicators of every project speak of."""
    return set(word_pattern("E112", "目标里的常用词").sub("", text))


Twins = tuple[FormValue, FormValue]
"""a text and the first of the same words, which may be itself"""


def _twins(case: Case, role: Literal["goal", "result"]) -> Iterator[Twins]:
    first: dict[str, FormValue] = {}
    for form in forms(case, Subject.PROJECT):
        value = form.at_role(role)
        if form.project and value.text:
            yield value, first.setdefault(undated(value.text), value)


def _goals(case: Case) -> Iterator[tuple[Twins, FilledForm | None]]:
    """Goals with the other project that they name."""
    projects = by_project(form for form in forms(case, Subject.PROJECT) if form.at_role("goal").text)
    for twins in _twins(case, "goal"):
        goal, own = twins[0].text, twins[0].form.project
        named = [name for name in projects if name in goal and not _is_common(name, own)]
        yield twins, projects[max(named, key=len)][-1] if named else None


def _is_common(name: str, own: str) -> bool:
    """Whether a goal may have a name for another reason: it is short, or part of its own project's or the other way."""
    return len(undated(name)) < bound_of("E112", "名称的字数") or name in own or own in name


@each(_goals)
def goals_name_no_other_project(_case: Case, given: tuple[Twins, FilledForm | None]) -> Iterator[Said]:
    """P09 预期目标里的项目: it names its own project or none; and no two projects have one goal, word for word.

    A goal that names only another project, with that one's money, is the other's.
    """
    (goal, twin), other = given
    form = goal.form
    if form.project in goal.text:
        return
    if other is not None:
        variant = "写的是别的和钱" if amounts_in(goal) & money_of(other) - money_of(form) else "写的是别的"
        yield goal.wrong("E112", variant, 项目=form.project, 别的=other.project, related=[other.at_role("project")])
    elif _copied(goal, twin) or (len(goal.text) >= bound_of("E112", "照抄的字数") and _are_two(goal, twin)):
        yield _word_for_word(goal, twin, "预期目标")


@each(lambda case: _twins(case, "result"))
def results_are_the_projects(_case: Case, twins: Twins) -> Iterator[Said]:
    """P09 完成情况的内容: no project's result is another's, word for word, and speaks of that one."""
    if _copied(*twins):
        yield _word_for_word(*twins, "完成情况")


def _are_two(one: FormValue, other: FormValue) -> bool:
    return undated(one.form.project) != undated(other.form.project)


def _copied(text: FormValue, twin: FormValue) -> bool:
    """Whether a text is of two projects, and has to do with the first and nothing with the other."""
    return _are_two(text, twin) and _speaks_of(twin) is True and _speaks_of(text) is False


def _speaks_of(text: FormValue) -> bool | None:
    """Whether a text shares enough with its project's name; None where the name says nothing."""
    name = _telling(text.form)
    return len(name & _said(text.text)) >= bound_of("E112", "提到") * len(name) if len(name) > 1 else None


def _word_for_word(text: FormValue, twin: FormValue, what: str) -> Finding:
    told = {"项目": text.form.project, "栏": what, "别的": twin.form.project, "什么": what.removeprefix("预期")}
    return text.wrong("E112", "一字不差", told, related=[twin])
