"""特别大的百分比: none is printed of which nobody says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.outcomes import NOT_COMPOSED, Said, Skipped, each
from gongkai.checks.pairs import Pair, believable, compared, has_reason
from gongkai.checks.quantities import UnknownFigureError, place_of, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.findings import Finding, found
from gongkai.model.publication import Paragraph, Table
from gongkai.model.relations import Treatment
from gongkai.model.spans import Figure


def _percentages(case: Case) -> Iterator[Figure | Skipped]:
    """Those that derive, in sentences and in tables; what an original prints instead is N201's."""
    if case.publication is None:
        yield NOT_COMPOSED
        return
    printed: dict[str, Figure] = {}
    for block in case.publication.blocks():
        match block:
            case Paragraph(spans=spans) | Table(printed_spans=spans):
                printed |= {one.source: one for one in spans if isinstance(one, Figure) and one.unit == "%"}
    yield from printed.values()


@each(_percentages)
def large_percentages_have_reasons(case: Case, one: Figure) -> Iterator[Said]:
    """N213 特别大的百分比: it is that of two figures of which a reason says why they differ so much.

    Where they are too far apart to be believed, F206 tells.
    """
    if abs(Decimal(one.value)) > case.document.edition.changes.percent:
        pair, sound = _known(case).get(one.value, (None, False))
        if not sound:
            yield _told(case, one, pair)


def _known(case: Case) -> Mapping[str, tuple[Pair, bool]]:
    """Percentages of what is compared: of what, and whether nothing is to be said of them."""
    edition = case.document.edition
    tells = edition.checks.get("F206") is not Treatment.OFF
    found: dict[str, tuple[Pair, bool]] = {}
    for pair in compared(case):
        try:
            newer, older = quantity(case, pair.newer), quantity(case, pair.older)
        except (UnknownFigureError, FormulaError):
            continue
        sound = has_reason(case, pair) or (tells and not believable(newer, older, edition.changes))
        for value in _values(newer, older):
            if value not in found or sound:
                found[value] = (pair, sound)
    return found


def _values(newer: Amount, older: Amount) -> Iterator[str]:
    """One as a percentage of the other, and the change."""
    if older.yuan:
        for part in (newer.yuan, newer.yuan - older.yuan, older.yuan - newer.yuan):
            yield f"{part / older.yuan * 100:.6f}"


def _told(case: Case, one: Figure, pair: Pair | None) -> Finding:
    places = one.places or tuple(filter(None, (place_of(case, pair.newer) if pair else None,)))
    return found(
        "N213",
        places[0] if places else case.figures_file,
        severity=authored(case),
        related=places[1:],
        处=one.source,
        印=one.text,
        界=f"{case.document.edition.changes.percent:,f}",
    )
