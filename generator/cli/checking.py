"""gongkai check: everything read, derived and composed, nothing rendered; what was found, in a form of choice."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.clusters import cluster_options, crew
from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.github import append_summary
from gongkai.cli.notices import warn_if_behind
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.model.finding_catalogue import catalogue
from gongkai.pipeline.authoring.checking import Beside
from gongkai.pipeline.authoring.checking import check as run_check
from gongkai.reporting.explanation import explanation
from gongkai.reporting.formats import FORMATS, WAIVERS, WITH_LEDGER
from gongkai.reporting.report import as_text, with_ledger


@click.command(options_metavar="[选项]")
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="结果的形式；默认 text，给人看。"
)
@click.option("--only", "codes", multiple=True, metavar="代码", help="只列这个代码（或开头）的问题；可以写几次。")
@click.option("--ledger", is_flag=True, help="再列出检查记录：每条规则的结果。")
@cluster_options
@click.option("--explain", metavar="代码", help="说明一个代码的意思和改法，不做检查。")
@click.pass_obj
def check(root: Path | None, /, paths: tuple[Path, ...], form: str, codes: tuple[str, ...], **options: Any) -> NoReturn:
    """检查数据：齐不齐，加不加得起来，填的和推算的一不一致。

    \b
    每个问题写明在哪个文件、哪一行、哪一列，应当怎么改。重的在前，最后是小结。

    \b
    错误    妨碍发布
    不一致  编制的文件不能发布；存档的文件照常发布，网页上注明
    提醒    不妨碍发布

    \b
    退出码：
      0  没有妨碍发布的问题
      1  有妨碍发布的问题
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    if options["explain"] is not None:
        click.echo(explanation(options["explain"]), nl=False)
        sys.exit(CLEAN)
    if options["ledger"] and form not in WITH_LEDGER:
        raise click.UsageError("--ledger 只能和 --format text、--format json 一起用。")
    wanted = tuple(map(_code, codes))
    project = find_project(root)
    warn_if_behind(project)
    only, jobs = ids_of(project, paths), processors()
    beside = Beside(offers=form == WAIVERS, ledgers=options["ledger"] or form != "text")
    with explained(), crew(project, options["cluster"], options["keys"], jobs) as pool, Bars() as bars:
        checked = run_check(project, only, bars.step, jobs, beside=beside, pool=pool)
    shown = checked.only(wanted)
    text = with_ledger if options["ledger"] else as_text
    click.echo(text(shown, paint_here()) if form == "text" else FORMATS[form](shown), nl=False)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with explained():
            append_summary(Path(summary), shown)
    sys.exit(CLEAN if checked.sound else BLOCKED)


def _code(typed: str) -> str:
    """A code or its beginning."""
    code = typed.strip().upper()
    if not code or not any(known.startswith(code) for known in catalogue()):
        raise click.UsageError(f"没有“{code}”这个代码；运行 gongkai check --explain 代码 列出所有代码。")
    return code
