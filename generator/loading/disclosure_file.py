"""disclosure.yml: who signed, when a document was approved and disclosed, what was frozen, corrected and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read
from gongkai.model.disclosure import Disclosure, DisclosureRecord
from gongkai.model.nodes import Node
from gongkai.model.places import Place


def read_disclosure(node: Node) -> Read[DisclosureRecord | None]:
    """Read the record; one that is at fault says nothing, for half of it would say something else."""
    bound = bind(node, Disclosure)
    record = DisclosureRecord(form=bound.value, places=dict(_places(node, ""))) if bound.value else None
    return Read(value=record, findings=bound.findings)


def _places(node: Node, path: str) -> Iterator[tuple[str, Place]]:
    yield path, node.place
    below = [*((key.text, value) for key, value in node.pairs), *enumerate(node.listed)]
    for step, value in below:
        yield from _places(value, f"{path}.{step}" if path else str(step))
