"""gongkai build: the site, its PDFs and data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, building
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.cli.projects import tell_of_settings, warn_if_behind
from gongkai.pipeline.building.build import Options
from gongkai.pipeline.building.build import build as run_build
from gongkai.pipeline.building.build_report import SiteState
from gongkai.reporting.report import counted, listed, next_steps


@click.command(options_metavar="[选项]")
@paths_argument
@click.option("--no-pdf", is_flag=True, help="不做 PDF（快得多，用来看网页）。")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="数", help="同时排印几份文件；默认等于处理器数。")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="目录",
    help="网站写到哪个目录；默认是项目里的 site/。",
)
@click.option("--draft", is_flag=True, help="做草案：每页注明“草案”，写到 build/draft/site/。")
@click.option("--why", is_flag=True, help="再列出每份文件为什么重新排印、为什么没有。")
@click.option("--profile", is_flag=True, help="再列出每一步用了多少时间。")
@click.option(
    "--keep-going", is_flag=True, hidden=True, expose_value=False, help="坏文件不影响其他文件：本来就是这样。"
)
@click.pass_obj
def build(root: Path | None, /, **options: Any) -> NoReturn:
    """生成网站：网页、PDF、数据文件和检索，写到 site/。

    \b
    有错误的文件不换上新的，其他文件照常发布；没有改动的不重新排印。
    写了路径，就只排印那里的文件，网站上的其他文件保持原样。

    \b
    退出码：
      0   全部发布
      1   有文件没有发布
      2   命令写错
      69  缺少系统部件（字体、排版软件）
      70  程序或模板有问题
      73  文件写不出来
      75  另一次生成正在进行
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    wanted = Options(
        output=options["output"] or (project.draft_site if options["draft"] else project.site),
        draft=options["draft"],
        pdf=not options["no_pdf"],
        jobs=options["jobs"] or processors(),
        only=ids_of(project, options["paths"]),
        why=options["why"],
    )
    warn_if_behind(project)
    with building(), Bars() as bars:
        report = run_build(project, wanted, bars.step)
        took = tuple(bars.profile())
    click.echo(listed(report.checked, paint_here()), nl=False)
    if report.findings:
        click.echo(counted(report.checked) + next_steps(report.checked))
    with building():
        if report.failure is not None:
            raise report.failure
    if report.site is SiteState.REPLACED:
        tell_of_settings(project)
    for line in report.told(wanted.output):
        click.echo(line)
    for line in took if options["profile"] else ():
        click.echo(line)
    sys.exit(CLEAN if report.complete else BLOCKED)
