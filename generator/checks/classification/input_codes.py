"""填报项的科目: codes of the explanation's items, which print with their names (年初预算)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT, name_key
from gongkai.model.edition import declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import TableForm

ITEM = "项"


def codes_of_inputs_have_names(case: Case) -> Iterator[Outcome]:
    """K101 年初预算的科目: an item whose code has no name would be printed without one (rule R43)."""
    naming, changes, lists = case.accounts.naming, case.changes, case.document.edition.lists
    in_tables = {entry.row for entry in case.document.entries}
    for path, given in case.document.inputs.items():
        form, code = declared(case.document.edition.inputs, path) or (None, "")
        if form is None or lists.level(SUBJECT, code) != ITEM or not isinstance(given.value, Amount):
            continue
        if code in in_tables or not given.value.yuan or not naming.listed(SUBJECT):
            continue
        nameless = next((one for one in (*naming.above(SUBJECT, code), code) if not naming.of(SUBJECT, one)), "")
        if not nameless:
            yield Held()
            continue
        since = changes.since(code)
        changed = f"从{since}年起改为{'、'.join(changes.after(code))}" if 0 < since <= case.document.year else ""
        yield Finding(
            code=FindingCode.UNKNOWN_CODE,
            severity=Severity.ERROR,
            place=given.place,
            message=f"{path.replace('.', '·')}：{case.document.year}年的科目表里没有“{nameless}”，不知道名称，印不出来"
            + (f"；它{changed}" if changed else ""),
            hint=f"请用{case.document.year}年的科目" if changed else _how(case, nameless),
        )


def _how(case: Case, code: str) -> str:
    """To name it in a table of the document whose rows are such codes."""
    tables = case.document.edition.tables
    by_code = (entry.table for entry in case.document.entries if _by_code(tables[entry.table]))
    table = next(by_code, "支出表")
    return f'请核对编码；没有错的，在 figures.yml 的“{table}”里加一行，只写名称："{code}": {{{name_key(SUBJECT)}: ……}}'


def _by_code(form: TableForm) -> bool:
    return form.rule is not None and form.rule.by == (SUBJECT,)


RULES = (Rule(code=FindingCode.UNKNOWN_CODE, check=codes_of_inputs_have_names),)
