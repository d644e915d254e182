"""gongkai personal-data: people's numbers in files as they stand; no YAML has to be right for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project
from gongkai.loading.text import place_in
from gongkai.reporting.text import flat
from gongkai.scanning.personal_data.detection import personal_data as detected
from gongkai.scanning.personal_data.drawings import undrawn

FOLDERS = ("content", "docs", "templates", "site")
SUFFIXES = {".yml", ".yaml", ".md", ".j2", ".html", ".json", ".csv", ".txt", ".js", ".css", ".xml", ""}


@click.command("personal-data", options_metavar="[选项]")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[文件]...")
@click.pass_obj
def personal_data(root: Path | None, files: tuple[Path, ...]) -> NoReturn:
    """查个人信息：身份证、手机号之类的号码，列出在哪里，不印号码。

    \b
    写了文件就只查这些，不写就查 content、docs、templates 和 site/。
    提交以前由 pre-commit 运行。

    \b
    退出码：
      0  没有
      1  有
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    with explained():
        found = [*_found(files or _all(find_project(root).root))]
    click.echo("".join(found), nl=False)
    sys.exit(BLOCKED if found else CLEAN)


def _all(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.suffix in SUFFIXES)


def _found(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        text = undrawn(path.read_text(encoding="utf-8", errors="replace"))
        for one in detected(text):
            yield f"{flat(str(place_in(text, one.start, str(path))))}: 疑似{one.kind.value}\n"
