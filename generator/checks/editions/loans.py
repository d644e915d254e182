"""取自另一份文件的列和行 (取: 上年决算.支出.*): what cannot be taken from there, told before any document is made."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.figures.classify_entries import fixed_lowest, is_input
from gongkai.model.columns import ColumnForm, ColumnKind, Pulling
from gongkai.model.edition import Edition
from gongkai.model.forms import RowForm, TableForm
from gongkai.model.names import listed
from gongkai.model.paths import ANY, borrowed_from


def loan_faults(edition: Edition) -> Iterator[Fault]:
    """Every 取 of another document that leaves open which figure is meant, or is overridden."""
    for name, form in edition.tables.items():
        for block in form.parts:
            for column, leaf in block.keyed:
                for message in (*_of_kind(edition, leaf), *_of_column(form, leaf)) if leaf.loan else ():
                    yield Fault(path=("表", name), text=leaf.source, message=f"{name}·{column}：{message}")
        for row in (*form.fixed_rows, *form.last_rows):
            for message in _of_kind(edition, row) if row.loan else ():
                yield Fault(path=("表", name), text=row.source, message=f"{name}·{row.name}：{message}")
            if row.loan and not _one_figure(form, row):
                message = f"{name}·{row.name}取自另一份文件：这一行要正好有一列填的金额，不是末行，不写“公式”"
                yield Fault(path=("表", name), text=row.source, message=message)


def _of_kind(edition: Edition, form: Pulling) -> Iterator[str]:
    which, known = borrowed_from(form.loan), edition.kind.neighbours
    if which not in known:
        there = f"；有：{listed(known)}；表名不要以上年、同年开头" if known else ""
        yield f"“取”写的是“{form.loan}”，{edition.kind.name}没有叫“{which}”的邻近文件{there}"


def _one_figure(form: TableForm, row: RowForm) -> bool:
    block = form.parts[form.placed_rows[row.name][0]]
    inputs = [column for column in block.amounts if is_input(form, row.name, column)]
    return len(inputs) == 1 and not row.formula and row not in form.last_rows


def _of_column(form: TableForm, leaf: ColumnForm) -> Iterator[str]:
    if not leaf.loan.partition(".")[2] or " " in leaf.loan:
        yield "“取”另一份文件的一个指标，写成“上年决算.指标”，不能加减"
    if leaf.kind is not ColumnKind.AMOUNT or leaf.formula or leaf.where:
        yield "取自另一份文件的列是金额，不写“公式”“条件”"
    yield from _of_rows(form, leaf)


def _of_rows(form: TableForm, leaf: ColumnForm) -> Iterator[str]:
    """What rows there must be for an indicator to say which figure each takes."""
    if form.attributes:
        yield f"这张表的数还要写明{'、'.join(form.attributes)}，另一份文件的指标说不清；请另立一张表来取"
    if form.rule is not None and (form.classification is None or form.rule.grouped or ANY not in leaf.loan):
        yield "在生成的行里，只有按科目、经济科目一行一个编码的表能取，写“上年决算.指标.*”"
    if form.rule is None and ANY not in leaf.loan and len(list(fixed_lowest(form))) > 1:
        yield "这张表有几行要填，指标里写“*”代表这一行的编码或名称；只有一行要取的，把“取”写在那一行"
