"""虚构地区: many documents of departments that do not exist, to measure a large build with.

A published document is the template: its figures and sentences under other names, its first performance forms, and
none of its 原文.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

TEMPLATE = Path("henan/nanyang/government-services-bureau")
DOCUMENT = Path("2021/final-accounts")
BUREAU = "南阳市政务服务和大数据管理局"
FORMS = 3
"""performance forms a document keeps: most departments have few"""
PROJECTS = re.compile(r"(\n( +)重点评价项目:\n)(?:\2 +- .*\n)+")
"""a list of forms by their names, of which one is kept"""
PROJECT = "放管服工作经费"
THEMES = (
    "教育",
    "科技",
    "民政",
    "财政",
    "交通",
    "水利",
    "农业",
    "商务",
    "文旅",
    "卫健",
    "审计",
    "统计",
    "体育",
    "信访",
)


def invented_project(root: Path, target: Path, count: int) -> None:
    """A project at `target` with `count` documents of 测试市; templates and shared content are those of `root`."""
    for name in ("templates", "content/glossary", "content/classifications"):
        shutil.copytree(root / name, target / name)
    shutil.copyfile(root / "mkdocs.yml", target / "mkdocs.yml")
    (target / "build").mkdir()
    (target / "build" / "fonts").symlink_to(root / "build" / "fonts")
    source = root / "content" / "departments" / TEMPLATE
    for number, name in enumerate(_names(count), start=1):
        folder = target / "content" / "departments" / "ceshi" / "hangkong" / f"department-{number:03d}"
        _department(source, folder, name)


def _names(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"测试市{THEMES[number % len(THEMES)]}第{number // len(THEMES) + 1}局"


def _department(source: Path, target: Path, name: str) -> None:
    document = target / DOCUMENT
    (document / "performance").mkdir(parents=True)
    settings = (source / "department.yml").read_text(encoding="utf-8")
    (target / "department.yml").write_text(_renamed(settings, name), encoding="utf-8")
    for file in ("document.yml", "figures.yml", "explanation.yml"):
        text = _renamed((source / DOCUMENT / file).read_text(encoding="utf-8"), name)
        text = PROJECTS.sub(rf"\1\2  - {PROJECT}\n", _without(text, "原文", "缺漏"))
        (document / file).write_text(text, encoding="utf-8")
    for form in sorted((source / DOCUMENT / "performance").iterdir())[:FORMS]:
        text = _without(form.read_text(encoding="utf-8"), "缺漏")
        (document / "performance" / form.name).write_text(_renamed(text, name), encoding="utf-8")


def _renamed(text: str, name: str) -> str:
    return text.replace(BUREAU, name).replace("河南省/南阳市", "测试省/测试市").replace("南阳市", "测试市")


def _without(text: str, *keys: str) -> str:
    """The YAML without these keys and what is below them."""
    kept, depth = [], -1
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        below = not line.strip() or indent > depth or (line.lstrip().startswith("- ") and indent >= depth)
        if depth >= 0 and below:
            continue
        depth = indent if line.strip().partition(":")[0] in keys else -1
        if depth < 0:
            kept.append(line)
    return "".join(kept)
