"""限度 of an edition: its wording is stopped soon, and is not tried again for every document that follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.checked import CheckResult
from gongkai.pipeline import preparing
from gongkai.pipeline.authoring import checking, checking_anew
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import ALL, EARLIER, EDITION, LATER, OTHER, build_again, codes, quiet, small_project

ENDLESS = "{% for 甲 in range(1000) %}{% for 乙 in range(1000) %}{% endfor %}{% endfor %}\n"
"""a million rounds, or 10^10: neither comes to its end"""


def endless(root: Path, before: str = "", after: str = "") -> None:
    wording = min((root / EDITION / "wording").glob("*.j2"))
    wording.write_text(before + ENDLESS + after + wording.read_text(encoding="utf-8"), encoding="utf-8")


def checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[CheckResult, list[str]]:
    """What was found, and which documents were looked at, as each child notes it."""
    seen = root / "seen"
    real = preparing.prepare

    def prepare(workspace: Workspace, id: str) -> Prepared:
        with seen.open("a", encoding="utf-8") as file:
            file.write(f"{id}\n")
        return real(workspace, id)

    monkeypatch.setattr(checking_anew, "prepare", prepare)
    return checking.check(Project(root=root), (), quiet, jobs=1), seen.read_text(encoding="utf-8").splitlines()


def test_an_edition_that_does_not_end_is_tried_in_two_departments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project(tmp_path)
    endless(tmp_path)
    result, seen = checked(tmp_path, monkeypatch)
    assert seen == [OTHER, EARLIER], "the third has no need to be tried"
    assert set(result.blocked) == set(ALL)
    (finding,) = [one for one in result.findings if one.code == "L622"]
    assert "这里要算的太多（超过10万步）" in finding.message
    assert "两个部门的文件都这样的" in finding.hint


def test_one_department_alone_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own content may be what is too much."""
    small_project(tmp_path)
    endless(tmp_path, "{% if 部门 != '测试市教育局' %}", "{% endif %}")
    result, seen = checked(tmp_path, monkeypatch)
    assert seen == [OTHER, EARLIER, LATER]
    assert OTHER not in result.blocked
    assert {EARLIER, LATER} <= set(result.blocked)


def test_a_build_tries_again_once_it_is_mended(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    endless(tmp_path)
    report = build_again(project, jobs=1)
    assert report.published == ()
    assert codes(report).count("L622") == 1
    wording = min((tmp_path / EDITION / "wording").glob("*.j2"))
    wording.write_text(wording.read_text(encoding="utf-8").replace(ENDLESS, ""), encoding="utf-8")
    assert set(build_again(project, jobs=1).published) == set(ALL)
