"""gongkai build, merge: the site, its PDFs and data, by one machine or put together from shards."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from msgspec.structs import replace

from gongkai.cli.bars import Bars
from gongkai.cli.clusters import cluster_options, crew
from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, building, explained
from gongkai.cli.notices import tell_of_settings, warn_if_behind
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.model.checked import CheckResult
from gongkai.pipeline.building.build import Options
from gongkai.pipeline.building.build import build as run_build
from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.building.sharding.plan import Shard
from gongkai.pipeline.project import Project
from gongkai.reporting.report import counted, listed, next_steps


def _shard(_context: click.Context, _option: click.Parameter, typed: str | None) -> Shard | None:
    if typed is None:
        return None
    numbers = re.fullmatch(r"([0-9]{1,5})\s*[/／]\s*([0-9]{1,5})", typed.strip())
    if numbers is None or not 1 <= int(numbers[1]) <= int(numbers[2]):
        raise click.BadParameter(f"--shard 写成“第几片/共几片”，从 1 起，如 3/16；“{typed}”不是。")
    return Shard(int(numbers[1]), int(numbers[2]))


def _words(project: Project, options: dict[str, Any]) -> NoReturn:
    """A .docx for each document, and what keeps one from being made."""
    from gongkai.pipeline.authoring.words import write_words  # noqa: PLC0415 - an eighth of the program
    from gongkai.reporting.words import written_as_text  # noqa: PLC0415 - as above

    output = options["output"] or project.build / "word"
    jobs = options["jobs"] or processors()
    with explained(), Bars() as bars:
        made = list(write_words(project, ids_of(project, options["paths"]), output, bars.step, jobs))
    click.echo(written_as_text(made, paint_here()), nl=False)
    sys.exit(CLEAN if made and all(one.path for one in made) else BLOCKED)


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
@click.option(
    "--shard",
    metavar="几/几",
    callback=_shard,
    help="只排印一片（如 3/16），再用 merge 合成网站。",
)
@click.option("--word", is_flag=True, help="只做送审用的 Word（.docx），写到 build/word/；不做网站。")
@click.option("--why", is_flag=True, help="再列出每份文件为什么重新排印、为什么没有。")
@click.option("--profile", is_flag=True, help="再列出每一步用了多少时间。")
@cluster_options
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
    写了 --word 的，每份文件做一个送审的 Word，手写的文字标成黄底；有错误的文件
    也做。审阅的人改过以后，用 gongkai import 取回来。

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
    if options["word"]:
        _words(project, options)
    wanted = Options(
        output=options["output"] or (project.draft_site if options["draft"] else project.site),
        draft=options["draft"],
        pdf=not options["no_pdf"],
        jobs=options["jobs"] or processors(),
        only=ids_of(project, options["paths"]),
        why=options["why"],
    )
    warn_if_behind(project)
    cluster = (options["cluster"], options["keys"])
    if (shard := options["shard"]) is not None:
        if wanted.only or options["output"] or wanted.draft or wanted.why:
            raise click.UsageError("--shard 分的是整个项目：不能和路径、--output、--draft、--why 一起用。")
        _build_shard(project, wanted, shard, cluster)
    with building(), crew(project, *cluster, wanted.jobs) as pool, Bars() as bars:
        report = run_build(project, replace(wanted, pool=pool), bars.step)
        took = tuple(bars.profile())
    _tell(project, report, wanted.output)
    for line in took if options["profile"] else ():
        click.echo(line)
    sys.exit(CLEAN if report.complete else BLOCKED)


def _build_shard(project: Project, wanted: Options, shard: Shard, cluster: tuple[str | None, Path]) -> NoReturn:
    from gongkai.pipeline.building.sharding.making import make_shard  # noqa: PLC0415 - wanted only here

    with building(), crew(project, *cluster, wanted.jobs) as pool, Bars() as bars:
        report = make_shard(project, replace(wanted, pool=pool), shard, bars.step)
    _tell_findings(report.checked)
    for line in report.told():
        click.echo(line)
    sys.exit(CLEAN)


@click.command(options_metavar="[选项]")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="分片文件...")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="数", help="同时排印几份文件；默认等于处理器数。")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="目录",
    help="网站写到哪个目录；默认是项目里的 site/。",
)
@click.pass_obj
def merge(root: Path | None, /, files: tuple[Path, ...], jobs: int | None, output: Path | None) -> NoReturn:
    """合并：把几台机器分片做的合成一个网站。

    和一台机器生成的一个字节也不差。

    \b
    要在同一个提交的项目里运行，各片一个不缺：
      gongkai merge build/shards/*.zip

    \b
    退出码：
      0   全部发布
      1   有文件没有发布
      2   命令写错，或者分片缺了、重了、坏了、不是由同样的东西做成的
      69  缺少系统部件（字体、排版软件）
      70  程序或模板有问题
      73  文件写不出来
      75  另一次生成正在进行
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.building.sharding.merging import merge as run_merge  # noqa: PLC0415 - wanted only here
    from gongkai.pipeline.building.sharding.shard_file import ShardError  # noqa: PLC0415 - as above

    project = find_project(root)
    wanted = Options(output=output or project.site, jobs=jobs or processors())
    try:
        with building(), Bars() as bars:
            report = run_merge(project, wanted, files, bars.step)
    except ShardError as error:
        raise click.UsageError(f"{error}。\n没有合并，原来的网站没有改动。") from error
    _tell(project, report, wanted.output)
    sys.exit(CLEAN if report.complete else BLOCKED)


def _tell(project: Project, report: BuildReport, output: Path) -> None:
    """What came of a build."""
    _tell_findings(report.checked)
    with building():
        if report.failure is not None:
            raise report.failure
    if report.site is SiteState.REPLACED:
        tell_of_settings(project)
    for line in report.told(output):
        click.echo(line)


def _tell_findings(checked: CheckResult) -> None:
    click.echo(listed(checked, paint_here()), nl=False)
    if checked.findings:
        click.echo(counted(checked) + next_steps(checked))
