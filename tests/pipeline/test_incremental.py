"""增量生成: after a change of any kind the site is byte for byte the one that is built from nothing.

The same with more documents and with checks: python -m bench.editing --prove.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from gongkai.pipeline.project import Project
from tests.kept_host import HOST
from tests.pipeline.test_example_units import BUDGET, BUREAU, STATION, assembled
from tests.small_project import EARLIER, EDITION, LATER, OTHER, build_again, bytes_of, edit, folder

EDUCATION = "content/departments/ceshi/education-bureau/department.yml"
SOURCES = ("content", "templates", "mkdocs.yml")
PICTURE = """
图:
  支出:
    键: spent
    题: 钱花在哪里
    各: 类
    数: {决算数: "支出决算表.本年支出合计[科目=*]"}
"""


def appended(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: edit(root, name, old, new)


def written(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).write_text(text, encoding="utf-8")

    return change


def removed(name: str) -> Callable[[Path], None]:
    return lambda root: shutil.rmtree(root / name)


def copied(source: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        shutil.copytree(root / source, root / target)

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "地区的人口": written("content/departments/ceshi/region.yml", "人口:\n  2024: 321万\n  2023: 320万\n"),
    "一个数": edited(f"{folder(LATER)}/figures.yml", "财政拨款收入: 150.00", "财政拨款收入: 156.00"),
    "一条原因": edited(f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目"),
    "比较哪些数": edited("templates/site/series.yml", "题: 基本支出", "题: 基本的支出"),
    "部门的联系方式": appended(EDUCATION, "联系方式: {电话: 0377-63190000}\n"),
    "样式": appended("templates/styles/site.css", "\n.invented { color: #123456 }\n"),
    "主办单位": edited("mkdocs.yml", 'publisher: ""', 'publisher: "测试市财政局"'),
    "部门改名": edited(EDUCATION, "测试市教育局", "测试市教育体育局"),
    "版式的图": appended(f"{EDITION}/edition.yml", PICTURE),
    "名词": edited("content/glossary/fiscal-appropriation-revenue.yml", "财政预算资金", "预算资金"),
    "科目": edited("content/classifications/functional/2023.csv", "一般行政管理事务", "一般管理事务"),
    "补一年": copied(folder(EARLIER), folder(EARLIER.replace("2023", "2022"))),
    "补的又没了": removed(folder(EARLIER.replace("2023", "2022"))),
    "数对不上": edited(f"{folder(OTHER)}/figures.yml", "年初结转和结余: ", "总计: 1.23\n  年初结转和结余: "),
    "改对了": edited(f"{folder(OTHER)}/figures.yml", "总计: 1.23\n  ", ""),
    "撤下一份": removed(folder(OTHER)),
}
UNSEEN = {"地区的人口", "比较哪些数", "改对了", "补的又没了"}
"""the small site compares nothing, and what is taken back is as it was"""
STAYS = {"数对不上": OTHER, "补一年": EARLIER}
"""a document is not fit then: it stays as it was, as no site from nothing has it"""


def sources(root: Path, target: Path) -> None:
    for name in SOURCES:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copyfile
        copy(root / name, target / name)


def differing(built: Project, place: Path) -> list[str]:
    """In what a site is another than the one that is built from nothing at this place."""
    fresh = Project(root=place)
    fresh.build.mkdir(parents=True)
    sources(built.root, fresh.root)
    for name in HOST:
        copy = shutil.copytree if (built.build / name).is_dir() else shutil.copyfile
        copy(built.build / name, fresh.build / name)
    build_again(fresh)
    now, wanted = bytes_of(built.site), bytes_of(fresh.site)
    return sorted(name for name in now.keys() | wanted.keys() if now.get(name) != wanted.get(name))


def test_step_after_step(built: Project, tmp_path: Path) -> None:
    first = bytes_of(built.site)
    held = tmp_path / "held"
    held.mkdir()
    sources(built.root, held)
    before = first
    same: set[str] = set()
    for number, (kind, change) in enumerate(CHANGES.items()):
        change(built.root)
        report = build_again(built)
        now = bytes_of(built.site)
        same.update({kind} if now == before else ())
        if kind in STAYS:
            assert (report.refused, report.kept) == ((STAYS[kind],), (STAYS[kind],))
            continue
        assert differing(built, tmp_path / str(number)) == [], kind
        before = now
    for name in SOURCES:
        path = built.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    sources(held, built.root)
    build_again(built)
    assert bytes_of(built.site) == first
    assert same == UNSEEN


def test_a_document_of_a_unit_is_gone(tmp_path: Path) -> None:
    """The department has added it up, and the budget of the year after compares with it as last year's."""
    county = assembled(tmp_path / "county")
    build_again(county)
    shutil.rmtree(county.root / folder(STATION))
    report = build_again(county)
    assert {BUREAU, BUDGET} <= set(report.rendered)
    assert differing(county, tmp_path / "fresh") == []
