"""一个市: sixty departments of an invented city with 150 units open a year, send their workbooks back and publish.

    python -m bench.city                            all of it, without PDFs of documents
    python -m bench.city --departments 5 --units 12 --folder build/city
    python -m bench.city --pdf                      with PDFs

Each step says what it cost (CPU seconds of all processes, largest process); planted errors are held against findings.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bench.invented.city import LAST, NEW, City, city_project
from bench.invented.city_errors import a_cent_more, compared, of_unit, plant, untouched, whole
from bench.invented.city_sums import differing, figures, sum_up
from gongkai.loading.files import open_within
from gongkai.loading.shared_forms import read_kinds
from gongkai.model.checked import CheckResult
from gongkai.model.opened import Gathered
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.authoring.workbook import ground_of
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.bureau.board import Asked, read_board
from gongkai.pipeline.bureau.gathering import gather
from gongkai.pipeline.bureau.opening import Rolled, open_year
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.board import as_html
from gongkai.reporting.opening import gathered_as_text
from gongkai.workbooks.book import written
from gongkai.workbooks.made_from import FOR, marks_of

ROOT = Path(__file__).resolve().parent.parent
SEED = 2026
IDLE = 3
"""departments without income and spending"""
LATE = 9
"""workbooks that never came back"""
JOBS = 2
T = TypeVar("T")


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def measured(name: str, step: Callable[[], T]) -> T:
    """Do a step and say what it cost."""
    before, began = _used(), time.monotonic()
    made = step()
    print(
        f"{name}: {_used() - before:.1f} s CPU, {time.monotonic() - began:.0f} s, 最大进程 {_peak():.0f} MB", flush=True
    )
    return made


def _used() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in usage)


def _peak() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / 1024


class Trial(Struct, frozen=True, kw_only=True):
    """The city as its departments know it (`truth`: both years whole) and as the bureau has it (`project`)."""

    city: City
    truth: Project
    project: Project

    @property
    def content(self) -> Path:
        return self.project.content / "departments"

    def open(self) -> None:
        """结转."""
        kind = read_kinds(self.project.templates).value.named("决算")
        if kind is None:
            raise LookupError("决算")
        opened = open_year(self.project, Rolled(year=LAST, kind=kind), "", quiet)
        refused = [one for one in opened.documents if one.refused]
        begun = len(opened.documents) - len(refused)
        print(f"  起了 {begun} 份，起不了 {len(refused)} 份，没有上年的 {len(opened.without)} 个")

    def begin_new(self) -> None:
        """What has no last year is begun by hand: here, as its departments know it."""
        for id in filter(self.city.is_new, self.city.of_year(NEW)):
            department = id.split(f"/{NEW}/")[0]
            shutil.copytree(
                self.truth.content / "departments" / department, self.content / department, dirs_exist_ok=True
            )

    def idle(self) -> tuple[str, ...]:
        """Documents of three departments that had neither income nor spending."""
        single = (one for one in self.city.departments if len(one.units) == 1 and one != self.city.changed.secret)
        return tuple(whole(one) for one in [*single][-IDLE:])

    def say_nothing(self) -> None:
        """没有收支, written by hand in place of a workbook."""
        for id in self.idle():
            for name in ("figures.yml", "explanation.yml", "control-totals.yml"):
                (self.content / id / name).unlink(missing_ok=True)
            with (self.content / id / "document.yml").open("a", encoding="utf-8") as file:
                file.write("\n没有收支: 当年新设，收支由市政府办公室统一核算\n")

    def filled(self) -> Iterator[tuple[str, bytes]]:
        """Workbooks as departments send them back: some late, one twice, one damaged, one of another program."""
        workspace = Workspace.open(self.truth)
        idle = self.idle()
        ids = [id for id in self.city.of_year(NEW) if not self.city.is_new(id) and id not in idle]
        for number, id in enumerate(ids[:-LATE]):
            yield f"{number:03} 填报表.xlsx", self._filled(workspace, id)
        yield "又一份.xlsx", self._filled(workspace, ids[-LATE - 1])
        yield "坏了.xlsx", b"PK\x03\x04 not a workbook"

    def _filled(self, workspace: Workspace, id: str) -> bytes:
        read = workspace.load(id)
        if read.document is None or read.edition is None:
            raise LookupError(id)
        folder = self.content / id
        names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yml"))]
        files = {name: data for name in names if isinstance(data := open_within(folder, name), bytes)}
        marks = {FOR: id, **marks_of(files)}
        return written(replace(ground_of(workspace, read.document, read.edition), made_from=marks))

    def gather(self, files: list[tuple[str, bytes]]) -> list[Gathered]:
        """导入."""
        told = list(gather(self.project, files, quiet, write=True))
        print("  " + gathered_as_text(told, written=True).strip().splitlines()[-1])
        for one in told:
            if one.reasons:
                print(f"  没有取：{one.file} {one.name}：{one.reasons[0][:120]}")
        return told

    def check(self, *only: str) -> CheckResult:
        return check(self.project, only, quiet, JOBS)


def one_cent(trial: Trial) -> None:
    """One unit's cent changed: what the department is told."""
    found = untouched(trial.content, trial.city)
    if found is None:
        print("  没有可以改的部门")
        return
    department, unit = found
    ids = (whole(department), of_unit(department, unit))
    before = {(one.code, one.message) for one in trial.check(*ids).findings}
    code = a_cent_more(trial.content, department, unit)
    result = measured("改一个单位的一分，再检查这个部门和单位", lambda: trial.check(*ids))
    for one in result.findings:
        if (one.code, one.message) not in before:
            print(f"  {one.document.rpartition('/')[0]} {one.code} {one.message[:160]}（改的是{unit.name} {code}）")


def summed(trial: Trial) -> None:
    """One department as the sum of its units less what they pay each other, as its own accountant typed it."""
    found = untouched(trial.truth.content / "departments", trial.city)
    if found is None:
        return
    department, id = found[0], whole(found[0])
    before = figures(trial.truth, id)
    sum_up(trial.truth.content / "departments", department)
    apart = differing(before, figures(trial.truth, id))
    print(f"  {department.name}由{len(department.units)}个单位相加、核销：{len(before)}格，不一样的 {len(apart)} 格")


def publish(trial: Trial, *, pdf: bool) -> None:
    report = build(trial.project, Options(output=trial.project.site, pdf=pdf, jobs=JOBS), quiet)
    if report.failure is not None:
        raise report.failure
    print(f"  公布 {len(report.published)} 份，{report.pages} 页，有问题不能公布的 {len(report.checked.blocked)} 份")


def disclosed(trial: Trial) -> None:
    """批复 of all in two batches; every third has published, some too late."""
    for number, id in enumerate(trial.city.of_year(NEW)):
        lines = ["批复: 2026-08-10" if number % 2 else "批复: 2026-08-28"]
        folder = trial.content / id
        if folder.is_dir():
            (folder / "disclosure.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def board(trial: Trial) -> None:
    kind = read_kinds(trial.project.templates).value.named("决算")
    if kind is None:
        raise LookupError("决算")
    made = read_board(trial.project, Asked(year=NEW, kind=kind, day=date(2026, 9, 12)), quiet, JOBS)
    (trial.project.build / "board.html").write_text(as_html(made, trial.project.templates), encoding="utf-8")
    print(f"  {made.summary}；过期 {len(made.overdue)}")


def run(folder: Path, departments: int, units: int, *, pdf: bool) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    truth, project = folder / "truth", folder / "bureau"
    for one in (truth, project):
        one.mkdir()
    city = city_project(ROOT, truth, departments, units, SEED, (LAST, NEW))
    city_project(ROOT, project, departments, units, SEED, (LAST,))
    trial = Trial(city=city, truth=Project(root=truth), project=Project(root=project))
    many = sum(len(one.units) for one in city.departments)
    print(f"{len(city.departments)} 个部门，{many} 个单位，{len(city.of_year(NEW))} 份文件")
    measured("上年的全部检查", lambda: print(f"  {len(trial.check().findings)} 个问题"))
    measured("结转，做填报表", trial.open)
    trial.begin_new()
    trial.say_nothing()
    files = measured("各部门填", lambda: list(trial.filled()))
    measured("导入", lambda: trial.gather(files))
    clean = measured("检查", trial.check)
    print(f"  {len(clean.findings)} 个问题，不能公布的 {len(clean.blocked)} 份")
    planted = list(plant(trial.content, city))
    wrong = measured("植入错误后检查", trial.check)
    missed = compared(planted, clean, wrong)
    one_cent(trial)
    measured("由各单位相加", lambda: summed(trial))
    disclosed(trial)
    measured("进度", lambda: board(trial))
    measured("生成网站", lambda: publish(trial, pdf=pdf))
    measured("没有改，再生成", lambda: publish(trial, pdf=pdf))
    print(f"植入 {len(planted)} 处，没有找到 {missed} 处")
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--departments", type=int, default=60)
    parser.add_argument("--units", type=int, default=150)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--pdf", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missed = run(asked.folder or Path(folder) / "city", asked.departments, asked.units, pdf=asked.pdf)
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
