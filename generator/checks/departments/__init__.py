"""部门之间: what departments and units say of the same money."""

from gongkai.checks.departments import dealings, projects, transfers
from gongkai.checks.outcomes import Rule

RULES = (
    Rule("B101", dealings.both_sides_agree),
    Rule("B102", dealings.the_other_side_says_it_too),
    Rule("B103", dealings.no_more_than_the_table, figures=True),
    Rule("B201", transfers.what_units_pay_units_receive),
    Rule("B301", projects.a_project_is_one_project),
)
