"""gongkai init, upgrade, fonts: a repository of content of one's own, its templates kept up to date, its fonts."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import NoReturn

import click

from gongkai import __version__
from gongkai.cli.failures import BLOCKED, CLEAN, MISSING, explained
from gongkai.cli.paths import find_project
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.copied_files import NATIONAL, RecordError, editions_offered
from gongkai.pipeline.upkeep.font_files import FontsError, prepare_fonts
from gongkai.pipeline.upkeep.font_marks import wide_marks
from gongkai.pipeline.upkeep.initialising import InitError, first_commit, initialise, refuse_unless_empty
from gongkai.pipeline.upkeep.upgrading import Upgrade, UpgradeError, editions_to_have, planned_upgrade
from gongkai.pipeline.upkeep.upgrading import upgrade as run_upgrade

MOST_LISTED = 30
"""files that are listed one by one, of one kind of step"""
WHICH = "用哪些（序号，几个用空格隔开；都不合用的直接回车）"


@click.command(options_metavar="[选项]")
@click.argument("folder", type=click.Path(path_type=Path), metavar="目录")
@click.option("--edition", "editions", multiple=True, metavar="版式", help="要用的版式；几个写几次。")
@click.option("--example/--no-example", default=None, help="放不放一个例子（假的部门，看效果用）；默认放。")
def init(folder: Path, editions: tuple[str, ...], *, example: bool | None) -> NoReturn:
    """起一个自己的仓库：内容、模板、设置。

    \b
    目录要是空的，或者还没有。版式连同它继承的一起抄来；
    名词解释、科目表也抄来，以后由自己改。能准备字体的准备字体，
    装了 git 的建好 git 仓库。
      gongkai init demo && cd demo && gongkai build

    \b
    退出码：
      0  起好了
      2  命令写错；目录里已经有东西
    """  # noqa: D301 - \b keeps the lines of a list apart
    try:
        with explained():
            refuse_unless_empty(folder)
            if sys.stdin.isatty():
                editions = editions or _editions_asked()
                if example is None:
                    example = click.confirm("放一个例子（假的部门，看效果用）？", default=True)
            _known(editions)
            made = initialise(folder, editions, example=example is not False)
    except InitError as error:
        raise click.UsageError(f"{error}。") from error
    except click.Abort as error:
        raise click.UsageError("没有答完，什么也没有写。") from error
    click.echo(f"起好了：{folder}（{made.files}个文件，gongkai {__version__}）。")
    click.echo(f"版式：{'、'.join(made.editions)}。")
    with explained():
        click.echo(first_commit(made.project.root))
        try:
            _prepare_fonts(made.project, None)
        except FontsError as error:
            click.echo(f"{error}\n以后运行 gongkai fonts 再准备。", err=True)
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {quote(str(folder))}\n"
    first = "在浏览器里起第一份文件" if example is False else "做成网站，在 site/"
    click.echo(f"接着做：\n{enter}  gongkai {'serve' if example is False else 'build'}      {first}\n  再看 README.md")
    sys.exit(CLEAN)


def _editions_asked() -> tuple[str, ...]:
    """By their numbers; none is an answer too."""
    offered = [(name, title) for name, title in editions_offered().items() if name not in NATIONAL]
    click.echo("有这些版式（全国通用的 national-… 总是抄来，各地的照它写）：")
    for number, (name, title) in enumerate(offered, start=1):
        click.echo(f"  {number}. {title}（{name}）")
    while True:
        answer = click.prompt(WHICH, default="", show_default=False, prompt_suffix="：")
        numbers = answer.replace("，", " ").replace("、", " ").split()
        if all(one.isdecimal() and 1 <= int(one) <= len(offered) for one in numbers):
            return tuple(offered[int(one) - 1][0] for one in numbers)
        click.echo(f"  写 1 到 {len(offered)} 的序号。")


def _known(editions: tuple[str, ...]) -> None:
    for name in editions:
        if name not in editions_offered():
            raise click.UsageError(f"没有“{name}”这个版式；有：{'、'.join(editions_offered())}。")


@click.command(options_metavar="[选项]")
@click.option("--edition", "editions", multiple=True, metavar="版式", help="另外要的版式；几个写几次。")
@click.option("--write", is_flag=True, help="照着换；不写这一项，只列出要换什么。")
@click.pass_obj
def upgrade(root: Path | None, editions: tuple[str, ...], *, write: bool) -> NoReturn:
    """程序升级以后，换自己仓库里的模板。

    \b
    抄来以后没有改过的，换成新的；改过的一律不动，
    新的放在旁边（文件名加 .new），由人并进去；content 不动。
    先不写 --write 看一遍。换完看过，再提交。

    \b
    退出码：
      0  换了（或列出来了），没有要换的
      1  不能换：不是 init 起的，或者比程序还新
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    _known(editions)
    project = find_project(root)
    try:
        with explained():
            planned = planned_upgrade(project, editions)
            if write:
                run_upgrade(project, planned)
    except (UpgradeError, RecordError) as error:
        click.echo(f"{error}。", err=True)
        sys.exit(BLOCKED)
    _tell(planned, written=write)
    others = editions_to_have(project)
    if others:
        click.echo(f"程序还带着这些版式，要用的加 --edition：{'、'.join(others)}。")
    sys.exit(CLEAN)


def _tell(planned: Upgrade, *, written: bool) -> None:
    if planned.needless:
        click.echo(f"没有要换的：都是 {__version__} 的。")
        return
    click.echo(f"{planned.record.version} → {__version__}" + ("" if written else "，要换的："))
    for step, names in planned.by_step():
        click.echo(f"\n{step}，{len(names)}个：")
        for name in names[:MOST_LISTED]:
            click.echo(f"  {name}")
        if len(names) > MOST_LISTED:
            click.echo(f"  ……还有{len(names) - MOST_LISTED}个")
    click.echo("\n换好了。content 没有动。" if written else "\n还没有换。照着换：gongkai upgrade --write")
    if planned.record.version != __version__:
        click.echo(f"自动检查用的安装包（ci/ 里的 .whl）也换成 {__version__} 的。")
    if planned.editions_changed:
        click.echo(f"版式有改动：{'、'.join(planned.editions_changed)}。各份文件要不要跟着改，提交以前看：")
        click.echo("  git worktree add ../before HEAD && gongkai edition migrate --from ../before")


@click.command(options_metavar="[选项]")
@click.option(
    "--from",
    "given",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="从这里取：别处拷来的字体文件、软件包（.deb）。",
)
@click.pass_obj
def fonts(root: Path | None, given: Path | None) -> NoReturn:
    """准备字体：放进 build/fonts/，做 PDF 用。

    \b
    要哪些字体，写在 templates/fonts 里。
    系统里装了的从系统里取，没有的从 Debian 的软件包里取（要联网），
    都核对校验值。生成网站的时候什么也不下载。

    \b
    退出码：
      0   准备好了
      69  取不到；缺什么、怎样装，都列出来
    """  # noqa: D301 - \b keeps the lines of a list apart
    try:
        with explained():
            if not _prepare_fonts(find_project(root), given):
                click.echo("字体早已准备好。")
    except FontsError as error:
        click.echo(str(error), err=True)
        sys.exit(MISSING)
    sys.exit(CLEAN)


def _prepare_fonts(project: Project, given: Path | None) -> bool:
    click.echo("准备字体……")
    done = prepare_fonts(project, click.echo, given)
    if done:
        click.echo("字体准备好了，在 build/fonts/。")
    for line in wide_marks(project):
        click.echo(f"注意：{line}")
    return done
