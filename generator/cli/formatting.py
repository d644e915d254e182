"""gongkai format: the YAML of content in its one form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, paths_argument
from gongkai.pipeline.authoring.formatting import format_files
from gongkai.pipeline.project import Project
from gongkai.reporting.formatting import told_formatted


@click.command("format", options_metavar="[选项]")
@paths_argument
@click.option("--check", "check_only", is_flag=True, help="只检查，不改文件：列出还不是统一写法的。")
@click.option("--fix", is_flag=True, help="只有一种改法的先改好：全角的数字和冒号、千分位、日期等。")
@click.pass_obj
def format_content(root: Path | None, paths: tuple[Path, ...], *, check_only: bool, fix: bool) -> NoReturn:
    """统一写法：把 content 里的 YAML 文件写成同一个样子。

    \b
    排好先后（表、列、填报项照版式），统一引号、缩进、空行，去掉千分位，
    金额写两位小数。“#”后面的说明留着；说的内容一个字也不变。
    有错误的文件不动，列出来。
      gongkai format content/departments/henan/anyang
      gongkai format --check
      gongkai format --fix

    \b
    退出码：
      0  都是统一的写法（或者改好了）
      1  有的不是（--check），或者有错误没有动
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    with explained():
        result = format_files(project, tuple(_within(project, paths)), fix=fix, write=not check_only)
    click.echo(told_formatted(result, paint_here()), nl=False)
    sys.exit(CLEAN if result.done else BLOCKED)


def _within(project: Project, paths: Iterable[Path]) -> Iterable[Path]:
    """Paths as typed, which have to be in content."""
    for path in paths:
        full = Path(os.path.normpath(Path.cwd() / path))
        if not full.exists():
            raise click.UsageError(f"没有“{path}”。")
        if not full.resolve().is_relative_to(project.content):
            raise click.UsageError(f"“{path}”不在 {project.content.relative_to(project.root)} 里。")
        yield full
