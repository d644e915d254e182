"""导入的内容: what was read from workbooks for one document, each value with its cell; nothing is written yet."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.model.findings import Finding
from gongkai.model.places import Place

TypedValue = str | tuple["TypedValue", ...] | dict[str, "TypedValue"]
"""文字、列表、键值: what a YAML file is to say, every scalar as the text to be typed"""


class TakenFigure(Struct, frozen=True, kw_only=True):
    """取来的数: one figure of figures.yml, in the document's unit, as plain decimal text (1234.50)."""

    table: str
    row: str
    """key as in `Entry.row`; for records #1, #2 …"""
    fields: tuple[tuple[str, str], ...] = ()
    """attributes (资金), and texts of a record, as in `Entry.fields`"""
    column: str
    number: str
    place: Place
    """the cell; for what is computed from several, the first of them"""
    computed: str = ""
    """how it was computed from cells, in Chinese; "" for one that was copied or added up"""
    also: tuple[Place, ...] = ()
    """the cells of other workbooks that were added to it (a department is the sum of its units)"""


class TakenInput(Struct, frozen=True, kw_only=True):
    """取来的填报项: by its path (年初预算.2010601.年初预算数), in explanation.yml or document.yml."""

    path: str
    value: TypedValue
    place: Place


class TakenTotal(Struct, frozen=True, kw_only=True):
    """取来的核对数: for control-totals.yml, by its name; never a fact."""

    name: str
    number: str
    place: Place
    source: tuple[tuple[str, str], ...] = ()
    """文号, 文件, 表, 格, 单位 as typed beside it; (): the cell itself is the source"""
    also: tuple[Place, ...] = ()
    """the cells of other workbooks that were added to it"""


class TakenForm(Struct, frozen=True, kw_only=True):
    """取来的绩效表单: one file of performance/, with the cells of its values by key path."""

    file: str
    """its name without folder: 01-river.yml"""
    content: TypedValue
    places: tuple[tuple[str, Place], ...] = ()


class UnusedCell(Struct, frozen=True, kw_only=True):
    """没有用到的单元格, and why."""

    place: Place
    text: str
    reason: str


class Intake(Struct, frozen=True, kw_only=True):
    """一次导入 for one document. With an error among the findings nothing of it is written."""

    figures: tuple[TakenFigure, ...] = ()
    empty: tuple[str, ...] = ()
    """tables that the workbook shows without any figure (无)"""
    inputs: tuple[TakenInput, ...] = ()
    totals: tuple[TakenTotal, ...] = ()
    forms: tuple[TakenForm, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    made_from: Mapping[str, str] = field(default_factory=dict)
    """of a workbook that was made of the document: marks of what its files said then, by file and key path"""
    digests: tuple[tuple[str, str], ...] = ()
    """file name → sha256 of each workbook that was read"""
