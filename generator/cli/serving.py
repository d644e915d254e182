"""gongkai serve: the preview, and the panel to fill in, check and submit beside it."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import NoReturn

import click

from gongkai.cli.failures import CLEAN, StoppedError, building
from gongkai.cli.paths import find_project, ids_of, paths_argument, processors
from gongkai.publishing.processes import ENDINGS

MOST_WAITING = 100
"""messages that wait to be read"""


@click.command(options_metavar="[选项]")
@paths_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="网站的端口，默认 8000；0 表示任选。"
)
@click.option("--pdf", is_flag=True, help="网站上也做 PDF（慢一些）。")
@click.option("--open", "browse", is_flag=True, help="在浏览器里打开填报台。")
@click.pass_obj
def serve(root: Path | None, paths: tuple[Path, ...], port: int, *, pdf: bool, browse: bool) -> NoReturn:
    """边改边看：在浏览器里填报、检查、提交，网站随改随看。

    \b
    打开印出的填报台的网址，以后的事都在浏览器里做，不用再输命令。
    只有本机能看到；网址里有一段随机的文字，每次启动都不同，不要发给别人。
    改错了，网站保持改之前的样子，并说明错在哪里。
    文件很多时请写路径，只看其中一部分，更新快得多。
    """  # noqa: D301 - \b keeps the lines of a list apart
    from gongkai.panel.server import panel  # noqa: PLC0415 - as for build
    from gongkai.pipeline.building.build import Options  # noqa: PLC0415
    from gongkai.pipeline.building.preview import follow, previewing  # noqa: PLC0415

    project = find_project(root)
    only = ids_of(project, paths)
    options = Options(output=project.build / "preview", pdf=pdf, jobs=processors(), only=only, preview=True)
    try:
        with building(), previewing(project, options, port) as site, panel(project, only, site) as address:
            click.echo(f"请在浏览器里打开填报台：{address}")
            click.echo(f"只看网站：{site} 。按 Ctrl+C 结束。")
            if browse:
                webbrowser.open(address)
            follow(project, options, unhindered(sys.stdout.fileno()))
    except StoppedError:  # the way it is meant to end
        click.echo("预览已结束。", err=True)
    sys.exit(CLEAN)


def unhindered(output: int) -> Callable[[str], None]:
    """Says things to an open file that perhaps nobody reads: what does not fit any more is lost, and nobody waits."""
    waiting = Queue[str](maxsize=MOST_WAITING)

    def write() -> None:
        while True:
            data = f"{waiting.get()}\n".encode()
            while data:
                data = data[os.write(output, data) :]

    def write_while_it_is_open() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # a signal taken here would not wake who waits for a child
        with suppress(OSError):
            write()

    def say(text: str) -> None:
        with suppress(Full):
            waiting.put_nowait(text)

    Thread(target=write_while_it_is_open, daemon=True).start()
    return say
