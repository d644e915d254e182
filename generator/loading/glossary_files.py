"""名词解释: content/glossary, one term in each file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from gongkai.loading.binding import bind
from gongkai.loading.files import listing, place_of
from gongkai.loading.problems import Read
from gongkai.loading.yaml_reader import Loaded, read_yaml
from gongkai.model.findings import Finding, errors, found
from gongkai.model.glossary import Term
from gongkai.model.kinds import Kinds
from gongkai.model.nodes import Node
from gongkai.model.places import Place

FOLDER = "glossary"

_FILE = re.compile(r"[a-z0-9-]+\.yml")


class Glossary(Struct, frozen=True, kw_only=True):
    """读入的名词."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)
    """ASCII name of each term, from its file"""
    findings: tuple[Finding, ...] = ()
    faults: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """of these, what makes a term unfit for use, by term"""


def read_glossary(content: Path, kinds: Kinds) -> Glossary:
    """Read content/glossary; a term that two files explain is neither's."""
    folder = content / FOLDER
    below = listing(content, folder)
    reading = _TermReading(kinds, list(below.findings))
    for name in (*below.files, *below.folders, *below.others):
        if name in below.files and _FILE.fullmatch(name):
            reading.add(name.removesuffix(".yml"), read_yaml(folder / name, f"content/{FOLDER}/{name}", root=content))
        else:
            reading.findings.append(found("L505", place_of(content, folder / name), hint="名词"))
    return Glossary(
        terms=reading.terms,
        slugs=reading.slugs,
        findings=(*reading.findings, *(one for listed in reading.faults.values() for one in listed)),
        faults={term: tuple(listed) for term, listed in reading.faults.items() if listed},
    )


class _TermReading(Struct):
    kinds: Kinds
    findings: list[Finding]
    terms: dict[str, Term] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    faults: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))

    def add(self, slug: str, loaded: Loaded) -> None:
        """The term of a file."""
        node = loaded.node
        self.findings.extend(loaded.findings)
        bound = bind(node, Term) if node is not None else Read(value=None)
        self.findings.extend(bound.findings)
        if bound.value is None or node is None:
            return
        term, place = bound.value.term, node.place_of("名词")
        self.faults[term].extend(errors(loaded.findings))
        self.faults[term].extend(_texts_twice(bound.value, node))
        self.findings.extend(_unknown_kinds(bound.value, node, self.kinds))
        if term in self.terms:
            twice = found("L642", place, "名词", related=(self.places[term],), 名=term, 文件=self.slugs[term])
            self.faults[term].append(twice)
        else:
            self.terms[term], self.slugs[term], self.places[term] = bound.value, slug, place


def _unknown_kinds(term: Term, node: Node, kinds: Kinds) -> Iterator[Finding]:
    """A text for a kind of document that there is not would never be used."""
    known = dict.fromkeys((*kinds.names, *(kind.nature for kind in kinds.listed if kind.nature)))
    for text, item in zip(term.texts, node.list_of("解释"), strict=False):
        if text.kind and known and text.kind not in known:
            yield found("L404", item.place_of("种类"), "种类", 名=term.term, 填=text.kind, 可="、".join(known))


def _texts_twice(term: Term, node: Node) -> Iterator[Finding]:
    """Two texts for the same day, kind and edition: neither would win."""
    first: dict[tuple[object, str, str], Place] = {}
    for text, item in zip(term.texts, node.list_of("解释"), strict=False):
        key = (text.since, text.kind, text.edition)
        if key in first:
            what = "、".join(filter(None, (f"从{text.since}起", text.kind, text.edition)))
            at = first[key]
            yield found("L642", item.place, "解释", related=(at,), 名=term.term, 何时=what, 行=at.line)
        first.setdefault(key, item.place)
