"""gongkai review: what every CI calls for a pull request."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.changes.reviewed import Reviewed
from gongkai.cli.bars import Bars
from gongkai.cli.failures import BLOCKED, CLEAN, building
from gongkai.cli.paths import find_project, processors
from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.reviewing.reviewing import Options
from gongkai.pipeline.reviewing.reviewing import review as run_review
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.review import SUMMARY, as_text, files, refused_commands
from gongkai.reporting.text import flat


@click.command(options_metavar="[选项]")
@click.argument("base", metavar="主分支")
@click.argument("head", metavar="送审的版本")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="目录",
    help="结果写到哪个目录：小结、预览和各种报告。",
)
@click.option("--no-pdf", is_flag=True, help="预览不做 PDF。")
@click.option(
    "--with-templates",
    is_flag=True,
    help="管理员的改动：模板和设置也用送审的，等于运行它的代码。",
)
@click.pass_obj
def review(root: Path | None, /, base: str, head: str, output: Path, **options: Any) -> NoReturn:
    """审阅一次改动：检查，算出改了多少钱，做草案的预览。

    \b
    代码平台的自动检查用的就是它。
    两个版本写 git 的分支、标签或者提交。工作目录里的文件不看，也不动：
      gongkai review main content/henan/anyang/… --output review

    \b
    模板、设置和程序都用主分支的，送审的版本里只取 content/ 下的普通文件。
    动了别的文件的，写明是哪些，算不能发布；其余照样检查。

    \b
    退出码：
      0   可以发布
      1   不能发布：有文件不能发布，或者动了不该动的文件
      2   命令写错；没有这个版本
      69、70、73、75   同 gongkai build
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    wanted = Options(
        output=output.resolve(), templates=options["with_templates"], pdf=not options["no_pdf"], jobs=processors()
    )
    try:
        with building(), Bars() as bars:
            output.mkdir(parents=True, exist_ok=True)
            reviewed = run_review(project, base, head, wanted, bars.step)
            _write(output, reviewed)
    except GitError as error:
        raise click.UsageError(f"{error}。" + (f"（{flat(error.said)}）" if error.said else "")) from error
    click.echo(_told(reviewed), nl=False)
    sys.exit(BLOCKED if reviewed.blocked else CLEAN)


def _write(output: Path, reviewed: Reviewed) -> None:
    told = files(reviewed)
    for name, text in told.items():
        (output / name).write_text(text, encoding="utf-8", errors="replace")
    if shown := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(shown).open("a", encoding="utf-8", errors="replace") as steps:
            steps.write(told[SUMMARY])


def _told(reviewed: Reviewed) -> str:
    """For a person, or as annotations where the host takes them."""
    if os.environ.get("GITHUB_ACTIONS"):
        return refused_commands(reviewed) + FORMATS["github"](reviewed.checked)
    return as_text(reviewed)
