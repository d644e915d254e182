"""gongkai compare: a document beside its original."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.failures import BLOCKED, CLEAN, MISSING, explained
from gongkai.cli.paths import find_project, ids_of
from gongkai.comparison.unreadable import MissingToolError, OriginalError
from gongkai.pipeline.authoring.comparing import UnreadDocumentError, compare_with_original
from gongkai.reporting.comparison import FORMS


@click.command(options_metavar="[选项]")
@click.argument("document", type=click.Path(path_type=Path), metavar="文件")
@click.argument("original", type=click.Path(path_type=Path), metavar="原件")
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMS)), default="text", help="结果的形式；默认 text，给人看。"
)
@click.option("--without-originals", is_flag=True, help="不算已经记的“原文”，只拿推算出来的对照。")
@click.pass_obj
def compare(root: Path | None, document: Path, original: Path, form: str, *, without_originals: bool) -> NoReturn:
    """同原件对照：存档的文件和当年公开的原件，一处一处有什么不同。

    \b
    原件是文字（.txt）、有文字层的 PDF，或者 Word（.docx）。
    每一处不同写明种类、在哪里、是哪里填的，还有该记的那条“原文”。
    “--format yaml”只印这些“原文”，看过以后抄进 explanation.yml。
      gongkai compare content/departments/henan/…/2022/final-accounts 原件.pdf

    \b
    退出码：
      0   没有不同，原件的字句都对上了
      1   有不同、有没有对上的；或者文件有错误，没有编排出来
      2   命令写错；原件读不了
      69  缺少系统部件（读 PDF 用的 poppler-utils）
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    ids = ids_of(project, (document,))
    if len(ids) != 1 or not (project.content / "departments" / ids[0] / "document.yml").is_file():
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：一次对照一份，里面要有 document.yml。")
    try:
        with explained():
            found = compare_with_original(project, ids[0], original, recorded=not without_originals)
    except MissingToolError as error:
        click.echo(f"{error}。", err=True)
        sys.exit(MISSING)
    except OriginalError as error:
        raise click.UsageError(f"原件“{original}”：{error}。") from error
    except UnreadDocumentError:
        click.echo(f"这份文件有错误，没有编排出来；先运行 gongkai check {document}。", err=True)
        sys.exit(BLOCKED)
    click.echo(FORMS[form](found), nl=False)
    sys.exit(CLEAN if found.same else BLOCKED)
