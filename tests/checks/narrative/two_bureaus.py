"""Two bureaus of 测试市 with a document each, as tests/findings lays them out."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.pipeline.project import Project

FINDINGS = Path(__file__).parents[2] / "findings"
FINANCE = "ceshi/finance-bureau"
EDUCATION = "ceshi/education-bureau"
DOCUMENT = f"{FINANCE}/2024/final-accounts"


def two_bureaus(folder: Path) -> Project:
    """测试市财政局 and 测试市教育局; neither says anything of the other."""
    shutil.copytree(FINDINGS / "_base", folder, dirs_exist_ok=True)
    shutil.copytree(FINDINGS / "N403" / "project", folder, dirs_exist_ok=True)
    project = Project(root=folder)
    for department in (FINANCE, EDUCATION):
        explain(project, department, "人员增加")
    return project


def add_bureau(project: Project, slug: str, name: str) -> str:
    """Another bureau, like 测试市教育局 in all but its name; its folder."""
    departments = project.content / "departments"
    shutil.copytree(departments / EDUCATION, departments / "ceshi" / slug)
    file = departments / "ceshi" / slug / "department.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("测试市教育局", name), encoding="utf-8")
    return f"ceshi/{slug}"


def explain(project: Project, department: str, reason: str) -> None:
    """Write the reason of a bureau's document."""
    path = project.content / "departments" / department / "2024/final-accounts/explanation.yml"
    path.write_text(f"上年: {{收支总计: 140.00}}\n原因:\n  收支总计: {reason}\n", encoding="utf-8")
