"""gongkai province: the front page that leads to the sites of many places."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.notices import warn_if_behind
from gongkai.cli.paths import find_project
from gongkai.pipeline.bureau.front_page import make_front_page
from gongkai.publishing.province import INDEX, ForeignPageError
from gongkai.reporting.text import flat, format_findings


@click.command(options_metavar="[选项]")
@click.argument("list_file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="清单")
@click.option(
    "--output", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="写到哪个目录。"
)
@click.pass_obj
def province(root: Path | None, list_file: Path, output: Path) -> NoReturn:
    """省的首页：一张网页，列出各市、各县（区）的网站和各年的份数。

    \b
    清单是一个 YAML 文件：
      名称: 河南省部门预算决算公开
      网站:
        - 名称: 南阳市
          网址: https://czj.nanyang.gov.cn/gongkai/
          目录: nanyang/catalog.json
    目录是从那个网站抄来的 catalog.json；这里不联网。写法见 docs/scale.md。
      gongkai province sites.yml --output 首页

    \b
    退出码：
      0   做好了
      1   清单有错误，没有做；或者做好了，有的目录读不进来，没有份数
      2   命令写错
      73  文件写不出来
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    warn_if_behind(project)
    with explained():
        try:
            made = make_front_page(project, list_file, output)
        except ForeignPageError as error:
            raise click.UsageError(f"“{output}”里已经有别的 {INDEX}，没有动它。换一个目录。") from error
    click.echo(format_findings(made.findings, paint_here()), nl=False)
    if not made.sites:
        click.echo("清单有错误，没有做。")
        sys.exit(BLOCKED)
    click.echo(f"首页做好了：{flat(str(output / INDEX))}（{made.sites}个网站）")
    if made.unread:
        click.echo(f"没有读到目录、不写份数的：{flat('、'.join(made.unread))}")
    sys.exit(BLOCKED if made.unread else CLEAN)
