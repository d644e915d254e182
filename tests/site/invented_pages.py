"""Pages of invented tables beside those of the sample's site: two-sided, three lists in one, a budget with departments."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.model.publication import Table
from gongkai.rendering.components import component_environment
from tests.built import PROJECT

DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
DRAW = '{% from "components/table/table.html" import statement %}{{ statement(table, 1, columns="class") }}'
STATEMENT = re.compile(r'<div class="statement".*?(?=<p class="table-tools">)', re.DOTALL)


def add_page(site: Path, table: Table) -> str:
    """The page of t01 with another table on it; its address below the site."""
    drawn = component_environment(PROJECT / "templates").from_string(DRAW).render(table=table)
    page = STATEMENT.sub(lambda _: drawn, (site / DOCUMENT / "tables/t01/index.html").read_text(encoding="utf-8"))
    path = f"{DOCUMENT}tables/{table.id}/"
    (site / path).mkdir(exist_ok=True)
    (site / path / "index.html").write_text(page, encoding="utf-8")
    return path
