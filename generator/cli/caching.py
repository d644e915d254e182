"""gongkai cache: finished documents that machines share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.failures import BLOCKED, CLEAN, building
from gongkai.cli.paths import find_project


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def cache() -> None:
    """几台机器共用做好的成品：做密钥，看状况，清理。

    \b
    设置写在项目的 cache.yml 里，见“怎样发布网站”的“共用成品”。
    取和存都在 gongkai build 里自动做，不用别的命令。
    """  # noqa: D301 - \b keeps the lines of a list apart


@cache.command(options_metavar="[选项]")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="私钥的文件")
def keys(file: Path) -> NoReturn:
    """给一台信得过的机器做一对密钥；已经有的，再印一遍公钥。

    \b
    私钥写进文件，只有自己读得到，不印出来；放在 git 的仓库外面。
    公钥印出来，抄进 cache.yml。

    \b
    退出码：
      0   做好了
      1   那个文件不行
      73  写不出来
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.building.sharing.upkeep import KeyFileError, key_pair  # noqa: PLC0415 - as for build

    try:
        with building():
            public, new = key_pair(file.expanduser())
    except KeyFileError as error:
        click.echo(f"{error}。", err=True)
        sys.exit(BLOCKED)
    if new:
        click.echo(f"私钥在 {file}，只有你读得到：不要提交，不要发给别人。")
        click.echo(f"用它的机器设 GONGKAI_CACHE_KEY_FILE={file}；代码平台上，把里面的一行存成密钥 GONGKAI_CACHE_KEY。")
    click.echo("cache.yml 里写公钥（名称自己起）：\n")
    click.echo(f"公钥:\n  发布机: {public}")
    sys.exit(CLEAN)


@cache.command(options_metavar="[选项]")
@click.pass_obj
def status(root: Path | None) -> NoReturn:
    """本机和存放处各有多少成品，哪些分支在用，这台机器能不能存。"""
    from gongkai.pipeline.building.sharing import upkeep  # noqa: PLC0415 - as for build

    project = find_project(root)
    with building():
        for line in upkeep.status(project):
            click.echo(line)
    sys.exit(CLEAN)


@cache.command(options_metavar="[选项]")
@click.pass_obj
def clean(root: Path | None) -> NoReturn:
    """现在就清理：哪个分支都不用、放得太久的，和超过定量的。

    平时不用：gongkai build 每天自己清理一次。各分支在用的不删。
    """
    from gongkai.pipeline.building.sharing import upkeep  # noqa: PLC0415 - as for build

    project = find_project(root)
    with building():
        for line in upkeep.clean(project):
            click.echo(line)
    sys.exit(CLEAN)
