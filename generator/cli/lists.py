"""gongkai codes, departments: what a bureau keeps in workbooks for all, into content/."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, workbook_bytes
from gongkai.model.classification import Extent
from gongkai.pipeline.upkeep.code_lists import import_codes
from gongkai.pipeline.upkeep.departments import Destination, import_departments
from gongkai.reporting.lists import told_codes, told_departments
from gongkai.starting.answers import AnswerError, date_of, year_of

workbook_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="工作簿"
)
write_option = click.option("--write", is_flag=True, help="写进文件；不写这一项，只列出来看。")


@click.command(options_metavar="[选项]")
@workbook_argument
@click.option("--year", required=True, metavar="年度", help="哪一年的科目，如 2025。")
@click.option("--whole", is_flag=True, help="这是全表：表里没有的编码就是错的（收录: 全部）。")
@write_option
@click.pass_obj
def codes(root: Path | None, file: Path, year: str, *, whole: bool, write: bool) -> NoReturn:
    """导入一年的科目表（.xlsx、.xls）：功能分类、经济分类。

    \b
    照栏头找编码和名称（编码可以分类、款、项三栏），写成
    content/classifications/ 里的表，并列出同上年比有什么变化。
    改了编码的由人认定，写进 changes.csv。
      gongkai codes 2025年政府收支分类科目.xlsx --year 2025

    \b
    退出码：
      0  列出来了，或者写好了
      1  有错误，什么也没有写
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    extent = Extent.WHOLE if whole else Extent.CLASSES
    try:
        wanted = year_of(year)
    except AnswerError as error:
        raise click.UsageError(f"{error}。") from error
    with explained():
        imported = import_codes(project, (file.name, workbook_bytes(file)), wanted, extent, write=write)
    click.echo(told_codes(imported, paint_here()), nl=False)
    sys.exit(CLEAN if imported.sound else BLOCKED)


@click.command(options_metavar="[选项]")
@workbook_argument
@click.option("--under", required=True, metavar="文件夹", help="建在哪个文件夹下面，如 henan/anyang。")
@click.option("--region", required=True, metavar="行政区划", help="那个文件夹的中文，如 河南省/安阳市。")
@click.option("--since", required=True, metavar="日期", help="部门名称从哪天起用，如 2019-01-01。")
@write_option
@click.pass_obj
def departments(root: Path | None, file: Path, under: str, region: str, since: str, *, write: bool) -> NoReturn:
    """导入部门名单（.xlsx、.xls）：一个部门建一个文件夹。

    \b
    名单的栏头：部门代码、部门名称、单位代码、单位名称、性质、文件夹。
    没有“文件夹”一栏的，按部门名称的拼音拟一个，先列出来看，看过再写。
    已经有的部门不动。
      gongkai departments 部门名单.xlsx --under henan/anyang \\
        --region 河南省/安阳市 --since 2019-01-01

    \b
    退出码：
      0  列出来了，或者写好了
      1  有错误，什么也没有写
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    try:
        to = Destination(under=under.strip("/"), region=region, since=date_of(since))
    except AnswerError as error:
        raise click.UsageError(f"{error}。") from error
    with explained():
        imported = import_departments(project, (file.name, workbook_bytes(file)), to, write=write)
    click.echo(told_departments(imported, paint_here()), nl=False)
    sys.exit(CLEAN if imported.sound else BLOCKED)
