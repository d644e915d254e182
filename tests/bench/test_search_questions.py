"""检索的题: what counts as an answer, and questions made of a corpus."""

from __future__ import annotations

import re
from random import Random

from bench.search.generated import Corpus, questions, shortened
from bench.search.questions import Answer, Question, Result, own, reference, says, score
from tests import sample

THERE = [
    ("公务接待费 · 决算数 0.00 万元", "0.00"),
    ("合计 3,685.85 万元", "3685.85"),
    ("完成率10.04%", "10.04%"),
    ("“三公”经费支出", "三公经费"),
]
NOT_THERE = [
    ("公务接待费 · 决算数 10.00 万元", "0.00"),
    ("合计 3,685.85 万元", "685.85"),
    ("合计 3,685.855", "3685.85"),
    ("完成率10.04%", "10.04"),
    ("三公 经费", "公务"),
]


def test_a_number_stands_by_itself_and_words_through_marks() -> None:
    assert all(says(text, wanted) for text, wanted in THERE)
    assert not any(says(text, wanted) for text, wanted in NOT_THERE)


def test_an_answer_is_right_by_its_page_and_by_one_of_its_lines() -> None:
    question = Question(asked="公务接待费", page=re.compile("t07/$"), shows=("公务接待费", "0.23|0.30"))
    wrong = Result(path="a/t07/", heading="三公经费", lines=("公务接待费 0.00", "会议费 0.23"))
    right = Result(path="a/t07/", heading="公务接待费", lines=("决算数 0.23",))
    assert Answer(question=question, results=(wrong, right)).rank == 2
    assert Answer(question=question, results=(wrong,)).rank == 0


def test_the_score_counts_false_answers_where_nothing_is_right() -> None:
    nothing = Question(asked="幼儿园", page=None)
    answers = (Answer(question=nothing, results=found) for found in ((Result(path="a/", heading=""),), ()))
    counted = score(answers)
    assert (counted.nothing, len(counted.false), counted.asked) == (2, 1, 0)


def test_there_are_a_hundred_questions_of_our_own_and_the_reference() -> None:
    ours = own()
    assert len({one.asked for one in ours}) == len(ours)
    assert sum(one.page is not None for one in ours) >= 100
    assert sum(one.page is None for one in ours) >= 15
    assert len(reference()) == 42


def test_questions_of_a_corpus_are_the_same_for_a_seed_and_true() -> None:
    corpus = Corpus()
    for year in (2021, 2022):
        corpus.add(sample.publication(year=year))
    asked = questions(corpus, 60, 5)
    assert asked == questions(corpus, 60, 5)
    assert asked != questions(corpus, 60, 6)
    for one in asked:
        if one.page is None and re.fullmatch(r"[\d.]+", one.asked):
            assert one.asked not in corpus.numbers
    assert any("2021年" in one.asked and "114.66" in "".join(one.shows) for one in questions(corpus, 200, 1))


def test_a_short_name_is_of_one_department_only() -> None:
    corpus = Corpus()
    corpus.add(sample.publication())
    (document,) = corpus.documents
    names = {document.department}
    short = shortened(document, names, Random(1))  # noqa: S311
    assert short.startswith("测试市")
    assert short.endswith("局")
    assert len(short) < len(document.department)
    assert shortened(document, {*names, document.department.replace("局", "一局")}, Random(1)) == ""  # noqa: S311
