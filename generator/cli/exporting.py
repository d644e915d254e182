"""gongkai export: a document for a government site's content management system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, MISSING, explained
from gongkai.cli.paths import find_project, ids_of
from gongkai.model.checked import Verdict
from gongkai.pipeline.disclosure.exporting import BadPlaceError, NoFontsError
from gongkai.pipeline.disclosure.exporting import export as run_export
from gongkai.reporting.text import flat, format_findings

FOLDER = "导出"


@click.command(options_metavar="[选项]")
@click.argument("document", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="目录",
    help=f"写到哪个目录；默认是项目里的 {FOLDER}/。",
)
@click.pass_obj
def export(root: Path | None, document: Path, output: Path | None) -> NoReturn:
    """导出上网材料：给政府网站后台用的正文、附件和著录项。

    \b
    一份文件做一个文件夹，和一个同名的压缩包（.zip），里面有：
      先看这里-操作单.txt   一步一步怎么发布、怎么核对
      正文.html             贴到编辑器“源代码”里的正文
      著录项.txt            网页标签、公开目录各项填什么
      PDF、Excel            附件
      数据/                 各张报表的数据文件
    有错误、不能发布的文件不导出。例如：
      gongkai export content/departments/henan/…/2023/final-accounts

    \b
    退出码：
      0   导出了
      1   文件有错误，没有导出
      2   命令写错
      69  缺少系统部件（字体、排版软件）
      73  文件写不出来
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    ids = ids_of(project, (document,))
    if len(ids) != 1 or not (project.content / "departments" / ids[0] / "document.yml").is_file():
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：一次导出一份，里面要有 document.yml。")
    try:
        with explained():
            done = run_export(project, ids[0], output or project.root / FOLDER)
    except BadPlaceError as error:
        raise click.UsageError(f"不能写到“{output}”：content、templates 里只放自己填的。") from error
    except NoFontsError:
        click.echo("没有准备好字体，做不了 PDF。请运行 make site（或 scripts/setup）。", err=True)
        sys.exit(MISSING)
    if isinstance(done, Verdict):
        click.echo(format_findings(done.findings, paint_here()), nl=False)
        click.echo("有不能发布的问题，没有导出。改好以后再导出。" if done.findings else "这份文件已经撤回，没有导出。")
        sys.exit(BLOCKED)
    click.echo(f"导出了：{flat(str(done.folder))}（{len(done.files)}个文件）\n压缩包：{flat(str(done.zipped))}")
    if done.strange:
        click.echo(f"文件夹里还有不是这次导出的，没有动，不要一起上传：{flat('、'.join(done.strange))}")
    click.echo("下一步：打开“先看这里-操作单.txt”，照着做。")
    sys.exit(CLEAN)
