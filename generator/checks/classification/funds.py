"""资金与科目: a figure is of a fund that its code and its column can have; what is not written is not guessed."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.funds.corrected import row_of
from gongkai.checks.funds.elsewhere import elsewhere
from gongkai.checks.funds.lines import Line, lines, typed_by_code
from gongkai.checks.funds.mistakes import Mistake, mistakes
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.columns import ColumnKind
from gongkai.model.entries import EnteredAmount
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.fund_codes import FundCode

NOT_STATED = "版式没有写“科目资金”"


def funds_fit(case: Case) -> Iterator[Outcome]:
    """K301 资金: no figure of a fund that its code (funds.csv) or its column (资金) excludes.

    What is certain is an error: the fund is not printed, so that an author can always write it.  An archived document
    prints what its original did.
    """
    if case.document.edition.funds is None:
        yield Skipped(reason=NOT_STATED)
        return
    found = mistakes(case)
    for mistake in found:
        yield Finding(
            code=FindingCode.WRONG_FUND,
            severity=_severity(case, sure=mistake.sure),
            place=mistake.line.entry.place,
            message=_message(case, mistake),
            hint=_hint(case, mistake),
        )
    yield from _inputs(case)
    if not found:
        yield Held(count=sum(1 for _ in lines(case)))


def _severity(case: Case, *, sure: bool) -> Severity:
    if not sure:
        return Severity.WARNING
    return Severity.INCONSISTENCY if case.document.archived else Severity.ERROR


def _message(case: Case, mistake: Mistake) -> str:
    line, attribute = mistake.line, _attribute(case)
    where = f"{line.entry.table}·{line.entry.row}"
    if not line.fund:
        leaf = line.form.leaf(line.entry.row, mistake.column)
        return f"{where}：“{mistake.column}”一列是{'、'.join(leaf.funds) if leaf else ''}，{_why(case, mistake)}"
    if not line.labelled:
        return f"{where}：{_why(case, mistake)}"
    written = f"“{attribute}”写的是{line.fund}" if line.written else f"“{attribute}”没有写，按{line.fund}算"
    return f"{where}：{written}；{_why(case, mistake)}"


def _why(case: Case, mistake: Mistake) -> str:
    if mistake.code is None:
        leaf = mistake.line.form.leaf(mistake.line.entry.row, mistake.column)
        return f"{mistake.column}只能是{'、'.join(leaf.funds) if leaf else ''}"
    return _code(case, mistake.code)


def _code(case: Case, known: FundCode) -> str:
    name = case.accounts.naming.of("科目", known.prefix)
    return f"{known.prefix}{f'（{name}）' if name else ''}{'只能' if known.sure else '一般'}是{known.budget}"


def _hint(case: Case, mistake: Mistake) -> str:
    line = mistake.line
    if not line.fund:
        column = _column_of(line, mistake.right)
        return f"这个数写到“{column}”一列，或者核对科目" if column else "请核对科目和列"
    if not mistake.right:
        return "请核对科目和列：这一列的数和这个科目不能是同一种资金"
    if not line.labelled:
        row = row_of(case, line.form, mistake.right[0])
        return f"这个数写到“{row}”一行" if row else f"这个数是{'或'.join(mistake.right)}"
    return _typed(case, mistake)


def _typed(case: Case, mistake: Mistake) -> str:
    """What to type."""
    line, attribute = mistake.line, _attribute(case)
    value = f"{attribute}: {'（或 '.join(mistake.right)}{'）' * (len(mistake.right) - 1)}"
    if not mistake.sure:
        own = f"确实是{line.fund}的，写明 {attribute}: {line.fund}，再在 waivers.yml 里说明"
        return f"请核对；是的话，写 {value}；{own if not line.written else '确实没有写错的，在 waivers.yml 里说明'}"
    rest = [one for one in line.amounts if one not in mistake.amounts]
    if not rest:
        return f"写 {value}"
    other = f", {attribute}: {line.fund}" if line.written else ""
    first = f"- {{{_columns(case, rest)}{other}}}"
    return f"同一编码有两种资金的，分成两行写：{first} 和 - {{{_columns(case, mistake.amounts)}, {value}}}"


def _columns(case: Case, amounts: tuple[EnteredAmount, ...] | list[EnteredAmount]) -> str:
    unit = case.document.head.unit
    return ", ".join(f"{one.column}: {one.amount.rounded(unit, 2)}" for one in amounts)


def _column_of(line: Line, right: tuple[str, ...]) -> str:
    """Another column of the table whose figures may be of these funds."""
    for block in line.form.parts:
        for key, leaf in block.keyed:
            if leaf.kind is ColumnKind.AMOUNT and not leaf.derives and set(leaf.funds) & set(right):
                return key
    return ""


def _attribute(case: Case) -> str:
    funds = case.document.edition.funds
    return funds.attribute if funds else ""


def _inputs(case: Case) -> Iterator[Finding]:
    """What is typed by code for the explanation, under a budget that the code excludes."""
    funds = case.document.edition.funds
    for code, fund, path in typed_by_code(case):
        known = case.funds.of(code)
        budget = funds.budgets.get(fund, "") if funds else ""
        if known is None or budget in ("", known.budget):
            continue
        right = [
            name.replace("*", code)
            for name, form in case.document.edition.inputs.items()
            if funds and form.fund and funds.budgets.get(form.fund) == known.budget
        ]
        yield Finding(
            code=FindingCode.WRONG_FUND,
            severity=_severity(case, sure=known.sure),
            place=case.document.inputs[path].place,
            message=f"填报项“{path}”是{fund}的；{_code(case, known)}",
            hint=f"写到“{right[0]}”，或者核对科目" if right else "请核对科目",
        )


def funds_agree(case: Case) -> Iterator[Outcome]:
    """K302 没有写的资金: where a line says no fund, another place may say for its code that it is not the default.

    No code belongs to two budgets: there it is an error, and writing 资金 ends it whichever is right.
    """
    if case.document.edition.funds is None:
        yield Skipped(reason=NOT_STATED)
        return
    attribute = _attribute(case)
    found = elsewhere(case)
    for one in found:
        entry = one.line.entry
        yield Finding(
            code=FindingCode.FUND_ELSEWHERE,
            severity=_severity(case, sure=one.sure),
            place=entry.place,
            message=(
                f"{entry.table}·{entry.row}：“{attribute}”没有写，按{one.line.fund}算；"
                f"{one.where}里同一科目是{one.fund}"
            ),
            hint=f"写 {attribute}: {one.fund}；确实是{one.line.fund}的，也写明 {attribute}: {one.line.fund}",
            related=(one.related.place,) if one.related else (),
        )
    if not found:
        yield Held(count=sum(1 for line in lines(case) if line.code and line.fund))


RULES = (
    Rule(code=FindingCode.WRONG_FUND, check=funds_fit),
    Rule(code=FindingCode.FUND_ELSEWHERE, check=funds_agree),
)
