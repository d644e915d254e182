"""表的格式: what an edition says of one table: columns, rows, formulas, notes."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from gongkai.model.amounts import Unit
from gongkai.model.block_forms import BlockForm
from gongkai.model.classification import Classification, Classifications, children_of, knowing
from gongkai.model.columns import (
    TEMPLATE,
    AsciiId,
    Caption,
    ColumnForm,
    ColumnKind,
    FormerNames,
    FormModel,
    Template,
    Templates,
    merged_names,
    twice,
)
from gongkai.model.row_forms import RowForm, RowItem, RowRule

__all__ = ["BlockForm", "ColumnForm", "ColumnKind", "FormModel", "RowForm", "RowRule", "TableForm"]


class Attribute(FormModel):
    """属性: what a row of figures.yml may say besides its amounts, e.g. 资金."""

    default: str = Field(alias="默认")
    values: tuple[str, ...] = Field(alias="取值")


class EmptyForm(FormModel):
    """空表: what is printed when every amount is zero (没有数据的表格应当列出空表并说明, 财预〔2016〕143号)."""

    statement: Template = Field(default="", alias="说明")
    zero: str | None = Field(default=None, alias="零")
    total: bool = Field(default=True, alias="合计")
    """whether generated rows keep their 合计 where there is nothing else"""
    blank_rows: int = Field(default=0, alias="空行", ge=0, le=40)


class TableForm(FormModel):
    """表: one form of an edition."""

    id: AsciiId = Field(alias="键")
    former: FormerNames = Field(default=(), alias="原名")
    number: Template = Field(default="", alias="编号")
    title: Template = Field(default="", alias="题")
    paper: Literal["横", "竖"] = Field(default="竖", alias="页")
    caption: Annotated[Caption | None, TEMPLATE] = Field(default=None, alias="栏头")
    number_row: str = Field(default="", alias="栏次")
    columns: tuple[ColumnForm, ...] = Field(default=(), alias="列")
    rows: tuple[RowItem | None, ...] | RowRule = Field(default=(), alias="行")
    first_number: int | None = Field(default=None, alias="行次")
    blocks: dict[str, BlockForm] = Field(default_factory=dict, alias="栏组")
    last_rows: tuple[RowForm, ...] = Field(default=(), alias="末行")
    notes: Templates = Field(default=(), alias="注")
    empty: EmptyForm = Field(default_factory=EmptyForm, alias="空表")
    unit: Unit | None = Field(default=None, alias="单位")
    places: int | None = Field(default=None, alias="小数", ge=0, le=6)
    zero: str | None = Field(default=None, alias="零")
    hidden: bool = Field(default=False, alias="登记")
    """登记表: holds figures, is never printed"""
    attributes: dict[str, Attribute] = Field(default_factory=dict, alias="属性")
    lists: Classifications = Field(default_factory=Classifications, alias="科目表")
    """what it can have codes of"""

    @model_validator(mode="before")
    @classmethod
    def _knowing(cls, data: Any, info: ValidationInfo) -> Any:
        return knowing(data, info)

    @model_validator(mode="after")
    def _complete(self) -> TableForm:
        if not self.blocks and not self.columns:
            raise ValueError("这张表没有“列”，也没有“栏组”")
        if self.blocks and (self.columns or self.rows):
            raise ValueError("有“栏组”的表，“列”和“行”写在各个栏组里")
        if not self.empty.total and self.rule is None:
            raise ValueError("“空表”的“合计”只用于生成的行；固定的行，空表也照印")
        for block in self.parts:
            block.check(self.lists.coded)
        self._check_rows()
        return self

    def _check_rows(self) -> None:
        for name in twice([*(row.name for row in self.fixed_rows), *(rule.name for _, rule in self.placed_rules)]):
            raise ValueError(f"有两行都叫“{name}”，请给其中一行写“键”")
        if self.rule is not None and self.rule.key:
            raise ValueError("整张表的行都由“按”生成时，不写“键”")
        if sum(len(block.rules) for block in self.parts if block.typed) > 1:
            raise ValueError("一张表里，填数的列只能有一处“按”生成的行，不然不知道填的编码是哪一处的")
        if self.parts[0].first_number == "续":
            raise ValueError("第一组的“行次”要写数，右边的组才能写“续”")

    @property
    def landscape(self) -> bool:
        return self.paper == "横"

    @cached_property
    def parts(self) -> tuple[BlockForm, ...]:
        """The blocks of the table, one or several; a block is headed by its key unless it has a 题."""
        if self.blocks:
            return tuple(
                block if block.title is not None else block.model_copy(update={"title": key})
                for key, block in self.blocks.items()
            )
        rows = () if isinstance(self.rows, RowRule) else self.rows
        return (BlockForm.model_construct(title="", columns=self.columns, rows=rows, first_number=self.first_number),)

    @cached_property
    def rule(self) -> RowRule | None:
        return self.rows if isinstance(self.rows, RowRule) else None

    @cached_property
    def placed_rules(self) -> tuple[tuple[int, RowRule], ...]:
        """Block and rule of the rows that are generated among fixed ones."""
        return tuple((index, rule) for index, block in enumerate(self.parts) for rule in block.rules)

    @cached_property
    def groups(self) -> frozenset[str]:
        """What formulas call rows that are generated among fixed ones."""
        return frozenset(rule.name for _, rule in self.placed_rules)

    @cached_property
    def rules(self) -> tuple[RowRule, ...]:
        """Every rule that generates rows: that of the whole table, or those among its fixed rows."""
        return (self.rule,) if self.rule is not None else tuple(rule for _, rule in self.placed_rules)

    def rule_of(self, row: str) -> RowRule | None:
        """The rule that generates a row; None for a fixed row, and where it could be of several."""
        if row in self.placed_rows:
            return None
        rules = [rule for index, rule in self.placed_rules if self.parts[index].typed] or self.rules
        return rules[0] if len({rule.by for rule in rules}) == 1 else None

    @cached_property
    def fixed_rows(self) -> tuple[RowForm, ...]:
        """Every fixed row, over all blocks, last rows included."""
        return (*(row for block in self.parts for row in block.fixed), *self.last_rows)

    @cached_property
    def fixed_lowest(self) -> tuple[str, ...]:
        """行键 of the fixed rows that hold figures of their own."""
        codes = [row.code for row in self.fixed_rows if row.code]

        def holds(row: RowForm) -> bool:
            derives = (row.formula and isinstance(row.formula, str)) or row.pull
            above = row.code and any(code != row.code and code.startswith(row.code) for code in codes)
            return not derives and not above

        return tuple(row.name for row in self.fixed_rows if holds(row))

    @cached_property
    def placed_rows(self) -> dict[str, tuple[int, RowForm]]:
        """行键 → block and row. The last rows (末行) close the blocks in turn."""
        body = ((index, row) for index, block in enumerate(self.parts) for row in block.fixed)
        last = ((index % len(self.parts), row) for index, row in enumerate(self.last_rows))
        return {row.name: (block, row) for block, row in (*body, *last)}

    @cached_property
    def row_names(self) -> dict[str, tuple[str, ...]]:
        """What fixed rows may be called → 行键, several where the name is not enough."""
        names: dict[str, tuple[str, ...]] = {}
        for row in self.fixed_rows:
            for name in dict.fromkeys(row.names):
                names[name] = (*names.get(name, ()), row.name)
        return names | {row.name: (row.name,) for row in self.fixed_rows}

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """行键 of the fixed rows whose codes are next below a code."""
        codes = {row.code: row.name for row in self.fixed_rows if row.code}
        return {code: tuple(codes[one] for one in below) for code, below in children_of(codes).items()}

    @cached_property
    def column_names(self) -> dict[str, tuple[str, ...]]:
        """What columns may be called, in whichever block → 列键."""
        return merged_names(block.names for block in self.parts)

    def parts_at(self, block: int | None) -> tuple[BlockForm, ...]:
        """One of its blocks, or all."""
        return self.parts if block is None else (self.parts[block],)

    @cached_property
    def amount_names(self) -> dict[str, tuple[str, ...]]:
        """What columns of amounts may be called, in whichever block → 列键."""
        return merged_names(block.amount_names for block in self.parts)

    def columns_called(self, name: str, block: int | None = None) -> tuple[str, ...]:
        """列键 of the amount columns that a name may mean, in one block or in all."""
        names = self.amount_names if block is None else self.parts[block].amount_names
        return names.get(name, ())

    def leaf(self, row: str, column: str) -> ColumnForm | None:
        """The column as it stands in the row's block; of a generated row, in the block that generates rows."""
        if row in self.placed_rows:
            return self.parts[self.placed_rows[row][0]].by_key.get(column)
        blocks = [self.parts[index] for index, _ in self.placed_rules] or self.parts[:1]
        return next((block.by_key[column] for block in blocks if column in block.by_key), None)

    @cached_property
    def codes_are(self) -> str:
        """What 编码 of fixed rows are codes of: what the code column says (值: 科目), else 经济科目."""
        fields = (leaf.field for block in self.parts for leaf in block.leaves if leaf.kind is ColumnKind.CODE)
        return next(filter(None, fields), "经济科目")

    @property
    def rows_are(self) -> str:
        """What its rows are by: 科目, 经济科目, 单位 …"""
        return self.rules[0].by[-1] if self.rules else self.codes_are

    @cached_property
    def classification(self) -> Classification | None:
        """What its rows are codes of."""
        return self.lists.coded.get(self.rows_are)

    def is_code(self, key: str) -> bool:
        """Whether the key of a row is typed as a code."""
        return self.classification.is_typed(key) if self.classification else key.isascii() and key.isdigit()

    def is_of_level(self, code: str, level: str) -> bool:
        """Whether a row of this code stands on a level of the list."""
        return self.classification is not None and self.classification.level(code) == level

    @cached_property
    def coded(self) -> frozenset[str]:
        """What its rows, columns and conditions hold codes of: 科目, 经济科目 …"""
        names = {self.codes_are} if any(row.code for row in self.fixed_rows) else set()
        names.update(*(rule.by for rule in self.rules), *(row.where for row in self.fixed_rows))
        names.update(leaf.field for block in self.parts for leaf in block.leaves)
        return frozenset(names & self.lists.coded.keys())

    @cached_property
    def name_fields(self) -> tuple[str, ...]:
        """列键 under which figures.yml may name a row itself (科目名称)."""
        return tuple(
            key for block in self.parts for key, leaf in block.keyed if leaf.kind is ColumnKind.NAME and not leaf.field
        )
