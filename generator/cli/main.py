"""gongkai 命令: arguments in, findings and progress out, exit codes; no logic."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from gongkai import __version__
from gongkai.cli.chinese import speak_chinese
from gongkai.cli.failures import BROKEN, CLEAN, StoppedError, stop, stop_again
from gongkai.cli.terminal import guard
from gongkai.model.own_data import CatalogueError
from gongkai.publishing.processes import ENDINGS

COMMANDS = {
    "build": "building.build",
    "cache": "caching.cache",
    "check": "checking.check",
    "cluster": "clusters.cluster",
    "codeowners": "owners.codeowners",
    "codes": "lists.codes",
    "compare": "comparing.compare",
    "correct": "disclosing.correct",
    "departments": "lists.departments",
    "diff": "differing.diff",
    "disclose": "disclosing.disclose",
    "edition": "editions.edition",
    "export": "exporting.export",
    "fonts": "projects.fonts",
    "format": "formatting.format_content",
    "import": "importing.import_",
    "init": "projects.init",
    "new": "starting.new",
    "merge": "building.merge",
    "pack": "releases.pack",
    "personal-data": "personal_data.personal_data",
    "province": "province.province",
    "publish": "releases.publish",
    "review": "reviewing.review",
    "roll-forward": "starting.roll_forward",
    "rollback": "releases.rollback",
    "schema": "starting.schema",
    "serve": "serving.serve",
    "status": "status.status",
    "upgrade": "projects.upgrade",
    "verify": "releases.verify",
    "withdraw": "disclosing.withdraw",
    "workbook": "workbooks.workbook",
}
"""where each command stands; what it needs is loaded when it is called, so that no command waits for all others"""


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"gongkai.cli.{module}"), attribute)
        return command


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; ends the process."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a file name may hold bytes that are no text
            guard(stream)
    for number in ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop)
    sys.unraisablehook = stop_again
    try:
        gongkai.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CatalogueError as error:
        click.echo(str(error), err=True)
        sys.exit(BROKEN)
    except StoppedError as stopped:
        click.echo("已中断。", err=True)
        sys.exit(128 + stopped.number)
    except BrokenPipeError:  # whoever read our words has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    sys.exit(CLEAN)


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted:
        click.echo(f"公开 {__version__}")
        context.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    no_args_is_help=True,
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="目录",
    help="项目目录；默认从当前目录往上找。",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本号。")
@click.pass_context
def gongkai(context: click.Context, root: Path | None) -> None:
    """公开：把部门预算、决算的 YAML 变成网站、PDF 和数据文件，并检查其中的数。

    \b
    常用：
      gongkai check      检查数据，列出问题在哪一行、怎么改
      gongkai serve      在浏览器里填报、检查、提交，边改边看
      gongkai build      生成网站（site/）
      gongkai publish    发布到网页服务器的目录，可以回退

    \b
    各命令后面可以写路径，只处理其中的文件；不写就是全部。例如：
      gongkai check content/departments/henan/anyang
    """  # noqa: D301 - \b keeps the lines of a list apart
    context.obj = root
