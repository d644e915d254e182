"""What stands in a style sheet: the selectors of its rules, and its declarations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

from gongkai.publishing.host import sheets

TEMPLATES = Path(__file__).parents[2] / "templates"
HARMLESS = frozenset(
    {
        *("text-justify", "text-underline-offset", "text-wrap", "text-decoration-thickness"),
        *("print-color-adjust", "-webkit-print-color-adjust"),
        "forced-color-adjust",
    }
)
"""properties that a browser may lack: the text stands a little differently, a line is thinner; the second pair is one
property under two names, the last stands where colours are forced, of which older browsers know nothing"""


def selectors() -> list[str]:
    return [tinycss2.serialize(rule.prelude).strip() for rule in _rules(_sheet())]


def declarations() -> list[tuple[str, str]]:
    """Property and value, once each; not those that make a property of our own, which may be anything."""
    found = {
        (one.lower_name, tinycss2.serialize(one.value).strip())
        for rule in _rules(_sheet())
        for one in tinycss2.parse_blocks_contents(rule.content)
        if one.type == "declaration" and not one.name.startswith("--") and one.lower_name not in HARMLESS
    }
    return sorted(found)


def _sheet() -> Any:
    return tinycss2.parse_stylesheet("\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets(TEMPLATES)))


def _rules(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            yield from _rules(tinycss2.parse_rule_list(node.content))
