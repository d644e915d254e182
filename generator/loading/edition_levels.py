"""左右齐平: a row that a newer edition removes from one block of a table (收入 | 支出) leaves a blank one.

So the totals of the two sides stay on one line.
"""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null

BLOCKS, ROWS, FILLER = "栏组", "行", "补齐"


def levelled(base: Mapping, over: Mapping, made: Mapping) -> Mapping:
    """The blocks of a table as changed, each with as many blank rows more as it lost rows beyond the others.

    Rows written anew as a whole stay as they are written, and where a block fills up by itself (补齐) none is added.
    """
    if any(row.get(FILLER) for block in made.below for row in _rows(block)):
        return made
    lost = {key.text: _lost(base, over, key.text, block) for key, block in made.items}
    least = min(lost.values(), default=0)
    items = ((key, _filled(base.get(key.text), block, lost[key.text] - least)) for key, block in made.items)
    return replace(made, items=tuple(items))


def _rows(block: Node | None) -> tuple[Node, ...]:
    return block.list_of(ROWS) if block else ()


def _lost(base: Mapping, over: Mapping, name: str, block: Node) -> int:
    changed = over.get(name)
    one_by_one = changed is not None and isinstance(changed.get(ROWS), Mapping)
    return max(0, len(_rows(base.get(name))) - len(_rows(block))) if one_by_one else 0


def _filled(base: Node | None, block: Node, count: int) -> Node:
    rows = _rows(block)
    if not count or not isinstance(block, Mapping):
        return block
    blank = [at for at, row in enumerate(rows) if is_null(row)]
    at = blank[-1] + 1 if blank else _first_gone(_rows(base), rows)
    filled = (*rows[:at], *(Scalar(text="", null=True, place=block.place) for _ in range(count)), *rows[at:])
    items = (
        (key, Sequence(items=filled, place=value.place) if key.text == ROWS else value) for key, value in block.items
    )
    return replace(block, items=tuple(items))


def _first_gone(before: tuple[Node, ...], rows: tuple[Node, ...]) -> int:
    """Where the first row stood that is no longer there."""
    kept = {id(row) for row in rows}
    return next((at for at, row in enumerate(before) if id(row) not in kept), len(rows))
