"""gongkai edition: which editions there are, one put together, two beside each other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN
from gongkai.cli.paths import find_project
from gongkai.model.findings import blocks
from gongkai.pipeline import edition_reports
from gongkai.pipeline.project import Project
from gongkai.reporting.edition_yaml import NoSuchPartError
from gongkai.reporting.text import format_findings


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def edition() -> None:
    """看版式：有哪些，合成以后是什么样，同另一个版式有什么不同。"""


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
    """说明新版式同旧版式有什么不同：表、列、行、注、填报项、名词、关系和措辞。"""
    project = find_project(root)
    _answer(edition_reports.diff(project, _known(project, old), _known(project, new)))


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
