"""录入错误: the single figures that clerks type wrong, planted with a fixed seed (bench/slips.py has the others)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from bench.slips import Key, Planted, Typed, is_total

Edit = Callable[[str, Random], str | None]


def _typed(document: Typed, random: Random, key: Key | None, edit: Edit) -> Planted | None:
    """A figure typed otherwise, as text in the document's unit; None where that changes nothing or leaves zero."""
    key = key or random.choice(list(document.cells))
    amount = document.cells[key].amount.yuan
    text = edit(f"{amount / document.unit.yuan:.2f}", random)
    if text is None:
        return None
    yuan = Decimal(text) * document.unit.yuan
    return Planted(changes={key: yuan}, was=amount) if yuan not in (amount, 0) else None


def _digit(text: str, random: Random) -> int:
    return random.choice([place for place, letter in enumerate(text) if letter.isdigit()])


def _changed(text: str, random: Random) -> str:
    place = _digit(text, random)
    return text[:place] + random.choice("0123456789") + text[place + 1 :]


def _doubled(text: str, random: Random) -> str:
    place = random.randrange(text.index("."))
    return text[:place] + text[place] + text[place:]


def _ten_times(text: str, random: Random) -> str | None:
    number = Decimal(text) * random.choice((Decimal(10), Decimal("0.1")))
    return f"{number:f}" if number == round(number, 2) else None


def _negative(text: str, random: Random) -> str:
    del random
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def digit_changed(document: Typed, random: Random) -> Planted | None:
    """写错一位数字."""
    return _typed(document, random, None, _changed)


def digit_doubled(document: Typed, random: Random) -> Planted | None:
    """一位数字写了两遍."""
    return _typed(document, random, None, _doubled)


def point_moved(document: Typed, random: Random) -> Planted | None:
    """小数点错一位."""
    return _typed(document, random, None, _ten_times)


def sign_lost(document: Typed, random: Random) -> Planted | None:
    """正负号写反."""
    return _typed(document, random, None, _negative)


def detail_changed(document: Typed, random: Random) -> Planted | None:
    """明细里的一格写错一位数字."""
    details = [key for key in document.cells if not is_total(document, key)]
    return _typed(document, random, random.choice(details), _changed)


def neighbour_copied(document: Typed, random: Random) -> Planted | None:
    """填成了上面或下面一行的数."""
    columns = [[key for key in column if key in document.cells] for column in document.columns]
    column = random.choice([column for column in columns if len(column) > 1])
    number = random.randrange(len(column) - 1)
    one, other = random.sample(column[number : number + 2], 2)
    was, yuan = document.cells[one].amount.yuan, document.cells[other].amount.yuan
    return Planted(changes={one: yuan}, was=was) if was != yuan else None


def cell_left_out(document: Typed, random: Random) -> Planted | None:
    """漏填一格: nothing typed is wrong, so that no typed figure may be blamed."""
    key = random.choice(list(document.cells))
    return Planted(changes={key: Decimal(0)}, was=document.cells[key].amount.yuan)


def row_left_out(document: Typed, random: Random) -> Planted | None:
    """漏填一行."""
    entry = random.choice([entry for entry in document.entries if entry.amounts])
    changes = {(entry.table, entry.row, one.column): Decimal(0) for one in entry.amounts}
    return Planted(changes=changes, was=entry.amounts[0].amount.yuan)


def two_wrong(document: Typed, random: Random) -> Planted | None:
    """两格各写错一位数字."""
    one, other = digit_changed(document, random), digit_changed(document, random)
    if one is None or other is None or one.cells == other.cells:
        return None
    return Planted(changes={**one.changes, **other.changes}, was=one.was)
