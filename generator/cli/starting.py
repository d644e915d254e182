"""gongkai new, roll-forward: questions in Chinese, one at a time; a flag answers its question beforehand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from gongkai.cli.bars import Bars
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import find_project, ids_of, kind_of_departments, year_typed
from gongkai.loading.folders import DEEPEST, DEPARTMENT
from gongkai.model.amounts import Unit
from gongkai.model.kinds import DocumentKind
from gongkai.model.reserved_names import RESERVED
from gongkai.pipeline.authoring import rolling, starting
from gongkai.pipeline.authoring.schemas import write_schemas
from gongkai.pipeline.bureau.opening import Rolled, open_year
from gongkai.pipeline.project import Project
from gongkai.reporting.opening import opened_as_text
from gongkai.starting import answers
from gongkai.starting.answers import AnswerError
from gongkai.starting.head_text import NewDepartment, NewUnit
from gongkai.starting.schema_paths import FOLDER

T = TypeVar("T")


def _ask(question: str, given: str | None, read: Callable[[str], T], default: str | None = None) -> T:
    """What is answered: by a flag, else by the person, who is asked again with the reason until it can be taken."""
    if given is not None:
        try:
            return read(given)
        except AnswerError as error:
            raise click.UsageError(f"{error}。") from error
    while True:
        try:
            return read(click.prompt(question, default=default, show_default=bool(default), prompt_suffix="："))
        except AnswerError as error:
            click.echo(f"  {error}。")


@click.command(options_metavar="[选项]")
@click.option("--folder", metavar="文件夹", help="部门的文件夹，如 henan/anyang/finance-bureau。")
@click.option("--name", metavar="名称", help="新部门的全称。")
@click.option("--since", metavar="日期", help="这个名称从哪天起用，如 2019-01-01。")
@click.option("--region", metavar="行政区划", help="如 河南省/安阳市。")
@click.option("--code", metavar="代码", help="部门代码；没有的写空：--code ''。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="“代码 名称 性质”；几个单位写几次。")
@click.option("--year", metavar="年度", help="文件的年度，如 2024。")
@click.option("--kind", metavar="文种", help="决算、预算等。")
@click.option("--edition", metavar="版式", help="templates/editions 里的文件夹名。")
@click.option("--money", metavar="单位", help="金额单位：元、千元、万元、亿元。")
@click.option("--department-only", is_flag=True, help="只建部门，不建文件。")
@click.pass_obj
def new(root: Path | None, /, **options: Any) -> NoReturn:
    """新建：一个部门，一份要填的文件。

    \b
    问什么答什么；写了选项的不再问。已经有的部门，只建文件。
    写好的文件里有注释，说明哪里填什么；要写文字的地方写着“待写”。
    已经有的文件一律不动。

    \b
    退出码：
      0  写好了
      1  没有写：已经有了，或者没有合用的版式
      2  命令写错；没有答完
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    try:
        with explained():
            _begin(project, options)
    except starting.StartError as error:
        click.echo(f"{error}。", err=True)
        sys.exit(BLOCKED)
    except click.Abort as error:
        raise click.UsageError("没有答完，什么也没有写；不用问答的，把各项写成选项（gongkai new --help）。") from error
    sys.exit(CLEAN)


def _begin(project: Project, options: dict[str, Any]) -> None:
    folder = _ask(
        "部门的文件夹（从省写起，如 henan/anyang/finance-bureau；会成为网址，定了就不要改）",
        options["folder"],
        lambda text: answers.folder_of(text, RESERVED, DEEPEST),
    )
    wanted = None
    if (project.content / "departments" / folder / DEPARTMENT).is_file():
        click.echo(f"{folder} 已经有 {DEPARTMENT}，不改它。", err=True)
    else:
        wanted = _department(project, folder, options)
    document = None if options["department_only"] else _document(project, folder, options)
    written: list[str] = []
    if wanted is not None:
        written += starting.new_department(project, wanted).files
    if document is not None:
        started = starting.new_document(project, document)
        tell(starting.Started(files=(*written, *started.files), todo=started.todo))
    else:
        tell(starting.Started(files=tuple(written)))


def _department(project: Project, folder: str, options: dict[str, Any]) -> NewDepartment:
    name = _ask("部门全称（如 安阳市财政局）", options["name"], answers.name_of)
    since = _ask("这个名称从哪天起用（如 2019-01-01）", options["since"], answers.date_of)
    known = starting.known_regions(project, folder)
    above = "/".join(folder.split("/")[:-1])
    there = known.get(above) and "/".join(
        known["/".join(above.split("/")[: n + 1])] for n in range(above.count("/") + 1)
    )
    region = _ask(
        f"行政区划（{above} 的中文，一层一层用 / 分开，如 河南省/安阳市）",
        options["region"],
        lambda text: answers.region_of(text, folder, known),
        there or None,
    )
    flagged = None not in (options["name"], options["since"], options["region"])  # a script leaves out what is optional
    code = _ask("部门代码（如 101；没有就直接回车）", options["code"] or ("" if flagged else None), answers.code_of, "")
    units = () if flagged and not options["units"] else _units(options["units"])
    return NewDepartment(folder=folder, name=name, since=since, region=region, code=code, units=units)


def _units(given: tuple[str, ...]) -> tuple[NewUnit, ...]:
    """One unit a line, until an empty line."""
    if given:
        return _ask("", "\n".join(given), lambda text: answers.units_of(text.splitlines()))
    click.echo("本级和所属单位，一行一个：代码 名称 性质（如 101001 本级 行政单位）；写完了直接回车。")
    lines: list[str] = []
    while line := _ask(f"单位{len(lines) + 1}", None, _one_more(lines), ""):
        lines.append(line)
    return answers.units_of(lines)


def _one_more(lines: list[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        answers.units_of((*lines, text) if text.strip() else lines)
        return text.strip()

    return read


def _document(project: Project, folder: str, options: dict[str, Any]) -> starting.NewDocument:
    year = _ask("哪一年的（如 2024）", options["year"], answers.year_of)
    kinds = starting.kinds_of(project)
    if options["kind"] is None:
        _list("哪一种文件：", (kind.title for kind in kinds.listed))
    kind = _ask("序号或名称", options["kind"], lambda text: answers.kind_of(text, kinds))
    edition = _edition(project, kind, year, options["edition"])
    money = _ask(
        f"金额单位（{'、'.join(Unit)}；这份文件里的数都用它，照手里的报表）", options["money"], answers.unit_of_money
    )
    return starting.NewDocument(department=folder, year=year, kind=kind.name, edition=edition, unit=money)


def _edition(project: Project, kind: DocumentKind, year: int, given: str | None) -> str:
    choices = starting.editions_for(project, kind.name, year)
    if not choices:
        raise starting.StartError(f"没有{year}年{kind.name}的版式。{starting.how_to_get_edition(kind.name, year)}")
    if given is None:
        _list("用哪个版式：", (f"{choice.name}（{choice.id}）" for choice in choices))
    return _ask("序号或名称", given, lambda text: answers.edition_of(text, choices)).id


@click.command("roll-forward", options_metavar="[选项]")
@click.argument("document", type=click.Path(path_type=Path), metavar="文件", required=False)
@click.option("--edition", metavar="版式", default="", help="下一年的版式；只有一个合用的可以不写。")
@click.option("--all", "every", is_flag=True, help="各部门、各单位的都起；“文件”写一个地方的文件夹，不写是全部。")
@click.option("--year", metavar="年度", help="同 --all 一起：照哪一年的，如 2023。")
@click.option("--kind", metavar="文种", default="决算", help="同 --all 一起：部门的文种，如 预算；默认 决算。")
@click.pass_obj
def roll_forward(
    root: Path | None, document: Path | None, edition: str, *, every: bool, year: str | None, kind: str
) -> NoReturn:
    """结转：照上年的文件起下一年的，数都空着。

    \b
    原因、用途要重写。不带过来的：原文、说明（waivers.yml）、日期、文号、核对数。
    职责、机构照抄，要逐条确认；绩效表单只留项目和指标的名称；
    改了编码的科目照今年的编码。要做的事列出来，也写在 document.yml 开头。
    另做一个工作簿（build/workbooks/），可以在 Excel 里填。
      gongkai roll-forward content/departments/henan/…/2023/final-accounts
      gongkai roll-forward --all --year 2023

    \b
    退出码：
      0  写好了
      1  没有写：已经有了，没有合用的版式，上年的文件读不出来
         （--all：有一份没有写）
      2  命令写错
    """  # noqa: D301 - \b keeps the lines of a list apart
    project = find_project(root)
    if every:
        _open_year(project, document, edition, year, kind)
    if document is None:
        raise click.UsageError("写上年那份文件的文件夹，或者 --all。")
    (id,) = ids_of(project, (document,)) or ("",)
    if not (project.content / "departments" / id / "document.yml").is_file():
        raise click.UsageError(f"“{document}”不是一份文件的文件夹：里面要有 document.yml。")
    try:
        with explained():
            started = rolling.roll_forward(project, id, edition)
            tell(started)
            click.echo(f"工作簿：{rolling.workbook_beside(project, started)}（用 Excel 填好，gongkai import 导入）")
    except starting.StartError as error:
        click.echo(f"{error}。", err=True)
        sys.exit(BLOCKED)
    sys.exit(CLEAN)


def _open_year(project: Project, below: Path | None, edition: str, year: str | None, kind: str) -> NoReturn:
    """Roll forward whatever there is of a year, and write what goes out to departments."""
    if year is None:
        raise click.UsageError("--all 要写 --year：照哪一年的文件。")
    only = ids_of(project, (below,)) if below is not None else ()
    with explained(), Bars() as bars:
        asked = Rolled(year=year_typed(year), kind=kind_of_departments(project, kind), only=only)
        opened = open_year(project, asked, edition, bars.step)
    click.echo(opened_as_text(opened), nl=False)
    sys.exit(BLOCKED if opened.refused else CLEAN)


@click.command(options_metavar="[选项]")
@click.pass_obj
def schema(root: Path | None) -> NoReturn:
    """编辑器用的模式：照它补全表名、列名和编码。

    \b
    写到 build/schemas/。版式、科目表改了以后再运行一次。
    怎样用，见 docs/content.md“用编辑器写”。
    """  # noqa: D301 - \b keeps the lines of a list apart
    with explained():
        written = write_schemas(find_project(root))
    click.echo(f"写好了{len(written.files)}个模式，在 {FOLDER}/。")
    if written.left:
        click.echo(f"版式有错误、没有做的：{'、'.join(written.left)}；运行 gongkai edition list 看错在哪里。", err=True)
    sys.exit(BLOCKED if written.left else CLEAN)


def _list(title: str, lines: Iterable[str]) -> None:
    click.echo(title)
    for number, line in enumerate(lines, start=1):
        click.echo(f"  {number}. {line}")


def tell(started: starting.Started) -> None:
    """What was written, what should be known, and what is to be done."""
    click.echo("写好了：")
    for name in started.files:
        click.echo(f"  {name}")
    for remark in started.remarks:
        click.echo(f"说明：{remark}")
    if started.todo:
        _list("接着做：", started.todo)
