"""提问用语: how people ask, as data that a bureau may change (templates/site/search.yml), for search-query.js."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from gongkai.loading.binding import bind
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.columns import FormModel
from gongkai.publishing.failures import ShellError

FILE = "search.yml"
Text = Annotated[str, Field(min_length=1)]
Texts = tuple[Text, ...]


class Intents(FormModel):
    """意图: words by which a question asks what something is, why, how much, who has more, or whose task it is."""

    meaning: Texts = Field(default=(), alias="含义")
    reason: Texts = Field(default=(), alias="原因")
    amount: Texts = Field(default=(), alias="数额")
    compare: Texts = Field(default=(), alias="比较")
    duty: Texts = Field(default=(), alias="职责")


class Small(FormModel):
    """小字: characters that do not count beside what is known."""

    first: Texts = Field(default=(), alias="开头")
    last: Texts = Field(default=(), alias="结尾")
    alone: Texts = Field(default=(), alias="单独")
    verbs: Texts = Field(default=(), alias="动字")
    """left out, and told, at the beginning of what is found nowhere: 租网线"""


class HowMuch(FormModel):
    """问数: how a number is asked for, in words that go together: 花了多少钱, 一共有几辆 (search-grammar.js)."""

    verbs: Texts = Field(default=(), alias="动词")
    particles: Texts = Field(default=(), alias="助词")
    asking: Texts = Field(default=(), alias="疑问")
    measures: Mapping[Text, Texts] = Field(default_factory=dict, alias="量词")
    """measure → what it counts, as documents say it"""
    units: Texts = Field(default=(), alias="单位")


class Talk(FormModel):
    """口语: what people say around what they ask for, by kinds of words: 那套, 咋这么高 (search-grammar.js)."""

    pointing: Texts = Field(default=(), alias="指示")
    measures: Texts = Field(default=(), alias="个量")
    """of what is pointed at"""
    modal: Texts = Field(default=(), alias="情态")
    """before a verb"""
    degree: Texts = Field(default=(), alias="程度")
    quality: Texts = Field(default=(), alias="形容")
    why: Texts = Field(default=(), alias="因何")
    which: Texts = Field(default=(), alias="何者")
    """who or which of several is asked for: compared"""


class Questions(FormModel):
    """提问用语."""

    intents: Intents = Field(default=Intents(), alias="意图")
    how_much: HowMuch = Field(default=HowMuch(), alias="问数")
    talk: Talk = Field(default=Talk(), alias="口语")
    alone: Mapping[Text, Texts] = Field(default_factory=dict, alias="单说")
    """what is meant → how it is said where nothing else is asked of a document"""
    empty: Texts = Field(default=(), alias="虚词")
    """what says nothing"""
    undated: Texts = Field(default=(), alias="说不准的年")
    """what names a year without saying which: the reader is told"""
    small: Small = Field(default=Small(), alias="小字")
    optional: Texts = Field(default=(), alias="可有可无")
    """what helps to rank and need not be found"""
    heads: Texts = Field(default=(), alias="栏名")
    """heads of columns, which need not be found beside what else is asked for"""
    leanings: Mapping[Text, Texts] = Field(default_factory=dict, alias="文种倾向")
    """nature of documents (决算) → what is said where such a document is likely meant"""
    page_leanings: Mapping[Text, Texts] = Field(default_factory=dict, alias="页别倾向")
    """页别 → what is said where such a page is likely meant"""
    spare: Texts = Field(default=(), alias="可略")
    """what is left out, and told, where nothing is found with it"""
    generic: Texts = Field(default=(), alias="泛称")
    """the same, but a part of a name beside what is not known, or another of these"""
    counted: Mapping[Text, Texts] = Field(default_factory=dict, alias="数的")
    """how a number is asked for → what is counted"""
    total: Texts = Field(default=(), alias="合计")
    """the rows that are meant where nothing but a total is asked for"""
    totals: Texts = Field(default=(), alias="一共")
    """words by which a total is asked for"""
    changes: tuple[Texts, ...] = Field(default=(), alias="变化")
    """words of one meaning: what a question for reasons is about"""
    changes_said: Mapping[Text, Texts] = Field(default_factory=dict, alias="变化口语")
    """word of such a group → how else it is said"""
    columns: Mapping[Text, Texts] = Field(default_factory=dict, alias="栏目")
    """what is a kind of document or called so as a column → heads of such columns"""
    alike: Texts = Field(default=(), alias="形近")
    """characters that look like each other, and are typed for each other"""
    kinds: Mapping[Text, Texts] = Field(default_factory=dict, alias="种类")
    """kind of document → how it is called"""
    offices: Texts = Field(default=(), alias="机构尾字")
    """how names of offices end"""
    offices_before: Mapping[Text, Text] = Field(default_factory=dict, alias="机构俗称")
    """part of an office's name that people still use → that of today"""
    synonyms: Mapping[Text, Texts] = Field(default_factory=dict, alias="同义")
    """what people say → what documents say"""

    def told(self) -> dict[str, object]:
        """What the browser is told; synonyms stand beside those of the glossary."""
        return self.model_dump(mode="json", by_alias=True, exclude={"synonyms"})

    def pairs(self, glossary: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
        """What is said, what it is called in documents: 又作 of the glossary first."""
        own = ((said, name) for said, names in self.synonyms.items() for name in names)
        return tuple(dict.fromkeys((*glossary, *own)))


def read_questions(site: Path) -> Questions:
    """提问用语 of templates/site. Raises ShellError."""
    path, shown = site / FILE, f"templates/site/{FILE}"
    if not path.is_file():
        return Questions()
    loaded = read_yaml(path, shown, root=site)
    bound = bind(loaded.node, Questions) if loaded.node and not loaded.findings else None
    if bound is None or bound.value is None or bound.findings:
        first = (*loaded.findings, *(bound.findings if bound else ()))[0]
        raise ShellError(f"{first.place} {first.message}")
    return bound.value
