"""公开以后: whether the record is in order, and the text still says what was disclosed (decision 0050)."""

from gongkai.checks.disclosure import corrections, order
from gongkai.checks.outcomes import Rule

CODES = ("P501", "P502", "P503", "P504", "P505")
RULES = (
    Rule("P501", order.steps_are_in_order),
    Rule("P502", corrections.text_is_as_disclosed),
    Rule("P503", corrections.corrections_are_written),
    Rule("P504", corrections.corrections_match),
    Rule("P505", corrections.versions_are_sealed),
)
