"""打算: what must change in one document, what has one answer, and what is left to a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from gongkai.loading.figures_file import read_figures
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.loading.single_file import unit_named
from gongkai.migration.changes import (
    Change,
    Changes,
    Left,
    applied,
    distinct,
    in_figures,
    in_originals,
    in_paths,
    in_waivers,
    on_one_line,
    renamed,
)
from gongkai.migration.renames import Renames
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node
from gongkai.model.places import Place

HEAD, FIGURES, EXPLANATION, WAIVERS, FORMS = (
    "document.yml",
    "figures.yml",
    "explanation.yml",
    "waivers.yml",
    "performance/",
)
PROFILE = "概况"


class Plan(Struct, kw_only=True):
    """一份文件的打算. `changes`: by file, as it is called in the document's folder."""

    changes: dict[str, Changes] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    to_fill: tuple[str, ...] = ()
    """inputs that the new edition asks for and nobody has typed yet"""

    def take(self, name: str, node: Node, told: Iterator[Change | Left]) -> None:
        """What was told of a file; of changes that make two keys one, neither is made."""
        every = list(told)
        changes = {one.place: one for one in every if isinstance(one, Change)}
        kept = self.changes[name] = distinct(node, changes)
        self.left += [one for one in every if isinstance(one, Left)]
        for one in changes.values():
            if one.place not in kept:
                message = f"“{one.old}”现在叫“{one.new}”，这里已经有一个了，要人合成一处"
                self.left.append(Left(place=one.place, message=message))


class Migrated(Struct, kw_only=True):
    """一份文件: what is to be done, or why nothing can be; `written`: whether it has been."""

    id: str
    edition: str
    """that it has, or had"""
    plan: Plan = field(default_factory=Plan)
    refused: tuple[str, ...] = ()
    written: bool = False

    @property
    def waits(self) -> bool:
        """Whether something could be written and has not been."""
        return any(self.plan.changes.values()) and not self.written and not self.refused


class Migration(Struct, frozen=True, kw_only=True):
    """迁移的结果: by document, what its editions call otherwise, and editions that could not be read."""

    documents: tuple[Migrated, ...]
    renames: Mapping[str, Renames]
    faults: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether everything could be read, and written where that was wanted."""
        return not self.faults and not any(one.refused for one in self.documents)


def planned(nodes: Mapping[str, Node], renames: Renames) -> Plan:
    """What has to be done with the files of a document, by their names."""
    plan = Plan()
    for name, node in nodes.items():
        plan.take(name, node, _in_file(name, node, renames))
    if WAIVERS in nodes:
        others = {name: (node, plan.changes[name]) for name, node in nodes.items() if name != WAIVERS}
        told = in_waivers(nodes[WAIVERS], others, _plain_names(renames))
        plan.changes[WAIVERS] = {change.place: change for change in told}
    _look_again(plan, {name: applied(node, plan.changes[name]) for name, node in nodes.items()}, renames)
    return plan


def _look_again(plan: Plan, nodes: Mapping[str, Node], renames: Renames) -> None:
    """What the new edition says to the files as they are going to be."""
    known = {one.place for one in plan.left}
    plan.left += [_unread(one, nodes) for one in _read(nodes, renames) if one.place not in known]
    plan.left.sort(key=lambda one: one.place)
    typed = {path for node, prefix in _inputs(nodes) for path in _paths(node, prefix)}
    plan.to_fill = tuple(path for path in renames.asked_anew() if path not in typed)


def _in_file(name: str, node: Node, renames: Renames) -> Iterator[Change | Left]:
    if name == HEAD:
        yield from renamed(node.get("版式"), renames.new.id)
    for inputs, prefix in _inputs({name: node}):
        yield from in_paths(inputs, renames.input, prefix)
    if name == FIGURES:
        yield from in_figures(node, renames)
    if name == EXPLANATION:
        yield from in_originals(node, renames)
    if name.startswith(FORMS):
        form = node.said("表单")
        yield from renamed(node.get("表单"), renames.forms.pairs.get(form))
        yield from in_paths(node, lambda path: renames.value(form, path), lists=True)


def _inputs(nodes: Mapping[str, Node]) -> Iterator[tuple[Node, str]]:
    """What was typed for the explanation, each tree with what its paths begin with."""
    profile = nodes[HEAD].get(PROFILE) if HEAD in nodes else None
    yield from ((node, prefix) for node, prefix in ((nodes.get(EXPLANATION), ""), (profile, f"{PROFILE}.")) if node)


def _paths(node: Node, above: str) -> Iterator[str]:
    for key, value in node.pairs:
        yield above + key.text
        yield from _paths(value, f"{above}{key.text}.")


def _plain_names(renames: Renames) -> dict[str, str]:
    """Old names that mean one new thing, and nothing that there still is."""
    found: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = set()
    for _, matched in renames.all():
        kept.update(new for new in (*matched.pairs.values(), *matched.come))
        for old, new in matched.pairs.items():
            found[old].add(new)
    return {old: min(new) for old, new in found.items() if len(new) == 1 and old not in kept}


def _read(nodes: Mapping[str, Node], renames: Renames) -> Iterator[Finding]:
    """What the new edition finds in the files as they are going to be."""
    unit = unit_named(nodes[HEAD].said("金额单位") if HEAD in nodes else "")
    for node, prefix in _inputs(nodes):
        yield from read_inputs(node, renames.new, unit, prefix).findings
    for name, node in nodes.items():
        if name == FIGURES:
            yield from read_figures(node, renames.new, unit).findings
        elif name.startswith(FORMS):
            yield from read_performance(node, name, renames.new).findings


def _unread(finding: Finding, nodes: Mapping[str, Node]) -> Left:
    message = f"{finding.code} {finding.message}" + (f"；{finding.hint}" if finding.hint else "")
    values = [one for node in nodes.values() if (one := _below(node, finding.place)) is not None]
    return Left(place=finding.place, message=message, value=on_one_line(values[0]) if values else "")


def _below(node: Node, place: Place) -> Node | None:
    """The value whose key, or that itself, stands at a place."""
    steps: list[tuple[Node, Node]] = [*node.pairs, *((item, item) for item in node.listed)]
    for named, value in steps:
        found = value if place in (named.place, value.place) else _below(value, place)
        if found is not None:
            return found
    return None
