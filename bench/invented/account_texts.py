"""决算的情况说明: what explanation.yml of final accounts says: last year, reasons, budgets, counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.invented.books import FUNDS, GENERAL
from bench.invented.filed import Filed
from bench.invented.sums import codes, procured_as
from bench.invented.yaml_text import Money

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
    listed = [(line, kind) for line in filed.sums.lines if line.spent and (kind := procured_as(line))]
    bought = {kind: sum(line.spent for line, own in listed if own == kind) for kind in ("货物", "工程", "服务")}
    whole = sum(bought.values())
    small = whole * filed.random.randint(70, 100) // 100
    found: dict[str, Any] = {name: Money(cents) for name, cents in bought.items()}
    found["中小企业合同金额"] = Money(small)
    if small or filed.style != "说明在前":
        found["小微企业合同金额"] = Money(small * filed.random.randint(10, 90) // 100)
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
