"""资金与科目: a figure is of a fund that its code and its column can have; what is not written is not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.funds.corrected import row_of
from gongkai.checks.funds.elsewhere import elsewhere
from gongkai.checks.funds.lines import FundLine, attribute_of, budget_of, lines, typed_by_code
from gongkai.checks.funds.mistakes import Mistake, mistakes
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.columns import ColumnKind
from gongkai.model.entries import EnteredAmount
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.fund_codes import FundCode

NOT_STATED = Skipped(reason="版式没有写“科目资金”")


def _lines(case: Case) -> Iterator[FundLine | Skipped]:
    return lines(case) if case.document.edition.funds else iter((NOT_STATED,))


@each(_lines)
def funds_fit(case: Case, line: FundLine) -> Iterator[Said]:
    """K301 资金: no figure of a fund that its code (funds.csv) or its column (资金) excludes.

    What is certain is an error: the fund is not printed, so that an author can always write it.  An archived document
    prints what its original did.
    """
    return (_wrong(case, mistake) for mistake in mistakes(case) if mistake.line.entry is line.entry)


def _severity(case: Case, *, sure: bool) -> Severity:
    if not sure:
        return Severity.WARNING
    return Severity.INCONSISTENCY if case.document.archived else Severity.ERROR


def _wrong(case: Case, mistake: Mistake) -> Finding:
    line, known = mistake.line, mistake.code
    leaf = line.form.leaf(line.entry.row, mistake.column) if mistake.column else None
    hint, typed = _hint(case, mistake)
    return found(
        "K301",
        line.entry.place,
        _variant(line),
        hint=hint,
        severity=_severity(case, sure=mistake.sure),
        处=f"{line.entry.table}·{line.entry.row}",
        属性=attribute_of(case),
        资金=line.fund,
        列=mistake.column,
        列资金="、".join(leaf.funds) if leaf else "",
        科目=_code(case, known) if known else "",
        只能=known.budget if known and known.sure else "",
        一般=known.budget if known and not known.sure else "",
        写=typed,
    )


def _variant(line: FundLine) -> str:
    """What stands there: a fund that is written, or the one that is taken where none is; else row or column say it."""
    if not line.fund:
        return "只看列"
    if not line.labelled:
        return "固定的行"
    return "写明" if line.written else "没有写"


def _code(case: Case, known: FundCode) -> str:
    name = case.accounts.naming.of("科目", known.prefix)
    return f"{known.prefix}（{name}）" if name else known.prefix


def _hint(case: Case, mistake: Mistake) -> tuple[str, str]:
    """What to do, and what to type for it."""
    line, right = mistake.line, mistake.right
    if not line.fund:
        column = _column_of(line, right)
        return ("换列" if column else "核对"), column
    if not right:
        return "矛盾", ""
    if not line.labelled:
        row = row_of(case, line.form, right[0])
        return ("换行", row) if row else ("没有行", "或".join(right))
    value = f"{attribute_of(case)}: {'（或 '.join(right)}{'）' * (len(right) - 1)}"
    if not mistake.sure:
        return ("未必" if line.written else "未必没有写"), value
    rest = [one for one in line.amounts if one not in mistake.amounts]
    return ("分行", _two_lines(case, mistake, rest, value)) if rest else ("写明", value)


def _two_lines(case: Case, mistake: Mistake, rest: list[EnteredAmount], value: str) -> str:
    """One code with two funds: a line for what stays, and one for what is of another fund."""
    line = mistake.line
    other = f", {attribute_of(case)}: {line.fund}" if line.written else ""
    return f"- {{{_columns(case, rest)}{other}}} 和 - {{{_columns(case, mistake.amounts)}, {value}}}"


def _columns(case: Case, amounts: Iterable[EnteredAmount]) -> str:
    unit = case.document.head.unit
    return ", ".join(f"{one.column}: {one.amount.rounded(unit, 2)}" for one in amounts)


def _column_of(line: FundLine, right: tuple[str, ...]) -> str:
    """Another column of the table whose figures may be of these funds."""
    leaves = (pair for block in line.form.parts for pair in block.keyed)
    typed = ((key, leaf) for key, leaf in leaves if leaf.kind is ColumnKind.AMOUNT and not leaf.derives)
    return next((key for key, leaf in typed if set(leaf.funds) & set(right)), "")


@each(typed_by_code)
def funds_of_inputs_fit(case: Case, typed: tuple[str, str, str]) -> Iterator[Said]:
    """K301 资金: what is typed by code for the explanation is under no budget that the code excludes."""
    declared = case.document.edition.inputs.items()
    code, fund, path = typed
    known, budget = case.funds.of(code), budget_of(case, fund)
    if known is not None and budget not in ("", known.budget):
        right = (name.replace("*", code) for name, form in declared if budget_of(case, form.fund) == known.budget)
        other = next(right, "")
        yield found(
            "K301",
            case.document.inputs[path].place,
            "填报项",
            hint="换项" if other else "没有项",
            severity=_severity(case, sure=known.sure),
            处=path,
            资金=fund,
            科目=_code(case, known),
            只能=known.budget if known.sure else "",
            一般="" if known.sure else known.budget,
            写=other,
        )


def _coded(case: Case) -> Iterator[FundLine | Skipped]:
    return (line for line in _lines(case) if isinstance(line, Skipped) or (line.code and line.fund))


@each(_coded)
def funds_agree(case: Case, line: FundLine) -> Iterator[Said]:
    """K302 没有写的资金: where a line says no fund, another place may say for its code that it is not the default.

    No code belongs to two budgets: there it is an error, and writing 资金 ends it whichever is right.
    """
    entry = line.entry
    for one in [one for one in elsewhere(case) if one.line.entry is entry]:
        yield found(
            "K302",
            entry.place,
            severity=_severity(case, sure=one.sure),
            related=(one.related.place,) if one.related else (),
            处=f"{entry.table}·{entry.row}",
            属性=attribute_of(case),
            资金=one.line.fund,
            别处=one.where,
            应=one.fund,
        )
