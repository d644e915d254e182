"""节点 → 模型: a tree bound to a pydantic model, errors brought back to where they stand in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gongkai.loading.binding_messages import missing, unknown_key, wrong_value
from gongkai.loading.binding_types import Expected, inside_key, inside_list, known_keys, written_form
from gongkai.loading.problems import Read, capped
from gongkai.model.columns import NO_TEMPLATE
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null, plain, scalars
from gongkai.model.places import Place

M = TypeVar("M", bound=BaseModel)


MOST_ROUNDS = 5
"""of leaving out what is wrong: what is left may show more"""


class _Spot(Struct, frozen=True, kw_only=True):
    """Where an error's `loc` leads.

    `loc` holds keys and indices, which lead down the tree; the names of union members that pydantic tried, which lead
    nowhere (`union`: at which place, and which member); and at its end perhaps a key that is missing or unknown.
    """

    node: Node
    key: Scalar | None
    """the key under which `node` stands"""
    expected: Expected
    union: tuple[Place, str] | None

    @property
    def place(self) -> Place:
        """Of the value; of its key, where no value is typed."""
        return self.key.place if self.key and is_null(self.node) else self.node.place


def bind(node: Node, model: type[M], context: object = None) -> Read[M | None]:
    """Validate a tree; the value is None if and only if there are findings.

    Scalars are text, so a model takes numbers only where a field says so.
    """
    value, wrong = None, list(_odd_values(node, (model,)))
    try:
        value = model.model_validate(plain(node), context=context)
    except ValidationError as failure:
        odd = {finding.place for finding in wrong}
        wrong += [finding for finding in _findings(failure, node, model) if finding.place not in odd]
    return Read(value=None if wrong else value, findings=capped(wrong))


def bind_rest(node: Node, model: type[M]) -> Read[M | None]:
    """Bind what is right of a tree, so that one mistake hides no others: the value may stand beside findings.

    What is wrong is left out, with the item of a list that it makes useless; None where the model cannot do without it.
    """
    bound = bind(node, model)
    left: Node | None = node
    value = bound
    for _ in range(MOST_ROUNDS):
        if value.value is not None or left is None:
            break
        left = _without({finding.place for finding in value.findings}, left)
        value = bind(left, model) if left is not None else value
    return replace(bound, value=value.value)


def _without(wrong: set[Place], node: Node) -> Node | None:
    """The tree without the values at these places; None where nothing is left."""
    if isinstance(node, Mapping):
        kept = [(key, _kept(wrong, value)) for key, value in node.items if key.place not in wrong]
        items = tuple((key, value) for key, value in kept if value is not None)
        return replace(node, items=items) if items else None
    if isinstance(node, Sequence):
        return replace(node, items=tuple(filter(None, (_kept(wrong, item) for item in node.items))))
    return node


def _kept(wrong: set[Place], node: Node) -> Node | None:
    return None if node.place in wrong else _without(wrong, node)


def _odd_values(node: Node, types: Expected, name: str = "") -> Iterator[Finding]:
    """Values that pydantic would take and a reader would not: 1_000, +5, 1e3, nan, seconds since 1970 for a date."""
    for key, value in node.pairs:
        yield from _odd_values(value, inside_key(types, key.text), key.text)
    for item in node.listed:
        yield from _odd_values(item, inside_list(types))
    if not isinstance(node, Scalar) or node.null:
        return
    if (form := written_form(types)) and not form.pattern.fullmatch(node.text):
        yield wrong_value(node.place, form.error, {}, node, name)


def _findings(failure: ValidationError, node: Node, model: type[BaseModel]) -> Iterator[Finding]:
    """One finding for each error; of the members of a union, only the one that fits best speaks."""
    unions: dict[Place, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for detail in failure.errors(include_url=False, include_input=False):
        about_key = detail["type"] in ("extra_forbidden", "missing")
        spot = _spot(detail["loc"][:-1] if about_key else detail["loc"], node, model)
        if detail["type"] == "too_short" and spot.node.listed:
            continue  # only because its items are wrong, which is told of each
        finding = _finding(detail, spot)
        if spot.union is None:
            yield finding
        else:
            place, member = spot.union
            unions[place][member].append(finding)
    for place, members in unions.items():
        yield from _best(place, members.values())


def _best(place: Place, members: Iterable[list[Finding]]) -> list[Finding]:
    """The complaints of the member whose shape fits; of the first, if none does."""
    return min(members, key=lambda found: any(one.code == "L403" and one.place == place for one in found))


def _finding(detail: ErrorDetails, spot: _Spot) -> Finding:
    kind = detail["type"]
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return unknown_key((spot.node.key(key) or spot.node).place, key, known_keys(spot.expected))
    if kind == "missing":
        return missing(spot.node.place, detail["loc"][-1])
    context = detail.get("ctx") or {}
    place = spot.place
    if kind == NO_TEMPLATE:
        place = next((one.place for one in scalars(spot.node) if one.text == context["text"]), place)
    return wrong_value(place, kind, context, spot.node, spot.key.text if spot.key else "")


def _spot(loc: tuple[str | int, ...], node: Node, model: type[BaseModel]) -> _Spot:
    key: Scalar | None = None
    types: Expected = (model,)
    union: tuple[Place, str] | None = None
    for step in loc:
        if (child := node.get(str(step))) is not None:
            types = inside_key(types, str(step)) or types
            key, node = node.key(str(step)), child
        elif isinstance(step, int) and step < len(node.listed):
            types = inside_list(types) or types
            key, node = None, node.listed[step]
        else:
            union = union or (node.place, str(step))
    return _Spot(node=node, key=key, expected=types, union=union)
