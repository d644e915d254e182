"""eliminations.yml: what units pay each other, taken away where the department is the sum of its units."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.loading.binding import bind
from gongkai.loading.figures_file import read_figures
from gongkai.loading.problems import Read
from gongkai.model.amounts import Unit
from gongkai.model.consolidation import Elimination, EliminationForm
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Mapping, Node, Sequence, is_null

FIGURES = "数"


def read_eliminations(node: Node, edition: Edition, unit: Unit) -> Read[tuple[Elimination, ...]]:
    """Read the list; an entry at fault is a finding, and takes nothing away. `unit`: the document's."""
    if not isinstance(node, Sequence):
        return Read(value=(), findings=() if is_null(node) else (found("C204", node.place, "形式"),))
    findings: list[Finding] = []
    read = tuple(one for item in node.items for one in _elimination(item, edition, unit, findings))
    return Read(value=read, findings=tuple(findings))


def _elimination(item: Node, edition: Edition, unit: Unit, findings: list[Finding]) -> Iterator[Elimination]:
    bound = bind(item, EliminationForm)
    findings.extend(bound.findings)
    figures = item.get(FIGURES) if isinstance(item, Mapping) else None
    if bound.value is None or figures is None:
        return
    read = read_figures(figures, edition, unit)
    findings.extend(read.findings)
    if not read.findings:
        form = bound.value
        yield Elimination(units=form.units, reason=form.reason, entries=read.entries, place=item.place)
