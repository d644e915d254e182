"""测试市财政局: final accounts by the real editions, written from figures and an explanation, for tests across editions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from tests.projects import assemble, prepare

ID = "ceshi/finance-bureau/{year}/final-accounts"
DEPARTMENT = {
    "名称": [{"自": "2010-01-01", "名称": "测试市财政局"}],
    "行政区划": "测试省",
    "部门代码": "101",
    "单位": [{"代码": "101001", "名称": "本级", "性质": "行政单位"}],
}


def bureau(folder: Path) -> Project:
    """A project with the real editions, glossary and classifications, and nothing of any department."""
    return assemble(folder, editions=True)


def written(
    project: Project,
    year: int,
    figures: dict[str, Any],
    explanation: dict[str, Any],
    *,
    unit: str = "万元",
    status: str = "编制",
    kind: str = "final-accounts",
    edition: str = "",
    **files: Any,
) -> Prepared:
    """A document of the bureau, as far as it is given; what the explanation lacks is told by N101."""
    department = project.root / "content/departments/ceshi/finance-bureau"
    home = department / str(year) / kind
    home.mkdir(parents=True, exist_ok=True)
    _write(department / "department.yml", DEPARTMENT)
    head = {"版式": edition or f"henan-{year}-final-accounts", "状态": status, "金额单位": unit}
    profile = {"部门职责": ["拟订财政政策。"], "内设机构": ["办公室"]}
    _write(home / "document.yml", head | {"成文日期": f"{year + 1}-09", "概况": profile})
    _write(home / "figures.yml", figures)
    _write(home / "explanation.yml", explanation)
    for name, content in files.items():
        _write(home / f"{name}.yml", content)
    return prepare(project, f"ceshi/finance-bureau/{year}/{kind}")


def _write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
