"""The sample with findings at a figure of 支出决算表, at two of a performance form, and at a sentence."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.annotation.annotate import annotated
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.publication import Block, Paragraph, Publication, Table
from tests import sample

TOTAL, SPENT, SCORE, SENTENCE = (Place(path="figures.yml", line=line, column=1) for line in range(1, 5))
MESSAGES = {
    TOTAL: "支出决算表·合计·基本支出：填的是1,589.30万元，由明细推算是1,589.32万元",
    SPENT: "年度资金总额的全年执行数填的是40.54，其他资金加起来是40.50，相差0.04万元",
    SCORE: "执行率81.1%，得分填的是10.0，应为8.11",
    SENTENCE: "收、支总计上年填的是3349.41万元，上年决算是3349.14万元",
}
TOLD = {place: "核对：" + message.replace("填的是", "印作") + "。" for place, message in MESSAGES.items()}


def finding(place: Place, severity: Severity = Severity.INCONSISTENCY, code: str = "F101", note: str = "") -> Finding:
    return Finding(code=code, severity=severity, place=place, message=MESSAGES[place], note=note)


def typed() -> Publication:
    """The sample, whose cells and sentence know where they were typed."""
    made = sample.publication()
    parts = tuple(
        replace(
            part,
            sections=tuple(
                replace(section, blocks=tuple(_typed(block) for block in section.blocks)) for section in part.sections
            ),
        )
        for part in made.parts
    )
    return replace(made, parts=parts)


def publication() -> Publication:
    """With its notes."""
    return annotated(typed(), [finding(place) for place in MESSAGES], ())


def _typed(block: Block) -> Block:
    if isinstance(block, Table) and block.id == "t03":
        return at(block, 0, 3, TOTAL)
    if isinstance(block, Table) and block.id == "form-01":
        return at(at(block, 2, 3, SPENT), 2, 6, SCORE)
    if isinstance(block, Paragraph) and block.id == "overall-p1":
        spans = list(block.spans)
        for number in (3, 5):
            spans[number] = replace(spans[number], places=(SENTENCE,))
        return replace(block, spans=tuple(spans))
    return block


def at(table: Table, row: int, cell: int, place: Place) -> Table:
    """The table with one cell typed at a place."""
    body = list(table.body)
    cells = list(body[row].cells)
    cells[cell] = replace(cells[cell], places=(place,))
    body[row] = replace(body[row], cells=tuple(cells))
    return replace(table, body=tuple(body))
