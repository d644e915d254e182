"""由各单位相加: a department whose figures are not typed any more, against what was typed, cell by cell."""

from __future__ import annotations

from pathlib import Path

from bench.invented.city_errors import of_unit, whole
from bench.invented.departments import Department
from bench.invented.faults import replaced
from gongkai.model.amounts import Amount
from gongkai.model.statements import Address
from gongkai.pipeline.deriving import readable_accounts
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

PASSED = "5000.00"
"""元 that one unit passes to another, which the department does not count"""
CODE = "2299999"


def figures(project: Project, id: str) -> dict[Address, Amount]:
    """Every cell of every table; nothing where a figure could not be read."""
    accounts = readable_accounts(Workspace.open(project), id)
    return {address: cell.amount for address, cell in accounts.cells.items()} if accounts else {}


def sum_up(content: Path, department: Department) -> None:
    """Its own office passes money to a unit; the department is the sum of its units, less that."""
    own, unit = department.units[:2]
    spent = f'  "{CODE}": {{对附属单位补助支出: {PASSED}, 资金: 其他资金}}\n'
    received = f'  "{CODE}": {{上级补助收入: {PASSED}, 资金: 其他资金}}\n'
    for one, table, row in ((own, "支出决算表", spent), (unit, "收入决算表", received)):
        replaced(content / of_unit(department, one) / "figures.yml", rf"(?m)^{table}:\n", f"{table}:\n{row}")
    (content / whole(department) / "figures.yml").unlink()
    with (content / whole(department) / "document.yml").open("a", encoding="utf-8") as head:
        head.write("\n汇总: 各单位\n")
    eliminated = (
        f"- 单位: [{own.code}, {unit.code}]\n  原因: 本级补助\n  数:\n"
        f"    收入决算表:\n    {received}    支出决算表:\n    {spent}"
    )
    (content / whole(department) / "eliminations.yml").write_text(eliminated, encoding="utf-8")


def differing(before: dict[Address, Amount], after: dict[Address, Amount]) -> list[Address]:
    """Cells that are not the same; a row that one side lacks is nothing there."""
    nothing = Amount(yuan=before[next(iter(before))].yuan * 0)
    every = {*before, *after}
    return sorted(one for one in every if before.get(one, nothing).yuan != after.get(one, nothing).yuan)
