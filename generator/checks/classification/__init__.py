"""科目与名称: codes, what they are called, and which go together."""

from gongkai.checks.classification import (
    catalogue,
    codes,
    economic_pairs,
    funds,
    input_codes,
    known_codes,
    printed_names,
    project_pairs,
)
from gongkai.checks.outcomes import Rule

RULES = (
    Rule("K101", known_codes.codes_are_known),
    Rule("K101", known_codes.printed_codes_are_known),
    Rule("K101", codes.units_are_known),
    Rule("K101", input_codes.codes_of_inputs_have_names),
    Rule("C301", codes.codes_are_in_force),
    Rule("K201", codes.names_agree),
    Rule("K301", funds.funds_fit),
    Rule("K301", funds.funds_of_inputs_fit),
    Rule("K302", funds.funds_agree),
    Rule("K202", printed_names.names_are_printed_alike),
    Rule("K203", printed_names.codes_are_printed_right),
    Rule("K203", printed_names.parts_of_codes_are_printed_right),
    Rule("K206", catalogue.things_have_one_name),
    Rule("K207", catalogue.titles_fit_tables),
    Rule("K204", economic_pairs.pairs_are_allowed),
    Rule("K205", economic_pairs.pairs_stand_once),
    Rule("K208", project_pairs.projects_fit_pairs, whole=True),
)
