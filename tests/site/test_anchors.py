"""A link to an amount, as the search gives it: the amount is in sight, and with it what stands over it and beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.chromium import eventually
from tests.site.conftest import Served

TABLE = "ceshi/hangkong/government-services-bureau/2021/final-accounts/tables/t03/"
LONGER = """target => {
    const body = document.querySelector(target).closest("tbody");
    const rows = [...body.rows].map(row => row.cloneNode(true));
    for (const copy of Array.from({length: 20}, () => rows).flat()) {
        const row = copy.cloneNode(true);
        row.removeAttribute("id");
        for (const cell of row.cells) cell.removeAttribute("id");
        body.prepend(row);
    }
    location.hash = target;
}"""
SEEN = """target => {
    const at = (box) => document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const cell = document.querySelector(target), frame = cell.closest(".table-scroll").getBoundingClientRect();
    const middle = (box) => (box.left + box.right) / 2;
    const heads = [...cell.closest("table").tHead.querySelectorAll("th")].filter(head => {
        const box = head.getBoundingClientRect();
        return box.left < middle(cell.getBoundingClientRect()) && middle(cell.getBoundingClientRect()) < box.right;
    });
    const name = cell.parentElement.querySelector(".name");
    return [cell, ...heads, name].map(one => {
        const box = one.getBoundingClientRect();
        const shown = at({left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right), top: box.top, bottom: box.bottom});
        return one.contains(shown);
    });
}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_an_amount_far_down_is_shown_with_its_heads_and_its_name(
    page: Page, served: Served, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(served.address + TABLE)
    page.evaluate(LONGER, "#t03-r2120899-5")
    assert len(page.evaluate(SEEN, "#t03-r2120899-5")) >= 3
    eventually(page, lambda: all(page.evaluate(SEEN, "#t03-r2120899-5")))
