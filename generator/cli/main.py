"""gongkai 命令: arguments in, findings and progress out, exit codes; no logic."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.chinese import speak_chinese
from gongkai.cli.colours import paint_here
from gongkai.cli.github import append_summary
from gongkai.cli.paths import find_project, ids_of
from gongkai.model.finding_catalogue import CatalogueError
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import blocks
from gongkai.pipeline import edition_reports
from gongkai.pipeline.checking import check as run_check
from gongkai.pipeline.migrating import Wanted
from gongkai.pipeline.migrating import migrate as run_migration
from gongkai.pipeline.project import Project
from gongkai.reporting.edition_yaml import NoSuchPartError
from gongkai.reporting.explanation import explanation
from gongkai.reporting.formats import FORMATS, WAIVERS, WITH_LEDGER
from gongkai.reporting.migration import told_migration
from gongkai.reporting.report import as_text, counted, listed, next_steps, with_ledger
from gongkai.reporting.text import format_findings

if TYPE_CHECKING:
    from gongkai.pipeline.build import Report

CLEAN, BLOCKED, USAGE, MISSING, BROKEN, OUTPUT, BUSY = 0, 1, 2, 69, 70, 73, 75
REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超出了磁盘限额",
    errno.ENOTDIR: "路径中间有一段是文件，不是目录",
    errno.EBUSY: "正被别的程序占用",
}

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; ends the process."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a file name may hold bytes that are no text
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _stop)
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


class StoppedError(BaseException):
    """A signal to end, as an exception, so that what is unfinished is cleared away."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _stop(number: int, _: FrameType | None) -> NoReturn:
    raise StoppedError(number)


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
      gongkai serve      边改边看
      gongkai build      生成网站（site/）

    \b
    各命令后面可以写路径，只处理其中的文件；不写就是全部。例如：
      gongkai check content/departments/henan/anyang
    """  # noqa: D301 - \b keeps the lines of a list apart
    context.obj = root


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
        jobs=options["jobs"] or _processors(),
        only=ids_of(project, options["paths"]),
        why=options["why"],
    )
    with _building(), Bars() as bars:
        report = run_build(project, wanted, bars.step)
    click.echo(listed(report.checked, paint_here()), nl=False)
    if report.findings:
        click.echo(counted(report.checked) + next_steps(report.checked))
    with _building():
        if report.failure is not None:
            raise report.failure
    _tell(report, wanted.output)
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
    wanted = tuple(code.strip().upper() for code in codes)
    for code in wanted:
        if not code or not any(known.startswith(code) for known in FindingCode):
            raise click.UsageError(f"没有“{code}”这个代码；运行 gongkai check --explain 代码 列出所有代码。")
    project = find_project(root)
    with _explained(), Bars() as bars:
        checked = run_check(project, ids_of(project, paths), bars.step, _processors(), offer=form == WAIVERS)
    shown = checked.only(wanted)
    text = with_ledger if ledger else as_text
    click.echo(text(shown, paint_here()) if form == "text" else FORMATS[form](shown), nl=False)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with _explained():
            append_summary(Path(summary), shown)
    sys.exit(CLEAN if checked.sound else BLOCKED)


@gongkai.command(options_metavar="[选项]")
@paths_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="默认 8000；0 表示任选一个空的。"
)
@click.option("--pdf", is_flag=True, help="也做 PDF（慢一些）。")
@click.pass_obj
def serve(root: Path | None, paths: tuple[Path, ...], port: int, *, pdf: bool) -> NoReturn:
    """边改边看：在浏览器里看网站，改了内容或模板随即更新。

    \b
    只有本机能看到。改错了，页面保持改之前的样子，并说明错在哪里。
    文件很多时请写路径，只看其中一部分，更新快得多。
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.build import Options  # noqa: PLC0415 - as for build
    from gongkai.pipeline.preview import preview  # noqa: PLC0415

    project = find_project(root)
    only = ids_of(project, paths)
    options = Options(output=project.build / "preview", pdf=pdf, jobs=_processors(), only=only, preview=True)
    try:
        with _building():
            preview(project, options, port, click.echo)
    except StoppedError:  # the way it is meant to end
        click.echo("预览已结束。", err=True)
    sys.exit(CLEAN)


@gongkai.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def edition() -> None:
    """看版式：有哪些，合成以后什么样，改了什么；文件跟着版式改。"""


@edition.command("list", options_metavar="[选项]")
@click.pass_obj
def list_editions(root: Path | None) -> NoReturn:
    """列出所有版式：名称、年度、种类，继承哪一个。"""
    _answer(edition_reports.overview(find_project(root)))


@edition.command(options_metavar="[选项]")
@click.argument("name", metavar="版式")
@click.argument("path", metavar="[哪一处]", default="")
@click.pass_obj
def show(root: Path | None, name: str, path: str) -> NoReturn:
    """印出合成的版式，行末是它来自哪个文件、哪一行。

    \b
    可以只看一处，名称用点连起来，如：
      gongkai edition show henan-2023-final-accounts 表.支出决算表
      gongkai edition show henan-2023-final-accounts 措辞
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    try:
        _answer(edition_reports.show(project, _edition(project, name), path))
    except NoSuchPartError as error:
        raise click.UsageError(f"{error}。") from error


@edition.command(options_metavar="[选项]")
@click.argument("old", metavar="旧版式")
@click.argument("new", metavar="新版式")
@click.pass_obj
def diff(root: Path | None, old: str, new: str) -> NoReturn:
    """说明新版式同旧版式有什么不同：表、列、行、填报项、名词、关系和措辞。"""
    project = find_project(root)
    _answer(edition_reports.diff(project, _edition(project, old), _edition(project, new)))


@edition.command(options_metavar="[选项]")
@paths_argument
@click.option("--from", "old", required=True, metavar="旧版式", help="旧版式的名称；或者版式改以前的项目目录。")
@click.option("--to", "new", default="", metavar="新版式", help="新版式的名称；“--from”是目录的不写。")
@click.option("--write", is_flag=True, help="写进文件；不写这一项，只列出要改什么。")
@click.pass_obj
def migrate(root: Path | None, paths: tuple[Path, ...], old: str, new: str, *, write: bool) -> NoReturn:
    """版式改了或者换了：一份一份地说文件要改什么，能改的就改。

    \b
    只有一个答案的，写了 --write 就改；说不准的、没有位置了的、要新填的，
    列出来由人定，原样留着。
      gongkai edition migrate --from 旧版式 --to 新版式
      gongkai edition migrate --from 旧目录 content/departments/henan/anyang

    \b
    后一种：版式没有换，里面的名称改了。旧目录是改以前的整个项目，
    可以用 git 取出来（见 docs/editions.md）。

    \b
    退出码：
      0  能改的都改了（或列出来了）
      1  有文件、版式没有读成功，没有动
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    if new:
        wanted = Wanted(old=_edition(project, old), new=_edition(project, new), write=write)
    else:
        wanted = Wanted(before=_editions_before(old), write=write)
    with _explained():
        migration = run_migration(project, replace(wanted, only=ids_of(project, paths)))
    click.echo(told_migration(migration), nl=False)
    sys.exit(CLEAN if migration.complete else BLOCKED)


def _editions_before(path: str) -> Path:
    """The folder of editions of a project as it was."""
    folder = Path(path).resolve()
    for editions in (folder / "templates/editions", folder):
        if any(editions.glob("*/edition.yml")):
            return editions
    raise click.UsageError(f"“{path}”里没有版式：写“--to 新版式”，或者写版式改以前的项目目录。")


def _edition(project: Project, name: str) -> str:
    """An edition as typed, also as the path of its folder."""
    known = edition_reports.names(project)
    wanted = Path(name).name
    if wanted not in known:
        raise click.UsageError(f"没有“{name}”这个版式；有：{'、'.join(known)}。")
    return wanted


def _answer(answer: edition_reports.Answer) -> NoReturn:
    """What was asked for, then what is wrong with the editions; an error ends in the exit code of a check."""
    click.echo(answer.text, nl=False)
    if answer.findings:
        click.echo("\n版式有问题：")
        click.echo(format_findings(answer.findings, paint_here()), nl=False)
    sys.exit(BLOCKED if any(blocks(finding, archived=False) for finding in answer.findings) else CLEAN)


def _processors() -> int:
    """How many of the machine's processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(report: Report, output: Path) -> None:
    """What came of a build, in a line for the site and one for each document that is not on it."""
    from gongkai.pipeline.build import SiteState  # noqa: PLC0415 - loaded by whoever made the report

    place = os.path.relpath(output)
    shown = f"{place if not place.startswith('..') else output.resolve()}/"
    if report.site is SiteState.REPLACED:
        click.echo(
            f"已生成 {shown}：{len(report.published)} 份文件，{report.pages} 个网页；"
            f"重新排印了 {len(report.rendered)} 份。"
        )
    elif report.site is SiteState.CURRENT:
        printed = f"重新排印了 {len(report.rendered)} 份" if report.rendered else "没有重新排印"
        click.echo(f"没有改动：{shown} 已是最新（{len(report.published)} 份文件），{printed}。")
    else:
        click.echo(f"没有一份文件可以发布，{shown} 保持原样。")
    for id in report.refused:
        click.echo(f"没有发布：{id}（原因见上）")
    for id, reason in report.why.items():
        click.echo(f"{id}：{reason}")


@contextmanager
def _building() -> Iterator[None]:
    """Failures of printing and publishing that are no fault of the content, each with its message and exit code."""
    from gongkai.pipeline.build import BusyError, SystemPartMissingError  # noqa: PLC0415 - as for build
    from gongkai.publishing.search import SearchError  # noqa: PLC0415
    from gongkai.publishing.shell import ShellError  # noqa: PLC0415
    from gongkai.publishing.site import SiteError  # noqa: PLC0415

    try:
        with _explained():
            yield
    except BusyError:
        _fail("另一次生成正在进行，请等它结束后再试。", BUSY)
    except SystemPartMissingError as error:
        _fail(str(error), MISSING)
    except (ShellError, SearchError) as error:
        _fail(f"{error}\n原来的网站没有改动。", BROKEN)
    except SiteError as error:
        _fail(f"{error}。原来的网站没有改动。", OUTPUT)


@contextmanager
def _explained() -> Iterator[None]:
    """Failures of the file system, with their message and exit code."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _fail(f"{_reason(error)}。原来的网站没有改动。", OUTPUT)


def _reason(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "这个端口已被占用，请用 --port 换一个"
    reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"读写文件出错：{reason}" + (f"（{error.filename}）" if error.filename else "")


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
