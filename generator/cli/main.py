"""gongkai 命令: arguments in, findings and progress out, exit codes; no logic."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
from tqdm import tqdm

from generator.model.findings import Finding
from generator.pipeline.build import Busy, Options
from generator.pipeline.build import build as run_build
from generator.pipeline.checking import check as run_check
from generator.pipeline.preview import preview
from generator.pipeline.project import Project
from generator.publishing.search import SearchError
from generator.publishing.shell import ShellError
from generator.publishing.site import SiteError
from generator.reporting.formats import FORMATS
from generator.reporting.text import format_findings

CLEAN, BLOCKED, USAGE, BROKEN, OUTPUT, BUSY = 0, 1, 2, 70, 73, 75
MARKERS = ("content", "templates", "mkdocs.yml")

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="项目目录（有 content、templates 的那一个）；默认从当前目录往上找。",
)
@click.version_option(package_name="gongkai", message="公开 %(version)s")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """公开：把部门预算、决算的 YAML 变成网站、PDF 和数据文件，并检查其中的数。

    \b
    常用：
      gongkai check           检查数据，列出问题在哪一行、怎么改
      gongkai serve           边改边看
      gongkai build           生成网站（site/）

    PATHS 写文件所在的目录，只处理其中的文件，例如
    content/departments/henan/anyang；不写就是全部。
    """
    context.obj = Project(root=(root or _find_root()).resolve())


def _find_root() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if all((folder / marker).exists() for marker in MARKERS):
            return folder
    raise click.UsageError("这里不是公开项目：找不到 content、templates 和 mkdocs.yml。请先进入项目目录。")


@main.command()
@paths_argument
@click.option("--no-pdf", is_flag=True, help="不做 PDF（快得多，用来看网页）。")
@click.option("--jobs", type=click.IntRange(1, 64), help="同时排印几份文件；默认等于处理器数。")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="网站写到哪个目录；默认 site/。",
)
@click.option("--keep-going", is_flag=True, default=True, hidden=True, help="坏文件不影响其他文件（本来就是这样）。")
@click.pass_obj
def build(
    project: Project, paths: tuple[Path, ...], no_pdf: bool, jobs: int | None, output: Path | None, keep_going: bool
) -> None:
    """生成网站：网页、PDF、数据文件和检索，写到 site/。

    有错误的文件不发布，其他文件照常；没有改动的文件不重新排印。全部发布退出码是 0，有文件没发布是 1。
    """
    options = Options(
        output=(output or project.site).absolute(),
        pdf=not no_pdf,
        jobs=jobs or os.cpu_count() or 1,
        only=_ids(project, paths),
    )
    try:
        with _Bars() as bars:
            report = run_build(project, options, bars.step)
    except Busy:
        _stop("另一次生成正在进行，请等它结束。", BUSY)
    except (ShellError, SearchError, SiteError) as error:
        _stop(str(error), BROKEN)
    except OSError as error:
        _stop(f"写不出文件：{error}；原来的网站没有改动。", OUTPUT)
    _print_findings(report.findings)
    shown = _shown(options.output)
    if report.replaced:
        click.echo(
            f"已生成 {shown}：{len(report.published)} 份文件，{report.pages} 个网页；"
            f"本次重新排印 {len(report.rendered)} 份。"
        )
    else:
        click.echo(f"没有改动，{shown} 不用重新生成（{len(report.published)} 份文件）。")
    for id in report.refused:
        click.echo(f"没有发布：{id}（见上面的错误）")
    sys.exit(BLOCKED if report.refused else CLEAN)


@main.command()
@paths_argument
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="输出的格式；默认 text。")
@click.pass_obj
def check(project: Project, paths: tuple[Path, ...], form: str) -> None:
    """检查数据：读得懂读不懂、齐不齐、加不加得起来、填的和推算的一不一致。

    每个问题写明在哪个文件、哪一行、哪一列，应当怎么改。没有妨碍发布的问题退出码是 0，有是 1，命令写错是 2。
    """
    with _Bars() as bars:
        checked = run_check(project, _ids(project, paths), bars.step)
    click.echo(FORMATS[form](checked.findings), nl=False)
    if form == "text":
        click.echo(
            f"检查了 {checked.documents} 份文件，发现 {len(checked.findings)} 个问题；"
            f"{len(checked.blocked)} 份文件不能发布。"
        )
    sys.exit(BLOCKED if checked.blocked else CLEAN)


@main.command()
@paths_argument
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="端口；默认 8000。")
@click.option("--pdf", is_flag=True, help="也做 PDF。")
@click.pass_obj
def serve(project: Project, paths: tuple[Path, ...], port: int, pdf: bool) -> None:
    """边改边看：在浏览器里看网站，改了 content 或 templates 随即更新。只有本机能看到。"""
    preview(project, _ids(project, paths), port, pdf=pdf, say=click.echo, report=_print_findings)


def _ids(project: Project, paths: Iterable[Path]) -> tuple[str, ...]:
    """Document ids, or beginnings of them, for paths as typed."""
    base = project.content / "departments"
    ids = []
    for path in paths:
        full = path if path.is_absolute() else Path.cwd() / path
        folder = Path(os.path.normpath(full))
        if folder.is_file():
            folder = folder.parent
        while folder != base and folder.parent != folder and not folder.is_dir():
            folder = folder.parent
        if not folder.is_relative_to(base) and not base.is_relative_to(folder):
            raise click.UsageError(f"“{path}”不在 content/departments 里")
        if not full.exists():
            raise click.UsageError(f"没有“{path}”")
        if folder.is_relative_to(base) and folder != base:
            ids.append(_document_root(folder, base))
        else:
            return ()
    return tuple(ids)


def _document_root(folder: Path, base: Path) -> str:
    """A folder inside a document (performance/) stands for the document."""
    for candidate in (folder, *folder.parents):
        if candidate == base:
            break
        if (candidate / "document.yml").is_file():
            return candidate.relative_to(base).as_posix()
    return folder.relative_to(base).as_posix()


def _print_findings(findings: tuple[Finding, ...]) -> None:
    if findings:
        click.echo(format_findings(findings), nl=False)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return path.as_posix()


class _Bars:
    """进度: one bar for each step, on stderr, none where nobody watches."""

    def __init__(self) -> None:
        self.bar: tqdm[NoReturn] | None = None
        self.what = ""

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None

    def step(self, what: str, done: int, total: int) -> None:
        if what != self.what:
            self._close()
            self.what = what
            self.bar = tqdm(total=total, desc=what, unit="份", file=sys.stderr, disable=None, leave=False)
        if self.bar is not None:
            self.bar.update(done - self.bar.n)


