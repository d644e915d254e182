"""编制的文件: complete documents in 元 as departments type them, YAML and all, of departments that do not exist.

One is written by hand (bench/handwritten); the others are drawn with a fixed seed: only what does not derive is typed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

from msgspec import Struct, field

from bench import exact

HAND = Path(__file__).resolve().parent / "handwritten"
BASIC_CODES = ("2010301", "2080505", "2101101", "2210201")
INCOME, SPENDING, DETAIL, FUND = exact.INCOME, exact.SPENDING, exact.BASIC, exact.FUND
CARS, GUESTS = "30231", "30217"
PERSONNEL = ("301", "303")
OTHER_KINDS = ("事业收入", "其他收入", "上级补助收入")
DUTIES = """\
版式: henan-2022-final-accounts
状态: 编制
成文日期: 2023-09
金额单位: 元
概况:
  部门职责: [拟订全市有关规划和年度计划并组织实施。, 承担本行业的服务、监督和管理工作。]
  内设机构: [办公室, 业务科, 监督科]
"""
DEPARTMENT = """\
名称: [{自: 2019-03-01, 名称: NAME}]
行政区划: 望海省/临澄市
部门代码: "CODE"
单位: [{代码: "CODE001", 名称: 本级, 性质: 行政单位}]
"""
COUNTS = """\
国有资产:
  车辆:
    {省级领导干部用车: 0, 主要领导干部用车: 0, 机要通信用车: 0, 应急保障用车: 2,
     执法执勤用车: 0, 特种专业技术用车: 0, 离退休干部用车: 0, 其他用车: 1}
  单价100万元以上设备: 0

绩效:
  管理工作开展情况: 对全部项目编报绩效目标，年中监控，年末自评
"""


class Drawn(Struct, frozen=True, kw_only=True):
    """原始数, in 元 with two decimals: table → row → column."""

    tables: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def put(self, table: str, row: str, column: str, cents: int, fund: str = "") -> None:
        line = self.tables.setdefault(table, {}).setdefault(row, {})
        line[column] = yuan(cents)
        if fund:
            line["资金"] = fund

    def sum(self, table: str, column: str, fund: str = "") -> int:
        """Cents of a column, of one 资金."""
        lines = self.tables.get(table, {}).values()
        return sum(cents(line[column]) for line in lines if column in line and line.get("资金", "") == fund)


def yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def write(project: Path, root: Path, seed: int, count: int) -> tuple[str, ...]:
    """A project with the document written by hand and some drawn ones; the ids of their documents."""
    for name in ("templates", "content/glossary", "content/classifications"):
        shutil.copytree(root / name, project / name)
    shutil.copyfile(root / "mkdocs.yml", project / "mkdocs.yml")
    departments = project / "content" / "departments"
    shutil.copytree(HAND, departments)
    for number in range(1, count + 1):
        folder = departments / "wanghai" / "lincheng" / f"bureau-{number}"
        document = folder / "2022" / "final-accounts"
        document.mkdir(parents=True)
        named = DEPARTMENT.replace("NAME", f"临澄市测试第{'一二三四五六七八九'[number - 1]}局").replace(
            "CODE", f"40{number}"
        )
        (folder / "department.yml").write_text(named, encoding="utf-8")
        for name, text in files(Random(f"{seed}/{number}")).items():  # noqa: S311 - invented figures, not secrets
            (document / name).write_text(text, encoding="utf-8")
    return tuple(path.parent.relative_to(departments).as_posix() for path in sorted(departments.rglob("document.yml")))


def files(random: Random) -> Mapping[str, str]:
    """The files of a drawn document."""
    drawn = _drawn(random)
    figures = "\n".join(_table(name, rows) for name, rows in drawn.tables.items())
    empty = "国有资本经营预算财政拨款支出决算表: 无\n"
    return {
        "document.yml": DUTIES,
        "figures.yml": f"{figures}\n{empty}",
        "waivers.yml": "- {代码: P103, 理由: 当年的项目支出绩效自评由财政部门统一组织，不要求本部门公开}\n",
        "explanation.yml": "\n".join(_explanation(random, drawn)) + "\n" + COUNTS,
    }


def _table(name: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    lines = [f"{name}:"]
    for row, columns in rows.items():
        key = f'"{row}"' if row.isdigit() else row
        amounts = ", ".join(f"{column}: {text}" for column, text in columns.items())
        lines.append(f"  {key}: {columns.get('金额', f'{{{amounts}}}')}")
    return "\n".join(lines) + "\n"


def _size(random: Random, low: float = 5.0, high: float = 6.9) -> int:
    return int(10 ** random.uniform(low + 2, high + 2))


def _drawn(random: Random) -> Drawn:
    drawn = Drawn()
    others = [code for code in exact.items() if not code.startswith("212") and code not in BASIC_CODES]
    more = sorted(random.sample(others, 6))
    for code in sorted({*BASIC_CODES, *more[:5]}):
        kinds = ("基本支出",) if code in BASIC_CODES else random.choice((("项目支出",), ("基本支出", "项目支出")))
        for kind in kinds:
            drawn.put(SPENDING, code, kind, _size(random))
        spent = sum(cents(drawn.tables[SPENDING][code][kind]) for kind in kinds)
        drawn.put(INCOME, code, "财政拨款收入", spent + random.choice((0, 0, random.randrange(1, 10**6))))
    spent, fund = _size(random, 4.5, 5.5), random.choice([code for code in exact.items() if code.startswith("21208")])
    drawn.put(SPENDING, more[5], "项目支出", spent, "其他资金")
    drawn.put(INCOME, more[5], random.choice(OTHER_KINDS), spent + random.randrange(1, 10**6), "其他资金")
    spent = _size(random)
    drawn.put(SPENDING, fund, "项目支出", spent, "政府性基金预算")
    drawn.put(INCOME, fund, "财政拨款收入", spent - random.randrange(1, 10**6), "政府性基金预算")
    _by_economic_class(random, drawn)
    drawn.put(FUND, fund, "年初结转和结余", 10**6 + random.randrange(10**6))
    drawn.put(exact.CARRY, "一般公共预算财政拨款", "年初", random.randrange(10**5, 10**7))
    drawn.put(exact.CARRY, "其他资金", "年初", random.randrange(10**5, 10**7))
    return drawn


def _by_economic_class(random: Random, drawn: Drawn) -> None:
    """Basic expenditure by 款, and of it the vehicles and guests of the 三公."""
    listed = [row.code for row in exact.edition().tables[DETAIL].fixed_rows if len(row.code) == 5]
    plain = [code for code in listed if code[:3] in ("301", "302", "303") and code not in exact.DIFFERENT_ECONOMIC]
    codes = sorted({*random.sample(plain, 16), "30101", "30201", CARS, GUESTS})
    cars, guests = random.randrange(2_000_000, 9_000_000), random.randrange(300_000, 2_000_000)
    left = drawn.sum(SPENDING, "基本支出") - cars - guests
    free = [code for code in codes if code not in (CARS, GUESTS)]
    weights = [10 ** random.uniform(0, 1.5) for _ in free]
    shares = [int(left * weight / sum(weights)) for weight in weights]
    amounts = dict(zip(free, shares, strict=True)) | {CARS: cars, GUESTS: guests}
    amounts["30101"] += left - sum(shares)
    for code in codes:
        drawn.put(DETAIL, code, "金额", amounts[code])
    for row, more in (("预算数", 100_000), ("决算数", 0)):
        drawn.put(exact.PUBLIC, row, "公务用车运行维护费", cars + more)
        drawn.put(exact.PUBLIC, row, "公务接待费", guests + more)


def _near(random: Random, amount: int) -> int:
    """Another year's, or a budget: within a fifth, and not the same."""
    return max(100, int(amount * random.uniform(0.82, 1.18)) // 100 * 100 + 37)


def _explanation(random: Random, drawn: Drawn) -> Iterator[str]:
    general = {
        code: sum(cents(line[kind]) for kind in ("基本支出", "项目支出") if kind in line)
        for code, line in drawn.tables[SPENDING].items()
        if "资金" not in line
    }
    ((fund, line),) = [one for one in drawn.tables[SPENDING].items() if one[1].get("资金") == "政府性基金预算"]
    people = sum(cents(line["金额"]) for code, line in drawn.tables[DETAIL].items() if code[:3] in PERSONNEL)
    office = drawn.sum(DETAIL, "金额") - people
    before = {"人员经费": _near(random, people), "公用经费": _near(random, office)}
    basic = sum(before.values())
    spent = basic + _near(random, sum(general.values()) - people - office)
    yield from _block(
        "上年",
        {"收支总计": spent + cents(line["项目支出"]) + _size(random, 5.2, 5.6)}
        | {"财政拨款收支总计": spent + cents(line["项目支出"]), "一般公共预算财政拨款支出": spent}
        | {"一般公共预算基本支出": basic}
        | before
        | {"机关运行经费": before["公用经费"] * 4 // 5},
    )
    yield "\n原因:"
    for name in (
        "收支总计",
        "财政拨款收支总计",
        "一般公共预算财政拨款支出",
        "一般公共预算基本支出",
        "人员经费",
        "公用经费",
    ):
        yield f"  {name}: 按照本年的工作任务安排{name}"
    yield "  三公经费: 厉行节约\n  公务用车购置及运行费: 统筹安排用车\n  公务接待费: 按标准接待"
    yield "  机关运行经费: 按定额安排"
    budgets = {code: _near(random, amount) for code, amount in general.items()}
    yield f"\n年初预算:\n  合计: {yuan(sum(budgets.values()))}"
    names = exact.naming().listed("科目")
    yield from (
        f'  "{code}": {{年初预算数: {yuan(amount)}, 原因: 本年{names[code]}按实际需要安排}}'
        for code, amount in budgets.items()
    )
    budget = yuan(_near(random, cents(line["项目支出"])))
    yield f'\n政府性基金年初预算:\n  合计: {budget}\n  "{fund}": {{年初预算数: {budget}, 原因: 按工程进度安排}}'
    guests = max(1, cents(drawn.tables[exact.PUBLIC]["决算数"]["公务接待费"]) // 20_000)
    yield "\n三公经费:\n  因公出国（境）: {团组: 0, 人次: 0}"
    yield "  公务用车: {购置车辆: 0, 保有量: 2, 用途: 公务用车的燃料费、维修费和保险费}"
    yield (
        "  公务接待: {外宾接待支出: 0, 外宾团组: 0, 外宾人次: 0, "
        f"国内团组: {max(1, guests // 8)}, 国内人次: {guests}, 国内用途: 接待上级检查和兄弟城市交流}}"
    )
    yield f"\n机关运行经费: {{支出: {yuan(office * 4 // 5)}}}"
    goods, services = _size(random, 4.5, 5.2), _size(random, 4.8, 5.5)
    yield (
        f"\n政府采购: {{货物: {yuan(goods)}, 工程: 0, 服务: {yuan(services)}, "
        f"中小企业合同金额: {yuan((goods + services) * 9 // 10)}, 小微企业合同金额: {yuan(goods // 2)}}}\n"
    )


def _block(title: str, amounts: Mapping[str, int]) -> Iterable[str]:
    return (f"{title}:", *(f"  {name}: {yuan(amount)}" for name, amount in amounts.items()))
