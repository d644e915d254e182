"""输出格式 of `gongkai check`, by name."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.model.checked import CheckResult
from gongkai.reporting.github import as_github
from gongkai.reporting.gitlab import as_gitlab
from gongkai.reporting.json_object import as_json
from gongkai.reporting.junit import as_junit
from gongkai.reporting.report import as_text, with_ledger
from gongkai.reporting.sarif import as_sarif
from gongkai.reporting.waivers import waivers_to_write

WAIVERS = "waivers"
FORMATS: dict[str, Callable[[CheckResult], str]] = {
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "text": as_text,
    WAIVERS: waivers_to_write,
}
WITH_LEDGER: dict[str, Callable[[CheckResult], str]] = {"json": as_json, "text": with_ledger}
"""the forms that can hold 检查记录"""
