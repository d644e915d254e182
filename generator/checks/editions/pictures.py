"""图的自检: what the pictures of an edition are of must be something that its documents have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.editions.relations import SOME_CODE, misnamed, unknown, unsolvable, wrong
from gongkai.checks.quantities import INPUT
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.classification import SUBJECT
from gongkai.model.control_totals import EACH
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.paths import ANY
from gongkai.model.picture_forms import PictureForm
from gongkai.model.places import NOWHERE

PICTURES, PRINTED = "图", "附图"


def picture_faults(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """Formulas that name nothing, levels that no code has, two pictures with one address, 附图 that is no 图."""
    for name, form in edition.pictures.items():
        yield from _level(edition, name, form)
        for formula in dict.fromkeys(_spelled(form)):
            yield from _formula(edition, accounts, name, formula)
    for id, count in Counter(form.id for form in edition.pictures.values()).items():
        if count > 1:
            yield Fault((PICTURES,), found("L622", NOWHERE, "同键", 类=PICTURES, 名=id), id)
    for name in edition.printed_pictures:
        if name not in edition.pictures:
            there = "、".join(edition.pictures) or "（没有）"
            yield Fault((PRINTED,), found("L622", NOWHERE, "没有", 名=name, 类=PICTURES, 有=there), name)


def _level(edition: Edition, name: str, form: PictureForm) -> Iterator[Fault]:
    codes = edition.lists.coded.get(SUBJECT)
    if form.level and (codes is None or form.level not in codes.levels):
        yield wrong((PICTURES, name), f"图“{name}”的“各”", f"没有叫“{form.level}”的级次", form.level)


def _spelled(form: PictureForm) -> Iterator[tuple[str, str]]:
    """Each formula, as it is written and for one code or each name."""
    for formula in form.figures.values():
        for name in form.items or (SOME_CODE,):
            yield formula, formula.replace(EACH, f"={name}") if EACH in formula else formula.replace(ANY, name)
    yield from ((formula, formula) for formula in (*form.totals.values(), *form.last_year.values()))


def _formula(edition: Edition, accounts: Accounts, name: str, formula: tuple[str, str]) -> Iterator[Fault]:
    """Of a neighbouring document nothing is known here."""
    path, what, (written, spelled) = (PICTURES, name), f"图“{name}”", formula
    try:
        names = [term.first.path for term in parse(spelled)]
    except FormulaError as error:
        yield unsolvable(path, what, error, written)
        return
    of_neighbour = [one for one in names if one.partition(".")[0] in edition.kind.neighbours]
    if any(one.startswith(INPUT) for one in names) or of_neighbour:
        for one in names:
            if one not in of_neighbour:
                yield from unknown(edition, accounts, path, one, what, written)
        return
    try:
        accounts.quantity(spelled)
    except FormulaError as error:
        missing = next((one for one, _ in misnamed(edition, accounts, spelled)), "")
        if error.origin is None:  # else told where that formula stands
            yield unsolvable(path, what, error, written, missing)
