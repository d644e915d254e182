"""一个文件: what is wrong in one file of a department or document by itself, without the others being read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai.loading.binding import bind
from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.eliminations_file import read_eliminations
from gongkai.loading.figures_file import read_figures
from gongkai.loading.folders import CONTROLS, DEPARTMENT, DOCUMENT
from gongkai.loading.inputs_file import read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.model.amounts import Unit
from gongkai.model.consolidation import ELIMINATIONS
from gongkai.model.documents import Department, DocumentHead
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node
from gongkai.model.regions import REGION, RegionFile


def findings_in(shown: str, node: Node, edition: Edition | None, unit: Unit) -> Iterator[Finding]:
    """What is wrong in a file; `edition`, `unit`: of its document."""
    path = PurePosixPath(shown)
    if path.name == DEPARTMENT:
        yield from bind(node, Department).findings
    elif path.name == DOCUMENT:
        yield from bind(node, DocumentHead).findings
    elif path.name == REGION:
        yield from bind(node, RegionFile).findings
    if edition is None:
        return
    if path.name == DOCUMENT and (profile := node.get("概况")):
        yield from read_inputs(profile, edition, unit, "概况.").findings
    elif path.name == "figures.yml":
        yield from read_figures(node, edition, unit).findings
    elif path.name == "explanation.yml":
        yield from read_inputs(node, edition, unit).findings
    elif path.name == ELIMINATIONS:
        yield from read_eliminations(node, edition, unit).findings
    elif path.name == CONTROLS:
        yield from read_controls(node, edition, unit).findings
    elif path.parent.name == "performance":
        yield from read_performance(node, path.stem, edition).findings


def unit_named(name: str) -> Unit:
    """金额单位 as document.yml names it; 万元 where it names none."""
    return next((unit for unit in Unit if unit.value == name), Unit.WAN)
