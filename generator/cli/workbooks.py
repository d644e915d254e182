"""gongkai workbook: an Excel file to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of
from gongkai.pipeline.authoring.workbook import NoWorkbookError, OtherEditionError
from gongkai.pipeline.authoring.workbook import workbook as run_workbook
from gongkai.reporting.text import format_findings


@click.command(options_metavar="[选项]")
@click.option("--edition", default="", metavar="版式", help="版式的名称；写了 --document 的可以不写。")
@click.option(
    "--document", type=click.Path(path_type=Path), metavar="路径", help="给这份文件做：已经有的数和文字都填好。"
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="存成哪个文件；默认在当前目录。"
)
@click.pass_obj
def workbook(root: Path | None, edition: str, document: Path | None, output: Path | None) -> NoReturn:
    """填报表：做一个 Excel 工作簿，填好再导入。

    \b
    填好以后用 gongkai import 导入。例如：
      gongkai workbook --edition henan-2023-final-accounts
      gongkai workbook --document content/departments/henan/…/2023/final-accounts

    \b
    退出码：
      0  做好了
      1  版式或文件有错误，没有做
    """  # noqa: D301 - \b keeps the lines of a list apart
    if not edition and document is None:
        raise click.UsageError("写 --edition 版式，或者 --document 路径。")
    project = find_project(root)
    ids = ids_of(project, [document]) if document is not None else ()
    if document is not None and (not ids or not (project.content / "departments" / ids[0] / "document.yml").is_file()):
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：里面要有 document.yml。")
    id, name = next(iter(ids), None), Path(edition).name
    path = output or Path(f"{'-'.join(id.split('/')[-3:]) if id else name}.xlsx")
    try:
        with explained():
            path.write_bytes(run_workbook(project, name, id))
    except OtherEditionError as error:
        raise click.UsageError(f"这份文件的版式是 {error}，不是 {name}；--edition 可以不写。") from error
    except NoWorkbookError as error:
        click.echo("有错误，没有做：")
        click.echo(format_findings(error.findings, paint_here()), nl=False)
        sys.exit(BLOCKED)
    click.echo(f"做好了：{path}")
    sys.exit(CLEAN)
