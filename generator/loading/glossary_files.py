"""名词解释: content/glossary, one term in each file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.listing import a_stray, listing
from gongkai.loading.problems import error
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.glossary import Term
from gongkai.model.kinds import Kinds
from gongkai.model.nodes import Mapping as MappingNode
from gongkai.model.nodes import Node, Sequence
from gongkai.model.places import Place

FOLDER = "glossary"

_FILE = re.compile(r"[a-z0-9-]+\.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
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
    if not folder.is_symlink() and not folder.exists():
        return Glossary()
    found = listing(content, folder)
    findings = list(found.findings)
    terms: dict[str, Term] = {}
    slugs: dict[str, str] = {}
    places: dict[str, Place] = {}
    faults: dict[str, list[Finding]] = defaultdict(list)
    for name in (*found.files, *found.folders, *found.others):
        if name not in found.files or not _FILE.fullmatch(name):
            hint = "一个名词一个文件，文件名用小写字母、数字和连字符，扩展名 .yml，如 basic-expenditure.yml"
            findings.append(a_stray(content, folder / name, hint))
            continue
        loaded = read_yaml(folder / name, f"content/{FOLDER}/{name}", root=content)
        findings.extend(loaded.findings)
        if loaded.node is None:
            continue
        bound = bind(loaded.node, Term)
        findings.extend(bound.findings)
        if bound.value is None:
            continue
        term = bound.value.term
        place = _place(loaded.node, "名词")
        faults[term].extend(one for one in loaded.findings if one.severity is Severity.ERROR)
        faults[term].extend(_texts_twice(bound.value, loaded.node))
        findings.extend(_unknown_kinds(bound.value, loaded.node, kinds))
        if term in terms:
            message = f"名词“{term}”在 {slugs[term]}.yml 里已经有了"
            hint = f"留一个文件；解释有几种的，都写进 {slugs[term]}.yml 的“解释”"
            faults[term].append(error(FindingCode.REPEATED_ENTRY, place, message, hint, (places[term],)))
            continue
        terms[term], slugs[term], places[term] = bound.value, name.removesuffix(".yml"), place
    return Glossary(
        terms=terms,
        slugs=slugs,
        findings=(*findings, *(one for listed in faults.values() for one in listed)),
        faults={term: tuple(listed) for term, listed in faults.items() if listed},
    )


def _unknown_kinds(term: Term, node: Node, kinds: Kinds) -> Iterator[Finding]:
    """A text for a kind of document that there is not would never be used."""
    known = dict.fromkeys((*kinds.names, *(kind.nature.value for kind in kinds.listed)))
    for text, item in zip(term.texts, _items(node), strict=False):
        if text.kind and known and text.kind not in known:
            message = f"名词“{term.term}”有一条解释的“种类”是“{text.kind}”，没有这样的文种，这一条用不到"
            yield error(FindingCode.NOT_A_CHOICE, _place(item, "种类"), message, f"可以写：{'、'.join(known)}")


def _texts_twice(term: Term, node: Node) -> Iterator[Finding]:
    """Two texts for the same day, kind and edition: neither would win."""
    places = [item.place for item in _items(node)]
    first: dict[tuple[object, str, str], Place] = {}
    for text, place in zip(term.texts, places, strict=False):
        key = (text.since, text.kind, text.edition)
        if key in first:
            what = "、".join(filter(None, (f"从{text.since}起", text.kind, text.edition)))
            message = f"名词“{term.term}”{what}的解释写了两条，另一条在第{first[key].line}行"
            hint = "留一条；不是同一时候、同一种类的，改“自”或“种类”"
            yield error(FindingCode.REPEATED_ENTRY, place, message, hint, (first[key],))
        first.setdefault(key, place)


def _items(node: Node) -> tuple[Node, ...]:
    items = node.get("解释") if isinstance(node, MappingNode) else None
    return items.items if isinstance(items, Sequence) else ()


def _place(node: Node, key: str) -> Place:
    value = node.get(key) if isinstance(node, MappingNode) else None
    return value.place if value is not None else node.place
