"""检索: what people ask, asked in a browser; and what a query costs on the line.

python -m bench.searching                      the questions on the documents of content/
python -m bench.searching --documents 2000     questions made of so many invented documents, and those costs
python -m bench.searching --ask 南阳市2021年三公经费   one question, with what comes of it
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from playwright.sync_api import Browser

from bench.invented import invented_project
from bench.search.asking import PATIENCE, ask, cost
from bench.search.copies import copy_of
from bench.search.corpus import ROOT, Composed
from bench.search.generated import Corpus, questions
from bench.search.questions import (
    INVENTED,
    MANY,
    Answer,
    Question,
    alike,
    askers,
    elsewhere,
    fresh,
    own,
    plain,
    reference,
    region,
    score,
    strangers,
)
from bench.search.serving import served
from bench.search.site import searchable
from gongkai.model.publication import Publication
from gongkai.pipeline.project import Project
from tests.chromium import chromium

WORK = ROOT / "build" / "bench-search"
COMPOSED = 200
"""documents; more are copies of these"""
COSTS = 12
"""queries of which the cost is measured"""
SHOWN = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=0, help="how many invented documents; 0: those of content/")
    parser.add_argument("--questions", type=int, default=150, help="how many questions are made of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", action="append", default=[])
    options = parser.parse_args()
    asked = [Question(asked=one, page=None) for one in options.ask]
    corpus = Corpus()
    composed = min(options.documents, COMPOSED)
    times = options.documents // composed if composed else 1
    documents = Composed(project(composed), WORK)
    work = WORK / str(options.documents)
    folder = searchable(_noted(documents, corpus), documents.variants, WORK / f"site-{work.name}", work, times)
    corpus.copied(copy_of(corpus.places, number) for number in range(1, times))
    made = questions(corpus, options.questions, options.seed) if not asked else ()
    sets: dict[str, Sequence[Question]] = {"指定": asked, "造的": made}
    if not options.documents and not asked:
        sets |= {
            "四十二问": reference(),
            "自己的": own(),
            "外人的": strangers(),
            "仿的": alike(),
            "大白话": plain(),
            "四种人": askers(),
            "生人的": fresh(),
        }
    if options.documents == INVENTED and not asked:
        sets |= {"别处的": elsewhere()}
    if options.documents == MANY and not asked:
        sets |= {"一省的": region()}
    with served(folder) as site, chromium() as browser:
        for name, some in sets.items():
            if some:
                quality(browser, site, name, some)
        if not asked:
            costs(browser, site, [one.asked for one in made if one.page is not None])


def project(documents: int) -> Project:
    """content/, or an invented region, made once."""
    if not documents:
        return Project(root=ROOT)
    folder = WORK / f"invented-{documents}"
    if not folder.exists():
        invented_project(ROOT, folder, documents)
    return Project(root=folder)


def _noted(documents: Iterable[Publication], corpus: Corpus) -> Iterator[Publication]:
    for one in documents:
        corpus.add(one)
        yield one


def quality(browser: Browser, site: str, name: str, some: Sequence[Question]) -> None:
    """Ask, and print the score and what went wrong."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    answers = tuple(ask(context.new_page(), site, some))
    context.close()
    found = score(answers)
    print(f"{name}：{found}", flush=True)
    for answer in (*found.wrong, *found.false):
        print(told(answer))


def told(answer: Answer) -> str:
    """An answer that is not right, with the first results."""
    question = answer.question
    wanted = f"{question.page.pattern[-70:]} {question.shows}" if question.page else "没有对的"
    rank = f"第{answer.rank}，" if answer.rank else ""
    shown = (
        f"      {one.path[-60:]} {' / '.join(' '.join(line.split())[:90] for line in one.lines[:2])}"
        for one in answer.results[:SHOWN]
    )
    return "\n".join((f"  {question.asked}  {rank}应为 {wanted}", *shown))


def costs(browser: Browser, site: str, asked: list[str]) -> None:
    """Pairs of queries, each pair with a cold cache."""
    firsts, seconds = [], []
    for first, second in zip(asked[:COSTS], asked[COSTS : 2 * COSTS], strict=False):
        one, two = cost(browser, site, first, second)
        firsts.append(one)
        seconds.append(two)
        print(
            f"  {one.requests:3} 个请求 {one.bytes / 1000:6.1f} kB {one.seconds:5.2f} 秒，再问"
            f" {two.requests:3} 个 {two.bytes / 1000:6.1f} kB {two.seconds:5.2f} 秒  {first}；{second}",
            flush=True,
        )
    for name, some in (("第一问", firsts), ("第二问", seconds)) if firsts else ():
        print(
            f"{name}最多：{max(one.requests for one in some)} 个请求，{max(one.bytes for one in some) / 1000:.1f} kB，"
            f"第一条结果 {max(one.seconds for one in some):.2f} 秒"
        )


if __name__ == "__main__":
    main()
