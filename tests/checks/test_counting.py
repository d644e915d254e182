"""The engine counts: what a rule says nothing of holds, and no rule says 不适用 of what it looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Rule, Said, Skipped, each, together
from gongkai.model.amounts import Unit
from gongkai.model.findings import found
from gongkai.model.ledger import Examined
from tests.checks.cases import case
from tests.checks.real import ALL, case_in, real
from tests.findings.test_documents import DOCUMENT, project_of

TABLE = "支出: {键: s, 列: [{题: 编码, 类: 编码}, 金额], 行: {按: 科目}}\n"
MORE = ("C201", "E130", "F204", "K204")
"""findings in whose documents rules hold that say nothing of the published ones"""
SHOWN_ELSEWHERE = {
    "a_project_is_one_project": "checks/test_departments.py",
    "amounts_are_theirs": "pipeline/test_sum_of_units.py",
    "balances_stay": "pipeline/test_sum_of_units.py",
    "borrowed_figures_are_there": "figures/test_borrowed.py",
    "both_sides_agree": "checks/test_departments.py",
    "captions_are_named": "checks/test_performance_names.py",
    "codes_are_in_force": "checks/test_classification.py",
    "codes_of_inputs_have_names": "checks/test_unlisted_codes.py",
    "control_totals_agree": "checks/test_control_totals.py",
    "control_totals_are_there": "checks/test_control_totals.py",
    "corrections_are_written": "pipeline/test_disclosure.py",
    "corrections_match": "pipeline/test_disclosure.py",
    "department_is_its_units": "pipeline/test_kinds.py",
    "evaluated_projects_were_paid": "checks/test_performance_agreement.py",
    "every_project_has_a_row": "checks/test_performance_names.py",
    "figures_go_on": "checks/test_between_documents.py",
    "imported_figures_stand": "importing/test_import.py",
    "level_is_named_right": "pipeline/test_kinds.py",
    "lists_agree_with_tables": "checks/test_performance_names.py",
    "named_amounts_are_the_figures": "checks/test_narrative_figures.py",
    "names_agree": "checks/test_classification.py",
    "no_more_than_the_table": "checks/test_departments.py",
    "none_is_there": "composition/test_no_last_year.py",
    "nothing_is_typed_of_it": "pipeline/test_left_out.py",
    "nothing_rests_on_what_is_left_out": "pipeline/test_left_out.py",
    "parts_of_codes_are_printed_right": "findings/K203; only what is wrong is recorded",
    "promised_forms_are_there": "checks/test_performance_names.py",
    "rates_are_no_points": "checks/test_performance_names.py",
    "services_were_procured": "checks/test_procurement.py",
    "steps_are_in_order": "pipeline/test_disclosure.py",
    "text_is_as_disclosed": "pipeline/test_disclosure.py",
    "texts_count_the_forms": "checks/test_performance_agreement.py",
    "the_other_side_says_it_too": "checks/test_departments.py",
    "units_are_known": "pipeline/test_sum_of_units.py",
    "units_can_be_summed": "pipeline/test_sum_of_units.py",
    "versions_are_sealed": "pipeline/test_disclosure.py",
    "what_is_left_out_is_there": "pipeline/test_left_out.py",
    "what_units_pay_units_receive": "checks/test_departments.py",
}
"""rules that no document here has anything for, and where they are tried"""


def numbers(looked_at: Case) -> Iterator[int | Skipped]:
    for entry in looked_at.document.entries:
        amount = int(entry.amounts[0].amount.yuan)
        yield amount or Skipped(reason="零")


@each(numbers)
def small_numbers(looked_at: Case, number: int) -> Iterator[Said]:
    if number == 13:
        yield Skipped(reason="不看十三")
    elif number > 9:
        yield found("P101", looked_at.figures_file, "一张表", 表=str(number))


@together(numbers)
def small_sum(looked_at: Case, listed: list[int]) -> Iterator[Said]:
    if sum(listed) > 9:
        yield found("P101", looked_at.figures_file, "一张表", 表=str(sum(listed)))


def ended(rule: Rule, monkeypatch: pytest.MonkeyPatch, *typed: int) -> tuple[int, Examined]:
    """How many findings a rule makes of some figures, and how it ended."""
    rows = "".join(f'"20101{number:02}": {yuan}, ' for number, yuan in enumerate(typed))
    looked_at = case(TABLE, f"支出: {{{rows}}}" if typed else "", Unit.YUAN)
    monkeypatch.setattr(rules, "RULES", (rule,))
    checked = rules.run(looked_at)
    return len(checked.findings), checked.examined[0]


@pytest.mark.parametrize(
    ("typed", "findings", "held", "reasons"),
    [
        ((), 0, 0, ()),
        ((1, 2), 0, 2, ()),
        ((1, 20, 30), 2, 1, ()),
        ((1, 0), 0, 1, ("零",)),
        ((0, 13), 0, 0, ("零", "不看十三")),
    ],
)
def test_each_thing_is_counted_once(
    monkeypatch: pytest.MonkeyPatch, typed: tuple[int, ...], findings: int, held: int, reasons: tuple[str, ...]
) -> None:
    made, examined = ended(Rule("P101", small_numbers), monkeypatch, *typed)
    assert (made, examined.held, examined.reasons) == (findings, held, reasons)


def test_all_things_hold_or_nobody_knows_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(Rule("P101", small_sum), monkeypatch) == (0, Examined(code="P101"))
    assert ended(Rule("P101", small_sum), monkeypatch, 1, 2) == (0, Examined(code="P101", held=2))
    assert ended(Rule("P101", small_sum), monkeypatch, 5, 6) == (1, Examined(code="P101"))
    assert ended(Rule("P101", small_sum), monkeypatch, 0, 6) == (0, Examined(code="P101", held=1, reasons=("零",)))


def test_every_rule_passes_a_document_in_which_nothing_is_wrong(tmp_path: Path) -> None:
    """By name: a rule that never counts anything as right is missing its things, not its findings."""
    documents = [real(id) for id in ALL]
    documents += [case_in(project_of(one, tmp_path / one), DOCUMENT) for one in ("", *MORE)]
    never = {rule.check.__name__ for rule in rules.RULES if not any(_holds(rule, one) for one in documents)}
    assert sorted(never - SHOWN_ELSEWHERE.keys()) == []


def _holds(rule: Rule, looked_at: Case) -> bool:
    return any(isinstance(outcome, Held) for outcome in rule.check(looked_at))
