"""输出格式 of `gongkai check`, by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from generator.model.checked import Checked
from generator.reporting.github import as_github
from generator.reporting.gitlab import as_gitlab
from generator.reporting.junit import as_junit
from generator.reporting.sarif import as_sarif
from generator.reporting.text import format_findings


def as_text(checked: Checked) -> str:
    """文字: the findings, and a line that sums them up."""
    return (
        f"{format_findings(checked.findings)}检查了 {checked.documents} 份文件，"
        f"发现 {len(checked.findings)} 个问题；{len(checked.blocked)} 份文件不能发布。\n"
    )


def as_json(checked: Checked) -> str:
    """JSON: one object for each finding."""
    return json.dumps([asdict(finding) for finding in checked.findings], ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Checked], str]] = {
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "text": as_text,
}
