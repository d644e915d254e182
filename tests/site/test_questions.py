"""检索的题: of the questions of bench/search on the documents of content/, as many right as we promise.

Every other one of our own, to be quick; `python -m bench.searching` asks all.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bench.search.asking import PATIENCE, ask
from bench.search.corpus import ROOT, Composed
from bench.search.questions import Answer, Question, own, reference, score
from bench.search.serving import served
from bench.search.site import searchable
from gongkai.pipeline.project import Project

pytestmark = pytest.mark.browser
ANSWERED, FIRST = 0.95, 0.90


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The search over the documents of content/."""
    work = tmp_path_factory.mktemp("search")
    documents = Composed(Project(root=ROOT), work)
    with served(searchable(documents, documents.variants, work / "site", work)) as address:
        yield address


def told(answers: tuple[Answer, ...]) -> str:
    found = score(answers)
    wrong = (f"{one.question.asked}：第{one.rank}" for one in (*found.wrong, *found.false))
    return "\n".join((str(found), *wrong))


@pytest.mark.parametrize("some", [reference(), own()[::2]], ids=["reference", "own"])
def test_the_questions_are_answered(browser: Browser, site: str, some: tuple[Question, ...]) -> None:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    answers = tuple(ask(context.new_page(), site, some))
    context.close()
    found = score(answers)
    assert not found.false, told(answers)
    assert found.answered >= ANSWERED * found.asked, told(answers)
    assert found.first >= FIRST * found.asked, told(answers)
