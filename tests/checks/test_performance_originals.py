"""四份原件的绩效表单: what the rules find in each, and that they find nothing else; each finding is a real problem."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gongkai.checks import performance
from gongkai.model.findings import Finding
from tests.checks.real import real

FOUND = {
    "henan/nanyang/government-services-bureau/2021/final-accounts": {
        "E101": 1,
        "E103": 8,
        "E104": 1,
        "E106": 19,
        "E109": 1,
        "E114": 2,
        "E115": 1,
        "E121": 2,
        "E123": 9,
        "E124": 2,
    },
    "henan/nanyang/government-services-bureau/2024/budget": {"E120": 3, "E121": 2, "E122": 1},
    "henan/anyang/government-services-bureau/2022/final-accounts": {
        "E102": 1,
        "E106": 2,
        "E107": 2,
        "E109": 2,
        "E110": 1,
        "E113": 1,
        "E114": 2,
        "E117": 4,
        "E120": 9,
        "E125": 1,
        "E126": 1,
        "E128": 1,
    },
    "henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts": {
        "E106": 4,
        "E108": 13,
        "E109": 2,
        "E111": 4,
        "E112": 1,
        "E113": 9,
        "E114": 2,
        "E116": 1,
        "E117": 3,
        "E118": 2,
        "E121": 1,
        "E124": 2,
    },
}


@pytest.mark.parametrize("id", FOUND, ids=lambda name: Path(name).parent.name)
def test_findings(id: str) -> None:
    looked_at = real(id)
    found = [outcome for rule in performance.RULES for outcome in rule.check(looked_at) if isinstance(outcome, Finding)]
    assert Counter(str(finding.code) for finding in found) == FOUND[id]
    assert all(finding.place.line for finding in found)
