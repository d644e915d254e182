"""勾稽: figures against each other, within a document and between documents."""

from gongkai.checks.figures import (
    between_documents,
    cost_of_each,
    cross_footing,
    declared,
    feasibility,
    lost,
    magnitude,
    negative,
    of_units,
    plausibility,
    relations,
    repeated,
    rounded_balances,
    ten_thousand,
)
from gongkai.checks.outcomes import Rule

RULES = (
    Rule("F101", cross_footing.given_against_derived),
    Rule("R101", cross_footing.same_quantity, figures=True),
    Rule("F102", cross_footing.cross_footing),
    Rule("F103", cross_footing.rounding_is_probable),
    Rule("F301", relations.relations_hold),
    Rule("F302", negative.negative_figures),
    Rule("F304", declared.empty_tables_are_empty),
    Rule("F305", repeated.no_line_stands_twice),
    Rule("F306", lost.every_figure_has_a_row),
    Rule("F307", rounded_balances.balances_are_no_rounding, figures=True),
    Rule("F201", feasibility.joint_feasibility, figures=True),
    Rule("F202", magnitude.unit_is_right),
    Rule("F203", magnitude.unit_is_not_wan),
    Rule("F204", ten_thousand.amounts_are_in_the_unit, figures=True),
    Rule("F205", cost_of_each.one_costs_what_it_can),
    Rule("F206", plausibility.changes_are_believable, figures=True),
    Rule("T102", cost_of_each.one_costs_what_is_usual),
    Rule("C101", between_documents.entered_figures_agree),
    Rule("C101", between_documents.none_is_there),
    Rule("C201", between_documents.figures_go_on),
    Rule("C202", of_units.department_is_its_units),
)
