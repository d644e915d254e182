"""gongkai codeowners: who reviews what, a line for each department."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.failures import CLEAN, explained
from gongkai.cli.paths import find_project
from gongkai.pipeline.documents import departments
from gongkai.pipeline.workspace import DEPARTMENTS
from gongkai.reporting.text import flat

OWNER = re.compile(r"@[\w.-]+(/[\w.{}-]+)*")
PLAIN = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
FOLDER = "{部门}"


@click.command(options_metavar="[选项]")
@click.argument("owners", nargs=-1, required=True, metavar="小组...")
@click.pass_obj
def codeowners(root: Path | None, owners: tuple[str, ...]) -> NoReturn:
    """列出每个部门由谁审：CODEOWNERS 里一个部门一行。

    \b
    小组里的 {部门} 换成部门的文件夹名。看过以后加到 CODEOWNERS 的末尾：
      gongkai codeowners @anyang/budget @anyang/{部门} >> .github/CODEOWNERS

    \b
    退出码：
      0  列出来了
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    for owner in owners:
        if not OWNER.fullmatch(owner.replace(FOLDER, "x")):
            raise click.UsageError(f"“{owner}”不是小组的写法：以 @ 开头，如 @anyang/budget、@anyang/{FOLDER}。")
    project = find_project(root)
    with explained():
        folders = sorted(departments(project))
    for folder in folders:
        named = " ".join(owner.replace(FOLDER, folder.rpartition("/")[2]) for owner in owners)
        plain = PLAIN.fullmatch(folder) is not None
        said = (
            f"/{DEPARTMENTS}/{folder}/  {named}"
            if plain
            else f"没有列出：{flat(folder)}（文件夹名只能用小写字母、数字和 -）"
        )
        click.echo(said, err=not plain)
    sys.exit(CLEAN)
