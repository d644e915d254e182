"""checks.yml 自检: 衔接, 汇总 and 经济分类 must name what the edition has. (勾稽 is tried with its other formulas.)"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.editions.faults import Fault
from generator.figures.derivation import Accounts
from generator.figures.formulas import FormulaError, parse, parse_comparison
from generator.model.columns import ColumnKind
from generator.model.edition import NEIGHBOURS, Edition


def relation_faults(edition: Edition, accounts: Accounts) -> Iterator[Fault]:
    """Names in checks.yml that mean nothing; `accounts` are those of the edition's trial."""
    for number, relation in edition.continuity.items():
        path = ("衔接", number)
        try:
            comparison = parse_comparison(relation.formula)
            for side in (comparison.left, comparison.right):
                for term in parse(side):
                    if term.first.path.partition(".")[0] not in NEIGHBOURS:
                        accounts.quantity(term.first.path)
        except FormulaError as error:
            yield Fault(path=path, text=relation.formula, message=f"衔接“{number}”算不出来：{error}")
    for name in edition.totals_of_units:
        try:
            accounts.quantity(name)
        except FormulaError as error:
            yield Fault(path=("汇总",), text=name, message=f"汇总“{name}”算不出来：{error}")
    for number, relation in edition.relations.items():
        if relation.each and relation.each not in edition.tables:
            message = f"勾稽“{number}”的“每行”：没有叫“{relation.each}”的表"
            yield Fault(path=("勾稽", number), text=relation.each, message=message)
    yield from _economic(edition)


def _economic(edition: Edition) -> Iterator[Fault]:
    economic = edition.economic
    if economic is None:
        return
    for name in economic.tables:
        if name not in edition.tables:
            yield Fault(path=("经济分类",), text=name, message=f"“成对的表”里没有叫“{name}”的表")
    for key, text in (("项目分对", economic.rest), ("项目", economic.projects)):
        table, _, column = text.partition(".")
        form = edition.tables.get(table)
        leaf = form.parts[0].by_key.get(column) if form is not None else None
        if text and (leaf is None or leaf.kind is not ColumnKind.AMOUNT):
            message = f"经济分类的“{key}”写的是“{text}”，没有这张表或这列金额"
            yield Fault(path=("经济分类",), text=text, message=message, hint="写“表名.列”")
