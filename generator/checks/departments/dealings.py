"""往来: what a document says that it received from others or paid to them, against what these say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import UnknownFigureError, figure
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.dealings import DEALINGS, Counterpart, Dealing
from gongkai.model.departments import ALONE
from gongkai.model.findings import found
from gongkai.model.names import near
from gongkai.model.places import Place

RECEIVED, PAID = "收", "付"


class _With(Struct, frozen=True, kw_only=True):
    """同一个对方的往来 in one direction: all that a document says of it."""

    other: str
    way: str
    amount: Amount
    place: Place


def _ways(dealings: Iterable[Dealing]) -> Iterator[tuple[str, Dealing]]:
    return ((RECEIVED if one.received else PAID, one) for one in dealings)


def _sum(dealings: Iterable[Dealing], unit: Unit) -> Amount:
    return sum((one.amount(unit) for one in dealings), NOTHING)


def own_dealings(case: Case) -> Iterator[_With]:
    """By counterpart and direction, in the order in which they are typed."""
    listed: dict[tuple[str, str], list[int]] = {}
    head = case.document.head
    for number, (way, one) in enumerate(_ways(head.dealings)):
        listed.setdefault((one.other, way), []).append(number)
    for (other, way), numbers in listed.items():
        amount = _sum((head.dealings[number] for number in numbers), head.unit)
        place = case.document.in_head(f"{DEALINGS}.{numbers[0]}")
        yield _With(other=other, way=way, amount=amount, place=place)


def _of_other(case: Case, one: _With, other: Counterpart) -> list[Dealing]:
    """What the other side says of the same, in the other direction."""
    names = {case.document.name, case.document.bare_name, *(name.name for name in case.document.department.names)}
    way = PAID if one.way == RECEIVED else RECEIVED
    return [said for its, said in _ways(other.dealings) if its == way and bare(said.other) in names]


def bare(name: str) -> str:
    """Without （本级）."""
    return ALONE.sub("", name)


def _pairs(case: Case) -> Iterator[tuple[_With, Counterpart, list[Dealing]]]:
    """What both sides speak of."""
    for one in own_dealings(case):
        other = case.others.counterparts.get(one.other)
        said = _of_other(case, one, other) if other else []
        if other is not None and said:
            yield one, other, said


@each(_pairs)
def both_sides_agree(case: Case, pair: tuple[_With, Counterpart, list[Dealing]]) -> Iterator[Said]:
    """B101 往来双方: what one side received is what the other paid, both typed, in whichever units."""
    one, other, said = pair
    its = _sum(said, other.unit)
    if not one.amount.agrees(its):
        yield found(
            "B101",
            one.place,
            one.way,
            对方=one.other,
            数=case.shown(one.amount),
            文件=other.title,
            另=case.shown(its),
            差=case.shown(abs(one.amount - its)),
            编号=other.id,
        )


def _single(case: Case) -> Iterator[tuple[_With, Counterpart | None] | Skipped]:
    """What nobody else speaks of, with the document that could."""
    for one in own_dealings(case):
        other = case.others.counterparts.get(one.other)
        if one.other in case.others.unread:
            yield Skipped(reason=f"往来：{one.other}的文件读不出来")
        elif other is not None and other.archived and not other.dealings:
            yield Skipped(reason=f"往来：{one.other}的{other.title}是存档的，没有写往来")
        elif other is not None and not _of_other(case, one, other):
            yield one, other
        elif other is None:
            yield one, None


@each(_single)
def the_other_side_says_it_too(case: Case, given: tuple[_With, Counterpart | None]) -> Iterator[Said]:
    """B102 对方没有写: nothing to compare with, be it that the other's document is not there or says nothing of it."""
    one, other = given
    if other is not None:
        yield found(
            "B102",
            one.place,
            one.way,
            hint="对方没有写",
            对方=one.other,
            数=case.shown(one.amount),
            文件=other.title,
            编号=other.id,
        )
        return
    alike = case.others.nearest.get(one.other, "")
    if alike:
        yield found("B102", one.place, "没有这个名称", hint="没有这个名称", 对方=one.other, 像=alike).meaning(alike)
    else:
        yield Skipped(reason=f"往来：库里没有{one.other}{case.document.year}年度的文件")


class _Under(Struct, frozen=True, kw_only=True):
    """列入同一项的往来."""

    name: str
    amount: Amount
    place: Place


def _items(case: Case) -> Iterator[_Under]:
    head = case.document.head
    for name in dict.fromkeys(one.under for one in head.dealings if one.under):
        numbers = [number for number, one in enumerate(head.dealings) if one.under == name]
        amount = _sum((head.dealings[number] for number in numbers), head.unit)
        yield _Under(name=name, amount=amount, place=case.document.in_head(f"{DEALINGS}.{numbers[0]}"))


@each(_items)
def no_more_than_the_table(case: Case, one: _Under) -> Iterator[Said]:
    """B103 往来多于表里的数: what came from named others under 其他收入 is a part of 其他收入."""
    try:
        whole = figure(case, one.name)
    except (UnknownFigureError, FormulaError):
        alike = near(one.name, case.document.edition.indicators)
        yield found("B103", one.place, "没有这一项", hint="没有这一项", 项=one.name, 像=alike)
        return
    apart = one.amount - whole
    if apart.yuan > apart.margin:
        own, there, more = map(case.shown, (one.amount, whole, apart))
        yield found("B103", one.place, "多了", hint="多了", 项=one.name, 数=own, 表=there, 差=more)
