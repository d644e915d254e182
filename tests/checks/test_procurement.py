"""X13: what a budget procures is paid from projects and from the running costs of every fund, not of appropriations alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import assemble, edit, prepare

DOCUMENT = "ceshi/qu/services-bureau/2024/budget"
FOLDER = f"content/departments/{DOCUMENT}"


@pytest.mark.parametrize(("services", "told"), [("10.00", False), ("50.00", False), ("51.00", True)])
def test_running_costs_from_business_income_pay_for_what_is_procured(
    tmp_path: Path, services: str, *, told: bool
) -> None:
    project = assemble(tmp_path, "next-year", editions=True)
    figures = f"{FOLDER}/figures.yml"
    edit(
        project,
        figures,
        '  "2080505": {工资福利支出: 22.00}\n',
        '  "2010350": {商品和服务支出: 30.00, 资本性支出: 10.00, 资金: 事业收入}\n  "2080505": {工资福利支出: 22.00}\n',
    )
    edit(
        project,
        figures,
        "{一般公共预算: 128.00, 财政拨款: 128.00}",
        "{一般公共预算: 128.00, 财政拨款: 128.00, 事业收入: 40.00}",
    )
    edit(project, f"{FOLDER}/explanation.yml", "服务: 0}", f"服务: {services}}}")
    found = [one for one in prepare(project, DOCUMENT).findings if one.message.startswith("X13")]
    assert bool(found) is told
