"""别处的资金: a line that says no fund, and another place that says one for its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from msgspec import Struct, field

from gongkai.checks.context import Case
from gongkai.checks.funds.lines import FundLine, budget_of, lines, typed_by_code
from gongkai.checks.funds.mistakes import mistakes
from gongkai.model.entries import Entry


class Elsewhere(Struct, frozen=True, kw_only=True):
    """别处写明的资金: a line that says none, and another place that says one for the same code."""

    line: FundLine
    fund: str
    where: str
    related: Entry | None
    sure: bool
    """whether both are budgets: no code belongs to two"""


class _Table(Struct):
    """What a table says of one code."""

    funds: set[str] = field(default_factory=set)
    stated: FundLine | None = None
    """the first line that leaves no doubt"""


@lru_cache(maxsize=1)
def elsewhere(case: Case) -> tuple[Elsewhere, ...]:
    """Defaults that another table, or an input of that code, contradicts."""
    wrong = {id(one.line.entry) for one in mistakes(case)}
    coded = [line for line in lines(case) if line.code and line.fund and id(line.entry) not in wrong]
    by_code, inputs = _by_code(coded), _of_inputs(case)
    unsaid = (line for line in coded if line.open)
    told = (_contradicted(case, line, by_code[line.code], inputs.get(line.code, {})) for line in unsaid)
    return tuple(chain(*told))


def _by_code(coded: list[FundLine]) -> Mapping[str, Mapping[str, _Table]]:
    """What each table says of each code."""
    by_code: dict[str, dict[str, _Table]] = defaultdict(lambda: defaultdict(_Table))
    for line in coded:
        table = by_code[line.code][line.entry.table]
        table.funds.add(line.fund)
        if table.stated is None and (line.written or len(line.choices) == 1):
            table.stated = line
    return by_code


def _contradicted(
    case: Case, line: FundLine, tables: Mapping[str, _Table], inputs: Mapping[str, str]
) -> Iterator[Elsewhere]:
    own = tables[line.entry.table].funds
    for name, table in tables.items():
        stated = table.stated
        if stated and name != line.entry.table and stated.fund not in own and line.fund not in table.funds:
            yield _elsewhere(case, line, stated.fund, name, stated.entry)
            return
    for fund, where in inputs.items():
        if fund not in own and line.fund not in inputs:
            yield _elsewhere(case, line, fund, where, None)
            return


def _elsewhere(case: Case, line: FundLine, fund: str, where: str, related: Entry | None) -> Elsewhere:
    sure = bool(budget_of(case, line.fund) and budget_of(case, fund))
    return Elsewhere(line=line, fund=fund, where=where, related=related, sure=sure)


def _of_inputs(case: Case) -> dict[str, dict[str, str]]:
    """科目 → 资金 → where an input of that code (政府性基金年初预算.*) is not zero."""
    inputs: dict[str, dict[str, str]] = {}
    for code, fund, path in typed_by_code(case):
        inputs.setdefault(code, {}).setdefault(fund, f"填报项“{path}”")
    return inputs
