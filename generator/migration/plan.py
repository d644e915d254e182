"""打算: what must change in one document, what has one answer, and what is left to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.loading.figures_file import read_figures
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.migration.changes import (
    Change,
    Changes,
    Moved,
    applied,
    distinct,
    in_figures,
    in_originals,
    in_paths,
    in_waivers,
    renamed,
)
from gongkai.migration.renames import Renames
from gongkai.model.amounts import Unit
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping as MappingNode
from gongkai.model.nodes import Node, Scalar, Sequence
from gongkai.model.places import Place

HEAD, FIGURES, EXPLANATION, WAIVERS, FORMS = (
    "document.yml",
    "figures.yml",
    "explanation.yml",
    "waivers.yml",
    "performance/",
)
PROFILE = "概况"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """要人定的: where, what, and the value that stands there and stays."""

    place: Place
    message: str
    value: str = ""


@dataclass(slots=True, kw_only=True)
class Plan:
    """一份文件的打算. `changes`: by file, as it is called in the document's folder."""

    changes: dict[str, Changes] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    to_fill: tuple[str, ...] = ()
    """inputs that the new edition asks for and nobody has typed yet"""


def planned(nodes: Mapping[str, Node], renames: Renames) -> Plan:
    """What has to be done with the files of a document, by their names."""
    plan = Plan()
    found: dict[str, list[Change]] = {}
    for name, node in nodes.items():
        changes, moved = _in_file(name, node, renames)
        found[name] = changes
        plan.left += [_moved(one, node) for one in moved]
    for name, node in nodes.items():
        plan.changes[name] = distinct(node, {change.place: change for change in found[name]})
        plan.left += [_double(change) for change in found[name] if change.place not in plan.changes[name]]
    if WAIVERS in nodes:
        others = {name: (node, plan.changes[name]) for name, node in nodes.items() if name != WAIVERS}
        told = in_waivers(nodes[WAIVERS], others, _plain_names(renames))
        plan.changes[WAIVERS] = {change.place: change for change in told}
    after = {name: applied(node, plan.changes[name]) for name, node in nodes.items()}
    known = {one.place for one in plan.left}
    plan.left += [
        Left(place=one.place, message=_told(one), value=_value_at(after, one.place))
        for one in _read(after, renames)
        if one.place not in known
    ]
    plan.left.sort(key=lambda one: one.place)
    typed = set(_typed(after))
    plan.to_fill = tuple(path for path in renames.asked_anew() if path not in typed)
    return plan


def _in_file(name: str, node: Node, renames: Renames) -> tuple[list[Change], list[Moved]]:
    if name == HEAD:
        profile, edition = node.get(PROFILE), node.get("版式")
        changes, moved = in_paths(profile, renames.input, f"{PROFILE}.") if profile else ([], [])
        named = renamed(edition, renames.new.id) if isinstance(edition, Scalar) else ()
        return [*named, *changes], moved
    if name == FIGURES:
        return list(in_figures(node, renames)), []
    if name == EXPLANATION:
        changes, moved = in_paths(node, renames.input)
        return [*changes, *in_originals(node, renames)], moved
    if name.startswith(FORMS):
        form = node.get("表单")
        if isinstance(form, Scalar):
            changes, moved = in_paths(node, lambda path: renames.value(form.text, path), lists=True)
            return [*renamed(form, renames.forms.pairs.get(form.text)), *changes], moved
    return [], []


def _moved(moved: Moved, node: Node) -> Left:
    message = f"“{moved.key.text}”移到了“{moved.path}”，要人移过去"
    return Left(place=moved.key.place, message=message, value=_short(_below(node, moved.key.place)))


def _double(change: Change) -> Left:
    return Left(place=change.place, message=f"“{change.old}”现在叫“{change.new}”，这里已经有一个了，要人合成一处")


def _plain_names(renames: Renames) -> dict[str, str]:
    """Old names that mean one new thing, and nothing that there still is."""
    found: dict[str, set[str]] = {}
    kept: set[str] = set()
    for _, matched in renames.all():
        kept.update(new for new in (*matched.pairs.values(), *matched.come))
        for old, new in matched.pairs.items():
            found.setdefault(old, set()).add(new)
    return {old: min(new) for old, new in found.items() if len(new) == 1 and old not in kept}


def _read(nodes: Mapping[str, Node], renames: Renames) -> Iterator[Finding]:
    """What the new edition finds in the files as they are going to be."""
    edition, head = renames.new, nodes.get(HEAD)
    unit = _unit(head)
    for name, node in nodes.items():
        if name == FIGURES:
            yield from read_figures(node, edition, unit).findings
        elif name == EXPLANATION:
            yield from read_inputs(node, edition, unit).findings
        elif name.startswith(FORMS):
            yield from read_performance(node, name, edition).findings
    profile = head.get(PROFILE) if head else None
    if profile is not None:
        yield from read_inputs(profile, edition, unit, f"{PROFILE}.").findings


def _typed(nodes: Mapping[str, Node]) -> Iterator[str]:
    """Paths that lead to what was typed for the explanation."""
    head = nodes.get(HEAD)
    for above, node in (("", nodes.get(EXPLANATION)), (f"{PROFILE}.", head.get(PROFILE) if head else None)):
        yield from _paths(node, above) if node else ()


def _paths(node: Node, above: str) -> Iterator[str]:
    for key, value in node.pairs:
        yield above + key.text
        yield from _paths(value, f"{above}{key.text}.")


def _unit(head: Node | None) -> Unit:
    named = head.said("金额单位") if head else ""
    return next((unit for unit in Unit if unit.value == named), Unit.WAN)


def _told(finding: Finding) -> str:
    return f"{finding.code} {finding.message}" + (f"；{finding.hint}" if finding.hint else "")


def _value_at(nodes: Mapping[str, Node], place: Place) -> str:
    return next((_short(found) for node in nodes.values() if (found := _below(node, place)) is not None), "")


def _below(node: Node, place: Place) -> Node | None:
    """The value whose key, or that itself, stands at a place."""
    for named, value in (*node.pairs, *((item, item) for item in node.listed)):
        found = value if place in (named.place, value.place) else _below(value, place)
        if found is not None:
            return found
    return None


def _short(node: Node | None) -> str:
    """A value on one line of YAML."""
    if isinstance(node, Sequence):
        return f"[{', '.join(map(_short, node.items))}]"
    if isinstance(node, MappingNode):
        return f"{{{', '.join(f'{key.text}: {_short(value)}' for key, value in node.items)}}}"
    return node.text if node else ""
