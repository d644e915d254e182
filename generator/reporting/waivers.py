"""可以写的说明: for each document, the entries of waivers.yml with what each would explain, to be copied."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model.checked import CheckResult
from gongkai.reporting.text import flat

NOTHING = "没有可以说明的问题。\n"


def waivers_to_write(checked: CheckResult) -> str:
    """YAML, with a remark for each finding; the reason is left to whoever knows it."""
    return "".join(f"{line}\n" for line in _lines(checked)) or NOTHING


def _lines(checked: CheckResult) -> Iterator[str]:
    for id, offers in checked.offers.items():
        if offers:
            yield f"# 抄进 content/departments/{id}/waivers.yml，写上理由；确实错了的，改正，不要说明"
        for waiver, findings in offers.items():
            yield from (f"# {flat(f'{finding.place} {finding.message}')}" for finding in findings)
            yield str(waiver)
