"""文字: what no figure decides: characters, residue, marks, repetition, units (rules X17, X18)."""

from gongkai.checks.outcomes import Rule
from gongkai.checks.wording import characters, printed_units, punctuation, repetition, residue, seams, to_write, units

RULES = (
    Rule("W101", characters.characters_are_what_they_seem),
    Rule("W101", characters.names_are_what_they_seem),
    Rule("W201", residue.templates_are_filled),
    Rule("W201", residue.originals_are_filled),
    Rule("W202", punctuation.marks_are_single),
    Rule("W202", punctuation.sentences_end),
    Rule("W202", punctuation.wording_leaves_nothing_out),
    Rule("W203", repetition.words_stand_once),
    Rule("W203", repetition.lists_hold_each_thing_once),
    Rule("W203", repetition.texts_stand_in_one_place),
    Rule("W205", seams.seams_say_it_once),
    Rule("W206", to_write.texts_are_written),
    Rule("W204", units.numbers_have_units),
    Rule("W204", printed_units.amounts_have_their_unit),
)
