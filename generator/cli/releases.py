"""gongkai publish, rollback, verify, pack: releases of the site, and whether files are what they were."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.cli.bars import Bars
from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, building, explained, releasing
from gongkai.cli.notices import tell_of_settings
from gongkai.cli.paths import find_project, processors
from gongkai.reporting.report import counted, listed, next_steps

target_argument = click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="发布目录")


@click.command(options_metavar="[选项]")
@target_argument
@click.option("--list", "listing", is_flag=True, help="只列出现有的各次发布。")
@click.option("--keep", type=click.IntRange(2, 1000), default=5, metavar="数", help="保留最近几次发布；默认 5。")
@click.option(
    "--gone", multiple=True, metavar="编号", help="这份文件不再公开；可以写几次。没有写的，少了一份就不发布。"
)
@click.option("--sign-with", "sign", default="", metavar="命令", help="用这个命令给 SHA256SUMS 签名。")
@click.option("--no-pdf", is_flag=True, help="不做 PDF。")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="数", help="同时排印几份文件；默认等于处理器数。")
@click.pass_obj
def publish(root: Path | None, /, target: Path, **options: Any) -> NoReturn:
    """发布网站：先生成，再放到发布目录，核对以后一步换上。

    \b
    发布目录里，releases/ 下每次发布一个文件夹，current 指向现在公开的一次。
    网页服务器的根目录设为“发布目录/current”。
    中途出错、断电、磁盘满，公开的网站都不动。

    \b
    退出码：
      0   已发布，或者没有改动
      1   有文件没有发布，或者会少了已经公开的文件，没有发布
      2   命令写错
      70  程序或模板有问题
      73  文件写不出来，或者不能发布到那里
      75  另一次生成或发布正在进行
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.pipeline.building.build import Options  # noqa: PLC0415 - as for build
    from gongkai.pipeline.building.publishing import publish as run_publish  # noqa: PLC0415
    from gongkai.publishing.releases.releasing import Wishes  # noqa: PLC0415

    if options["listing"]:
        _list(target)
    project = find_project(root)
    built = Options(output=project.site, pdf=not options["no_pdf"], jobs=options["jobs"] or processors())
    wishes = Wishes(keep=options["keep"], sign=options["sign"], gone=options["gone"])
    with building(), releasing(), Bars() as bars:
        report = run_publish(project, built, target, wishes, bars.step)
    click.echo(listed(report.built.checked, paint_here()), nl=False)
    if report.built.findings:
        click.echo(counted(report.built.checked) + next_steps(report.built.checked))
    with building():
        if report.built.failure is not None:
            raise report.built.failure
    tell_of_settings(project)
    for line in (*report.built.told(project.site), *(report.published.told(target) if report.published else ())):
        click.echo(line)
    sys.exit(CLEAN if report.built.complete else BLOCKED)


@click.command(options_metavar="[选项]")
@target_argument
@click.argument("number", type=click.IntRange(1), required=False, metavar="[第几次]")
def rollback(target: Path, number: int | None) -> NoReturn:
    """回退：重新公开以前的一次发布；默认是现在这一次的前一次。

    \b
    各次发布用 gongkai publish --list 发布目录 列出。
    回退以后再 gongkai publish，公开的又是最新的内容。

    \b
    退出码：
      0   已回退
      2   命令写错
      73  没有这一次发布，或者它的文件被改过
      75  一次发布正在进行
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.publishing.releases.rolling_back import rollback as run_rollback  # noqa: PLC0415
    from gongkai.publishing.releases.target import Target  # noqa: PLC0415

    with building(), releasing():
        done = run_rollback(Target(target.resolve()), number)
    if done.number == done.before:
        click.echo(f"现在公开的已经是第 {done.number} 次发布。")
    else:
        click.echo(
            f"已回退：现在公开的是第 {done.number} 次发布" + (f"，原来是第 {done.before} 次。" if done.before else "。")
        )
    sys.exit(CLEAN)


@click.command(options_metavar="[选项]")
@click.argument(
    "place", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False, metavar="[目录]"
)
@click.pass_obj
def verify(root: Path | None, place: Path | None) -> NoReturn:
    """核验网站：读每个文件，与 SHA256SUMS 核对。

    \b
    目录是一个网站，或者发布目录（核验其中各次发布）；不写就是项目的 site/。
    列出被改过的、缺少的、多出的文件。

    \b
    退出码：
      0  都是原样
      1  有被改过、缺少或多出的文件
      2  命令写错，或者那里没有网站
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.publishing.releases.verifying import NoSiteError  # noqa: PLC0415
    from gongkai.publishing.releases.verifying import verify as run_verify  # noqa: PLC0415

    folder = place or find_project(root).site
    try:
        with explained(), Bars() as bars:
            results = list(run_verify(folder, bars.step))
    except NoSiteError as error:
        raise click.UsageError(str(error)) from error
    for result in results:
        for line in result.told():
            click.echo(line)
    sound = all(result.sound for result in results)
    if not sound:
        click.echo("请重新生成（gongkai build）或发布（gongkai publish），网站会照原样恢复。")
        if len(results) > 1:
            click.echo("发布目录里以前的各次不恢复，也不能回退到改过的；再发布几次，它们就删去了。")
    sys.exit(CLEAN if sound else BLOCKED)


@click.command(options_metavar="[选项]")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="压缩包")
@click.option(
    "--site", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="目录", help="默认是项目的 site/。"
)
@click.pass_obj
def pack(root: Path | None, file: Path, site: Path | None) -> NoReturn:
    """把整个网站打成一个压缩包，给要全部拿走的人；放在网站外面。

    \b
    每个文件都与 SHA256SUMS 核对。同样的网站，同样的字节。
    放到读者下载得到的地方，网址写进 mkdocs.yml，数据下载页就有链接。

    \b
    退出码：
      0   打好了
      2   命令写错，或者那里没有网站，或者网站的文件被改过
      73  文件写不出来
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.publishing.releases.packing import PackError  # noqa: PLC0415
    from gongkai.publishing.releases.packing import pack as run_pack  # noqa: PLC0415

    try:
        with building(), Bars() as bars:
            count = run_pack(site or find_project(root).site, file, bars.step)
    except PackError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"已打包 {file}：{count} 个文件，{file.stat().st_size / 1_000_000:.1f} MB。")
    sys.exit(CLEAN)


def _list(target: Path) -> NoReturn:
    from gongkai.publishing.releases.target import Target  # noqa: PLC0415

    place = Target(target)
    current = place.current
    for number in place.numbers:
        time = datetime.fromtimestamp(place.folder(number).stat().st_mtime).astimezone()
        click.echo(f"第 {number} 次  {time:%Y-%m-%d %H:%M}" + ("  ← 现在公开的" if number == current else ""))
    if not place.numbers:
        click.echo("还没有发布过。")
    sys.exit(CLEAN)
