"""决算: figures.yml and explanation.yml of final accounts, as the editions of a region ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.invented.books import FUNDS, GENERAL, OTHER
from bench.invented.filed import Filed
from bench.invented.sums import Sums, codes, rest
from bench.invented.yaml_text import Money

DETAIL = "一般公共预算财政拨款基本支出决算明细表"
VEHICLES = (
    "省级领导干部用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)


def figures(filed: Filed) -> dict[str, Any]:
    sums = filed.sums
    found: dict[str, Any] = {
        "收入决算表": dict(rest(_income(sums))),
        "支出决算表": dict(rest(_spending(sums))),
        DETAIL: {code: Money(cents) for code, cents in sorted(sums.basic.items()) if cents},
    }
    fund = sums.of_lines("opening", FUNDS)
    if not codes(fund, sums.of_lines("received", FUNDS), sums.spent(FUNDS)):
        found["政府性基金预算财政拨款收入支出决算表"] = "无"
    elif codes(fund):
        rows = {code: {"年初结转和结余": Money(fund[code])} for code in codes(fund)}
        found["政府性基金预算财政拨款收入支出决算表"] = rows
    if not filed.is_unit and not filed.is_first_henan:
        found["国有资本经营预算财政拨款支出决算表"] = "无"
    found[filed.public_table] = _public(filed)
    if kept := _kept(sums):
        found["结转和结余"] = kept
    return found | dict(_comparison(filed))


def _income(sums: Sums) -> Iterator[tuple[str, dict[str, object]]]:
    general = sums.of_lines("received", GENERAL) + sums.by_code()
    for code in codes(general):
        yield code, {"财政拨款收入": Money(general[code])}
    fund = sums.of_lines("received", FUNDS)
    for code in codes(fund):
        yield code, {"财政拨款收入": Money(fund[code]), "资金": FUNDS}
    for column in ("事业收入", "其他收入"):
        lines = [one for one in sums.lines if one.project.fund == OTHER and one.project.column == column]
        for code in codes({one.project.code: 1 for one in lines if one.received}):
            cents = sum(one.received for one in lines if one.project.code == code)
            yield code, {column: Money(cents), "资金": OTHER}


def _spending(sums: Sums) -> Iterator[tuple[str, dict[str, object]]]:
    basic = sums.by_code()
    for fund in (GENERAL, FUNDS, OTHER):
        project = sums.of_lines("spent", fund)
        own = basic if fund == GENERAL else {}
        for code in codes(own, project):
            amounts = {"基本支出": own.get(code, 0), "项目支出": project[code]}
            row: dict[str, object] = {name: Money(cents) for name, cents in amounts.items() if cents}
            yield code, row | ({} if fund == GENERAL else {"资金": fund})


def _public(filed: Filed) -> Any:
    run = "公务用车运行费" if filed.is_first_henan else "公务用车运行维护费"
    rows: dict[str, Any] = {}
    for row, planned in (("预算数", True), ("决算数", False)):
        amounts = filed.sums.public(planned=planned)
        named = {
            run if name.startswith("公务用车运行") else name: Money(cents) for name, cents in amounts.items() if cents
        }
        if named:
            rows[row] = named
    if filed.style == "说明在前":
        running = {"预算数": filed.sums.running(planned=True), "决算数": filed.sums.running()}
        if any(running.values()):
            rows["机关运行经费"] = {name: Money(cents) for name, cents in running.items()}
    return rows or "无"


def _kept(sums: Sums) -> dict[str, Any]:
    """结转和结余: what was there at the start of the year."""
    funds = {f"{GENERAL}财政拨款": GENERAL, OTHER: OTHER}
    return {name: {"年初": Money(cents)} for name, fund in funds.items() if (cents := sums.total("opening", fund))}


def _comparison(filed: Filed) -> Iterator[tuple[str, Any]]:
    """随文的对比表: last year's figures, where that year is not in the library."""
    if filed.style == "说明在前" and not filed.knows_last_year:
        spent = filed.before.spent(GENERAL)
        rows = {code: {"上年决算数": Money(spent[code])} for code in codes(spent)}
        yield "一般公共预算财政拨款支出对比表", {"合计": {"上年决算数": Money(sum(spent.values()))}, **rows}


def explanation(filed: Filed) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if last := dict(_last_year(filed)):
        found["上年"] = {name: Money(cents) for name, cents in last.items()}
    if reasons := dict(_reasons(filed)):
        found["原因"] = reasons
    for title, fund in (("年初预算", GENERAL), ("政府性基金年初预算", FUNDS)):
        if budget := _budget(filed, fund):
            found[title] = budget
    if not filed.is_unit:
        found["国有资本经营年初预算"] = {"合计": Money(0)}
    found["三公经费"] = _public_counts(filed)
    if filed.is_first_henan:
        running = {"支出": filed.sums.running(), "年初预算数": filed.sums.running(planned=True)}
        found["机关运行经费"] = {name: Money(cents) for name, cents in running.items()}
    elif filed.style != "说明在前":
        found["机关运行经费"] = {"支出": Money(filed.sums.running())}
    found["政府采购"] = _procured(filed)
    if not filed.is_unit:
        found["国有资产"] = _assets(filed)
        found["绩效"] = dict(_performance(filed))
    return found


def _compared(filed: Filed) -> dict[str, tuple[int, int]]:
    """What the text compares: this year's and last year's figure, or the spent and the planned one."""
    now, before = filed.sums, filed.before
    public, budget = now.public(), now.public(planned=True)
    vehicles = [name for name in public if name.startswith("公务用车")]
    found = {
        "收支总计": (now.whole, before.whole),
        "财政拨款收支总计": (now.appropriated, before.appropriated),
        "一般公共预算财政拨款支出": (now.total("spent", GENERAL), before.total("spent", GENERAL)),
        "三公经费": (sum(public.values()), sum(budget.values())),
        "因公出国（境）费": (public["因公出国（境）费"], budget["因公出国（境）费"]),
        "公务用车购置及运行费": (sum(public[name] for name in vehicles), sum(budget[name] for name in vehicles)),
        "公务接待费": (public["公务接待费"], budget["公务接待费"]),
        "机关运行经费": (now.running(), now.running(planned=True) if filed.runs_by_budget else before.running()),
    }
    if filed.is_second_henan:
        found |= {
            "一般公共预算基本支出": (sum(now.basic.values()), sum(before.basic.values())),
            "人员经费": (now.people(), before.people()),
            "公用经费": (now.office(), before.office()),
        }
    return found


def _last_year(filed: Filed) -> Iterator[tuple[str, int]]:
    compared = _compared(filed)
    for name, (_, before) in compared.items():
        if name == "机关运行经费":
            if not filed.runs_by_budget:
                yield name, before
        elif filed.knows_last_year or name.startswith(("三公", "因公", "公务")):
            continue
        elif name != "一般公共预算财政拨款支出" or filed.style != "说明在前":
            yield name, before


def _reasons(filed: Filed) -> Iterator[tuple[str, str]]:
    for name, (now, before) in _compared(filed).items():
        if filed.differ(now, before):
            yield name, filed.voice.because(now, before, name)


def _budget(filed: Filed, fund: str) -> dict[str, Any]:
    planned, spent = filed.sums.planned(fund), filed.sums.spent(fund)
    listed = codes(planned, spent)
    found: dict[str, Any] = {}
    if not filed.knows_budget and (listed or not filed.is_unit or fund == GENERAL):
        found["合计"] = Money(sum(planned.values()))
    for code in listed:
        row: dict[str, Any] = {} if filed.knows_budget else {"年初预算数": Money(planned[code])}
        if filed.differ(planned[code], spent[code]):
            project = next((one.project.name for one in filed.sums.lines if one.project.code == code), "")
            row["原因"] = filed.voice.because(spent[code], planned[code], code, project)
        if row:
            found[code] = row
    return found


def _public_counts(filed: Filed) -> dict[str, Any]:
    public, random = filed.sums.public(), filed.random
    yuan = {name: cents * filed.yuan for name, cents in public.items()}
    abroad = 1 if yuan["因公出国（境）费"] else 0
    people = max(1, int(yuan["公务接待费"] / random.uniform(60, 140))) if yuan["公务接待费"] else 0
    cars: dict[str, Any] = {"购置车辆": filed.bought_cars, "保有量": sum(one.cars for one in filed.sums.accounts)}
    guests: dict[str, Any] = {"外宾接待支出": Money(0), "外宾团组": 0, "外宾人次": 0}
    guests |= {"国内团组": max(1, people // random.randint(5, 9)) if people else 0, "国内人次": people}
    if yuan["公务用车运行维护费"]:
        cars["用途"] = filed.voice.say("用车")
    if people:
        guests["国内用途"] = filed.voice.say("接待")
    return {
        "因公出国（境）": {"团组": abroad, "人次": abroad * random.randint(1, 3)},
        "公务用车": cars,
        "公务接待": guests,
    }


def _procured(filed: Filed) -> dict[str, Any]:
    """政府采购: a part of what projects spent, by what they bought."""
    bought: dict[str, int] = {"货物": 0, "工程": 0, "服务": 0}
    listed = []
    for line in filed.sums.lines:
        kind = "工程" if line.project.economic == "30213" else "货物" if line.project.economic[:3] == "310" else "服务"
        if line.spent and line.project.economic in ("30213", "30226", "30227", "31002", "31003", "31013"):
            bought[kind] += line.spent
            listed.append((line, kind))
    whole = sum(bought.values())
    small = whole * filed.random.randint(70, 100) // 100
    found: dict[str, Any] = {name: Money(cents) for name, cents in bought.items()}
    found |= {"中小企业合同金额": Money(small), "小微企业合同金额": Money(small * filed.random.randint(10, 90) // 100)}
    if filed.style == "说明在前":
        ways = ("公开招标", "竞争性磋商", "询价", "单一来源")
        found["项目"] = [
            {"名称": line.project.name, "类别": kind, "方式": filed.random.choice(ways)}
            | {"金额": Money(line.spent), "合同份数": filed.random.randint(1, 4)}
            for line, kind in listed
        ]
    return found


def _assets(filed: Filed) -> dict[str, Any]:
    cars = sum(one.cars for one in filed.sums.accounts)
    counts = {"应急保障用车": (cars + 1) // 2, "其他用车": cars // 2}
    listed = [
        name for name in VEHICLES if filed.style != "说明在前" or not name.endswith(("领导干部用车", "离退休干部用车"))
    ]
    vehicles = {name: counts.get(name, filed.random.choice((0, 0, 0, 1, 2))) for name in listed}
    dear = filed.random.choice((0, 0, 1, 2, 5))
    if filed.is_first_henan:
        return {"车辆": vehicles, "单位价值50万元以上通用设备": dear, "单位价值100万元以上专用设备": dear // 2}
    return {"车辆": vehicles, "单价100万元以上设备": dear}


def _performance(filed: Filed) -> Iterator[tuple[str, Any]]:
    voice, sums = filed.voice, filed.sums
    if filed.is_first_henan:
        yield "人员经费支出", Money(sums.people())
        yield "公用经费支出", Money(sums.office())
        yield "重点评价项目", [filed.evaluated[0].project.name] if filed.evaluated else []
        if filed.evaluated:
            yield "自评发现的问题", voice.say("问题")
        return
    managed = voice.say("管理")
    yield "管理工作开展情况", managed if filed.is_second_henan else [f"{managed}。"]
    if filed.style == "说明在前" or filed.is_second_henan:
        return
    if filed.evaluated or filed.style == "单位各一":
        project = filed.evaluated[0].project.name if filed.evaluated else ""
        yield "项目自评情况", voice.say("自评", project=project)
    if filed.style == "三年各一":
        yield "部门整体自评情况", voice.say("自评")
        yield "重点评价项目", list(_key_evaluation(filed))


def _key_evaluation(filed: Filed) -> Iterator[Mapping[str, str]]:
    for line in filed.key_evaluated:
        name, say = line.project.name, filed.voice.say
        yield {
            "名称": name,
            "自评表": name,
            "内容": f"主要是{say('目标', project=name)}",
            "实施情况": say("完成", project=name),
        }
