"""control-totals.yml: totals copied from what was approved or exported, each with where it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read
from gongkai.loading.typed_values import read_amount
from gongkai.model.amounts import Amount, Unit
from gongkai.model.control_totals import ControlSourceForm, ControlTotal, form_of
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.names import listed, nearest, same_but_for_width
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null

NUMBER, CELL = "数", "格"


def read_controls(node: Node, edition: Edition, unit: Unit) -> Read[tuple[ControlTotal, ...]]:
    """Read the list of sources; what is wrong is a finding, the rest is kept. `unit`: the document's."""
    reader = _Reader(edition, unit)
    if isinstance(node, Sequence):
        totals = tuple(total for item in node.items for total in reader.source(item))
        return Read(value=totals, findings=tuple(reader.findings))
    empty = is_null(node) or (isinstance(node, Mapping) and not node.items)
    return Read(value=(), findings=() if empty else (found("L651", node.place, "形式"),))


class _Reader:
    def __init__(self, edition: Edition, unit: Unit) -> None:
        self.edition = edition
        self.unit = unit
        self.findings: list[Finding] = []
        self.seen: dict[str, Scalar] = {}

    def source(self, item: Node) -> Iterator[ControlTotal]:
        """The totals of one source."""
        bound = bind(item, ControlSourceForm)
        self.findings.extend(bound.findings)
        totals = item.get("核对数") if isinstance(item, Mapping) else None
        if bound.value is None or not isinstance(totals, Mapping):
            return
        form = bound.value
        for key, value in totals.items:
            amount = self._amount(value, form.unit or self.unit)
            if self._is_new(key) and amount is not None:
                yield ControlTotal(
                    name=key.text,
                    amount=amount,
                    place=key.place,
                    number=form.number,
                    file=form.file,
                    table=form.table,
                    cell=_cell(value),
                    unit=form.unit,
                )

    def _is_new(self, key: Scalar) -> bool:
        """Whether the edition asks for such a total, and it was not typed before."""
        first, known = self.seen.setdefault(key.text, key), self.edition.controls
        if first is not key:
            again = found("L651", key.place, "重复", 名=key.text, 行=first.place.line, related=(first.place,))
            self.findings.append(again)
        elif form_of(known, key.text) is None:
            near = nearest(key.text, known, 0.6)
            there = "" if near else listed(known)
            variant = "名称" if known else "版式没有"
            meant = same_but_for_width(key.text, known)
            self.findings.append(found("L651", key.place, variant, 名=key.text, 近=near, 可=there).meaning(meant))
        return first is key

    def _amount(self, node: Node, unit: Unit) -> Amount | None:
        """数 alone, or with its cell: {数: 120.00, 格: C7}."""
        number = _number(node)
        amount = read_amount(number, unit) if number else found("L651", node.place, "一个数")
        if isinstance(amount, Finding):
            self.findings.append(amount)
            return None
        return amount


def _number(node: Node) -> Node | None:
    """What is typed as the amount; None where it is written otherwise."""
    if not isinstance(node, Mapping):
        return node
    cell = node.get(CELL)
    known = all(key.text in (NUMBER, CELL) for key, _ in node.items)
    return node.get(NUMBER) if known and (cell is None or isinstance(cell, Scalar)) else None


def _cell(node: Node) -> str:
    cell = node.get(CELL) if isinstance(node, Mapping) else None
    return cell.text if isinstance(cell, Scalar) and not cell.null else ""
