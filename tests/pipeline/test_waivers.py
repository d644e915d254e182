"""说明 from the file to the site: what is published with a reason, and what a waiver does not reach."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from gongkai.model.checked import CheckResult
from gongkai.model.ledger import LedgerLine, State
from gongkai.model.spans import plain
from gongkai.pipeline.authoring.checking import Beside, check
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.ledger import format_ledger
from gongkai.reporting.waivers import waivers_to_write
from tests.checks.real import ANYANG_2022, ROOT
from tests.shared_forms import share
from tests.small_project import ALL, EARLIER, EDITION, LATER, OTHER, build_again, codes, edit, folder, quiet

REASON = "上年决算批复后调整过口径，按调整后的数比较"


@pytest.fixture(name="differing")
def project_that_differs(project: Project) -> Project:
    """LATER gives a figure of last year that EARLIER does not have: an inconsistency, C101."""
    edit(project.root, f"{folder(LATER)}/explanation.yml", "原因:", "上年: {收支总计: 141.00}\n原因:")
    return project


def explain(project: Project, id: str, *entries: str) -> None:
    text = "".join(f"- {{{entry}}}\n" for entry in entries)
    (project.root / folder(id) / "waivers.yml").write_text(text, encoding="utf-8")


def found(project: Project) -> CheckResult:
    return check(project, (), quiet)


def line(checked: CheckResult, id: str, code: str) -> LedgerLine:
    return next(one for one in checked.ledgers[id] if one.code == code)


def data(project: Project, id: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((project.site / id / "data.json").read_text(encoding="utf-8"))
    return loaded


def test_inconsistency_blocks_what_is_authored_here(differing: Project) -> None:
    report = build_again(differing)
    assert (report.refused, codes(report)) == ((LATER,), ["C101"])


def test_explained_it_is_published_with_the_reason(differing: Project) -> None:
    explain(differing, LATER, f"代码: C101, 处: explanation.yml 上年.收支总计, 理由: {REASON}")
    report = build_again(differing)
    assert (report.refused, report.findings, report.complete) == ((), (), True)
    page = (differing.site / LATER / "checks" / "index.html").read_text(encoding="utf-8")
    assert REASON in page
    assert "填的是141.00万元" in page
    (check,) = [one for one in data(differing, LATER)["checks"] if one["code"] == "C101"]
    assert (check["state"], check["found"]) == ("已说明", 0)
    assert [(one["place"], one["reason"]) for one in check["waived"]] == [(f"{folder(LATER)}/explanation.yml", REASON)]


def test_waiver_that_is_offered_explains_it(differing: Project) -> None:
    offers = check(differing, (), quiet, beside=Beside(offers=True)).offers[LATER]
    ((offer, findings),) = offers.items()
    assert [str(finding.code) for finding in findings] == ["C101"]
    typed = waivers_to_write(check(differing, (LATER,), quiet, beside=Beside(offers=True))).replace("…", REASON)
    (differing.root / folder(LATER) / "waivers.yml").write_text(typed, encoding="utf-8")
    assert offer.at == "explanation.yml 上年.收支总计"
    assert found(differing).findings == ()
    assert waivers_to_write(check(differing, (), quiet, beside=Beside(offers=True))) == "没有可以说明的问题。\n"


def test_new_reason_renders_its_document_again(differing: Project) -> None:
    explain(differing, LATER, f"代码: C101, 理由: {REASON}")
    build_again(differing)
    edit(differing.root, f"{folder(LATER)}/waivers.yml", REASON, "上年决算有更正，见更正公告")
    assert build_again(differing).rendered == (LATER,)
    assert "见更正公告" in (differing.site / LATER / "checks" / "index.html").read_text(encoding="utf-8")
    (differing.root / folder(LATER) / "waivers.yml").unlink()
    assert build_again(differing).refused == (LATER,)


def test_ledger_tells_it(differing: Project) -> None:
    explain(differing, LATER, f"代码: C101, 理由: {REASON}")
    checked = found(differing)
    assert (checked.findings, checked.blocked, checked.sound) == ((), (), True)
    assert line(checked, LATER, "C101").state is State.WAIVED
    assert line(checked, LATER, "P401").held == 1
    told = format_ledger(checked.ledgers)
    assert "已说明  C101 与上年或同年的另一份文件不一致（1个已说明）" in told
    assert f"理由：{REASON}" in told


def test_document_of_another_is_not_reached(differing: Project) -> None:
    explain(differing, EARLIER, f"代码: C101, 理由: {REASON}")
    checked = found(differing)
    assert checked.blocked == (LATER,)
    assert [one.code for one in checked.findings] == ["C101"]  # EARLIER has no figures to compare: nothing to say of it
    explain(differing, OTHER, f"代码: K201, 理由: {REASON}")
    assert [one.code for one in found(differing).findings] == ["P401", "C101"]


def test_finding_in_the_edition_is_gone_when_all_its_documents_explain_it(project: Project) -> None:
    edit(
        project.root,
        f"{EDITION}/tables.yml",
        "    编号: 公开02表\n",
        "    编号: 公开02表\n    题: 部门收入支出决算表\n",
    )
    reason = "代码: K207, 处: templates/editions/ceshi-final-accounts/tables.yml, 理由: 市财政局规定的表题"
    assert [one.code for one in found(project).findings] == ["K207"]
    explain(project, OTHER, reason)
    checked = found(project)
    assert [one.code for one in checked.findings] == ["K207"]
    assert [line(checked, id, "K207").state for id in (OTHER, LATER)] == [State.WAIVED, State.FOUND]
    for id in ALL:
        explain(project, id, reason)
    assert found(project).findings == ()


def test_fault_of_department_yml_is_not_its_documents_to_explain(project: Project) -> None:
    department = f"{folder(OTHER)}/../../department.yml"
    path = (project.root / department).resolve()
    path.write_text(path.read_text(encoding="utf-8") + "备注: 无\n", encoding="utf-8")
    explain(project, OTHER, f"代码: L401, 理由: {REASON}")
    assert "L401" in {one.code for one in found(project).findings}


def test_document_that_cannot_be_read_has_every_rule_as_not_run(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/document.yml", "状态: 编制", "状态: 草稿")
    ledger = found(project).ledgers[OTHER]
    assert {one.state for one in ledger if one.code != "L"} == {State.NOT_RUN}
    assert {"F101", "E103", "N101", "P102"} <= {one.code for one in ledger}
    assert next(one for one in ledger if one.code == "L").found == 1


def test_text_that_cannot_be_composed_is_not_run(project: Project) -> None:
    edit(project.root, f"{EDITION}/wording/overall.j2", "{{ 年度 }}", "{{ 没有的名称 }}")
    prepared = prepare(Workspace.open(project), LATER)
    states = {one.code: one.state for one in prepared.ledger}
    assert (states["N101"], states["P102"], states["F101"]) != (State.HELD, State.HELD, State.NOT_RUN)
    assert states["N101"] is State.NOT_RUN


def test_checks_of_the_text_are_in_the_ledger(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "原因: {收支总计: 人员增加}\n", "")
    checked = found(project)
    assert line(checked, OTHER, "N101").state is State.FOUND
    assert line(checked, LATER, "N101").state is State.HELD
    assert line(checked, OTHER, "C101").reasons == ("没有上年决算",)


def test_form_says_nothing_of_what_is_explained(tmp_path: Path) -> None:
    """What is found in a form of an archived document stands as a note under it, unless it is explained."""
    for name in ("content", "templates/editions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    share(tmp_path / "templates")
    project = Project(root=tmp_path)
    assert "这是笔误" in notes(project, "form-01-smart-anyang-construction")
    form = "处: performance/01-smart-anyang-construction.yml"
    explain(project, ANYANG_2022, f"代码: E120, {form}, 理由: 财政系统登记的单位名称是这样写的")
    assert "这是笔误" not in notes(project, "form-01-smart-anyang-construction")
    assert "这是笔误" in notes(project, "form-02-cloud-command-centre-operation")


def notes(project: Project, form: str) -> str:
    composed = prepare(Workspace.open(project), ANYANG_2022).composed
    assert composed is not None
    found = [table for table in composed.publication.tables() if table.id == form]
    assert len(found) == 1
    return "\n".join(plain(note.spans) for note in found[0].notes)
