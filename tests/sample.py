"""A small invented publication (测试市) that shows every block, for tests of rendering and publishing."""

from __future__ import annotations

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import (
    GlossaryEntry,
    Heading,
    Note,
    Paragraph,
    Part,
    Publication,
    Section,
    SectionKind,
    Table,
)
from gongkai.model.spans import AsPrinted, Figure, Span, Text

BUREAU = "测试市政务服务局"

SUBJECTS = (
    ("201", "一般公共服务支出", "216.17", "119.62", "96.55"),
    ("20103", "政府办公厅（室）及相关机构事务", "216.17", "119.62", "96.55"),
    ("2010301", "行政运行", "114.66", "114.66", "0.00"),
    ("2010305", "专项业务及机关事务管理", "101.51", "4.96", "96.55"),
    ("208", "社会保障和就业支出", "1,469.68", "1,469.68", "0.00"),
    ("20805", "行政事业单位养老支出", "1,469.68", "1,469.68", "0.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "1,469.68", "1,469.68", "0.00"),
    ("212", "城乡社区支出", "2,000.00", "0.00", "2,000.00"),
    ("21208", "国有土地使用权出让收入安排的支出", "2,000.00", "0.00", "2,000.00"),
    ("2120899", "其他国有土地使用权出让收入安排的支出", "2,000.00", "0.00", "2,000.00"),
)
TOTALS = ("3,685.85", "1,589.30", "2,096.55")


def line(*parts: str | Span) -> tuple[Span, ...]:
    """Words and spans as the spans of a line."""
    return tuple(Text(text=part) if isinstance(part, str) else part for part in parts)


def figure(text: str, source: str, unit: str = "万元") -> Figure:
    return Figure(text=text, value=text.replace(",", "").rstrip("%"), unit=unit, source=source)


def amount(text: str, source: str) -> GridCell:
    return GridCell(spans=(figure(text, source),), kind=CellKind.AMOUNT)


def cell(text: str, kind: CellKind = CellKind.TEXT, **more: object) -> GridCell:
    return GridCell(spans=line(text) if text else (), kind=kind, **more)  # type: ignore[arg-type]


def head(text: str, **more: object) -> GridCell:
    return cell(text, header="col", **more)  # type: ignore[arg-type]


def spending(table_id: str = "t03", name: str = "支出决算表", number: str = "公开03表", *, wrong: bool = True) -> Table:
    """支出决算表: codes, names and amounts, a total first."""
    columns = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    rows = [
        GridRow(
            id=f"{table_id}-total",
            strong=True,
            cells=(
                cell("", CellKind.CODE),
                cell("合计", CellKind.NAME, header="row", strong=True),
                *(
                    amount(text, f"{name}·合计·{column}")
                    for text, column in zip((*TOTALS, *["0.00"] * 3), columns, strict=True)
                ),
            ),
        )
    ]
    for code, title, *amounts in SUBJECTS:
        level = (len(code) - 1) // 2
        code_cell = cell(code, CellKind.CODE)
        if wrong and code == "2120899":
            printed = AsPrinted(text="21208999", expected=code, note="原文印作“21208999”，按本文件数据应为“2120899”。")
            code_cell = GridCell(spans=(printed,), kind=CellKind.CODE)
        rows.append(
            GridRow(
                id=f"{table_id}-r{code}",
                cells=(
                    code_cell,
                    cell(title, CellKind.NAME, header="row", level=level),
                    *(
                        amount(text, f"{name}·{code}·{column}")
                        for text, column in zip((*amounts, *["0.00"] * 3), columns, strict=True)
                    ),
                ),
            )
        )
    return Table(
        id=table_id,
        name=name,
        title=name,
        number=number,
        caption=(f"部门：{BUREAU}", "2021年度", "单位：万元"),
        widths=(10, 26, 12, 11, 11, 10, 10, 10),
        head=(
            GridRow(
                cells=(
                    head("项目", colspan=2, kind=CellKind.TEXT),
                    *(head(column, rowspan=2) for column in columns),
                )
            ),
            GridRow(cells=(head("科目编码"), head("科目名称"))),
            GridRow(
                cells=(
                    cell("栏次", CellKind.NUMBER, colspan=2),
                    *(cell(str(n), CellKind.NUMBER) for n in range(1, 7)),
                )
            ),
        ),
        body=tuple(rows),
        notes=(
            Note(
                kind="note",
                spans=line("注：本表反映部门本年度各项支出情况。本表金额转换为万元时，因四舍五入可能存在尾差。"),
            ),
        ),
        landscape=True,
        wide=True,
    )


def overall() -> Table:
    """收入支出决算总表: two blocks side by side, with line numbers."""
    left = [
        "一、一般公共预算财政拨款收入",
        "二、政府性基金预算财政拨款收入",
        "三、其他收入",
        "",
        "本年收入合计",
        "年初结转和结余",
        "总计",
    ]
    right = [
        "一、一般公共服务支出",
        "二、外交支出",
        "三、社会保障和就业支出",
        "四、城乡社区支出",
        "本年支出合计",
        "年末结转和结余",
        "总计",
    ]
    income = ["1,558.49", "2,000.00", "0.00", "", "3,558.49", "127.36", "3,685.85"]
    outlay = ["216.17", "0.00", "1,469.68", "2,000.00", "3,685.85", "0.00", "3,685.85"]
    name = "收入支出决算总表"
    rows = tuple(
        GridRow(
            id=f"t01-r{n + 1}",
            strong=a.endswith("计"),
            cells=(
                cell(a, CellKind.NAME, header="row" if a else ""),
                cell(str(n + 1), CellKind.NUMBER),
                amount(x, f"{name}·{a}·金额") if x else cell("", CellKind.AMOUNT),
                cell(b, CellKind.NAME, header="row"),
                cell(str(n + 32), CellKind.NUMBER),
                amount(y, f"{name}·{b}·金额"),
            ),
        )
        for n, (a, b, x, y) in enumerate(zip(left, right, income, outlay, strict=True))
    )
    return Table(
        id="t01",
        name=name,
        title=name,
        number="公开01表",
        caption=(f"部门：{BUREAU}", "2021年度", "单位：万元"),
        widths=(30, 6, 14, 30, 6, 14),
        head=(
            GridRow(cells=(cell("收入", header="colgroup", colspan=3), cell("支出", header="colgroup", colspan=3))),
            GridRow(cells=tuple(head(t) for t in ("项目", "行次", "金额") * 2)),
        ),
        body=rows,
        notes=(Note(kind="note", spans=line("注：本表反映部门本年度的总收支和年末结转结余情况。")),),
    )


def three_public() -> Table:
    """“三公”经费: a head of three levels and one row."""
    name = "一般公共预算财政拨款三公经费支出决算表"
    vehicles = "公务用车购置及运行费"
    values = ("5.00", "0.00", "5.00", "0.00", "5.00", "0.00", "4.04", "0.00", "4.04", "0.00", "4.04", "0.00")
    return Table(
        id="t07",
        name=name,
        title="一般公共预算财政拨款“三公”经费支出决算表",
        number="公开07表",
        caption=(f"部门：{BUREAU}", "", "单位：万元"),
        widths=(8,) * 12,
        head=(
            GridRow(cells=tuple(cell(t, header="colgroup", colspan=6) for t in ("预算数", "决算数"))),
            GridRow(
                cells=(
                    head("合计", rowspan=2),
                    head("因公出国（境）费", rowspan=2),
                    cell(vehicles, header="colgroup", colspan=3),
                    head("公务接待费", rowspan=2),
                )
                * 2
            ),
            GridRow(cells=tuple(head(t) for t in ("小计", "公务用车购置费", "公务用车运行费") * 2)),
            GridRow(cells=tuple(cell(str(n), CellKind.NUMBER) for n in range(1, 13))),
        ),
        body=(GridRow(id="t07-r1", cells=tuple(amount(v, f"{name}·第{n}栏") for n, v in enumerate(values, 1))),),
        notes=(Note(kind="note", spans=line("注：本表反映部门本年度“三公”经费支出预决算情况。")),),
        landscape=True,
        wide=True,
    )


def form(number: int, name: str) -> Table:
    """项目绩效自评表: text cells, labels that span rows and columns."""
    label = CellKind.LABEL
    indicators = (
        ("产出指标", "数量指标", "办结事项", "≥1000件", "1208件", "20", "20", ""),
        ("产出指标", "质量指标", "办结准确率", "≥95%", "98%", "30", "30", ""),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%", "93%", "10", "8", "加强培训，改进窗口服务"),
    )
    rows = [
        GridRow(cells=(cell("项目名称", label, header="row"), cell(name, colspan=8))),
        GridRow(
            group=1,
            cells=(
                cell("项目资金（万元）", label, rowspan=3, header="rowgroup"),
                *(cell("", label) for _ in range(2)),
                *(
                    cell(t, label, header="col")
                    for t in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
                ),
            ),
        ),
        GridRow(
            group=1,
            cells=(
                cell("年度资金总额", label, colspan=2, header="row"),
                *(cell(t, CellKind.NUMBER) for t in ("50", "50", "40.54", "10", "81.1%", "10.0")),
            ),
        ),
        GridRow(
            group=1,
            cells=(
                cell("其中：政府预算资金", label, colspan=2, header="row"),
                *(cell(t, CellKind.NUMBER) for t in ("50", "50", "40.54", "—", "81.1%", "—")),
            ),
        ),
        GridRow(
            cells=(
                *(
                    cell(t, label, header="col")
                    for t in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
                ),
                cell("偏差原因分析及改进措施", label, colspan=2, header="col"),
            )
        ),
        *(
            GridRow(
                cells=(
                    *(cell(t, header="rowgroup") for t in values[:2]),
                    cell(values[2], header="row"),
                    *(cell(t) for t in values[3:5]),
                    *(cell(t, CellKind.NUMBER) for t in values[5:7]),
                    cell(values[7], colspan=2),
                )
            )
            for values in indicators
        ),
        GridRow(
            cells=(
                cell("总分", label, colspan=5, header="row"),
                cell("100", CellKind.NUMBER),
                cell("98", CellKind.NUMBER),
                cell("", colspan=2),
            )
        ),
    ]
    return Table(
        id=f"form-{number:02d}",
        name=name,
        title="项目绩效自评表",
        subtitle="（2021年度）",
        widths=(9, 9, 14, 9, 9, 7, 9, 7, 14),
        body=tuple(rows),
        notes=(Note(kind="source", spans=line("原文此处缺页，后半部分未能提取。")),) if number == 2 else (),
        form=True,
        wide=True,
    )


def section(id: str, number: str, title: str, *blocks: object, kind: SectionKind = SectionKind.TEXT) -> Section:
    return Section(
        id=id,
        number=number,
        title=line(title),
        contents_title=title,
        kind=kind,
        blocks=blocks,  # type: ignore[arg-type]
    )


def publication(
    *,
    year: int = 2021,
    kind: str = "决算",
    department: str = BUREAU,
    folder: str = "ceshi/hangkong/government-services-bureau",
) -> Publication:
    """The whole document; other years and departments for lists and filters."""
    slug = "final-accounts" if kind == "决算" else "budget"
    tables = (overall(), spending(), three_public())
    ratio = AsPrinted(text="85.33%", expected="94.87%", note="原文印作“85.33%”，按本文件数据应为“94.87%”。")
    explanation = (
        section(
            "overall",
            "一、",
            "收入支出决算总体情况说明",
            Paragraph(
                id="overall-p1",
                spans=line(
                    f"{year}年度收、支总计均为",
                    figure("3685.85", "收入支出决算总表·总计"),
                    "万元。与上年度相比，收、支总计各增加",
                    figure("336.44", "收入支出决算总表·总计 - 上年"),
                    "万元，增长",
                    figure("10.04%", "比上年", "%"),
                    "，主要原因是：新组建单位，工作业务增多。",
                ),
            ),
        ),
        section(
            "general-public-budget",
            "五、",
            "一般公共预算财政拨款支出决算情况说明",
            Heading(id="general-public-budget-1", level=3, spans=line("（一）总体情况。")),
            Paragraph(
                spans=line(
                    f"{year}年度一般公共预算财政拨款支出",
                    figure("1685.85", "支出决算表·合计"),
                    "万元，占支出合计的45.74%。",
                )
            ),
            Heading(id="general-public-budget-3", level=3, spans=line("（三）具体情况。")),
            Paragraph(
                id="general-public-budget-2010305",
                spans=line(
                    "2. 一般公共服务支出（类）专项业务及机关事务管理（项）年初预算为107.00万元，支出决算为",
                    figure("101.51", "支出决算表·2010305·合计"),
                    "万元，完成年初预算的",
                    ratio,
                    "。",
                ),
            ),
        ),
        section(
            "three-public",
            "七、",
            "一般公共预算财政拨款“三公”经费支出决算情况说明",
            Paragraph(
                spans=line(
                    f"{year}年度“三公”经费财政拨款支出预算为5.00万元，支出决算为",
                    figure("4.04", "三公经费·决算数·合计"),
                    "万元，完成预算的80.80%。",
                )
            ),
        ),
        section(
            "performance",
            "十三、",
            "预算绩效情况说明",
            Paragraph(spans=line("我部门对2个项目开展了绩效自评。")),
            form(1, "放管服工作经费"),
            form(2, "公车运行及维护经费"),
            Paragraph(spans=line("经自评，发现的主要问题是预算执行进度有待加强。")),
            kind=SectionKind.PERFORMANCE,
        ),
    )
    return Publication(
        id=f"{folder}/{year}/{slug}",
        title=f"{department}{year}年度部门{kind}",
        department=department,
        department_id=folder,
        region=("测试省", "测试市"),
        year=year,
        kind=kind,
        kind_title=f"部门{kind}",
        edition="ceshi-2021-final-accounts",
        archived=True,
        date=f"{year + 1}-09",
        cover=(f"{year}年度", f"{department}部门{kind}", "二〇二二年九月"),
        contents_title="目录",
        parts=(
            Part(
                id="profile",
                number="第一部分",
                separator="：",
                title=f"{department}概况",
                sections=(
                    section(
                        "duties",
                        "一、",
                        "部门职责",
                        Paragraph(spans=line(f"{department}的主要职能是：")),
                        Paragraph(spans=line("（一）统筹推进“数字政府”建设。")),
                    ),
                    section(
                        "organisation",
                        "二、",
                        "机构设置",
                        Paragraph(
                            spans=line(
                                f"{department}设5个科室，包括：办公室、发展规划科、电子政务科、政务环境科、数据资源科。"
                            )
                        ),
                    ),
                ),
            ),
            Part(
                id="tables",
                number="第二部分",
                separator="：",
                title=f"{year}年度部门{kind}表",
                sections=tuple(
                    section(table.id, f"{n}、", table.title, table, kind=SectionKind.TABLE)
                    for n, table in zip("一二三", tables, strict=True)
                ),
            ),
            Part(
                id="explanation",
                number="第三部分",
                separator="：",
                title=f"{year}年度部门{kind}情况说明",
                sections=explanation,
            ),
            Part(
                id="glossary",
                number="第四部分",
                separator="：",
                title="名词解释",
                sections=(),
                blocks=(
                    GlossaryEntry(
                        id="glossary-fiscal-appropriation",
                        number="一、",
                        term=line("财政拨款收入"),
                        text=line("：指财政部门当年拨付的资金。"),
                    ),
                    GlossaryEntry(
                        id="glossary-three-public",
                        number="二、",
                        term=line("“三公”经费"),
                        text=line("：指单位用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"),
                    ),
                ),
            ),
        ),
        source="测试市政府网站公开的2021年度部门决算（PDF文本提取）",
        notices=("公车运行及维护经费的自评表在原文中缺后半页。",),
    )
