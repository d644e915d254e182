"""出题: questions about a corpus, made from its figures by a seed; nothing of the search takes part in it.

A fact is an amount as a table prints it, with the name and code of its row and the heads of its column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from random import Random
from typing import Protocol

from msgspec import Struct, field

from bench.search.questions import ALTERNATIVE, Question
from gongkai.model.grid import placed
from gongkai.model.grid_cells import CellKind
from gongkai.model.publication import Publication, Table
from gongkai.rendering.data import statutory_tables
from gongkai.rendering.tables.data import table_data

NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|其中[：:]|\d+[.．、])+")
NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
ENDING = re.compile(r"(?:局|委员会|办公室|中心|厅|院|部|会|校|队|站|处)$")
TOTALS = {"合计", "小计", "总计", "金额"}
"""heads that say no more than how much in all: whoever asks so means the row, in whichever document of the year"""
LEAST = 6
"""characters of a name in which one may be lacking"""


class Document(Struct, frozen=True, kw_only=True):
    """一份文件, by what people call it."""

    id: str
    department: str
    place: str
    """南阳市, 平顶山市新华区"""
    year: int
    kind: str

    @property
    def whose(self) -> tuple[str, int]:
        return self.department, self.year


class Fact(Struct, frozen=True, kw_only=True):
    """一个数, as printed."""

    document: Document
    name: str
    code: str
    heads: tuple[str, ...]
    """what stands over it, the widest first"""
    amount: str
    unit: str

    @property
    def plain(self) -> str:
        return self.amount.replace(",", "")


def document_of(publication: Publication) -> Document:
    return Document(
        id=publication.id,
        department=publication.department,
        place=_place(publication),
        year=publication.year,
        kind=publication.kind,
    )


def _place(publication: Publication) -> str:
    """What its name begins with: 平顶山市新华区"""
    places = ("".join(publication.region[start:]) for start in range(len(publication.region)))
    return next((one for one in places if publication.department.startswith(one)), publication.region[-1])


def facts_of(publication: Publication) -> Iterator[Fact]:
    """Every amount of its tables that has a row's name."""
    document = document_of(publication)
    for table in statutory_tables(publication):
        yield from _table(document, table)


def _table(document: Document, table: Table) -> Iterator[Fact]:
    heads = [_heads(column.key) for column in table_data(table).columns]
    unit = next((line.split("：")[-1] for line in table.caption if "单位：" in line), "")
    for _, cells in groupby(placed(table.body), key=lambda one: one.row):
        labels = Labels()
        for one in cells:
            text = one.cell.text.strip()
            labels.read(one.cell.kind, text)
            if one.cell.kind is CellKind.AMOUNT and re.fullmatch(r"[\d,]+\.?\d*", text):
                for name, code in labels.names:
                    yield Fact(
                        document=document, name=name, code=code, heads=heads[one.column], amount=text, unit=unit
                    )  # fmt: skip


class Labels(Struct):
    """What stands before the amounts of a row: codes in one or more columns, and names; one side of a row, or two."""

    names: list[tuple[str, str]] = field(default_factory=list)
    """each with its code"""
    _code: str = ""
    _last: CellKind | None = None

    def read(self, kind: CellKind, text: str) -> None:
        if kind in {CellKind.CODE, CellKind.NAME} and self._last is CellKind.AMOUNT:
            self.names = []
        if kind is CellKind.CODE:
            self._code = self._code + text if self._last is CellKind.CODE else text
        elif kind is CellKind.NAME and text:
            self.names.append((NUMBERING.sub("", text), self._code))
            self._code = ""
        self._last = kind


def _heads(key: str) -> tuple[str, ...]:
    return tuple(part for part in key.split("/") if not re.fullmatch(r"\d+", part))


class Copied(Protocol):
    """副本 (copies.py)."""

    def text(self, text: str) -> str: ...
    def document(self, document: Document) -> Document: ...


class Corpus(Struct):
    """语料: what questions can be asked about."""

    documents: list[Document] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    """all that is printed anywhere, without commas"""
    of_name: dict[tuple[str, int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(department, year, name) → amounts"""
    of_column: dict[tuple[str, int, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    of_code: dict[tuple[str, int, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, publication: Publication) -> None:
        self.documents.append(document_of(publication))
        self.places.update(publication.region)
        for fact in facts_of(publication):
            self.numbers.add(fact.plain)
            self._keep(fact)
        for paragraph in publication.paragraphs():
            text = "".join(span.text for span in paragraph.spans if hasattr(span, "text"))
            self.numbers.update(one.replace(",", "") for one in NUMBER.findall(text))

    def copied(self, copies: Iterable[Copied]) -> None:
        """Its documents again, under other names and with other numbers."""
        numbers, documents = [*self.numbers], [*self.documents]
        for copy in copies:
            self.numbers.update(map(copy.text, numbers))
            self.documents += map(copy.document, documents)

    def _keep(self, fact: Fact) -> None:
        self.facts.append(fact)
        for name in {fact.name, *fact.heads}:  # 工资福利支出 may be a row here and a column there
            self.of_name[(*fact.document.whose, name)].add(fact.amount)
        for head in fact.heads:
            self.of_column[(*fact.document.whose, fact.name, head)].add(fact.amount)
        self.of_code[(*fact.document.whose, fact.code)].add(fact.amount)

    def pages(self, department: str, year: int) -> str:
        """The documents of a department and a year."""
        ids = {one.id for one in self.documents if one.whose == (department, year)}
        return "^(?:" + "|".join(sorted(map(re.escape, ids))) + ")/"


def questions(corpus: Corpus, count: int, seed: int) -> tuple[Question, ...]:
    """So many questions, of all kinds in turn; the same seed asks the same."""
    chance = Random(seed)  # noqa: S311 - no secret
    made: dict[str, Question] = {}
    while len(made) < count:
        for ask in KINDS:
            question = ask(corpus, chance)
            if question is not None:
                made.setdefault(question.asked, question)
    return tuple(made.values())[:count]


def _fact(corpus: Corpus, chance: Random) -> Fact:
    """One that is not zero, of a row that is no total."""
    while True:
        fact = chance.choice(corpus.facts)
        if float(fact.plain) and "计" not in fact.name and fact.heads and fact.name != fact.document.department:
            return fact


def _row(corpus: Corpus, chance: Random) -> Question:
    """一行: 南阳市财政局2021年印刷费"""
    fact = _fact(corpus, chance)
    whose = f"{fact.document.department}{fact.document.year}年"
    return _amounts(corpus, fact, f"{whose}{fact.name}", corpus.of_name[(*fact.document.whose, fact.name)])


def _short(corpus: Corpus, chance: Random) -> Question | None:
    """简称: 南阳市大数据局 印刷费 2021"""
    fact = _fact(corpus, chance)
    short = shortened(fact.document, {one.department for one in corpus.documents}, chance)
    if not short:
        return None
    asked = f"{short} {fact.name} {fact.document.year}"
    return _amounts(corpus, fact, asked, corpus.of_name[(*fact.document.whose, fact.name)])


def _cell(corpus: Corpus, chance: Random) -> Question:
    """一行一栏: 南阳市财政局2021年行政运行基本支出多少"""
    fact = _fact(corpus, chance)
    head = fact.heads[-1]
    asked = f"{fact.document.department}{fact.document.year}年{fact.name} {head}多少"
    whose = fact.document.whose
    right = corpus.of_name[(*whose, fact.name)] if head in TOTALS else corpus.of_column[(*whose, fact.name, head)]
    return _amounts(corpus, fact, asked, right)


def _slip(corpus: Corpus, chance: Random) -> Question | None:
    """少一个字: 南阳市财政局2021年公务接费"""
    fact = _fact(corpus, chance)
    if len(fact.name) < LEAST or not fact.name.isalpha():
        return None
    at = chance.randrange(1, len(fact.name) - 1)
    asked = f"{fact.document.department}{fact.document.year}年{fact.name[:at]}{fact.name[at + 1 :]}"
    return _amounts(corpus, fact, asked, corpus.of_name[(*fact.document.whose, fact.name)])


def _code(corpus: Corpus, chance: Random) -> Question | None:
    """编码: 南阳市财政局 2021 2010301"""
    fact = _fact(corpus, chance)
    if len(fact.code) < LEAST - 1:
        return None
    asked = f"{fact.document.department} {fact.document.year} {fact.code}"
    return _amounts(corpus, fact, asked, corpus.of_code[(*fact.document.whose, fact.code)])


def _amounts(corpus: Corpus, fact: Fact, asked: str, amounts: Iterable[str]) -> Question:
    printed = sorted(one for one in amounts if float(one.replace(",", "")))
    return Question(
        asked=asked,
        page=re.compile(corpus.pages(*fact.document.whose)),
        shows=(fact.name, ALTERNATIVE.join(printed)),
    )


def _figure(corpus: Corpus, chance: Random) -> Question:
    """一个数: 3685.85万元"""
    fact = _fact(corpus, chance)
    asked = chance.choice((fact.amount, fact.plain, fact.plain + fact.unit))
    return Question(asked=asked, page=re.compile(""), shows=(fact.amount,))


def _document(corpus: Corpus, chance: Random) -> Question:
    """一份文件: 南阳市财政局2021年决算"""
    one = chance.choice(corpus.documents)
    ids = [other.id for other in corpus.documents if other.whose == one.whose and other.kind == one.kind]
    return Question(
        asked=f"{one.department}{one.year}年{one.kind}",
        page=re.compile("^(?:" + "|".join(map(re.escape, ids)) + ")/$"),
    )


def _three(corpus: Corpus, chance: Random) -> Question:
    """三公: 南阳市财政局2021年三公经费"""
    one = chance.choice(corpus.documents)
    return Question(
        asked=f"{one.department}{one.year}年三公经费",
        page=re.compile(corpus.pages(*one.whose)),
        shows=("三公|因公出国",),
    )


def _no_figure(corpus: Corpus, chance: Random) -> Question:
    """没有的数."""
    while True:
        amount = f"{chance.randrange(100_000, 9_999_999) / 100:.2f}"
        if amount not in corpus.numbers:
            return Question(asked=amount, page=None)


def _no_year(corpus: Corpus, chance: Random) -> Question | None:
    """没有的年份."""
    one = chance.choice(corpus.documents)
    years = {other.year for other in corpus.documents}
    year = chance.choice(sorted({min(years) - 3, max(years) + 3}))
    return Question(asked=f"{one.department}{year}年{one.kind}", page=None)


def _no_department(corpus: Corpus, chance: Random) -> Question | None:
    """没有的部门: one's place, another's trade."""
    one, other = chance.sample(corpus.documents, 2)
    made = one.place + other.department.removeprefix(other.place)
    if other.place == one.place or not other.department.startswith(other.place) or "（" in made:
        return None
    if any(_within(made, known.department) for known in corpus.documents):
        return None
    return Question(asked=f"{made}{one.year}年{one.kind}", page=None)


def shortened(document: Document, departments: set[str], chance: Random) -> str:
    """A short name that no other department could have: 南阳市大数据局, 南阳市卫健委; empty if there is none."""
    ending = ENDING.search(document.department)
    if ending is None or not document.department.startswith(document.place):
        return ""
    trade = document.department.removeprefix(document.place).removesuffix(ending[0]).removesuffix("管理")
    parts = re.split("[和与、]", trade)
    if len(parts) > 1:
        short = chance.choice(parts) + ending[0]
    elif len(trade) == len("卫生健康"):
        short = trade[0] + trade[2] + ending[0].removesuffix("员会")
    else:
        return ""
    return document.place + short if sum(_within(document.place + short, one) for one in departments) == 1 else ""


def _within(short: str, name: str) -> bool:
    """Whether all characters stand in the name in this order."""
    rest = iter(name)
    return all(character in rest for character in short)


KINDS: tuple[Callable[[Corpus, Random], Question | None], ...] = (
    *(_row, _short, _cell, _slip, _code, _figure, _document, _three),
    *(_row, _figure, _cell, _no_figure, _no_year, _no_department),
)
