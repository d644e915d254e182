"""An invented export of the finance system: a bureau of 3 units, 16 items, 31 economic codes, two funds, in 元.

Where asked for, with other money too. Written as that system does: blocks, heads of several levels, merged codes, — for
nothing. Its arithmetic is its own: nothing of gongkai is used.
Run it to write the files: python tests/importing/finance_system.py folder
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.importing.books import Book, Page, Value

BUREAU = "测试市科学技术局"
UNITS = {"301001": BUREAU, "301002": "测试市科普中心", "301003": "测试市技术市场管理所"}
GENERAL, FUND, OTHER = "一般公共预算", "政府性基金预算", "其他资金"
ZERO = Decimal(0)
Line = tuple[str, str, list[Decimal]]

ITEMS = {
    "2060101": "行政运行",
    "2060199": "其他科学技术管理事务支出",
    "2060401": "机构运行",
    "2060503": "科技条件专项",
    "2060702": "科普活动",
    "2069999": "其他科学技术支出",
    "2080501": "行政单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "2101101": "行政单位医疗",
    "2101102": "事业单位医疗",
    "2101103": "公务员医疗补助",
    "2210201": "住房公积金",
    "2210203": "购房补贴",
    "2120899": "其他国有土地使用权出让收入安排的支出",
    "2121999": "其他国有土地使用权出让收入对应专项债务收入安排的支出",
}
ABOVE = {
    "206": "科学技术支出",
    "20601": "科学技术管理事务",
    "20604": "技术研究与开发",
    "20605": "科技条件与服务",
    "20607": "科学技术普及",
    "20699": "其他科学技术支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "21219": "国有土地使用权出让收入对应专项债务收入安排的支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}
CLASSES = [
    ("201", "一、一般公共服务支出"), ("202", "二、外交支出"), ("203", "三、国防支出"), ("204", "四、公共安全支出"),
    ("205", "五、教育支出"), ("206", "六、科学技术支出"), ("207", "七、文化旅游体育与传媒支出"),
    ("208", "八、社会保障和就业支出"), ("210", "九、卫生健康支出"), ("211", "十、节能环保支出"),
    ("212", "十一、城乡社区支出"), ("213", "十二、农林水支出"), ("214", "十三、交通运输支出"),
    ("215", "十四、资源勘探工业信息等支出"), ("216", "十五、商业服务业等支出"), ("217", "十六、金融支出"),
    ("219", "十七、援助其他地区支出"), ("220", "十八、自然资源海洋气象等支出"), ("221", "十九、住房保障支出"),
    ("222", "二十、粮油物资储备支出"), ("223", "二十一、国有资本经营预算支出"), ("224", "二十二、灾害防治及应急管理支出"),
    ("229", "二十三、其他支出"), ("231", "二十四、债务还本支出"), ("232", "二十五、债务付息支出"),
    ("234", "二十六、抗疫特别国债安排的支出"),
]  # fmt: skip
ECONOMIC = {
    "301": ("工资福利支出", {
        "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30106": "伙食补助费", "30107": "绩效工资",
        "30108": "机关事业单位基本养老保险缴费", "30109": "职业年金缴费", "30110": "职工基本医疗保险缴费",
        "30111": "公务员医疗补助缴费", "30112": "其他社会保障缴费", "30113": "住房公积金", "30114": "医疗费",
        "30199": "其他工资福利支出"}),
    "302": ("商品和服务支出", {
        "30201": "办公费", "30202": "印刷费", "30203": "咨询费", "30204": "手续费", "30205": "水费", "30206": "电费",
        "30207": "邮电费", "30208": "取暖费", "30209": "物业管理费", "30211": "差旅费", "30212": "因公出国（境）费用",
        "30213": "维修（护）费", "30214": "租赁费", "30215": "会议费", "30216": "培训费", "30217": "公务接待费",
        "30218": "专用材料费", "30224": "被装购置费", "30225": "专用燃料费", "30226": "劳务费", "30227": "委托业务费",
        "30228": "工会经费", "30229": "福利费", "30231": "公务用车运行维护费", "30239": "其他交通费用",
        "30240": "税金及附加费用", "30299": "其他商品和服务支出"}),
    "303": ("对个人和家庭的补助", {
        "30301": "离休费", "30302": "退休费", "30303": "退职（役）费", "30304": "抚恤金", "30305": "生活补助",
        "30306": "救济费", "30307": "医疗费补助", "30308": "助学金", "30309": "奖励金", "30310": "个人农业生产补贴",
        "30311": "代缴社会保险费", "30399": "其他对个人和家庭的补助"}),
    "307": ("债务利息及费用支出", {
        "30701": "国内债务付息", "30702": "国外债务付息", "30703": "国内债务发行费用", "30704": "国外债务发行费用"}),
    "309": ("资本性支出（基本建设）", {
        "30901": "房屋建筑物购建", "30902": "办公设备购置", "30903": "专用设备购置", "30905": "基础设施建设",
        "30906": "大型修缮", "30907": "信息网络及软件购置更新", "30908": "物资储备", "30913": "公务用车购置",
        "30919": "其他交通工具购置", "30921": "文物和陈列品购置", "30922": "无形资产购置", "30999": "其他基本建设支出"}),
    "310": ("资本性支出", {
        "31001": "房屋建筑物购建", "31002": "办公设备购置", "31003": "专用设备购置", "31005": "基础设施建设",
        "31006": "大型修缮", "31007": "信息网络及软件购置更新", "31008": "物资储备", "31009": "土地补偿",
        "31010": "安置补助", "31011": "地上附着物和青苗补偿", "31012": "拆迁补偿", "31013": "公务用车购置",
        "31019": "其他交通工具购置", "31021": "文物和陈列品购置", "31022": "无形资产购置", "31099": "其他资本性支出"}),
    "311": ("对企业补助（基本建设）", {"31101": "资本金注入", "31199": "其他对企业补助"}),
    "312": ("对企业补助", {
        "31201": "资本金注入", "31203": "政府投资基金股权投资", "31204": "费用补贴", "31205": "利息补贴",
        "31299": "其他对企业补助"}),
    "313": ("对社会保障基金补助", {"31302": "对社会保险基金补助", "31303": "补充全国社会保障基金"}),
    "399": ("其他支出", {
        "39907": "国家赔偿费用支出", "39908": "对民间非营利组织和群众性自治组织补贴", "39909": "经常性赠与",
        "39910": "资本性赠与", "39999": "其他支出"}),
}  # fmt: skip
FIXED = {"2080501": "30302", "2080505": "30108", "2080506": "30109", "2101101": "30110", "2101102": "30110",
         "2101103": "30111", "2210201": "30113", "2210203": "30102"}  # fmt: skip
RUNNING = ["30101", "30102", "30103", "30107", "30112", "30199", "30201", "30202", "30205", "30206", "30207",
           "30209", "30211", "30213", "30214", "30215", "30216", "30217", "30226", "30228", "30229", "30231", "30239",
           "30299", "31002"]  # fmt: skip
PROJECTS = {"2060199": "30227", "2060503": "31003", "2060702": "30202", "2069999": "30299", "2120899": "31005",
            "2121999": "30227"}  # fmt: skip


def cents(value: int) -> Decimal:
    return Decimal(value) / 100


class Unit:
    """One unit's accounts: what it spent, on what, of which fund."""

    def __init__(self, number: int, *, other: bool, year: int) -> None:  # noqa: C901
        dice = random.Random(1000 * number + year)  # noqa: S311
        self.basic: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        self.project: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        running = "2060101" if number == 0 else "2060401"
        for code in RUNNING:
            if code in ("30103", "30239") and number:
                continue
            self.basic[running, code, GENERAL] = cents(dice.randint(200_000, 90_000_000))
        for item, code in FIXED.items():
            if (
                (item == "2101101" and number)
                or (item == "2101102" and not number)
                or (item == "2210203" and number == 2)
            ):
                continue
            self.basic[item, code, GENERAL] = cents(dice.randint(900_000, 60_000_000))
        for item, code in PROJECTS.items():
            if item.startswith("212") and number == 2:
                continue
            fund = FUND if item.startswith("212") else GENERAL
            self.project[item, code, fund] = cents(dice.randint(1_000_000, 300_000_000))
        if other and number:
            self.project["2060702", "30226", OTHER] = cents(dice.randint(100_000, 9_000_000))
        self.opening = {GENERAL: cents(dice.randint(100_000, 9_000_000)), FUND: ZERO, OTHER: ZERO}
        self.fund_opening = {"2120899": cents(dice.randint(100_000, 9_000_000))} if number < 2 else {}
        self.opening[FUND] = sum(self.fund_opening.values(), ZERO)
        if other and number:
            self.opening[OTHER] = cents(77_700)
        self.income: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for (item, _, fund), value in [*self.basic.items(), *self.project.items()]:
            self.income[item, fund] += value
        self.income[running, GENERAL] += cents(dice.randint(100, 90_000))  # more came than was spent
        if number < 2:
            self.income["2120899", FUND] -= min(self.fund_opening["2120899"], cents(50_000))
        self.dice = dice

    def spent(self, kind: str, begin: str = "", fund: str = "", code: str = "") -> Decimal:
        found = {"基本": [self.basic], "项目": [self.project], "": [self.basic, self.project]}[kind]
        return sum(
            (
                value
                for one in found
                for (item, economic, of), value in one.items()
                if item.startswith(begin) and economic.startswith(code) and (not fund or of == fund)
            ),
            ZERO,
        )

    def came(self, begin: str = "", fund: str = "") -> Decimal:
        return sum(
            (value for (item, of), value in self.income.items() if item.startswith(begin) and (not fund or of == fund)),
            ZERO,
        )

    def closing(self, fund: str) -> Decimal:
        return self.opening[fund] + self.came(fund=fund) - self.spent("", fund=fund)


class Together(Unit):
    """Several units as one."""

    def __init__(self, units: list[Unit]) -> None:
        for name in ("basic", "project", "income", "opening", "fund_opening"):
            joint: dict[Any, Decimal] = defaultdict(Decimal)
            for unit in units:
                for key, value in getattr(unit, name).items():
                    joint[key] += value
            setattr(self, name, joint)


def units(*, other: bool = False, year: int = 2024) -> list[Unit]:
    return [Unit(number, other=other, year=year) for number in range(len(UNITS))]


def rows_of(codes: set[str]) -> list[tuple[str, str]]:
    """Codes with those above them, in order, with their names."""
    every = {code[:length] for code in codes for length in (3, 5, 7)}
    return [(code, ABOVE.get(code) or ITEMS[code]) for code in sorted(every)]


def caption(page: Page, title: str, form: str, owner: str, year: int, width: int) -> None:
    page.put(1, 1, title)
    page.merges.append((1, 1, 1, width))
    page.put(2, width, form)
    page.put(3, 1, f"编制单位：{owner}")
    page.put(3, max(3, width // 2), f"{year}年度")
    page.put(3, width, "金额单位：元")


def amount(value: Decimal) -> Value:
    return value or "—"


def by_code(  # noqa: PLR0917
    name: str, title: str, form: str, owner: str, year: int, heads: list[tuple[str, ...]], lines: Iterable[Line]
) -> Page:
    """A table with codes in A (merged to C), names in D, figures from E, data from row 10."""
    page = Page(name=name)
    width = 4 + len(heads)
    caption(page, title, form, owner, year, width)
    page.put(4, 1, "项目")
    page.merges.append((4, 1, 4, 4))
    page.put(5, 1, "支出功能分类科目编码")
    page.merges.append((5, 1, 7, 3))
    page.put(5, 4, "科目名称")
    page.merges.append((5, 4, 7, 4))
    at = 5
    while at < 5 + len(heads):
        path = heads[at - 5]
        last = at
        while last + 1 < 5 + len(heads) and len(path) > 1 and heads[last + 1 - 5][0] == path[0]:
            last += 1
        page.put(4, at, path[0])
        if len(path) == 1:
            page.merges.append((4, at, 7, at))
        else:
            if last > at:
                page.merges.append((4, at, 4, last))
            for column in range(at, last + 1):
                page.put(5, column, heads[column - 5][1])
                page.merges.append((5, column, 7, column))
        at = last + 1
    page.put(8, 1, "栏次")
    page.merges.append((8, 1, 8, 4))
    for column in range(len(heads)):
        page.put(8, 5 + column, str(column + 1))
    page.put(9, 1, "合计")
    page.merges.append((9, 1, 9, 4))
    lines = list(lines)
    total = [sum((line[2][at] for line in lines if len(line[0]) == 7), ZERO) for at in range(len(heads))]
    page.put(9, 5, *map(amount, total))
    for row, (code, label, figures) in enumerate(lines, start=10):
        page.put(row, 1, code)
        page.merges.append((row, 1, row, 3))
        page.put(row, 4, label)
        page.put(row, 5, *map(amount, figures))
    page.put(10 + len(lines), 1, "注：本表由系统导出。")
    return page


def economic_heads() -> list[tuple[str, ...]]:
    heads: list[tuple[str, ...]] = [("合计",)]
    for name, below in ECONOMIC.values():
        heads += [(name, "小计"), *((name, one) for one in below.values())]
    return heads


def economic_row(unit: Unit, kind: str, begin: str, fund: str = "") -> list[Decimal]:
    row = [unit.spent(kind, begin, fund)]
    for code, (_, below) in ECONOMIC.items():
        row += [unit.spent(kind, begin, fund, code), *(unit.spent(kind, begin, fund, one) for one in below)]
    return row


def overall(unit: Unit, owner: str, year: int) -> Page:
    """Z01: three blocks of five columns."""
    page = Page(name="Z01 收入支出决算总表(财决01表)")
    caption(page, "收入支出决算总表", "财决01表", owner, year, 15)
    for column, head in ((1, "收入"), (6, "支出"), (11, "支出")):
        page.put(4, column, head)
        page.merges.append((4, column, 4, column + 4))
    labels = ("项目", "项目（按功能分类）", "项目（按支出性质和经济分类）")
    for block, label in enumerate(labels):
        page.put(5, 1 + 5 * block, label, "行次", "年初预算数", "全年预算数", "决算数")
    page.put(6, 1, "栏次", None, "1", "2", "3", "栏次", None, "4", "5", "6", "栏次", None, "7", "8", "9")
    other = unit.came(fund=OTHER)
    left = [
        ("一、一般公共预算财政拨款收入", unit.came(fund=GENERAL)), ("二、政府性基金预算财政拨款收入", unit.came(fund=FUND)),
        ("三、国有资本经营预算财政拨款收入", ZERO), ("四、上级补助收入", ZERO), ("五、事业收入", other),
        ("六、经营收入", ZERO), ("七、附属单位上缴收入", ZERO), ("八、其他收入", ZERO), *[("", None)] * 18,
        ("本年收入合计", unit.came()), ("使用非财政拨款结余（含专用结余）", ZERO),
        ("年初结转和结余", sum(unit.opening.values(), ZERO)), ("", None),
        ("总计", unit.came() + sum(unit.opening.values(), ZERO)),
    ]  # fmt: skip
    closing = sum((unit.closing(fund) for fund in (GENERAL, FUND, OTHER)), ZERO)
    middle = [
        *((label, unit.spent("", code)) for code, label in CLASSES),
        ("本年支出合计", unit.spent("")),
        ("结余分配", ZERO),
        ("年末结转和结余", closing),
        ("", None),
        ("总计", unit.spent("") + closing),
    ]
    right = [
        ("一、基本支出", unit.spent("基本")),
        ("人员经费", unit.spent("基本", code="301") + unit.spent("基本", code="303")),
        ("日常公用经费", unit.spent("基本", code="302") + unit.spent("基本", code="310")),
        ("二、项目支出", unit.spent("项目")), ("其中：基本建设类项目", ZERO), ("三、上缴上级支出", ZERO),
        ("四、经营支出", ZERO), ("五、对附属单位补助支出", ZERO), ("", None), ("经济分类支出合计", unit.spent("")),
        *((f"{'一二三四五六七八九十'[at]}、{name}", unit.spent("", code=code)) for at, (code, (name, _)) in enumerate(ECONOMIC.items())),
        *[("", None)] * 6, ("本年支出合计", unit.spent("")), ("结余分配", ZERO), ("年末结转和结余", closing), ("", None),
        ("总计", unit.spent("") + closing),
    ]  # fmt: skip
    for block, lines in enumerate((left, middle, right)):
        for row, (label, value) in enumerate(lines, start=7):
            number = str(row - 6 + 31 * block)
            figures = (None, None, None) if value is None else (amount(value * 2), amount(value * 3), amount(value))
            page.put(row, 1 + 5 * block, label or None, number, *figures)
    return page


def appropriation(unit: Unit, owner: str, year: int) -> Page:
    """Z01_1: money of the budgets, by class and fund."""
    page = Page(name="Z01_1 财政拨款收入支出决算总表(财决01-1表)")
    caption(page, "财政拨款收入支出决算总表", "财决01-1表", owner, year, 9)
    page.put(4, 1, "收入")
    page.merges.append((4, 1, 4, 3))
    page.put(4, 4, "支出")
    page.merges.append((4, 4, 4, 9))
    page.put(5, 1, "项目", "行次", "决算数", "项目（按功能分类）", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款",
             "国有资本经营预算财政拨款")  # fmt: skip
    left = [
        ("一、一般公共预算财政拨款", unit.came(fund=GENERAL)), ("二、政府性基金预算财政拨款", unit.came(fund=FUND)),
        ("三、国有资本经营预算财政拨款", ZERO), *[("", None)] * 23, ("本年收入合计", unit.came(fund=GENERAL) + unit.came(fund=FUND)),
        ("年初财政拨款结转和结余", unit.opening[GENERAL] + unit.opening[FUND]), ("一般公共预算财政拨款", unit.opening[GENERAL]),
        ("政府性基金预算财政拨款", unit.opening[FUND]), ("国有资本经营预算财政拨款", ZERO),
        ("总计", sum((unit.came(fund=fund) + unit.opening[fund] for fund in (GENERAL, FUND)), ZERO)),
    ]  # fmt: skip
    for row, (label, value) in enumerate(left, start=6):
        page.put(row, 1, label or None, str(row - 5), None if value is None else amount(value))
    right = [(label, [unit.spent("", code, fund) for fund in (GENERAL, FUND)]) for code, label in CLASSES]
    right += [
        ("本年支出合计", [unit.spent("", fund=fund) for fund in (GENERAL, FUND)]),
        ("年末财政拨款结转和结余", [unit.closing(fund) for fund in (GENERAL, FUND)]), ("", []), ("", []), ("", []),
        ("总计", [unit.spent("", fund=fund) + unit.closing(fund) for fund in (GENERAL, FUND)]),
    ]  # fmt: skip
    for row, (label, values) in enumerate(right, start=6):
        figures = [amount(sum(values, ZERO)), *map(amount, values), "—"] if values else []
        page.put(row, 4, label or None, str(row + 27), *figures)
    return page


def running(unit: Unit, owner: str, year: int, *, whole: bool) -> Page:
    """F03: the three public expenses, agency operation, assets, procurement; `whole`: of the bureau's own office."""
    page = Page(name="F03 机构运行信息表(财决附03表)  ")
    caption(page, "机构运行信息表", "财决附03表", owner, year, 5)
    page.put(4, 1, "项目", "行次", "年初预算数", "全年预算数", "统计数")
    page.put(5, 1, "栏次", None, "1", "2", "3")
    car, guests = unit.spent("基本", code="30231"), unit.spent("基本", code="30217")
    office = unit.spent("基本", code="302") + unit.spent("基本", code="310") if whole else ZERO
    goods, works, services = (unit.spent("项目", code=code) for code in ("31003", "31005", "30227"))
    more = Decimal(1500)
    lines = [
        ("一、“三公”经费支出", None, None), ("（一）支出合计", car + guests + 2 * more, car + guests),
        ("1．因公出国（境）费", ZERO, ZERO), ("2．公务用车购置及运行维护费", car + more, car), ("（1）公务用车购置费", ZERO, ZERO),
        ("（2）公务用车运行维护费", car + more, car), ("3．公务接待费", guests + more, guests), ("（1）国内接待费", None, guests),
        ("其中：外事接待费", None, ZERO), ("（2）国（境）外接待费", None, ZERO), ("（二）相关统计数", None, None),
        ("1．因公出国（境）团组数（个）", None, ZERO), ("2．因公出国（境）人次数（人）", None, ZERO),
        ("3．公务用车购置数（辆）", None, ZERO), ("4．公务用车保有量（辆）", None, 20), ("5．国内公务接待批次（个）", None, 400),
        ("其中：外事接待批次（个）", None, ZERO), ("6．国内公务接待人次（人）", None, 3000), ("其中：外事接待人次（人）", None, ZERO),
        ("7．国（境）外公务接待批次（个）", None, ZERO), ("8．国（境）外公务接待人次（人）", None, ZERO),
        ("二、机关运行经费", None, office), ("（一）行政单位", None, office), ("（二）参照公务员法管理事业单位", None, ZERO),
        ("三、国有资产占用情况", None, None), ("（一）车辆数合计（辆）", None, 23), ("1．副部（省）级及以上领导用车", None, ZERO),
        ("2．主要负责人用车", None, ZERO), ("3．机要通信用车", None, 1), ("4．应急保障用车", None, 12), ("5．执法执勤用车", None, 10),
        ("6．特种专业技术用车", None, ZERO), ("7．离退休干部服务用车", None, ZERO), ("8．其他用车", None, ZERO),
        ("（二）单价100万元（含）以上设备（不含车辆）（台/套）", None, 2), ("四、政府采购支出信息", None, None),
        ("（一）政府采购支出合计", None, goods + works + services), ("1．政府采购货物支出", None, goods),
        ("2．政府采购工程支出", None, works), ("3．政府采购服务支出", None, services),
        ("（二）政府采购授予中小企业合同金额", None, goods), ("其中：授予小微企业合同金额", None, goods),
    ]  # fmt: skip
    for row, (label, budget, spent) in enumerate(lines, start=6):
        shown = spent if isinstance(spent, int) or spent is None else amount(spent)
        page.put(row, 1, label, str(row - 5), None, None if budget is None else amount(budget), shown)
    return page


def book(
    unit: Unit, owner: str, year: int = 2024, *, own: bool = True, general: bool = False, short: bool = False
) -> Book:
    """One unit's workbook.

    `general`: with the tables of the general public budget, as newer systems export them; `short`: without those that
    nothing is taken from.
    """
    items = set(ITEMS)
    spending = {item for item, _, _ in [*unit.basic, *unit.project]}
    coming = {item for item, _ in unit.income}
    basic = {item for item, _, _ in unit.basic}
    projects = {item for item, _, _ in unit.project}
    funds = {item for item, _, fund in unit.project if fund == FUND} | set(unit.fund_opening)
    pages = [overall(unit, owner, year), appropriation(unit, owner, year)]
    pages.append(by_code(
        "Z03 收入决算表(财决03表)", "收入决算表", "财决03表", owner, year,
        [("合计",), ("财政拨款收入",), ("上级补助收入",), ("事业收入",), ("经营收入",), ("附属单位上缴收入",), ("其他收入",)],
        ((code, name, [unit.came(code), unit.came(code) - unit.came(code, OTHER), ZERO, unit.came(code, OTHER), ZERO, ZERO, ZERO])
         for code, name in rows_of(coming & items)),
    ))  # fmt: skip
    pages.append(by_code(
        "Z04 支出决算表(财决04表)", "支出决算表", "财决04表", owner, year,
        [("本年支出合计",), ("基本支出",), ("项目支出",), ("上缴上级支出",), ("经营支出",), ("对附属单位补助支出",)],
        ((code, name, [unit.spent("", code), unit.spent("基本", code), unit.spent("项目", code), ZERO, ZERO, ZERO])
         for code, name in rows_of(spending)),
    ))  # fmt: skip
    for name, title, kind, codes in (
        ("Z05 支出决算明细表(财决05表)", "支出决算明细表", "", spending),
        ("Z05_1 基本支出决算明细表(财决05-1表)", "基本支出决算明细表", "基本", basic),
        ("Z05_2 项目支出决算明细表(财决05-2表)", "项目支出决算明细表", "项目", projects),
    ):
        if short and kind != "基本":
            continue
        lines = ((code, label, economic_row(unit, kind, code)) for code, label in rows_of(codes))
        pages.append(by_code(name, title, "财决05表", owner, year, economic_heads(), lines))
    if general:
        own_codes = {item for item, _, fund in [*unit.basic, *unit.project] if fund == GENERAL}
        pages.append(by_code(
            "Z07 一般公共预算财政拨款收入支出决算表(财决07表)"[:31], "一般公共预算财政拨款收入支出决算表", "财决07表", owner, year,
            [("年初结转和结余",), ("本年收入",), ("本年支出", "合计"), ("本年支出", "基本支出"), ("本年支出", "项目支出"), ("年末结转和结余",)],
            ((code, name, [ZERO, unit.came(code, GENERAL), unit.spent("", code, GENERAL), unit.spent("基本", code, GENERAL),
                           unit.spent("项目", code, GENERAL), ZERO]) for code, name in rows_of(own_codes)),
        ))  # fmt: skip
    opening = unit.fund_opening
    pages.append(by_code(
        "Z08 政府性基金预算财政拨款收入支出决算表(财决08表)"[:31], "政府性基金预算财政拨款收入支出决算表", "财决08表", owner, year,
        [("年初结转和结余",), ("本年收入",), ("本年支出", "合计"), ("本年支出", "基本支出"), ("本年支出", "项目支出"), ("年末结转和结余",)],
        ((code, name, [sum((value for item, value in opening.items() if item.startswith(code)), ZERO), unit.came(code, FUND),
                       unit.spent("", code, FUND), ZERO, unit.spent("项目", code, FUND),
                       sum((value for item, value in opening.items() if item.startswith(code)), ZERO) + unit.came(code, FUND)
                       - unit.spent("", code, FUND)]) for code, name in rows_of(funds)),
    ))  # fmt: skip
    lines = ((code, label, economic_row(unit, "项目", code, FUND)) for code, label in rows_of(funds))
    if not short:
        pages.append(by_code("Z08_1 政府性基金预算财政拨款支出决算明细表(财决08-1表)"[:31], "政府性基金预算财政拨款支出决算明细表",
                             "财决08-1表", owner, year, economic_heads(), lines))  # fmt: skip
    pages.append(by_code(
        "Z09 国有资本经营预算财政拨款收入支出决算表(财决09表)"[:31], "国有资本经营预算财政拨款收入支出决算表", "财决09表", owner, year,
        [("年初结转和结余",), ("本年收入",), ("本年支出", "合计"), ("本年支出", "基本支出"), ("本年支出", "项目支出"), ("年末结转和结余",)],
        (),
    ))  # fmt: skip
    pages.append(running(unit, owner, year, whole=own))
    return Book(name=f"{year}年度部门决算报表（{owner}）", pages=pages)


def books(*, other: bool = False, year: int = 2024, short: bool = False) -> list[Book]:
    """A workbook for each unit."""
    every = zip(units(other=other, year=year), UNITS.values(), strict=True)
    return [book(unit, owner, year, own=at == 0, general=other, short=short) for at, (unit, owner) in enumerate(every)]


def budget(*, other: bool = False, year: int = 2024) -> Book:
    """What the finance bureau approved at the beginning of the year, of the whole bureau."""
    whole = Together(units(other=other, year=year))
    pages = []
    for title, fund in (("一般公共预算支出预算表", GENERAL), ("政府性基金预算支出预算表", FUND)):
        codes = {item for item, _, of in [*whole.basic, *whole.project] if of == fund}
        page = Page(name=title)
        page.put(1, 1, f"{year}年{title}")
        page.put(2, 1, f"部门：{BUREAU}")
        page.put(2, 5, "单位：元")
        page.put(3, 1, "科目编码", "科目名称", "合计", "基本支出", "项目支出")
        lines = [
            (code, ITEMS[code], whole.spent("基本", code, fund), whole.spent("项目", code, fund))
            for code in sorted(codes)
        ]
        for row, (code, name, basic, project) in enumerate(lines, start=4):
            page.put(row, 1, code, name, basic + project + 1000, basic + 1000, project or None)
        total = sum((basic + project + 1000 for _, _, basic, project in lines), ZERO)
        page.put(
            4 + len(lines),
            1,
            "合计",
            None,
            total,
            sum((line[2] + 1000 for line in lines), ZERO),
            sum((line[3] for line in lines), ZERO),
        )
        pages.append(page)
    return Book(name=f"{year}年部门预算批复表", pages=pages)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in books():
        (folder / f"{one.name}.xls").write_bytes(one.xls())
        (folder / f"{one.name}.xlsx").write_bytes(one.xlsx())
    (folder / f"{budget().name}.xlsx").write_bytes(budget().xlsx())
    last = book(Together(units(year=2023)), BUREAU, 2023)
    (folder / f"{last.name}.xls").write_bytes(last.xls())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
