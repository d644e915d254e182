"""表内勾稽与印出数: what is given against what derives, within the interval of its rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import FIRST, mended
from gongkai.checks.figures.printed import elsewhere, out_of_rounding, printed_amount
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.unread import reason
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.statements import Address, Cell, Relation

MOST_RELATED = 12


def cells(case: Case) -> Mapping[Address, Cell]:
    """Every cell of every table of the document, by address."""
    return case.accounts.cells


def given_against_derived(case: Case) -> Iterator[Outcome]:
    """F101 印出数与推算数: a given subtotal must lie within the rounding of the figures it sums (domain rule 2.1).

    The sum of n non-zero figures in 万元 may differ from a printed total by 0.005 × (n + 1).
    """
    for cell in cells(case).values():
        if cell.given is None or case.accounts.facts.single(cell.parts):
            continue
        if unread := reason(case, (cell.address.table,)):
            yield Skipped(reason=unread)
            continue
        if not out_of_rounding(case, cell):
            yield Held()
            continue
        if mended(case, cell):
            yield Skipped(reason=f"{cell.address}：{FIRST}")
            continue
        printed = printed_amount(case, cell)
        difference = printed - cell.derived
        most = f"（四舍五入最多差{case.reach(difference)}）" if difference.margin else ""
        yield Finding(
            code=FindingCode.GIVEN_AGAINST_DERIVED,
            severity=Severity.INCONSISTENCY,
            place=cell.given.place,
            message=(
                f"{cell.address}：填的是{case.shown(printed)}，"
                f"由明细推算是{case.shown(cell.derived)}，{case.apart(difference)}{most}"
            ),
            hint="请核对这个数和它的明细；明细无误时，这个数可以不填，会自动推算",
            related=_related(case, cell),
        )


def same_quantity(case: Case) -> Iterator[Outcome]:
    """R101 表间勾稽: one quantity printed in several places must be the same figure everywhere (rules R07-R26).

    Two cells that sum the very same entered figures are one quantity, whatever tables they stand in.
    """
    for cell in cells(case).values():
        known = elsewhere(case, cell)
        if cell.given is None or known is None or out_of_rounding(case, cell):
            continue
        amount, place = known
        if amount.yuan == cell.given.amount.yuan:
            yield Held()
            continue
        if mended(case, cell, *(one for one in cells(case).values() if one.given and one.parts == cell.parts)):
            yield Skipped(reason=f"{cell.address}：{FIRST}")
            continue
        yield Finding(
            code=FindingCode.SAME_QUANTITY,
            severity=Severity.INCONSISTENCY,
            place=cell.given.place,
            message=(f"{cell.address}：填的是{case.shown(cell.given.amount)}，同一个数在另一处是{case.shown(amount)}"),
            hint="这两处由同样的明细构成，应当一样；请核对后改成同一个数",
            related=(place,),
        )


def cross_footing(case: Case) -> Iterator[Outcome]:
    """F102 表内勾稽: rows and columns as printed must add up within rounding (rules R01-R06, R10, RH, R13-R16, R30).

    Where a cell already contradicts its own figures (F101, R101), the sums it takes part in are not reported again; nor
    is one sum of the same quantities in another table, or in the column beside.
    """
    known = cells(case)
    wrong = {address for address, cell in known.items() if _contradicted(case, cell)}
    seen: set[tuple[object, ...]] = set()
    for address, cell in sorted(known.items(), key=lambda item: item[1].given is None):
        for relation in cell.relations:
            involved = [address, *(term for _, term in relation.terms)]
            if any(one in wrong or one not in known for one in involved):
                continue
            sum_of = (cell.parts, *((sign, known[term].parts) for sign, term in relation.terms if known[term].parts))
            if sum_of in seen:
                continue
            if unread := reason(case, (one.table for one in involved)):
                yield Skipped(reason=unread)
                continue
            seen.add(sum_of)
            total = _total(case, relation, known)
            printed = printed_amount(case, cell)
            if printed.agrees(total):
                yield Held()
            elif mended(case, cell, *(known[term] for _, term in relation.terms)):
                yield Skipped(reason=f"{address}：{FIRST}")
            else:
                yield _violation(case, cell, relation, printed - total)


def _contradicted(case: Case, cell: Cell) -> bool:
    known = elsewhere(case, cell)
    differs = cell.given is not None and known is not None and known[0].yuan != cell.given.amount.yuan
    return differs or out_of_rounding(case, cell)


def _total(case: Case, relation: Relation, known: Mapping[Address, Cell]) -> Amount:
    return signed_sum((sign, printed_amount(case, known[address])) for sign, address in relation.terms)


def _violation(case: Case, cell: Cell, relation: Relation, difference: Amount) -> Finding:
    printed = printed_amount(case, cell)
    how = "各行相加" if relation.kind == "行" else "各列相加"
    return Finding(
        code=FindingCode.CROSS_FOOTING,
        severity=Severity.INCONSISTENCY,
        place=cell.place or case.document.place,
        message=(
            f"{cell.address}：印出来是{case.shown(printed)}，{how}是{case.shown(printed - difference)}，"
            f"{case.apart(difference)}{'，超出四舍五入的尾差' if difference.margin else ''}"
        ),
        hint="请核对合计和各个明细",
    )


def _related(case: Case, cell: Cell) -> tuple[Place, ...]:
    facts = case.accounts.facts.items
    return tuple(sorted(facts[number].place for number, _ in cell.parts))[:MOST_RELATED]


RULES = (
    Rule(code=FindingCode.GIVEN_AGAINST_DERIVED, check=given_against_derived),
    Rule(code=FindingCode.SAME_QUANTITY, check=same_quantity, whole=True),
    Rule(code=FindingCode.CROSS_FOOTING, check=cross_footing),
)
