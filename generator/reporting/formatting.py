"""统一写法的结果 as text: what was put right, which files are written anew or would be, which are left, and why."""

from __future__ import annotations

from itertools import chain

from gongkai.loading.problems import short
from gongkai.reporting.text import Paint, format_findings, unpainted
from gongkai.writing.outcome import Fix, Formatted

LINE = "\n"


def told_formatted(result: Formatted, paint: Paint = unpainted) -> str:
    """The whole report."""
    lines = list(map(_told_fix, chain.from_iterable(file.fixes for file in result.files)))
    done = "写成了统一写法" if result.written else "不是统一写法"
    lines += [f"{done}：{file.shown}" for file in result.other]
    lines += [f"没有动：{file.shown}：{file.reason or '有错误'}" for file in result.left]
    text = "".join(f"{line}\n" for line in [*lines, _summary(result)])
    told = [finding for file in result.files for finding in (*file.findings, *file.unsure)]
    return f"{text}{'要人改的：' + LINE if told else ''}{format_findings(told, paint)}"


def _told_fix(fix: Fix) -> str:
    return f"{fix.place}: {fix.code} “{short(fix.old)}” → “{short(fix.new)}”"


def _summary(result: Formatted) -> str:
    same = sum(file.same for file in result.files)
    changed, left = len(result.other), len(result.left)
    did = f"写了{changed}个" if result.written else f"{changed}个不是，运行 gongkai format 就改好"
    told = [f"{len(result.files)}个文件，{same}个本来就是统一写法", *([did] if changed else [])]
    return "；".join([*told, *([f"{left}个没有动"] if left else [])]) + "。"
