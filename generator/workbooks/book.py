"""工作簿: all sheets of it, as the bytes of an .xlsx file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from msgspec import Struct
from xlsxwriter import Workbook

from gongkai.model.filled_forms import PerformanceData
from gongkai.workbooks.code_lists import SHEET as CODES
from gongkai.workbooks.code_lists import CodeLists
from gongkai.workbooks.columns import UNITS, Role
from gongkai.workbooks.controls_sheet import SHEET as CONTROLS
from gongkai.workbooks.controls_sheet import ControlsSheet
from gongkai.workbooks.dealings_sheet import SHEET as DEALINGS
from gongkai.workbooks.dealings_sheet import DealingsSheet
from gongkai.workbooks.form_lines import form_layout
from gongkai.workbooks.form_sheet import FormSheet
from gongkai.workbooks.formulas import Formulas
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.guide_sheet import SHEET as GUIDE
from gongkai.workbooks.guide_sheet import GuideSheet
from gongkai.workbooks.inputs_plan import SHEET as INPUTS
from gongkai.workbooks.inputs_plan import inputs_plan
from gongkai.workbooks.inputs_sheet import InputsSheet
from gongkai.workbooks.made_from import SHEET as MADE_FROM
from gongkai.workbooks.names import sheet_names
from gongkai.workbooks.page import Page
from gongkai.workbooks.plan import Plans, plans
from gongkai.workbooks.styles import Styles
from gongkai.workbooks.table_sheet import TableSheet

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""when every workbook says that it was made: the same content gives the same bytes"""


class _FormPage(Struct, frozen=True, kw_only=True):
    """A sheet for a performance form."""

    sheet: str
    form: str
    data: PerformanceData | None


def written(ground: Ground) -> bytes:
    """The workbook of a document, or of an edition without one, to be filled in."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{ground.document.name}{ground.document.year}年度", "created": ALWAYS})
    _Book(ground=ground, book=book).draw()
    book.close()
    return stream.getvalue()


class _Book:
    def __init__(self, *, ground: Ground, book: Workbook) -> None:
        self.ground = ground
        self.book = book
        self.styles = Styles(book)

    def draw(self) -> None:
        """All sheets in order; what they refer to is laid out before any is drawn."""
        laid = plans(self.ground)
        lists = CodeLists.of(self.ground, _kinds(laid))
        formulas = Formulas(self.ground, laid)
        forms = tuple(self._forms(laid))
        contents = self._contents(laid, forms)
        pages = {sheet: self._page(sheet) for sheet, _ in contents}
        GuideSheet(ground=self.ground, page=pages[GUIDE], contents=contents[1:]).draw()
        tables = [
            TableSheet(ground=self.ground, plan=plan, formulas=formulas, lists=lists, page=pages[plan.sheet])
            for plan in laid.tables.values()
        ]
        for table in tables:
            table.draw()
        InputsSheet(self.ground, inputs_plan(self.ground.edition), formulas, lists, pages[INPUTS]).draw()
        for one in forms:
            form = self.ground.edition.performance[one.form]
            layout = form_layout(form, self.ground.words)
            page = pages[one.sheet]
            FormSheet(ground=self.ground, name=one.form, form=form, layout=layout, data=one.data, page=page).draw()
        DealingsSheet(ground=self.ground, page=pages[DEALINGS]).draw()
        if CONTROLS in pages:
            ControlsSheet(ground=self.ground, page=pages[CONTROLS]).draw()
        lists.draw(pages[CODES])
        for table in tables:
            table.hidden()
        if self.ground.made_from:
            self._made_from()

    def _made_from(self) -> None:
        """The marks of what the workbook is made from, last and out of sight."""
        page = self._page(MADE_FROM)
        for row, (place, mark) in enumerate(sorted(self.ground.made_from.items()), start=1):
            page.text(row, 1, place, "印")
            page.text(row, 2, mark, "印")
        page.sheet.protect()
        page.sheet.very_hidden()

    def _page(self, sheet: str) -> Page:
        return Page(self.book.add_worksheet(sheet), self.styles)

    def _contents(self, laid: Plans, forms: tuple[_FormPage, ...]) -> tuple[tuple[str, str], ...]:
        """All sheets in order, and what each is for."""
        return (
            (GUIDE, ""),
            *((plan.sheet, "填" if plan.typed else "由别的表推算，不用填") for plan in laid.tables.values()),
            (INPUTS, "上年数、预算数、原因、用途、个数等"),
            *((one.sheet, one.form + ("" if one.data else "（空表，要用就填，也可以复制）")) for one in forms),
            (DEALINGS, "同别的部门、单位往来的钱；没有就空着"),
            *([(CONTROLS, "从批复、导出的报表抄来的合计")] if self._has_controls else []),
            (CODES, "编码和名称，供选用"),
        )

    @property
    def _has_controls(self) -> bool:
        return bool(self.ground.edition.controls or self.ground.document.controls.items)

    def _forms(self, laid: Plans) -> Iterator[_FormPage]:
        """The forms that are there, and an empty one of each kind."""
        edition = self.ground.edition
        there = [(one.form, one) for one in self.ground.document.performance]
        wanted = [*there, *((name, None) for name in edition.performance)]
        taken = [plan.sheet for plan in laid.tables.values()]
        titles = [
            f"绩效{number} {_called(name, data, self.ground)}" for number, (name, data) in enumerate(wanted, start=1)
        ]
        for (name, data), sheet in zip(wanted, sheet_names(titles, taken), strict=True):
            yield _FormPage(sheet=sheet, form=name, data=data)


def _called(name: str, data: PerformanceData | None, ground: Ground) -> str:
    """The project of a form, or what kind of form it is."""
    path = ground.edition.performance[name].name
    value = data.value(path) if data is not None and path else None
    return value if isinstance(value, str) and value else name


def _kinds(laid: Plans) -> tuple[str, ...]:
    """What the sheets hold codes of."""
    found = dict.fromkeys(
        column.by
        for plan in laid.tables.values()
        for column in plan.columns
        if column.by and column.role in (Role.KEY, Role.FIELD, Role.NAME)
    )
    coded = [by for by in found if by != UNITS]
    return (*coded, *(by for by in found if by == UNITS))
