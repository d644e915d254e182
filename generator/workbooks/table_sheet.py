"""一张表的工作表: laid out as printed, with what derives as formulas and the rest to be typed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.columns import ColumnKind
from gongkai.model.statements import Address, StatementRow
from gongkai.workbooks.code_lists import CodeLists
from gongkai.workbooks.columns import Role, SheetColumn, leading_columns
from gongkai.workbooks.formulas import Formulas
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.names import cell
from gongkai.workbooks.page import Page
from gongkai.workbooks.plan import HEAD, TablePlan
from gongkai.workbooks.sheet_lines import Line, LineKind

EMPTY_LABEL = "整张表没有数据的，在右边一格选“无”："
NO_DATA = "无"
WIDEST = 110
"""characters that a page in portrait can hold"""
NOT_LISTED = "（代码表里没有，在这里写名称）"


class TableSheet(Struct, frozen=True, kw_only=True):
    """Draws one table."""

    ground: Ground
    plan: TablePlan
    formulas: Formulas
    lists: CodeLists
    page: Page

    def draw(self) -> None:
        plan, page = self.plan, self.page
        page.widths([column.width for column in plan.columns])
        self._top()
        self._heads()
        for number, block, line in plan.places():
            self._line(number, block, line)
        self._notes()
        self._checks()
        landscape = plan.form.landscape or sum(column.width for column in plan.columns) > WIDEST
        leading = len(leading_columns(plan.columns, 0)) if len(plan.form.parts) == 1 else 0
        heads, freeze = (HEAD, plan.first - 1), (plan.first - 1, leading)
        page.finished(landscape=landscape, heads=heads, freeze=freeze, one_page=not plan.form.rules)

    def _top(self) -> None:
        """Title, whose it is, the unit; where to say that there is nothing."""
        plan, page = self.plan, self.page
        width = len(plan.columns)
        page.merged(1, 1, 1, width, self.ground.title(plan.table, plan.form), "题")
        split = max(1, width // 2)
        page.merged(2, 1, 2, split, f"编制单位：{self.ground.document.name}", "栏头")
        unit = self.ground.unit
        if width > split:
            page.merged(2, split + 1, 2, width, f"金额单位：{unit}", "栏头右")
        if plan.typed or plan.form.rule is not None:
            at = max(2, min(width, 3))
            page.merged(3, 1, 3, at - 1, EMPTY_LABEL, "栏头")
            page.text(3, at, NO_DATA if plan.table in self.ground.document.declared_empty else "", "填文")
            page.choices(3, at, 3, [NO_DATA], "没有数据的写“无”，有数据的空着。")
        else:
            page.merged(3, 1, 3, width, "这张表由别的表推算，给您看的，不用填。", "栏头")

    def _heads(self) -> None:
        """Heads that several columns share are one cell; the lowest reach down."""
        columns, depth = self.plan.columns, self.plan.depth
        for level in range(depth):
            place = 0
            while place < len(columns):
                end = place
                while end + 1 < len(columns) and _share(columns[place], columns[end + 1], level):
                    end += 1
                self._head(place, end, level, depth)
                place = end + 1
        if self.plan.numbered:
            self._numbers(HEAD + depth)

    def _head(self, place: int, end: int, level: int, depth: int) -> None:
        heads = self.plan.columns[place].heads
        if level >= len(heads):
            return
        last = HEAD + (depth - 1 if level == len(heads) - 1 else level)
        self.page.merged(HEAD + level, place + 1, last, end + 1, heads[level], "表头")

    def _numbers(self, row: int) -> None:
        """栏次."""
        number = 0
        for place, column in enumerate(self.plan.columns, start=1):
            counted = column.role is Role.AMOUNT or (column.leaf is not None and column.leaf.kind is ColumnKind.PERCENT)
            number += counted
            text = str(number) if counted else self.plan.form.number_row if place == 1 else ""
            self.page.text(row, place, text, "表头")

    def _line(self, number: int, block: int, line: Line) -> None:
        places = [place for place, column in enumerate(self.plan.columns, start=1) if column.block == block]
        label = self._label(number, block, line)
        for place in places:
            if place in label:
                continue
            column = self.plan.columns[place - 1]
            if line.kind is LineKind.BLANK:
                self.page.text(number, place, "", "印")
            elif column.role is Role.AMOUNT:
                self._amount(number, place, column, line)
            else:
                self._words(number, place, column, line)

    def _label(self, number: int, block: int, line: Line) -> tuple[int, ...]:
        """合计 over code and name; gives the columns that it takes."""
        if line.kind is not LineKind.TOTAL or line.row is None:
            return ()
        places = tuple(place + 1 for place in leading_columns(self.plan.columns, block))
        if places:
            self.page.merged(number, places[0], number, places[-1], line.row.title, "印粗")
        return places

    def _amount(self, number: int, place: int, column: SheetColumn, line: Line) -> None:
        page = self.page
        typed = self._typed(line, column)
        formula = self._formula(number, column, line)
        editable = self._is_input(line, column)
        if typed is not None:
            page.number(number, place, typed, "填数" if editable else "填合计")
        else:
            strong = line.row is not None and line.row.strong
            derived = "算合计" if self.ground.document.archived else "推算粗" if strong else "推算"
            style = "填数" if editable else derived
            if formula:
                page.formula(number, place, formula, style, self._value(line, column))
            else:
                page.text(number, place, "", style)

    def _typed(self, line: Line, column: SheetColumn) -> float | None:
        for amount in line.entry.amounts if line.entry else ():
            if amount.column == column.key:
                return self.ground.in_unit(amount.amount)
        return None

    def _formula(self, number: int, column: SheetColumn, line: Line) -> str:
        formula = self.formulas.of_cell(self.plan, number, column.block, line, column.key)
        if formula or line.row is None or column.leaf is None or not self._is_input(line, column):
            return formula
        loan = column.leaf.loan or (line.row.key in self.plan.form.placed_rows and self._row_loan(line.row.key))
        value = self._value(line, column)
        return f"={value!r}" if loan and isinstance(value, float) and line.entry is None else ""

    def _row_loan(self, key: str) -> str:
        return self.plan.form.placed_rows[key][1].loan

    def _value(self, line: Line, column: SheetColumn) -> float | str:
        """What the document comes to; "" for one of several lines that make a row together."""
        if (
            line.entry is not None
            and [one.row for one in self.ground.document.entries if one.table == self.plan.table].count(line.entry.row)
            > 1
        ):
            return ""
        found = self.ground.accounts.cells.get(Address(self.plan.table, line.key, column.key)) if line.key else None
        return self.ground.in_unit(found.derived) if found is not None else ""

    def _is_input(self, line: Line, column: SheetColumn) -> bool:
        """Whether people type the figure as one of its own."""
        if line.kind is LineKind.FIXED:
            return (line.key, column.key) in self.plan.inputs
        return line.dynamic and not line.above and not column.derives

    def _words(self, number: int, place: int, column: SheetColumn, line: Line) -> None:
        text = self._text(column, line)
        style = self._style(column, line)
        formula = ""
        key = self._key_place(column) if line.dynamic and column.role in (Role.NAME, Role.NAME_OF) else 0
        if key and style != "印":
            formula = self.lists.lookup(column.by, cell(number, key), NOT_LISTED)
            text = text or self.ground.names(column.by).get(line.key, "")
        typed = self._typed_text(column, line)
        if formula and not typed:
            self.page.formula(number, place, formula, "填名", text)
        else:
            self.page.text(number, place, typed or text, style)

    def _key_place(self, column: SheetColumn) -> int:
        """Where the code stands whose name a column has; 0 if nowhere."""
        for place, other in enumerate(self.plan.columns, start=1):
            of_row = column.role is Role.NAME and other.role is Role.KEY and other.block == column.block
            if of_row or (other.role is Role.FIELD and column.role is Role.NAME_OF and other.key == column.by):
                return place
        return 0

    def _typed_text(self, column: SheetColumn, line: Line) -> str:
        fields = dict(line.entry.fields) if line.entry else {}
        if column.role is Role.NAME:
            return fields.get(column.key, "") or fields.get(f"{column.by}名称", "")
        return fields.get(column.key, "")

    def _text(self, column: SheetColumn, line: Line) -> str:
        row = line.row
        if row is None:
            return line.key if column.role is Role.KEY else ""
        match column.role:
            case Role.KEY:
                return row.code or ("" if row.key in self.plan.form.placed_rows else row.key)
            case Role.NAME:
                placed = self.plan.form.placed_rows.get(row.key)
                return (self.ground.words(placed[1].title) if placed else "") or row.numbering + row.title
            case Role.NAME_OF | Role.FIELD:
                return _of_department(row, column) or row.fields.get(column.key, "")
            case Role.PRINTED if column.leaf is not None and column.leaf.kind is ColumnKind.ROW_NUMBER:
                return str(row.number or "")
        return ""

    def _style(self, column: SheetColumn, line: Line) -> str:
        role = column.role
        if line.dynamic and role in (Role.KEY, Role.FIELD):
            return "填码" if role is Role.KEY or column.by else "填文"
        if line.dynamic and role in (Role.NAME, Role.NAME_OF) and self._key_place(column):
            return "填名"
        if role is Role.ATTRIBUTE and line.dynamic:
            return "填文"
        if role in (Role.ATTRIBUTE, Role.FIELD) and line.kind is LineKind.FIXED:
            return "填文"
        printed = "印粗" if line.row is not None and line.row.strong else "印"
        return "印中" if role in (Role.PRINTED, Role.KEY) else printed

    def hidden(self) -> None:
        """Hidden columns by which the lines are chosen and summed, once all formulas are there that read them."""
        first, last = self.plan.span
        for place, one in self.formulas.hidden(self.plan):
            for number in range(first, last + 1):
                self.page.formula(number, place, self.formulas.helper(self.plan, number, one), "暗")
            self.page.sheet.set_column(place - 1, place - 1, 2, None, {"hidden": True})

    def _notes(self) -> None:
        row = self.plan.end + len(self.plan.last) + 2
        for text in self._hints():
            self.page.merged(row, 1, row, len(self.plan.columns), text, "注")
            row += 1

    def _hints(self) -> Iterator[str]:
        plan = self.plan
        if plan.typed:
            yield f"黄色的格子填，灰色的由公式算。金额单位{self.ground.unit}，最多两位小数；没有的空着。"
        if plan.typed and plan.coded:
            yield "只填最下一级的编码（功能分类填项级）；上面各级和合计由程序推算。行不够的，在中间插入行。"
        for name, attribute in plan.form.attributes.items():
            if any(column.role is Role.ATTRIBUTE and column.key == name for column in plan.columns):
                yield f"“{name}”不选，就是{attribute.default}；同一个编码有几种{name}的，分几行填。"
        for note in plan.form.notes:
            text = self.ground.words(note)
            if text:
                yield text

    def _checks(self) -> None:
        """数据验证, column by column."""
        plan, page = self.plan, self.page
        last = plan.end + len(plan.last)
        first, end = plan.span
        for place, column in enumerate(plan.columns, start=1):
            if column.role is Role.AMOUNT and plan.typed:
                page.amounts(plan.first, place, last, self.ground.unit)
            elif column.role is Role.ATTRIBUTE:
                values = plan.form.attributes[column.key].values
                page.choices(plan.first, place, last, values, f"从下拉表里选：{'、'.join(values)}。"[:220])
            elif first and column.role in (Role.KEY, Role.FIELD) and (codes := self._codes(column)):
                page.listed(first, place, end, codes, "代码表里没有这个编码。编码没有错的，可以照填，在旁边写名称。")

    def _codes(self, column: SheetColumn) -> str:
        """Where the codes stand of which a column has some; "" where none are listed."""
        source = self.lists.listed.get(column.by)
        return source.codes if source is not None and source.names else ""


def _of_department(row: StatementRow, column: SheetColumn) -> str:
    """What a leading column says in the department's row."""
    said = {"代码": row.code, "名称": row.title} if row.department else {}
    return said.get(column.leaf.department if column.leaf else "", "")


def _share(one: SheetColumn, other: SheetColumn, level: int) -> bool:
    """Whether two columns have one head cell on a level."""
    own = one.heads[: level + 1]
    group = len(one.heads) > level + 1 and len(other.heads) > level + 1
    return group and own == other.heads[: level + 1]
