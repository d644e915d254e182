"""gongkai diff: what a change means."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, processors
from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.reviewing.differing import differences
from gongkai.reporting.changes.forms import FORMS


@click.command("diff", options_metavar="[选项]")
@click.argument("base", metavar="从哪个版本")
@click.argument("rest", nargs=-1, metavar="[到哪个版本] [路径]...")
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMS)), default="text", help="结果的形式；默认 text，给人看。"
)
@click.pass_obj
def diff(root: Path | None, base: str, rest: tuple[str, ...], form: str) -> NoReturn:
    """变动：两个版本之间，数、句子和检查的问题变了什么。

    \b
    版本是 git 的分支、标签或者提交。只写一个，就同文件夹里现在的比。
    写“main...”从同 main 分岔的地方比起，只看这边改的，不看 main 后来改的。
      gongkai diff main
      gongkai diff main... content/departments/henan/anyang
      gongkai diff v1.0 v1.1 --format html

    \b
    退出码：
      0  没有不同，或者只改了写法
      1  有不同
      2  命令写错，或者没有这个版本
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    head, paths = _parted(rest)
    try:
        with explained(), Bars() as bars:
            found = differences(project, base, head, bars.step, processors(), ids_of(project, paths))
    except GitError as error:
        raise click.UsageError(str(error) + (f"：{error.said}" if error.said else "")) from error
    click.echo(FORMS[form](found), nl=False)
    raise SystemExit(CLEAN if found.same else BLOCKED)


def _parted(rest: tuple[str, ...]) -> tuple[str | None, list[Path]]:
    """The other version, if one is named, and the paths: what is there in the folder is a path."""
    paths = [Path(one) for one in rest]
    if paths and not paths[0].exists():
        return rest[0], paths[1:]
    return None, paths
