"""一个文件: what is wrong in one file of a department or document by itself, without the others being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Protocol

from pydantic import BaseModel

from gongkai.loading.binding import bind
from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.eliminations_file import read_eliminations
from gongkai.loading.figures_file import read_figures
from gongkai.loading.folders import CONTROLS, DEPARTMENT, DOCUMENT
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.model.amounts import Unit
from gongkai.model.consolidation import ELIMINATIONS
from gongkai.model.departments import Department
from gongkai.model.documents import DocumentHead
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node
from gongkai.model.regions import REGION, RegionFile


class _Read(Protocol):
    @property
    def findings(self) -> tuple[Finding, ...]: ...


_MODELS: dict[str, type[BaseModel]] = {DEPARTMENT: Department, DOCUMENT: DocumentHead, REGION: RegionFile}
_READERS: dict[str, Callable[[Node, Edition, Unit], _Read]] = {
    "figures.yml": read_figures,
    "explanation.yml": read_inputs,
    ELIMINATIONS: read_eliminations,
    CONTROLS: read_controls,
}


def findings_in(shown: str, node: Node, edition: Edition | None, unit: Unit) -> Iterator[Finding]:
    """What is wrong in a file; `edition`, `unit`: of its document."""
    path = PurePosixPath(shown)
    if path.name in _MODELS:
        yield from bind(node, _MODELS[path.name]).findings
    if edition is None:
        return
    profile = node.get("概况") if path.name == DOCUMENT else None
    if profile:
        yield from read_inputs(profile, edition, unit, "概况.").findings
    elif path.name in _READERS:
        yield from _READERS[path.name](node, edition, unit).findings
    elif path.parent.name == "performance":
        yield from read_performance(node, path.stem, edition).findings


def unit_named(name: str) -> Unit:
    """金额单位 as document.yml names it; 万元 where it names none."""
    return next((unit for unit in Unit if unit.value == name), Unit.WAN)
