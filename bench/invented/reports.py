"""评价报告: what a key evaluation of a project says."""

from __future__ import annotations

from collections.abc import Iterator

from bench.invented.books import Line
from bench.invented.filed import Filed
from bench.invented.forms import wan


def report(filed: Filed, line: Line) -> str:
    return "\n\n".join(_paragraphs(filed, line)) + "\n"


def _paragraphs(filed: Filed, line: Line) -> Iterator[str]:
    name, say = line.project.name, filed.voice.say
    yield f"# {name}绩效评价报告"
    yield "## 一、基本情况"
    planned, available, spent = (
        wan(filed, cents) for cents in (line.planned, line.opening + line.received, line.spent)
    )
    yield f"{name}由{filed.name}组织实施，年初预算{planned}万元，全年预算{available}万元，支出{spent}万元。"
    yield f"{say('目标', project=name)}。"
    yield "## 二、评价结论"
    yield f"{say('完成', project=name)}。{say('自评', project=name)}。"
    yield "## 三、存在的问题和建议"
    yield f"{say('问题', project=name)}。{say('管理')}。"
