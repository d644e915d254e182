"""植入的错误: what clerks of an invented city get wrong after their workbooks were imported, each known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from bench.invented.books import Unit
from bench.invented.city import NEW, City
from bench.invented.departments import Department, folder_of
from bench.invented.faults import replaced
from gongkai.model.checked import CheckResult
from gongkai.model.findings import every

CENT = Decimal("0.01")


class Planted(Struct, frozen=True, kw_only=True):
    """一处植入的错误."""

    what: str
    code: str
    place: str
    """document or file where it is to be told"""
    named: tuple[str, ...] = ()
    """what its message has to name: the unit, the code"""


def plant(content: Path, city: City) -> Iterator[Planted]:
    """One after the other, each in a department of its own; `content`: content/departments."""
    filled = [one for one in city.departments if _is_filled(content, one)]
    with_units = [one for one in filled if len(one.units) > 1 and _spending(content, one)][:4]
    rest = iter([one for one in filled if one not in with_units])
    for error, department in zip(
        (a_cent, _a_unit_left_out, upper_level_paid_nothing, _in_ten_thousand), with_units, strict=True
    ):
        yield error(content, department)
    for wrong in (_no_reason, _colon, _wrong_total, _unknown_code, _more_than_the_table):
        yield wrong(content, next(rest))
    yield from dealings(content, next(rest), next(rest))
    yield _misspelt(content, next(rest), next(rest))


def untouched(content: Path, city: City) -> tuple[Department, Unit] | None:
    """The last department whose workbooks came back, with a unit that spends on projects."""
    for department in reversed(city.departments):
        if len(department.units) > 1 and _is_filled(content, department) and _spending(content, department):
            return department, _spending(content, department)[-1]
    return None


def _is_filled(content: Path, department: Department) -> bool:
    """Whether workbooks of all its documents came back."""
    ids = (whole(department), *(of_unit(department, unit) for unit in department.units))
    there = all((content / id / "figures.yml").is_file() for id in ids)
    return there and all("财政拨款收入: " in _text(content, id).partition("收入决算表:\n")[2] for id in ids)


def _text(content: Path, id: str) -> str:
    return (content / id / "figures.yml").read_text(encoding="utf-8")


def _spending(content: Path, department: Department) -> tuple[Unit, ...]:
    """Units below its own office that spend on projects."""
    return tuple(unit for unit in department.units[1:] if re.search(PROJECT, _text(content, of_unit(department, unit))))


def whole(department: Department) -> str:
    return f"{department.id}/{NEW}/final-accounts"


def of_unit(department: Department, unit: Unit) -> str:
    return f"{folder_of(department, unit)}/{NEW}/unit-final-accounts"


def shift(file: Path, pattern: str, change: Callable[[Decimal], Decimal]) -> str:
    """Another amount in the place of the first that fits (its group); returns the code of its row."""
    text = file.read_text(encoding="utf-8")
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"{file}: nothing like {pattern}")
    new = f"{change(Decimal(match['amount'].replace(',', '')))}"
    file.write_text(text[: match.start("amount")] + new + text[match.end("amount") :], encoding="utf-8")
    return match["code"]


PROJECT = r'"(?P<code>\d{7})": \{[^}\n]*项目支出: (?P<amount>[\d.]+)'


def a_cent_more(content: Path, department: Department, unit: Unit) -> str:
    """One cent of what a unit spent on a project; returns the code."""
    return shift(content / of_unit(department, unit) / "figures.yml", PROJECT, lambda amount: amount + CENT)


def a_cent(content: Path, department: Department) -> Planted:
    unit = _spending(content, department)[0]
    code = a_cent_more(content, department, unit)
    return Planted(what="一个单位多了一分", code="C202", place=whole(department), named=(unit.name, code))


def _a_unit_left_out(content: Path, department: Department) -> Planted:
    """The department's figure of a code is short of what one unit spent there."""
    unit = _spending(content, department)[0]
    own = (content / of_unit(department, unit) / "figures.yml").read_text(encoding="utf-8")
    spent = own.partition("支出决算表:")[2]
    match = re.search(PROJECT, spent)
    if match is None:
        raise ValueError(unit.name)
    pattern = rf'(?<=支出决算表:)(?:.|\n)*?"(?P<code>{match["code"]})": \{{[^}}\n]*项目支出: (?P<amount>[\d.]+)'
    file = content / whole(department) / "figures.yml"
    shift(file, pattern, lambda amount: amount - Decimal(match["amount"]))
    return Planted(what="部门漏了一个单位", code="C202", place=whole(department), named=(unit.name, match["code"]))


def upper_level_paid_nothing(content: Path, department: Department) -> Planted:
    """A unit received 上级补助收入 that no other says to have paid; the department added it up."""
    unit = department.units[1]
    row = '"2299999": {上级补助收入: 5000.00, 资金: 其他资金}'
    for id in (of_unit(department, unit), whole(department)):
        replaced(content / id / "figures.yml", "收入决算表:\n", f"收入决算表:\n  {row}\n")
    return Planted(what="上级补助收入没有人付", code="B201", place=whole(department), named=(unit.name,))


def _in_ten_thousand(content: Path, department: Department) -> Planted:
    """A unit typed 万元 where the document says 元."""
    unit = department.units[1]
    file = content / of_unit(department, unit) / "figures.yml"
    text = file.read_text(encoding="utf-8")
    small = re.sub(r"\b\d+\.\d\d\b", lambda one: f"{(Decimal(one[0]) / 10000).quantize(CENT)}", text)
    file.write_text(small, encoding="utf-8")
    return Planted(what="一个单位按万元填", code="F203", place=of_unit(department, unit))


def _no_reason(content: Path, department: Department) -> Planted:
    replaced(content / whole(department) / "explanation.yml", r"(?m)^原因:\n(?:  .*\n)+\n?", "")
    return Planted(what="没有写原因", code="N101", place=whole(department))


def _colon(content: Path, department: Department) -> Planted:
    replaced(content / whole(department) / "explanation.yml", r"(?m)^(上年|原因|三公经费):", r"\1：")
    return Planted(what="冒号是全角的", code="L205", place=whole(department))


def _wrong_total(content: Path, department: Department) -> Planted:
    file = content / whole(department) / "figures.yml"
    replaced(file, r"(?m)^收入决算表:\n", "收入决算表:\n  合计: {财政拨款收入: 12.34}\n")
    return Planted(what="合计填错", code="F101", place=whole(department))


def _unknown_code(content: Path, department: Department) -> Planted:
    file = content / whole(department) / "figures.yml"
    text = file.read_text(encoding="utf-8")
    code = re.findall(r'"(\d{7})"', text)[0]
    file.write_text(text.replace(code, f"{code[:5]}97"), encoding="utf-8")
    return Planted(what="科目表里没有的科目", code="K101", place=whole(department), named=(f"{code[:5]}97",))


def _says(content: Path, department: Department, *lines: str) -> None:
    with (content / whole(department) / "document.yml").open("a", encoding="utf-8") as file:
        file.write("\n往来:\n" + "".join(f"  - {{{line}}}\n" for line in lines))


def _more_than_the_table(content: Path, department: Department) -> Planted:
    _says(content, department, "对方: 东溟省财政厅, 收: 99999999.00, 列入: 其他收入")
    return Planted(what="往来多于其他收入", code="B103", place=whole(department))


def dealings(content: Path, one: Department, other: Department) -> Iterator[Planted]:
    _says(content, one, f"对方: {other.name}, 付: 120000.00", f"对方: {other.name}, 收: 3000.00")
    _says(content, other, f"对方: {one.name}, 收: 112000.00")
    yield Planted(what="往来两边不一样", code="B101", place=whole(one), named=(other.name, "120,000.00", "112,000.00"))
    yield Planted(what="往来两边不一样", code="B101", place=whole(other), named=(one.name,))
    yield Planted(what="往来对方没有写", code="B102", place=whole(one), named=(other.name,))


def _misspelt(content: Path, one: Department, other: Department) -> Planted:
    wrong = other.name[:-1] + {"局": "据"}.get(other.name[-1], "处")
    _says(content, one, f"对方: {wrong}, 付: 500.00")
    return Planted(what="对方的名称写错", code="B102", place=whole(one), named=(wrong,))


def compared(planted: list[Planted], before: CheckResult, after: CheckResult) -> int:
    """Which planted errors are told, with what they have to name; returns how many are missed."""
    old = {(one.document, one.code, one.message) for one in before.findings}
    new = [one for top in after.findings for one in every([top]) if (top.document, one.code, one.message) not in old]
    missed = 0
    for error in planted:
        own = [
            one
            for one in new
            if one.code == error.code and one.place.path.startswith(f"content/departments/{error.place}")
        ]
        told = [one for one in own if all(name in one.message + one.hint for name in error.named)]
        missed += not told
        said = told[0].message[:100] if told else "；".join(one.message[:100] for one in own[:2])
        print(f"  {'找到' if told else '没有找到'} {error.code} {error.what}：{said}")
    return missed
