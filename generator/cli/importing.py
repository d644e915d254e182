"""gongkai import: workbooks into the files of a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, workbook_bytes
from gongkai.cli.reviewed import import_words, is_word
from gongkai.pipeline.authoring.importing import UnreadDocumentError, import_files
from gongkai.pipeline.bureau.gathering import gather
from gongkai.pipeline.project import Project
from gongkai.reporting.importing import imported_as_text
from gongkai.reporting.opening import gathered_as_text
from gongkai.reporting.text import format_findings

ENDINGS = (".xlsx", ".xls", ".xlsm")
OPEN_NOW = "~$"
"""before the name of a file that Excel keeps while a workbook is open"""


@click.command("import", options_metavar="[选项]")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="文件...")
@click.option("--document", type=click.Path(path_type=Path), metavar="文件夹", help="导入到哪份文件：它的文件夹。")
@click.option("--all", "every", is_flag=True, help="收回的填报表，各导入到自己的文件；可以写放它们的文件夹。")
@click.option("--dry-run", is_flag=True, help="只看会取什么、改什么，不写。")
@click.option("--unused", is_flag=True, help="没有用到的单元格一个一个列出来；不写只列头几个。")
@click.pass_obj
def import_(
    root: Path | None, files: tuple[Path, ...], document: Path | None, *, every: bool, dry_run: bool, unused: bool
) -> NoReturn:
    """导入工作簿（.xlsx、.xls）、审阅过的 Word。

    工作簿：财政系统的报表、公开表、填报表。

    \b
    一个单位一个文件的，一起写上，自动相加；上年的也可以一起写，取上年数。
    有一处错误就什么都不写。手写的原因、说明、数都留着。
      gongkai import 决算报表.xls --document content/…/2024/final-accounts
      gongkai import --all 收回的填报表

    \b
    审阅过的 Word（gongkai build --word 做的）自己知道是哪份文件的。改过的手写
    文字取回来，别处的改动、修订、批注只列出来。
      gongkai import 审阅过的.docx

    \b
    退出码：
      0   导入了（或者看过了）
      1   有错误，没有写（--all：有一个没有取）
      2   命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    if every:
        _gather(project, files, write=not dry_run)
    words = [file for file in files if is_word(file)]
    if words and len(words) < len(files):
        raise click.UsageError("Word 和工作簿不能一起导入，请分开写。")
    if words or (document is None and all(file.suffix.lower() == ".pdf" for file in files)):
        import_words(project, files, _id(project, document) if document else "", write=not dry_run)
    if document is None:
        raise click.UsageError("写 --document，或者 --all（收回的填报表，各导入到自己的文件）。")
    id = _id(project, document)
    if folder := next((file for file in files if file.is_dir()), None):
        raise click.UsageError(f"“{folder}”是文件夹；收回的填报表一起导入，写 --all，不写 --document。")
    try:
        with explained():
            given = [(file.name, workbook_bytes(file)) for file in files]
            found = import_files(project, id, given, write=not dry_run)
    except UnreadDocumentError as error:
        click.echo(format_findings(error.findings, paint_here()), nl=False)
        click.echo(f"这份文件自己有错误，没有导入；先运行 gongkai check {document}。", err=True)
        sys.exit(BLOCKED)
    click.echo(imported_as_text(found, str(document), paint_here(), every_cell=unused), nl=False)
    sys.exit(CLEAN if found.sound else BLOCKED)


def _id(project: Project, document: Path) -> str:
    ids = ids_of(project, (document,))
    if len(ids) != 1 or not (project.content / "departments" / ids[0] / "document.yml").is_file():
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：里面要有 document.yml。")
    return ids[0]


def _gather(project: Project, paths: tuple[Path, ...], *, write: bool) -> NoReturn:
    """Whatever workbooks there are, each into its own document."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    wanted = [file for file in files if file.suffix.lower() in ENDINGS and not file.name.startswith(OPEN_NOW)]
    words = [file for file in files if is_word(file)]
    if words:
        told = "、".join(file.name for file in words)
        click.echo(f"这里还有 Word，没有取：{told}；审阅过的 Word 用 gongkai import 导入，不写 --all。", err=True)
    if not wanted:
        raise click.UsageError("这里没有 .xlsx、.xls 工作簿。")
    with explained(), Bars() as bars:
        given = [(file.name, workbook_bytes(file)) for file in wanted]
        gathered = list(gather(project, given, bars.step, write=write))
    click.echo(gathered_as_text(gathered, written=write), nl=False)
    sys.exit(BLOCKED if any(one.reasons for one in gathered) else CLEAN)
