"""公开的形式: what has to be there, and under which name."""

from gongkai.checks.outcomes import Rule
from gongkai.checks.publication import completeness, dating, edition, glossary, presentation, privacy, withheld

RULES = (
    Rule("P201", edition.edition_fits),
    Rule("P206", dating.date_is_possible),
    Rule("P101", completeness.tables_are_filled),
    Rule("P101", completeness.borrowed_figures_are_there),
    Rule("P103", completeness.performance_is_there),
    Rule("P103", completeness.reports_show_their_forms),
    Rule("P103", completeness.forms_stand_in_their_own_lines),
    Rule("P202", presentation.required_tables_are_published),
    Rule("P203", presentation.level_is_named_right),
    Rule("P204", presentation.headings_are_as_listed),
    Rule("P205", presentation.empty_tables_are_explained, figures=True),
    Rule("P104", glossary.used_terms_are_explained),
    Rule("P105", glossary.explained_terms_are_used),
    Rule("P208", withheld.what_is_left_out_is_there),
    Rule("P208", withheld.nothing_rests_on_what_is_left_out),
    Rule("P208", withheld.nothing_is_typed_of_it),
    Rule("P302", privacy.original_holds_personal_data),
)
