"""改动: kinds of changes that people make to a project of invented documents, each a function of its root."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.invented.faults import replaced

DEPARTMENTS = Path("content/departments")
STEADY = DEPARTMENTS / "yuanlan/lanjiang/organisation-department"
SEVERAL = DEPARTMENTS / "dongming/yingpu/veterans-affairs-bureau"
"""a department of which a unit publishes documents of its own"""
UNIT = DEPARTMENTS / "dongming/yingpu/veterans-affairs-bureau-109202"
NEWEST, BEFORE, OLDEST = (STEADY / str(year) for year in (2025, 2024, 2021))
REASON = r"(?<=收支总计: )(?!\d).+"
"""what is written, not 上年's figure of that name"""
WRONG = "收入决算表:\n  合计: {财政拨款收入: 12.34}\n"
Change = Callable[[Path], None]


def figure(root: Path) -> None:
    """One entered amount of the year before: its own document, next year's 上年 and the pages that compare."""
    replaced(root / BEFORE / "final-accounts/figures.yml", r"(?<=财政拨款收入: )\d", "8")


def reason(root: Path) -> None:
    replaced(root / NEWEST / "final-accounts/explanation.yml", REASON, "政策性增资，人员经费相应增加")


def form(root: Path) -> None:
    """A value of a performance form."""
    file = min((root / NEWEST / "final-accounts/performance").glob("*.yml"))
    replaced(file, r"(?m)(?<=^实际完成情况: )", "年内各项任务落地，")


def population(root: Path) -> None:
    (root / STEADY.parent / "region.yml").write_text("人口:\n  2024: 321万\n  2025: 323万\n", encoding="utf-8")


def comparison(root: Path) -> None:
    replaced(root / "templates/site/series.yml", r"(?<=题: )人员经费", "人员的经费")


def style(root: Path) -> None:
    _appended(root / "templates/styles/site.css", "\n.invented { color: #123456; }\n")


def publisher(root: Path) -> None:
    replaced(root / "mkdocs.yml", r'(?<=publisher: )""', '"澜江市财政局"')


def address(root: Path) -> None:
    replaced(root / "mkdocs.yml", r"# (?=site_url)", "")


def contact(root: Path) -> None:
    _appended(root / STEADY / "department.yml", "\n联系方式: {电话: 0377-63190000, 邮箱: gongkai@example.gov.cn}\n")


def removed(root: Path) -> None:
    """A document in the middle: its neighbours lose 上年 and 年初预算, and are given what their texts need of it."""
    shutil.rmtree(root / BEFORE / "final-accounts")
    needed = "收支总计: 1500.00\n  财政拨款收支总计: 1500.00\n  一般公共预算财政拨款支出: 1400.00\n  "
    replaced(root / NEWEST / "final-accounts/explanation.yml", r"(?<=上年:\n  )", needed)
    replaced(root / NEWEST / "final-accounts/control-totals.yml", r"(?<=上年各数: )36.72", "4436.72")


def refused(root: Path) -> None:
    """Figures that do not tie: what was fit before stays, and says so."""
    replaced(
        root / NEWEST / "final-accounts/figures.yml",
        r"(?m)^收入决算表:\n",
        WRONG,
    )


def renamed(root: Path) -> None:
    """The department, with the forms in which people wrote its name."""
    replaced(root / STEADY / "department.yml", "委员会组织部", "委员会组织工作部")
    for file in (root / STEADY).rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("委员会组织部", "委员会组织工作部"), encoding="utf-8")


def picture(root: Path) -> None:
    """Another title for a picture of the edition that all inherit from."""
    replaced(root / "templates/editions/national-final-accounts/edition.yml", r"(?ms)(^图:\n.*?题: )(\S+)", r"\1\2图")


def term(root: Path) -> None:
    file = min((root / "content/glossary").glob("*.yml"))
    replaced(file, r"。", "（以当年口径为准）。")


def classification(root: Path) -> None:
    replaced(root / "content/classifications/functional/2024.csv", r"(?m)^(2013202,.*)$", r"\1（改）")


def earlier_year(root: Path) -> None:
    """A document of a year that was lacking: the department gets a longer past."""
    shutil.copytree(root / OLDEST / "final-accounts", root / STEADY / "2020/final-accounts")


def unit_gone(root: Path) -> None:
    shutil.rmtree(root / UNIT / "2023")


def copied(root: Path) -> None:
    """A long sentence of one department in the text of another."""
    text = "年中追加的信息化项目进入集中建设期，设备采购和软件开发支出较上年增多，同时新招录工作人员，人员经费相应增加"
    for folder in (NEWEST, SEVERAL / "2023"):
        replaced(root / folder / "final-accounts/explanation.yml", REASON, text)


def owner(root: Path) -> None:
    """A name that stands in another department's text is somebody's now."""
    replaced(root / NEWEST / "final-accounts/explanation.yml", r"(?<=收支总计: )", "瀛浦市退役事务局移交了人员，")
    replaced(root / SEVERAL / "department.yml", r"(?<=名称: )(\S+)退役军人事务局", r"\1退役事务局")


CHANGES: Mapping[str, Change] = {
    "一个数": figure,
    "一条原因": reason,
    "一张绩效表": form,
    "地区的人口": population,
    "比较哪些数": comparison,
    "样式": style,
    "主办单位": publisher,
    "网址": address,
    "部门的联系方式": contact,
    "撤下一份": removed,
    "数对不上": refused,
    "部门改名": renamed,
    "版式的图": picture,
    "名词": term,
    "科目": classification,
    "补一年": earlier_year,
    "单位的文件没了": unit_gone,
    "抄了别的部门": copied,
    "别的部门改成文中的名字": owner,
}


def _appended(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
