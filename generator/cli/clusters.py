"""gongkai cluster: keys, scheduler and workers; and the option by which other commands use them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from gongkai.cli.bars import Bars
from gongkai.cli.failures import CLEAN, MISSING, explained
from gongkai.cli.paths import find_project, processors
from gongkai.pipeline.pools import Pool
from gongkai.pipeline.project import Project

HERE = "here"
KEYS = "GONGKAI_CLUSTER_KEYS"
F = TypeVar("F", bound=Callable[..., Any])


def _keys_option(command: F) -> F:
    return click.option(
        "--keys",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=KEYS,
        default=Path.home() / ".config" / "gongkai" / "cluster",
        metavar="目录",
        help="集群的密钥；默认 ~/.config/gongkai/cluster。",
    )(command)


def cluster_options(command: F) -> F:
    """--cluster and --keys, for a command that works on documents."""
    option = click.option("--cluster", metavar="地址", help="交给集群做；写 here 就在本机起一个。")
    return option(_keys_option(command))


@contextmanager
def crew(project: Project, cluster: str | None, keys: Path, jobs: int) -> Iterator[Pool | None]:
    """Who does the documents: the cluster at an address, None for this machine; what it did is told at the end."""
    if cluster is None:
        yield None
        return
    from gongkai.pipeline.cluster.daemons import started_here  # noqa: PLC0415 - its libraries are optional
    from gongkai.pipeline.cluster.keys import KeysError, security  # noqa: PLC0415
    from gongkai.pipeline.cluster.pool import ClusterError, ClusterPool  # noqa: PLC0415

    try:
        if cluster == HERE:
            with started_here(project, jobs) as (address, made):
                pool = ClusterPool(address, made, jobs, Bars.above)
                yield pool
        else:
            if not cluster.startswith("tls://"):
                raise click.UsageError(f"--cluster 写 tls://机器:端口，不加密的不连；“{cluster}”不是。")
            security(keys)
            pool = ClusterPool(cluster, keys, jobs, Bars.above)
            yield pool
    except (ClusterError, KeysError) as error:
        click.echo(f"集群用不了：{error}。\n做好的都留着，再运行一次，从那里接着做。", err=True)
        sys.exit(MISSING)
    for line in pool.log.lines():
        click.echo(line, err=True)  # the output of a check may be for a program


@click.group(subcommand_metavar="命令 [参数]...", options_metavar="[选项]")
def cluster() -> None:
    """集群：几台机器一起排印、检查。先做密钥，再起调度机和工作机。

    \b
      gongkai cluster keys keys               密钥，抄到每一台
      gongkai cluster scheduler --host 地址   一台，分活
      gongkai cluster worker tls://地址:8786  每一台，干活
      gongkai build --cluster tls://地址:8786
    """  # noqa: D301 - \b keeps the lines of a list apart


@cluster.command(options_metavar="[选项]")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="目录")
def keys(folder: Path) -> NoReturn:
    """密钥：有它的机器才能加入集群，才能让集群干活。

    \b
    用 U 盘或者 scp 抄到每一台，只让运行的用户读得到，不要放进仓库。
    拿到它的人能在这些机器上运行任何程序。五年有效，到期换新的。
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.cluster.keys import KeysError, make_keys  # noqa: PLC0415 - its library is optional

    try:
        with explained():
            make_keys(folder)
    except KeysError as error:
        raise click.UsageError(f"{error}。") from error
    click.echo(f"已做好 {folder}：抄到每一台机器，放在主目录的 .config/gongkai/cluster，或者用 --keys 写明。")
    sys.exit(CLEAN)


@cluster.command(options_metavar="[选项]")
@click.option("--host", default="127.0.0.1", metavar="地址", help="在哪个地址上听；默认只有本机连得上。")
@click.option("--port", type=click.IntRange(1, 65535), default=8786, metavar="端口", help="默认 8786。")
@_keys_option
def scheduler(host: str, port: int, keys: Path) -> NoReturn:
    """调度机：一直运行，把文件分给各台工作机。"""
    from gongkai.pipeline.cluster.daemons import scheduler as run  # noqa: PLC0415 - its libraries are optional
    from gongkai.pipeline.cluster.keys import KeysError  # noqa: PLC0415

    try:
        with explained():
            run(host, port, keys, lambda address: click.echo(f"调度机在 {address}，按 Ctrl+C 结束。"))
    except KeysError as error:
        raise click.UsageError(f"{error}。") from error
    sys.exit(CLEAN)


@cluster.command(options_metavar="[选项]")
@click.argument("address", metavar="调度机地址")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="数", help="同时做几份文件；默认等于处理器数。")
@click.option("--host", default="", metavar="地址", help="在本机哪个地址上听；默认是通向调度机的那个。")
@_keys_option
@click.pass_context
def worker(context: click.Context, address: str, jobs: int | None, host: str, keys: Path) -> NoReturn:
    """工作机：一直运行，做调度机分来的文件。

    \b
    在一个项目里运行，用它准备好的字体；内容和模板由分活的机器送来。
    程序、库、字体要和分活的机器一样，不一样的不用，并说明哪一样不同。
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.cluster.daemons import worker as run  # noqa: PLC0415 - its libraries are optional
    from gongkai.pipeline.cluster.keys import KeysError  # noqa: PLC0415

    if not address.startswith("tls://"):
        raise click.UsageError(f"调度机地址写 tls://机器:端口；“{address}”不是。")
    root = context.find_root().obj
    project = find_project(root)
    try:
        with explained():
            run(project, address, keys, jobs or processors(), click.echo, host=host)
    except KeysError as error:
        raise click.UsageError(f"{error}。") from error
    sys.exit(CLEAN)
