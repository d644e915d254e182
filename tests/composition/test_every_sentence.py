"""每一句话: what editions say for none, one and many, more, less and none before, as a director would read it aloud.

`tests/fixtures/sentences/` has them, an edition a file: figures masked, and of an edition that inherits only what it says
otherwise than its parent. `UPDATE_EXPECTED=1 pytest` writes them anew: look at the change. Editions are tried in a few
situations, those that inherit in fewer; `EVERY_SENTENCE=1 pytest -k sign` tries them in all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache

import pytest

from tests.composition.every_sentence import Said, Shipped, every_sentence, names, shipped
from tests.composition.sentence_rules import wrong
from tests.composition.situations import SITUATIONS, Situation
from tests.projects import golden

PARENTS = ("national-final-accounts", "national-budget")
FEW = ("样样都有", "没有上年", "各有一个", "什么都没有")
MORE = (*FEW, "比上年少、超过预算", "都一样", "上年是零、没有预算", "有预算、没有支出", "支出是负数")
FIGURE = re.compile(r"(?<![\d.])(?!0\.00)\d+\.\d\d")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return shipped(tmp_path_factory.mktemp("sentences") / "project")


def situations(edition: str) -> tuple[Situation, ...]:
    tried = MORE if edition in PARENTS else FEW
    return tuple(one for one in SITUATIONS if one.name in tried or os.environ.get("EVERY_SENTENCE"))


@cache
def documents(project: Shipped, edition: str) -> list[list[Said]]:
    return every_sentence(project, edition, situations(edition))


def shapes(project: Shipped, edition: str, said: Iterable[list[Said]]) -> dict[str, dict[str, str]]:
    """By section, every sentence with its figures masked, and the first situation in which it is said."""
    year = project.edition(edition).edition.year  # type: ignore[union-attr]
    found: dict[str, dict[str, str]] = {}
    for one in (one for document in said for one in document if not one.heading):
        text = FIGURE.sub("…", one.text).replace(f"{year}年", "本年").replace(f"{year - 1}年", "上一年")
        found.setdefault(one.section, {}).setdefault(text, one.situation.name)
    return found


@pytest.mark.parametrize("edition", names())
def test_a_director_would_sign_it(project: Shipped, edition: str) -> None:
    assert [told for document in documents(project, edition) for told in wrong(edition, document)] == []


@pytest.mark.parametrize("edition", names())
def test_what_it_says(project: Shipped, edition: str) -> None:
    """Only what its parent does not say."""
    lineage = project.edition(edition).edition.lineage  # type: ignore[union-attr]
    parents = [shapes(project, parent, documents(project, parent)) for parent in lineage if parent in PARENTS]
    known = (
        {text for parent in parents for texts in parent.values() for text in texts} if edition not in PARENTS else set()
    )
    lines = []
    for section, texts in shapes(project, edition, documents(project, edition)).items():
        own = [f"〔{name}〕{text}" for text, name in texts.items() if text not in known]
        lines += [f"== {section}", *own, ""] if own else []
    golden(f"sentences/{edition}.txt", "\n".join(lines))


def test_situations_are_told_apart() -> None:
    assert len({one.name for one in SITUATIONS}) == len(SITUATIONS)
    assert {*MORE} <= {one.name for one in SITUATIONS}
