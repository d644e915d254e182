"""What may not stand in the site's scripts and styles: Safari 14, which cannot be had here, lacks it, or the policy forbids it.

What Chrome 86 does not understand it says itself (test_browsers.py); this is the rest.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browsers.styles import declarations, selectors

TEMPLATES = Path(__file__).parents[2] / "templates"
SCRIPTS = sorted((TEMPLATES / "site/overrides/assets/javascripts").glob("*.js"))
NOT_IN_SCRIPTS = {
    "looks behind: Safari 16.4": r"\(\?<[=!]",
    "at(): Safari 15.4": r"\.at\(",
    "Object.hasOwn, groupBy: Safari 15.4, 17.4": r"\b(?:Object|Map)\.(?:hasOwn|groupBy)\b",
    "findLast: Safari 15.4": r"\.findLast",
    "toSorted and the like: Safari 16": r"\.(?:toSorted|toReversed|toSpliced)\(",
    "sets as operands: Safari 17": r"\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(",
    "structuredClone: Safari 15.4": r"\bstructuredClone\b",
    "static fields and private methods: Safari 14.1, 15": r"^\s+(?:static\s+#?\w+\s*[=;]|(?:async\s+)?#\w+\s*\()",
    "error causes: Safari 15": r"\{ ?cause\b",
    "Array.fromAsync, Promise.withResolvers": r"\.(?:fromAsync|withResolvers)\b",
    "Intl.Segmenter: Safari 14.1, Firefox 125": r"\bIntl\.Segmenter\b",
    "requestIdleCallback: no Safari": r"\brequestIdleCallback\b",
    "requestSubmit: Safari 16": r"\.requestSubmit\(",
    "checkVisibility: Safari 17.4": r"\.checkVisibility\(",
    "AbortSignal.timeout, any: Safari 16": r"\bAbortSignal\.",
    "randomUUID: Safari 15.4": r"\.randomUUID\(",
    "BroadcastChannel: Safari 15.4": r"\bBroadcastChannel\b",
    "DecompressionStream: Safari 16.4": r"\bDecompressionStream\b",
    "WebAssembly: Chrome 86 lacks what compilers use, a policy forbids it": r"\bWebAssembly\b",
    "code out of text: the policy forbids it": r"\beval\(|\bnew Function\b|\bset(?:Timeout|Interval)\(\s*[\"'`]",
    "HTML out of text: content is not to be trusted": r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|DOMParser",
    "styles as an attribute: the policy forbids it": r"setAttribute\(\"style\"",
}
NOT_IN_SELECTORS = {
    ":is(), :where(): Chrome 88": r":(?:is|where)\(",
    ":has(): Chrome 105": r":has\(",
    "nth-child(of): Chrome 111": r":nth-[a-z-]+\([^)]* of ",
    ":not(a, b): Chrome 88": r":not\([^)]*,",
    "nested rules: Chrome 112": r"&",
}
NOT_IN_DECLARATIONS = {"aspect-ratio", "inset", "translate", "scale", "rotate", "accent-color", "color-scheme"}
"""younger than Chrome 86 or Safari 14"""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_need_no_younger_browser(script: Path) -> None:
    code = re.sub(r"//.*|/\*[\s\S]*?\*/", "", script.read_text(encoding="utf-8"))
    assert [what for what, pattern in NOT_IN_SCRIPTS.items() if re.search(pattern, code, re.MULTILINE)] == []


def test_styles_need_no_younger_browser() -> None:
    found = {
        (what, selector)
        for what, pattern in NOT_IN_SELECTORS.items()
        for selector in selectors()
        if re.search(pattern, selector)
    }
    assert not found
    assert not {name for name, _ in declarations()} & NOT_IN_DECLARATIONS


def test_focus_is_marked_where_a_browser_knows_no_focus_visible() -> None:
    """Safari 14 drops such a rule and draws its own ring; so it may hold nothing else."""
    assert all(selector == ":focus-visible" for selector in selectors() if ":focus-visible" in selector)
