"""三座城: small publications of invented cities, and what their originals print."""

from __future__ import annotations

from msgspec import Struct

from gongkai.comparison.compare import compare
from gongkai.comparison.original import lines_of
from gongkai.comparison.result import Comparison
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import (
    Block,
    GlossaryEntry,
    Note,
    Paragraph,
    Part,
    Publication,
    Section,
    SectionKind,
    Table,
)
from gongkai.model.spans import Span, Text


def words(text: str) -> tuple[Span, ...]:
    return (Text(text=text),)


def cells(table: str, key: str, columns: tuple[str, ...], texts: tuple[str, ...]) -> GridRow:
    return GridRow(
        cells=tuple(
            GridCell(
                spans=words(text) if text else (),
                kind=CellKind.AMOUNT if "." in text else CellKind.NAME,
                where=f"{table}.{key}.{column}",
            )
            for column, text in zip(columns, texts, strict=True)
        ),
        id=f"{table}-{key}",
        strong=key == "合计",
    )


class City(Struct, frozen=True, kw_only=True):
    """一座城的局: its name, its money and its sentences."""

    bureau: str
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[str, ...]
    columns: tuple[str, ...] = ("科目代码", "科目名称", "合计", "基本支出", "项目支出")
    unit: str = "万元"

    @property
    def table(self) -> Table:
        return Table(
            id="t03",
            where="t03",
            name="支出决算表",
            title="支出决算表",
            number="公开03表",
            caption=(f"部门：{self.bureau}", "2023年度", f"金额单位：{self.unit}"),
            head=(cells("t03", "表头", self.columns, self.columns),),
            body=tuple(cells("t03", row[0] or "合计", self.columns, row) for row in self.rows),
            notes=(Note(kind="note", spans=words("注：本表反映部门本年度各项支出情况。")),),
        )

    @property
    def publication(self) -> Publication:
        blocks: tuple[Block, ...] = tuple(
            Paragraph(spans=words(text), id=f"overall-{number}") for number, text in enumerate(self.paragraphs)
        )
        term = GlossaryEntry(
            id="g", number="一、", term=words("基本支出"), text=words("指为保障机构正常运转发生的支出。")
        )
        overall = Section(
            id="overall",
            number="一、",
            title=words("支出决算情况说明"),
            contents_title="支出决算情况说明",
            kind=SectionKind.TEXT,
            blocks=blocks,
        )
        table = Section(
            id="t03",
            number="一、",
            title=words("支出决算表"),
            contents_title="支出决算表",
            kind=SectionKind.TABLE,
            blocks=(self.table,),
        )
        parts = (
            Part(id="tables", number="第一部分", separator=" ", title="部门决算表", sections=(table,)),
            Part(id="explanation", number="第二部分", separator=" ", title="情况说明", sections=(overall,)),
            Part(id="glossary", number="第三部分", separator=" ", title="名词解释", sections=(), blocks=(term,)),
        )
        return Publication(
            id="x", department=self.bureau, department_id="x", region=(), year=2023, kind="决算", date="", archived=True,
            edition="x", title="决算", kind_title="部门决算", cover=(f"{self.bureau}部门决算",), contents_title="目录", parts=parts,
        )  # fmt: skip

    @property
    def original(self) -> str:
        """What the original prints where nothing differs: a row of a table on a line."""
        table = self.table
        head = [table.title, "公开 03 表", *table.caption, "\t".join(self.columns)]
        return "\n".join(
            [
                f"{self.bureau}部门决算",
                "目  录",
                *(
                    "第一部分 部门决算表",
                    "一、支出决算表",
                    "第二部分 情况说明",
                    "一、支出决算情况说明",
                    "第三部分 名词解释",
                ),
                "第一部分 部门决算表",
                *head,
                *("\t".join(row) for row in self.rows),
                "注：本表反映部门本年度各项支出情况。",
                *("第二部分 情况说明", "一、支出决算情况说明"),
                *self.paragraphs,
                *("第三部分 名词解释", "一、基本支出：指为保障机构正常运转发生的支出。"),
            ]
        )

    def compared(self, old: str = "", new: str = "") -> Comparison:
        """With an original that prints `new` where `old` derives."""
        assert old in self.original
        return compare(self.publication, lines_of(self.original.replace(old, new, 1) if old else self.original))


LINCHUAN = City(
    bureau="临川市水利和湖泊局",
    rows=(
        ("", "合计", "1,806.42", "612.30", "1,194.12"),
        ("213", "农林水支出", "1,520.77", "326.65", "1,194.12"),
        ("2130301", "行政运行", "326.65", "326.65", "0.00"),
        ("2130306", "水利工程运行与维护", "1,194.12", "0.00", "1,194.12"),
        ("221", "住房保障支出", "285.65", "285.65", "0.00"),
    ),
    paragraphs=(
        "2023年度支出合计1806.42万元，其中：基本支出612.30万元，占33.90%；项目支出1194.12万元，占66.10%。",
        "与上年度相比，支出总计增加206.31万元，增长12.89%，主要原因是临川市河道整治工程开工。",
        "水利工程运行与维护（项）年初预算为1000.00万元，支出决算为1194.12万元，完成年初预算的119.41%。",
        "基本支出主要包括：基本工资、津贴补贴、奖金、住房公积金。",
    ),
)
GUHE = City(
    bureau="古河县档案馆",
    unit="元",
    rows=(
        ("", "合计", "4,315,208.66", "3,900,108.16", "415,100.50"),
        ("201", "一般公共服务支出", "4,315,208.66", "3,900,108.16", "415,100.50"),
        ("2012601", "行政运行", "3,900,108.16", "3,900,108.16", "0.00"),
        ("2012604", "档案馆", "415,100.50", "0.00", "415,100.50"),
    ),
    paragraphs=(
        "2023年12月31日，古河县档案馆共有车辆1辆，其中：机要通信用车1辆。",
        "支出比2022年度减少18.20万元，下降4.05%，主要原因是库房改造项目完工。",
        "全年接待国内来访团组6个、来宾41人次（不包括陪同人员）。",
    ),
)
BEIYUAN = City(
    bureau="北原区退役军人事务局（本级）",
    rows=(
        ("", "合计", "98.07", "98.07", "0.00"),
        ("208", "社会保障和就业支出", "90.00", "90.00", "0.00"),
        ("2082801", "行政运行", "90.00", "90.00", "0.00"),
        ("221", "住房保障支出", "8.07", "8.07", "0.00"),
    ),
    paragraphs=(
        "我单位没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出，故无数据情况说明。",
        "机关运行经费支出5.00万元，与年初预算数持平。",
    ),
)
CITIES = (LINCHUAN, GUHE, BEIYUAN)
