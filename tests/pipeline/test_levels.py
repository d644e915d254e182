"""一览 in a build: where it is linked from, and what a change draws anew."""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.pipeline.building.build_report import SiteState
from tests.small_project import LATER, build_again, edit, folder, small_project

PLACE = "levels/ceshi/2024/final-accounts"


def test_a_level_follows_its_documents(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    site = project.site
    assert build_again(project).site is SiteState.REPLACED
    for page in ("ceshi", "years/2024"):
        assert f"{PLACE}/" in (site / page / "index.html").read_text(encoding="utf-8")
    assert not (site / "levels/ceshi/2023").exists()  # one department alone
    told = json.loads((site / PLACE / "data.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in told["departments"]] == ["测试市财政局", "测试市教育局"]
    assert "urn:gongkai:levels" in (site / PLACE / "feed.xml").read_text(encoding="utf-8")

    made = (site / PLACE / "data.xlsx").stat().st_mtime_ns
    edit(tmp_path, f"{folder(LATER)}/explanation.yml", "人员增加", "人员增多")
    assert build_again(project).site is SiteState.REPLACED
    assert (site / PLACE / "data.xlsx").stat().st_mtime_ns == made  # it says the same

    third = tmp_path / "content/departments/ceshi/archives/department.yml"
    third.parent.mkdir()
    text = "名称: [{自: 2019-01-01, 名称: 测试市档案馆}]\n行政区划: 测试省/测试市\n单位: []\n"
    third.write_text(text, encoding="utf-8")
    assert build_again(project).site is SiteState.REPLACED
    assert "测试市档案馆" in (site / PLACE / "index.html").read_text(encoding="utf-8")
    assert build_again(project).site is SiteState.CURRENT

    third.write_text(f"{text}不公开: [{{依据: 中华人民共和国保守国家秘密法}}]\n", encoding="utf-8")
    assert build_again(project).site is SiteState.REPLACED
    told = json.loads((site / PLACE / "data.json").read_text(encoding="utf-8"))
    assert [(one["name"], one["basis"]) for one in told["exempted"]] == [
        ("测试市档案馆", "中华人民共和国保守国家秘密法")
    ]
