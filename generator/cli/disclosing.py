"""gongkai disclose, correct, withdraw: what becomes of a document in public, recorded beside it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.model.recorded import Recorded
from gongkai.pipeline.disclosure import disclosing
from gongkai.pipeline.project import Project
from gongkai.reporting.disclosing import told_corrected, told_recorded
from gongkai.starting.answers import AnswerError, date_of

document_argument = click.argument("path", type=click.Path(path_type=Path), metavar="文件")
date_option = click.option("--date", "day", metavar="日期", help="哪一天，如 2025-09-10；不写就是今天。")


@click.command(options_metavar="[选项]")
@paths_argument
@click.option("--all", "every", is_flag=True, help="所有有 disclosure.yml 的文件。")
@date_option
@click.pass_obj
def disclose(root: Path | None, paths: tuple[Path, ...], day: str | None, *, every: bool) -> NoReturn:
    """公开：记下公开的日期，封存公开的内容。

    \b
    没有妨碍发布的问题，disclosure.yml 里记了保密审查、负责人审签和批复的，
    才能公开。封存以后，改了内容就要更正。几份一起公开，写几个路径，或者：
      gongkai disclose --all --date 2025-09-10

    \b
    退出码：
      0  都公开了
      1  有的没有公开
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    if not paths and not every:
        raise click.UsageError("写明公开哪些文件；全部公开写 --all。")
    with explained(), Bars() as bars:
        ids = disclosing.waiting(project, ()) if every else _documents(project, paths)
        done = disclosing.disclose(project, ids, _day(day), bars.step, processors())
    _end(done)


@click.command(options_metavar="[选项]")
@document_argument
@date_option
@click.pass_obj
def correct(root: Path | None, path: Path, day: str | None) -> NoReturn:
    """更正：公开以后改了哪些地方，原来是什么，现在是什么。

    \b
    改好文件以后运行。它把改了的各处写进 disclosure.yml 的“更正”，
    原因、批准写着“待写”；写好以后再运行一次，封存为新的一版。

    \b
    退出码：
      0  与公开的一致，或者更正都写好了
      1  还有要写的
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    with explained():
        done = disclosing.correct(project, _document(project, path), _day(day))
    click.echo(told_corrected(done), nl=False)
    sys.exit(CLEAN if done.done else BLOCKED)


@click.command(options_metavar="[选项]")
@document_argument
@click.option("--reason", required=True, metavar="原因", help="为什么撤回；网页上会公开。")
@click.option("--approved", required=True, metavar="批准", help="谁批准的；不会公开。")
@date_option
@click.pass_obj
def withdraw(root: Path | None, path: Path, reason: str, approved: str, day: str | None) -> NoReturn:
    """撤回：把公开过的一份文件从网站上撤下，留下写明原因的一页。

    \b
    退出码：
      0  记下了；下次生成网站时撤下
      1  没有记：这份文件没有公开过
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    with explained():
        done = disclosing.withdraw(project, _document(project, path), _day(day), reason, approved)
    _end((done,))


def _day(typed: str | None) -> date:
    try:
        return date_of(typed) if typed else date.today()  # noqa: DTZ011 - the day of whoever types
    except AnswerError as error:
        raise click.UsageError(f"{error}。") from error


def _documents(project: Project, paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Those that are named, and in folders above those that have a record."""
    ids = ids_of(project, paths)
    alone = [id for id in ids if (project.content / "departments" / id / "document.yml").is_file()]
    below = tuple(id for id in ids if id not in alone)
    recorded = disclosing.waiting(project, below) if below or not ids else ()
    return tuple(dict.fromkeys((*alone, *recorded)))


def _document(project: Project, path: Path) -> str:
    (id,) = ids_of(project, (path,)) or ("",)
    if not (project.content / "departments" / id / "document.yml").is_file():
        raise click.UsageError(f"“{path}”不是一份文件：写到年度、文种的文件夹，如 …/2024/final-accounts。")
    return id


def _end(done: tuple[Recorded, ...]) -> NoReturn:
    click.echo(told_recorded(done), nl=False)
    sys.exit(BLOCKED if any(one.refused for one in done) else CLEAN)
