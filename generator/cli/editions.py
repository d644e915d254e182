"""gongkai edition: which editions there are, one put together, two beside each other, documents that follow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
from msgspec.structs import replace

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, paths_argument
from gongkai.model.findings import blocks
from gongkai.pipeline.authoring import edition_reports
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.migrating import Wanted
from gongkai.pipeline.upkeep.migrating import migrate as run_migration
from gongkai.reporting.edition_yaml import NoSuchPartError
from gongkai.reporting.migration import told_migration
from gongkai.reporting.text import format_findings


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
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
        _answer(edition_reports.show(project, _known(project, name), path))
    except NoSuchPartError as error:
        raise click.UsageError(f"{error}。") from error


@edition.command(options_metavar="[选项]")
@click.argument("old", metavar="旧版式")
@click.argument("new", metavar="新版式")
@click.pass_obj
def diff(root: Path | None, old: str, new: str) -> NoReturn:
    """说明新版式同旧版式有什么不同：表、填报项、名词、措辞等。"""
    project = find_project(root)
    _answer(edition_reports.diff(project, _known(project, old), _known(project, new)))


@edition.command(options_metavar="[选项]")
@paths_argument
@click.option("--from", "old", required=True, metavar="旧版式", help="旧版式的名称；或者版式改以前的项目目录。")
@click.option("--to", "new", default="", metavar="新版式", help="新版式的名称；“--from”是目录的不写。")
@click.option("--write", is_flag=True, help="写进文件；不写这一项，只列出要改什么。")
@click.pass_obj
def migrate(root: Path | None, paths: tuple[Path, ...], old: str, new: str, *, write: bool) -> NoReturn:
    """版式改了、换了：说每份文件要改什么，能改的就改。

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
        wanted = Wanted(old=_known(project, old), new=_known(project, new), write=write)
    else:
        wanted = Wanted(before=_editions_before(old), write=write)
    with explained():
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


def _known(project: Project, name: str) -> str:
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
