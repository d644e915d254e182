"""gongkai province, as a province's webmaster uses it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command

LIST = """名称: 某省部门预算决算公开
网站:
  - {名称: 甲市, 网址: https://jia.example.gov.cn/, 目录: jia.json}
  - {名称: 乙县, 网址: https://yi.example.gov.cn/, 目录: 抄本/yi.json}
"""


def listed(root: Path, text: str = LIST) -> Path:
    (root / "sites.yml").write_text(text, encoding="utf-8")
    (root / "抄本").mkdir()
    return root / "sites.yml"


def test_the_catalogue_of_a_site_that_was_built_is_counted(built: Project, command: Command) -> None:
    listed(built.root)
    shutil.copy(built.site / "catalog.json", built.root / "jia.json")
    shutil.copy(built.site / "catalog.json", built.root / "抄本" / "yi.json")
    parts = json.loads((built.site / "catalog.json").read_text(encoding="utf-8"))["parts"]
    documents = sum(part["documents"] for part in parts)
    done = command(built.root, "province", "sites.yml", "--output", "首页")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (built.root / "首页" / "index.html").read_text(encoding="utf-8")
    assert page.count(f"<b>{documents}</b>份") == 2
    assert "没有分文种" not in page


def test_a_catalogue_at_fault_costs_its_own_site_only_and_is_told(project: Project, command: Command) -> None:
    listed(project.root)
    (project.root / "jia.json").write_text('{"parts": []}', encoding="utf-8")
    (project.root / "抄本" / "yi.json").write_text('{"parts": [\n{"year": "去年"}]}', encoding="utf-8")
    done = command(project.root, "province", "sites.yml", "--output", "首页")
    assert done.returncode == 1
    assert "抄本/yi.json:2:10: 错误 L405" in done.stdout
    assert "没有读到目录、不写份数的：乙县" in done.stdout
    assert "份数不详" in (project.root / "首页" / "index.html").read_text(encoding="utf-8")


def test_a_list_at_fault_makes_no_page(project: Project, command: Command) -> None:
    listed(project.root, LIST.replace("https://yi", "javascript://yi"))
    done = command(project.root, "province", "sites.yml", "--output", "首页")
    assert done.returncode == 1
    assert "sites.yml:4:18: 错误 L405" in done.stdout
    assert not (project.root / "首页").exists()


def test_the_home_page_of_a_site_stays(built: Project, command: Command) -> None:
    listed(built.root)
    before = (built.site / "index.html").read_bytes()
    done = command(built.root, "province", "sites.yml", "--output", str(built.site))
    assert done.returncode == 2
    assert "已经有别的 index.html" in done.stderr
    assert (built.site / "index.html").read_bytes() == before
