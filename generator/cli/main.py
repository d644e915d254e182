"""gongkai 命令: arguments in, findings and progress out, exit codes; no logic."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.chinese import speak_chinese
from gongkai.cli.colours import paint_here
from gongkai.cli.comparing import compare
from gongkai.cli.editions import edition
from gongkai.cli.exporting import export
from gongkai.cli.failures import BLOCKED, BROKEN, CLEAN, StoppedError, building, explained, stop
from gongkai.cli.formatting import format_content
from gongkai.cli.github import append_summary
from gongkai.cli.importing import import_
from gongkai.cli.lists import codes, departments
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.cli.serving import serve
from gongkai.cli.starting import new, roll_forward, schema
from gongkai.cli.workbooks import workbook
from gongkai.model.finding_catalogue import CatalogueError, catalogue
from gongkai.pipeline.checking import check as run_check
from gongkai.publishing.processes import ENDINGS
from gongkai.reporting.explanation import explanation
from gongkai.reporting.formats import FORMATS, WAIVERS, WITH_LEDGER
from gongkai.reporting.report import as_text, counted, listed, next_steps, with_ledger


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; ends the process."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a file name may hold bytes that are no text
    for number in ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop)
    try:
        gongkai.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CatalogueError as error:
        click.echo(str(error), err=True)
        sys.exit(BROKEN)
    except StoppedError as stopped:
        click.echo("已中断。", err=True)
        sys.exit(128 + stopped.number)
    except BrokenPipeError:  # whoever read our words has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    sys.exit(CLEAN)


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted:
        try:
            click.echo(f"公开 {version_of('gongkai')}")
        except PackageNotFoundError:
            click.echo("公开（直接从源代码运行）")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="目录",
    help="项目目录；默认从当前目录往上找。",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本号。")
@click.pass_context
def gongkai(context: click.Context, root: Path | None) -> None:
    """公开：把部门预算、决算的 YAML 变成网站、PDF 和数据文件，并检查其中的数。

    \b
    常用：
      gongkai check      检查数据，列出问题在哪一行、怎么改
      gongkai serve      在浏览器里填报、检查、提交，边改边看
      gongkai build      生成网站（site/）

    \b
    各命令后面可以写路径，只处理其中的文件；不写就是全部。例如：
      gongkai check content/departments/henan/anyang
    """  # noqa: D301 - \b keeps the lines of a list apart
    context.obj = root


gongkai.add_command(codes)
gongkai.add_command(compare)
gongkai.add_command(departments)
gongkai.add_command(edition)
gongkai.add_command(export)
gongkai.add_command(format_content)
gongkai.add_command(import_)
gongkai.add_command(new)
gongkai.add_command(roll_forward)
gongkai.add_command(schema)
gongkai.add_command(serve)
gongkai.add_command(workbook)


@gongkai.command(options_metavar="[选项]")
@paths_argument
@click.option("--no-pdf", is_flag=True, help="不做 PDF（快得多，用来看网页）。")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="数", help="同时排印几份文件；默认等于处理器数。")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="目录",
    help="网站写到哪个目录；默认是项目里的 site/。",
)
@click.option("--why", is_flag=True, help="再列出每份文件为什么重新排印、为什么没有。")
@click.option(
    "--keep-going", is_flag=True, hidden=True, expose_value=False, help="坏文件不影响其他文件：本来就是这样。"
)
@click.pass_obj
def build(root: Path | None, /, **options: Any) -> NoReturn:
    """生成网站：网页、PDF、数据文件和检索，写到 site/。

    \b
    有错误的文件不发布，其他文件照常发布；没有改动的文件不重新排印。
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
    from gongkai.pipeline.build import Options  # noqa: PLC0415 - what prints and publishes: a check wants none of it
    from gongkai.pipeline.build import build as run_build  # noqa: PLC0415

    project = find_project(root)
    wanted = Options(
        output=options["output"] or project.site,
        pdf=not options["no_pdf"],
        jobs=options["jobs"] or processors(),
        only=ids_of(project, options["paths"]),
        why=options["why"],
    )
    with building(), Bars() as bars:
        report = run_build(project, wanted, bars.step)
    click.echo(listed(report.checked, paint_here()), nl=False)
    if report.findings:
        click.echo(counted(report.checked) + next_steps(report.checked))
    with building():
        if report.failure is not None:
            raise report.failure
    for line in report.told(wanted.output):
        click.echo(line)
    sys.exit(CLEAN if report.complete else BLOCKED)


@gongkai.command(options_metavar="[选项]")
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="结果的形式；默认 text，给人看。"
)
@click.option("--only", "codes", multiple=True, metavar="代码", help="只列这个代码（或开头）的问题；可以写几次。")
@click.option("--ledger", is_flag=True, help="再列出检查记录：每条规则的结果。")
@click.option("--explain", metavar="代码", help="说明一个代码的意思和改法，不做检查。")
@click.pass_obj
def check(
    root: Path | None, paths: tuple[Path, ...], form: str, codes: tuple[str, ...], *, ledger: bool, explain: str | None
) -> NoReturn:
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
    if explain is not None:
        click.echo(explanation(explain), nl=False)
        sys.exit(CLEAN)
    if ledger and form not in WITH_LEDGER:
        raise click.UsageError("--ledger 只能和 --format text、--format json 一起用。")
    wanted = tuple(map(_code, codes))
    project = find_project(root)
    with explained(), Bars() as bars:
        checked = run_check(project, ids_of(project, paths), bars.step, processors(), offer=form == WAIVERS)
    shown = checked.only(wanted)
    text = with_ledger if ledger else as_text
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
