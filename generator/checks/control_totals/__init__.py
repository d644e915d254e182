"""核对数: what was typed, proved against totals that were copied from elsewhere."""

from gongkai.checks.control_totals import agreement, imported, presence

RULES = (*agreement.RULES, *presence.RULES, *imported.RULES)
