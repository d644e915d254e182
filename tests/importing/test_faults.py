"""One fault at a time in the finance system's export: told at its sheet and cell; with an error no figure is made of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from gongkai.importing.export import Export
from gongkai.importing.request import Request
from gongkai.model.amounts import Unit
from gongkai.model.findings import errors
from tests.importing.books import Book
from tests.importing.conftest import exported, told
from tests.importing.faults import (
    BOOK,
    FAULTS,
    PROVEN,
    REMARKS,
    WHOLE,
    code_as_a_date,
    code_that_no_list_has,
    hidden_row,
    negative,
    part_and_total_too_little,
    part_and_total_too_much,
    third_head_level_merged,
    unit_in_the_head,
)
from tests.importing.finance_system import BUREAU, book, units


@pytest.mark.parametrize(("fault", "expected"), FAULTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_fault_is_told_at_its_cell_and_nothing_is_taken(
    alone: Request, fault: Callable[[Book], None], expected: str
) -> None:
    book = BOOK.copy()
    fault(book)
    export = exported(alone, book)
    assert errors(export.findings), told(export)
    assert any(one.startswith(expected) for one in told(export)), told(export)
    assert export.figures == ()


@pytest.mark.parametrize(("fault", "expected"), PROVEN, ids=lambda one: getattr(one, "__name__", ""))
def test_a_fault_that_no_sum_shows_is_told_by_another_table(
    alone: Request, fault: Callable[[Book], None], expected: str
) -> None:
    book = WHOLE.copy()
    fault(book)
    export = exported(alone, book)
    assert any(one.startswith(expected) for one in told(export)), told(export)
    assert export.figures == ()


@pytest.mark.parametrize(
    ("change", "said"), [(part_and_total_too_much, "还多"), (part_and_total_too_little, "还少"), (None, "")]
)
def test_other_than_the_detail_has_is_told_and_taken(
    alone: Request, change: Callable[[Book], None] | None, said: str
) -> None:
    """How an item was booked is for people to say."""
    book = WHOLE.copy()
    if change is not None:
        change(book)
    export = exported(alone, book)
    assert [one.message[-2:] for one in export.findings if one.code == "I312"] == [said] * bool(said)
    assert export.figures


@pytest.fixture(scope="module")
def plain(alone: Request) -> Export:
    """Without a fault."""
    return exported(alone, BOOK)


@pytest.mark.parametrize(("change", "expected"), REMARKS, ids=lambda one: getattr(one, "__name__", ""))
def test_what_can_only_mean_one_thing_is_taken_and_told(
    alone: Request, plain: Export, change: Callable[[Book], None], expected: str
) -> None:
    book = BOOK.copy()
    change(book)
    export = exported(alone, book)
    assert not errors(export.findings), told(export)
    assert any(one.startswith(expected) for one in told(export)), told(export)
    assert sorted(one.number for one in export.figures) == sorted(one.number for one in plain.figures)


def test_a_code_that_no_list_has_comes_with_its_name(alone: Request) -> None:
    book = BOOK.copy()
    code_that_no_list_has(book)
    assert exported(alone, book).names == {"2060107": "其他科技管理业务"}


def test_a_negative_figure_is_told(alone: Request) -> None:
    book = BOOK.copy()
    negative(book)
    assert "I210 F03·D12" in told(exported(alone, book))


def test_a_head_in_ten_thousand_over_cells_in_yuan_is_found_by_what_else_is_there(alone: Request) -> None:
    request = replace(
        alone, document=replace(alone.document, head=alone.document.head.model_copy(update={"unit": Unit.WAN}))
    )
    book = BOOK.copy()
    unit_in_the_head(book)
    export = exported(request, book)
    assert any(one.code == "I312" and "差一万倍" in one.message for one in export.findings), told(export)
    assert export.figures == ()


@pytest.mark.parametrize("old", [True, False])
def test_faults_of_files_are_read_as_they_are_written(alone: Request, *, old: bool) -> None:
    book = BOOK.copy()
    code_as_a_date(book)
    hidden_row(book)
    third_head_level_merged(book)
    found = {one.partition("·")[0] for one in told(exported(alone, book, old=old))}
    assert found >= {"I205 Z04", "I208 Z03", "I305 Z05_1"}


def test_units_missing_and_twice_are_told(request_: Request) -> None:
    every = units()
    first, second = book(every[0], BUREAU, short=True), book(every[1], "测试市科普中心", short=True, own=False)
    assert "I303" in [one.code for one in errors(exported(request_, first, second).findings)]
    again = second.copy()
    again.name = "再导出一次"
    told_ = [one.message for one in errors(exported(request_, first, second, again).findings)]
    assert any("两个" in message for message in told_), told_
