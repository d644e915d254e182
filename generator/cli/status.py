"""gongkai status: how far every department and unit has come with a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai.cli.bars import Bars
from gongkai.cli.failures import explained
from gongkai.cli.notices import warn_if_behind
from gongkai.cli.paths import find_project, ids_of, kind_of_departments, paths_argument, processors, year_typed
from gongkai.pipeline.bureau.board import Asked, read_board
from gongkai.rendering.board import as_csv, as_html
from gongkai.reporting.board import as_text
from gongkai.starting.answers import AnswerError, date_of


@click.command(options_metavar="[选项]")
@paths_argument
@click.option("--year", required=True, metavar="年度", help="哪一年的，如 2024。")
@click.option("--kind", default="决算", metavar="文种", help="部门的文种，如 预算；单位的跟着它。默认 决算。")
@click.option("--on", "day", metavar="日期", help="剩余天数算到哪天；默认今天。")
@click.option("--format", "form", type=click.Choice(["text", "csv", "html"]), default="text", help="结果的形式。")
@click.pass_obj
def status(root: Path | None, paths: tuple[Path, ...], year: str, kind: str, day: str | None, form: str) -> None:
    """进度：各部门、各单位的文件，没开始、有错、可公开还是已公开。

    \b
    该有的：当年有的部门各一份；department.yml 里写了“文件”的单位各一份。
    期限照批复日期（disclosure.yml）算，批复后二十日内公开。
      gongkai status --year 2024
      gongkai status --year 2025 --kind 预算 --format html > 进度.html

    这是给财政局看的，不会放到网站上。
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    warn_if_behind(project)
    try:
        on = date_of(day) if day else date.today()  # noqa: DTZ011 - the day of this machine is meant
    except AnswerError as error:
        raise click.UsageError(f"{error}。") from error
    asked = Asked(year=year_typed(year), kind=kind_of_departments(project, kind), day=on, only=ids_of(project, paths))
    with explained(), Bars() as bars:
        board = read_board(project, asked, bars.step, processors())
    text = as_text(board) if form == "text" else as_csv(board) if form == "csv" else as_html(board, project.templates)
    click.echo(text, nl=False)
