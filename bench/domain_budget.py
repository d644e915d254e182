"""预算各表的规则, written out a second time: what the field demands of the printed cells of a 2024 budget (domain 2.5).

As in domain.py; what is not printed and is used is what figures.yml states of records: economic codes, 类型, 单位.
All spending of the document is 当年一般公共预算财政拨款, as in the one budget there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.domain import Key, Law, Line, Printed, not_above, same, total

T01, T02, T03 = "部门收支总体情况表", "部门收入总体情况表", "部门支出总体情况表"
T04, T05, T06 = "财政拨款收支总体情况表", "一般公共预算支出情况表", "一般公共预算基本支出情况表"
T07, T08, T10 = "支出经济分类汇总表", "一般公共预算三公经费支出情况表", "项目支出预算表"
REGISTER = "支出经济分类登记表"
CLASSES = {"201": "一般公共服务", "206": "科学技术", "208": "社会保障和就业", "210": "卫生健康", "221": "住房保障"}
LEFT = {code: name if code != "221" else f"{name}支出" for code, name in CLASSES.items()}
RIGHT = {code: f"{name}支出" for code, name in CLASSES.items()}
BASIC = ("工资福利支出", "对个人和家庭的补助", "商品和服务支出", "资本性支出")
PROJECT = ("其他运转类", "特定目标类")
SPENT = (*BASIC, *PROJECT)


def law_of_budget(printed: Printed) -> Law:
    return Law(printed=printed, lines=list(budget(printed)), is_entered=entered_in_budget)


def budget(printed: Printed) -> Iterator[Line]:
    """B01 to B10."""
    department = next(row for table, row, _ in printed.cells if table == T02 and row.isdigit() and len(row) == 3)
    yield from _income(printed, department)
    yield from _spending(printed, department)
    yield from _appropriation()
    yield from _economic(printed, department)
    yield from _projects(printed, department)


def records(printed: Printed, table: str, **wanted: str) -> list[str]:
    """Rows of a table whose fields begin with what is wanted."""
    return [
        row
        for (own, row), fields in printed.fields.items()
        if own == table and fields and all(fields.get(name, "").startswith(value) for name, value in wanted.items())
    ]


def cells(table: str, rows: Iterable[str], column: str) -> list[Key]:
    return [(table, row, column) for row in rows]


def _income(printed: Printed, department: str) -> Iterator[Line]:
    units = [row for row in printed.codes(T02) if len(row) > 3]
    for column in ("总计", "本年收入合计", "一般公共预算", "财政拨款"):
        yield total((T02, "合计", column), cells(T02, units, column))
        yield same((T02, department, column), (T02, "合计", column))
    for row in ("合计", department, *units):
        yield same((T02, row, "总计"), (T02, row, "本年收入合计"))
        yield same((T02, row, "本年收入合计"), (T02, row, "一般公共预算"))
        yield not_above((T02, row, "财政拨款"), (T02, row, "一般公共预算"))
    for row in ("一般公共预算", "财政拨款"):
        yield same((T01, row, "金额"), (T02, "合计", row))
    yield same((T01, "本年收入合计", "金额"), (T01, "一般公共预算", "金额"))
    yield same((T01, "收入总计", "金额"), (T01, "本年收入合计", "金额"))
    yield same((T01, "收入总计", "金额"), (T01, "支出总计", "金额"))


def _spending(printed: Printed, department: str) -> Iterator[Line]:
    for table in (T03, T05):
        codes = [row for row in printed.codes(table) if len(row) == 7]
        for row in ("合计", department, *codes):
            yield total((table, row, "合计"), [(table, row, "基本支出"), (table, row, "项目支出")])
            yield total((table, row, "基本支出"), [(table, row, column) for column in BASIC])
            yield total((table, row, "项目支出"), [(table, row, column) for column in PROJECT])
        for column in ("合计", "基本支出", "项目支出", *SPENT):
            yield total((table, "合计", column), cells(table, codes, column))
            yield same((table, department, column), (table, "合计", column))
            if table == T05:
                for code in codes:
                    yield same((T05, code, column), (T03, code, column))
    for code, name in LEFT.items():
        under = [row for row in printed.codes(T03) if len(row) == 7 and row.startswith(code)]
        yield total((T01, name, "金额"), cells(T03, under, "合计"))
    yield total((T01, "本年支出合计", "金额"), cells(T01, LEFT.values(), "金额"))
    yield same((T01, "支出总计", "金额"), (T01, "本年支出合计", "金额"))
    yield same((T01, "本年支出合计", "金额"), (T03, "合计", "合计"))


def _appropriation() -> Iterator[Line]:
    yield same((T04, "一般公共预算拨款", "金额"), (T02, "合计", "一般公共预算"))
    yield same((T04, "财政拨款", "金额"), (T02, "合计", "财政拨款"))
    yield same((T04, "本年收入", "金额"), (T04, "一般公共预算拨款", "金额"))
    yield same((T04, "收入合计", "金额"), (T04, "本年收入", "金额"))
    for column in ("合计", "小计", "财政拨款"):
        for code, name in RIGHT.items():
            yield same((T04, name, column), (T01, LEFT[code], "金额"))
        yield total((T04, "本年支出", column), cells(T04, RIGHT.values(), column))
        yield same((T04, "支出合计", column), (T04, "本年支出", column))
    yield same((T04, "收入合计", "金额"), (T04, "支出合计", "合计"))


def _economic(printed: Printed, department: str) -> Iterator[Line]:
    lines = records(printed, T06)
    for row in ("合计", *lines):
        yield total((T06, row, "合计"), [(T06, row, "人员经费"), (T06, row, "公用经费")])
    for column in ("合计", "人员经费", "公用经费"):
        yield total((T06, "合计", column), cells(T06, lines, column))
    yield same((T06, "合计", "合计"), (T05, "合计", "基本支出"))
    yield total((T06, "合计", "人员经费"), cells(T05, ["合计"], BASIC[0]) + cells(T05, ["合计"], BASIC[1]))
    yield total((T06, "合计", "公用经费"), cells(T05, ["合计"], BASIC[2]) + cells(T05, ["合计"], BASIC[3]))
    for kind, column in (("301", BASIC[0]), ("302", BASIC[2]), ("303", BASIC[1])):
        yield total((T05, "合计", column), cells(T06, records(printed, T06, 部门经济=kind), "合计"))
    pairs = records(printed, T07)
    for row in ("合计", department, *pairs):
        yield same((T07, row, "总计"), (T07, row, "一般公共预算"))
    for column in ("总计", "一般公共预算", "财政拨款"):
        yield total((T07, "合计", column), cells(T07, pairs, column))
        yield same((T07, department, column), (T07, "合计", column))
    for pair in pairs:
        economic, governmental = pair.split("/")
        own = {"部门经济": economic, "政府经济": governmental}
        behind = cells(T06, records(printed, T06, **own), "合计") + cells(
            REGISTER, records(printed, REGISTER, **own), "金额"
        )
        yield total((T07, pair, "一般公共预算"), behind)
        yield total((T07, pair, "财政拨款"), behind)
    yield same((T07, "合计", "总计"), (T03, "合计", "合计"))
    yield total((T03, "合计", "合计"), [(T06, "合计", "合计"), *cells(REGISTER, records(printed, REGISTER), "金额")])
    vehicles = ("公务用车购置费", "公务用车运行费")
    yield total(
        (T08, "行", "合计"),
        cells(T08, ["行"], "因公出国（境）费")
        + cells(T08, ["行"], "公务用车购置及运行费")
        + cells(T08, ["行"], "公务接待费"),
    )
    yield total((T08, "行", "公务用车购置及运行费"), [(T08, "行", column) for column in vehicles])
    for code, column in (("30212", "因公出国（境）费"), ("30217", "公务接待费"), ("30231", "公务用车运行费")):
        behind = cells(T07, records(printed, T07, 部门经济=code), "一般公共预算")
        yield "≤", [(1, (T08, "行", column)), *((-1, cell) for cell in behind)]


def _projects(printed: Printed, department: str) -> Iterator[Line]:
    projects = records(printed, T10)
    for row in ("合计", department, *projects):
        yield same((T10, row, "合计"), (T10, row, "一般公共预算"))
    for column in ("合计", "一般公共预算"):
        yield total((T10, "合计", column), cells(T10, projects, column))
        yield same((T10, department, column), (T10, "合计", column))
    yield same((T10, "合计", "合计"), (T03, "合计", "项目支出"))
    for kind in PROJECT:
        yield total((T03, "合计", kind), cells(T10, records(printed, T10, 类型=kind), "合计"))


def entered_in_budget(_printed: Printed, key: Key) -> bool:
    """Whether a figure is entered in the cell, not summed."""
    table, row, column = key
    lowest = {T02: len(row) > 3 and row.isdigit(), T03: len(row) == 7, T08: True, REGISTER: True}
    inputs = {T02: ("一般公共预算", "财政拨款"), T03: SPENT, T06: ("人员经费", "公用经费"), REGISTER: ("金额",)}
    inputs |= {T08: ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"), T10: ("一般公共预算",)}
    return lowest.get(table, row.startswith("#")) and column in inputs.get(table, ())
