"""gongkai import: workbooks into the files of a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, workbook_bytes
from gongkai.pipeline.authoring.importing import UnreadDocumentError, import_files
from gongkai.reporting.importing import imported_as_text
from gongkai.reporting.text import format_findings


@click.command("import", options_metavar="[选项]")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="工作簿..."
)
@click.option(
    "--document", required=True, type=click.Path(path_type=Path), metavar="文件夹", help="导入到哪份文件：它的文件夹。"
)
@click.option("--dry-run", is_flag=True, help="只看会取什么、改什么，不写。")
@click.option("--unused", is_flag=True, help="没有用到的单元格一个一个列出来；不写只列头几个。")
@click.pass_obj
def import_(root: Path | None, files: tuple[Path, ...], document: Path, *, dry_run: bool, unused: bool) -> NoReturn:
    """导入工作簿（.xlsx、.xls）：财政系统的报表、公开表、填报表。

    \b
    一个单位一个文件的，一起写上，自动相加；上年的也可以一起写，取上年数。
    有一处错误就什么都不写。手写的原因、说明、数都留着。
      gongkai import 决算报表.xls --document content/…/2024/final-accounts

    \b
    退出码：
      0   导入了（或者看过了）
      1   有错误，没有写
      2   命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    ids = ids_of(project, (document,))
    if len(ids) != 1 or not (project.content / "departments" / ids[0] / "document.yml").is_file():
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：里面要有 document.yml。")
    try:
        with explained():
            given = [(file.name, workbook_bytes(file)) for file in files]
            found = import_files(project, ids[0], given, write=not dry_run)
    except UnreadDocumentError as error:
        click.echo(format_findings(error.findings, paint_here()), nl=False)
        click.echo(f"这份文件自己有错误，没有导入；先运行 gongkai check {document}。", err=True)
        sys.exit(BLOCKED)
    click.echo(imported_as_text(found, str(document), paint_here(), every_cell=unused), nl=False)
    sys.exit(CLEAN if found.sound else BLOCKED)
