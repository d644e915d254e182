"""What readers come for, from the home page, every tap and Enter counted; bench/tasks.py asks it of 200 documents."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from bench.reader import TASKS, WIDTHS, Case, Printed, Task, did
from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
BUREAU_2021 = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
CASE = Case(
    department=BUREAU,
    year=2021,
    three_public=Printed("4.04", f"{BUREAU_2021}tables/t07/#t07-r1-7"),
    code="2010301",
    outturn=Printed("114.66", f"{BUREAU_2021}tables/t03/#t03-r2010301-3"),
    amount=Printed("3,685.85", BUREAU_2021),
    documents=2,
    receptions="2022/final-accounts/tables/t07/#t07-row1-12",
    term="财政拨款收入",
    meaning="财政部门当年拨付的资金",
    rose="新组建单位，工作业务增多",
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.does.__name__)
def test_it_takes_no_more_clicks(page: Page, served: Served, task: Task, width: int) -> None:
    did(page, served.address, task, CASE, width)
