"""绩效: the performance forms, by themselves, against each other and against the document."""

from gongkai.checks.outcomes import Rule
from gongkai.checks.performance import (
    claims,
    costs,
    funds,
    goals,
    lists,
    names,
    narrative,
    plausible_values,
    purposes,
    results,
    scores,
    summary,
    totals,
    units,
    weights,
)
from gongkai.checks.performance.needs import form_with
from gongkai.model.performance_roles import Subject

PROJECT, DEPARTMENT = (Subject.PROJECT,), (Subject.DEPARTMENT,)
PROJECT_GOAL = form_with("goal", PROJECT)
PROJECT_INDICATORS = form_with("indicators", PROJECT)
SUMMARY = form_with("summary", (Subject.SUMMARY,))
LIST = form_with("listed", (Subject.LIST,), outcome=None)

RULES = (
    Rule("E101", funds.sources_add_up, needs=form_with("funds", outcome=None)),
    Rule("E102", funds.rates_follow, needs=form_with("funds")),
    Rule("E103", funds.execution_is_scored, needs=form_with("full_rate")),
    Rule("E104", weights.weights_are_as_prescribed, needs=form_with("weights")),
    Rule("E105", weights.scores_are_within_points, needs=form_with("total")),
    Rule("E105", weights.totals_add_up, needs=form_with("total")),
    Rule("E106", scores.scores_follow_targets, needs=form_with("proportional")),
    Rule("E106", scores.unspent_costs_score_alike, needs=form_with("proportional")),
    Rule("E107", scores.deviations_follow, needs=form_with("indicators")),
    Rule("E108", scores.deductions_are_explained, needs=form_with("indicators")),
    Rule("E109", costs.costs_are_the_budget, needs=PROJECT_INDICATORS),
    Rule("E110", costs.costs_have_a_ceiling, needs=PROJECT_INDICATORS),
    Rule("E111", goals.goals_name_the_budget, needs=PROJECT_GOAL),
    Rule("E111", goals.goals_keep_the_point, needs=PROJECT_GOAL),
    Rule("E112", purposes.goals_are_the_projects, needs=PROJECT_GOAL),
    Rule("E112", purposes.goals_name_no_other_project, needs=PROJECT_GOAL),
    Rule("E112", purposes.results_are_the_projects, needs=form_with("result", PROJECT)),
    Rule("E113", goals.done_means_paid, needs=form_with("result", PROJECT)),
    Rule("E113", claims.evaluated_projects_were_paid, needs=form_with("funds", PROJECT)),
    Rule("E114", narrative.printed_numbers_are_the_forms),
    Rule("E114", narrative.texts_count_the_forms, needs=form_with("total", PROJECT)),
    Rule("E114", narrative.budgets_are_no_outturns, needs=form_with("total", PROJECT)),
    Rule("E114", claims.texts_agree_with_forms, needs=form_with("project")),
    Rule("E115", totals.projects_fit_the_table, needs=form_with("sum_at_most", PROJECT), figures=True),
    Rule("E116", totals.forms_fit_the_document, needs=form_with("equations", DEPARTMENT, outcome=None), figures=True),
    Rule("E117", totals.indicators_follow_the_figures, needs=form_with("quotients"), figures=True),
    Rule("E118", summary.rates_are_no_points, needs=SUMMARY),
    Rule("E118", summary.rows_repeat_the_forms, needs=SUMMARY),
    Rule("E118", summary.scores_are_what_parts_give, needs=SUMMARY),
    Rule("E118", summary.copies_repeat_the_forms, needs=form_with("project", PROJECT)),
    Rule("E119", summary.every_project_has_a_row, needs=SUMMARY),
    Rule("E119", summary.every_row_has_a_form, needs=SUMMARY),
    Rule("E119", lists.lists_add_up, needs=LIST),
    Rule("E119", lists.lists_agree_with_tables, needs=LIST),
    Rule("E120", names.departments_are_named, needs=form_with("kind", tuple(Subject), outcome=None)),
    Rule("E120", names.codes_are_the_departments, needs=form_with("kind", tuple(Subject), outcome=None)),
    Rule("E120", names.units_are_named, needs=LIST),
    Rule("E120", names.captions_are_named),
    Rule("E121", names.tasks_are_projects, needs=form_with("tasks", DEPARTMENT)),
    Rule("E121", names.text_names_the_projects, needs=form_with("project", PROJECT)),
    Rule("E122", plausible_values.targets_suit_their_definition),
    Rule("E123", plausible_values.columns_are_not_swapped),
    Rule("E124", plausible_values.values_are_typed_right),
    Rule("E124", plausible_values.shares_are_of_a_whole),
    Rule("E125", plausible_values.indicator_names_are_spelt),
    Rule("E126", names.promised_forms_are_there, needs=form_with("kind")),
    Rule("E127", plausible_values.numbers_are_numbers),
    Rule("E128", totals.services_were_procured, needs=form_with("services_bought", PROJECT)),
    Rule("E130", results.results_are_the_outcomes, needs=form_with("result")),
    Rule("F204", units.forms_are_in_their_unit),
    Rule("F204", units.projects_are_in_their_unit, needs=form_with("sum_at_most", PROJECT)),
)
