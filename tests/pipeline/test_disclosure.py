"""公开、更正、撤回 on a small project: two years, the later of which reads a figure of the earlier."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from gongkai.model.ledger import State
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.building.build import Options
from gongkai.pipeline.building.build_report import SiteState
from gongkai.pipeline.building.publishing import publish
from gongkai.pipeline.disclosure.disclosing import correct, disclose, withdraw
from gongkai.pipeline.project import Project
from gongkai.publishing.listing import listed
from gongkai.publishing.releases.releasing import Wishes
from tests import small_project
from tests.small_project import ALL, EARLIER, EDITION, LATER, OTHER, build_again, edit, folder, quiet

APPROVED = """\
# 审签
保密审查: {{人: 保密员甲, 日期: {0}-09-01}}
负责人审签: {{人: 负责人乙, 日期: {0}-09-02}}
批复: {0}-09-05
"""
DAY = {EARLIER: date(2024, 9, 10), LATER: date(2025, 9, 10)}
NAMES = ("保密员甲", "负责人乙", "批准人丙")
PLACE = "一、收入支出决算总体情况说明"


def record(project: Project, id: str) -> Path:
    return project.root / folder(id) / "disclosure.yml"


def text(project: Project, path: str) -> str:
    return (project.site / path).read_text(encoding="utf-8")


def page(project: Project, id: str, path: str = "") -> str:
    return text(project, f"{id}/{path}index.html")


def problems(project: Project) -> list[str]:
    return [f"{one.code} {one.document} {one.message}" for one in check(project, (), quiet).findings]


@pytest.fixture(scope="module")
def _disclosed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2023 and 2024 disclosed, and the site built."""
    project = small_project.small_project(tmp_path_factory.mktemp("disclosed") / "project")
    for id, day in DAY.items():
        record(project, id).write_text(APPROVED.format(day.year), encoding="utf-8")
        assert [one.refused for one in disclose(project, (id,), day, quiet, 1)] == [""]
    build_again(project)
    return project.root


@pytest.fixture
def disclosed(_disclosed_once: Path, tmp_path: Path) -> Project:
    shutil.copytree(_disclosed_once, tmp_path / "project")
    return Project(root=tmp_path / "project")


def change_last_year(project: Project) -> None:
    """A figure of 2023, long disclosed: 2024 says by how much it is more."""
    edit(project.root, f"{folder(EARLIER)}/figures.yml", "130.00", "132.00")
    edit(project.root, f"{folder(EARLIER)}/figures.yml", "30.00", "32.00")


def write_corrections(project: Project) -> None:
    for id in (EARLIER, LATER):
        step = correct(project, id, date(2025, 11, 2))
        assert len(step.corrections) == (12 if id == EARLIER else 1)
        assert step.dependents == ((LATER,) if id == EARLIER else ())
        edit(project.root, f"{folder(id)}/disclosure.yml", "原因: 待写", "原因: 2023年的项目支出漏记了一笔")
        edit(project.root, f"{folder(id)}/disclosure.yml", "批准: 待写", "批准: 批准人丙")
        assert correct(project, id, date(2025, 11, 2)).done


def test_a_corrected_year_names_the_next_one(disclosed: Project) -> None:
    """“增加20.00” is not rewritten in silence: the next year's place is named and waits for a 更正 of its own."""
    before = page(disclosed, LATER, "explanation/")
    change_last_year(disclosed)
    told = problems(disclosed)
    assert [one for one in told if LATER in one] == [f"P502 {LATER} “{PLACE}”同2025-09-10公开的第1版不同，没有更正"]
    report = build_again(disclosed)
    assert (report.refused, report.kept, report.published) == ((EARLIER, LATER), (EARLIER, LATER), ALL)
    assert not report.complete
    kept = page(disclosed, LATER, "explanation/")
    assert ">20.00<" in kept
    assert ">18.00<" not in kept
    assert kept.replace('<p class="kept">这份文件正在修改、核对，这里是上一次公开的内容。</p>', "") == before
    assert any("没有换上新的" in line for line in report.told(disclosed.site))


def test_the_correction_is_public_and_the_old_version_stays(disclosed: Project) -> None:
    change_last_year(disclosed)
    old = page(disclosed, EARLIER)
    write_corrections(disclosed)
    assert problems(disclosed) == []
    report = build_again(disclosed)
    assert (report.refused, report.rendered) == ((), (EARLIER, LATER))
    assert record(disclosed, LATER).read_text(encoding="utf-8").startswith("# 审签\n")
    now = page(disclosed, EARLIER)
    assert "本文件已更正" in now
    assert "本文件已更正" not in old
    assert 'class="note note-correction"' in page(disclosed, EARLIER, "tables/t02/")
    assert "原为“130.00”，现为“132.00”" in page(disclosed, EARLIER, "tables/t02/")
    assert 'class="note note-correction"' not in page(disclosed, EARLIER, "profile/")
    assert 'class="corrected-line"' in page(disclosed, EARLIER, "profile/")
    version = page(disclosed, EARLIER, "versions/1/")
    assert ">130.00<" in version
    assert "SHA-256" in version
    assert (disclosed.site / EARLIER / "versions" / "1" / "data.json").is_file()
    announced = text(disclosed, "corrections/index.html")
    assert announced.index("用到它的数的文件") < announced.rindex(f"{LATER}/")
    assert "2025-11-02T00:00:00Z" in text(disclosed, "corrections/feed.xml")
    whole = b"".join(path.read_bytes() for path in disclosed.site.rglob("*") if path.is_file())
    assert not [name for name in NAMES if name.encode() in whole]


def test_the_ledger_says_whether_it_agrees(disclosed: Project) -> None:
    def told(id: str) -> dict[str, tuple[State, tuple[str, ...]]]:
        ledger = check(disclosed, (id,), quiet).ledgers[id]
        return {line.code: (line.state, line.said) for line in ledger if line.code.startswith("P5")}

    assert {state for state, _ in told(OTHER).values()} == {State.NOT_APPLICABLE}
    frozen = told(LATER)
    assert {code: state for code, (state, _) in frozen.items()} == {
        "P501": State.HELD,
        "P502": State.HELD,
        "P503": State.NOT_APPLICABLE,
        "P504": State.NOT_APPLICABLE,
        "P505": State.HELD,
    }
    (agrees,) = frozen["P502"][1]
    assert agrees.startswith("2025-09-10公开的第1版，摘要")
    assert agrees.endswith("与公开的一致")
    change_last_year(disclosed)
    correct(disclosed, LATER, date(2025, 11, 2))
    waiting = told(LATER)
    assert (waiting["P504"][0], waiting["P503"][0]) == (State.HELD, State.FOUND)
    assert waiting["P502"][1][0].endswith("有更正，其余与公开的一致")


def test_old_files_are_taken_from_the_last_site_or_the_page_says_that_there_are_none(disclosed: Project) -> None:
    change_last_year(disclosed)
    write_corrections(disclosed)
    shutil.rmtree(disclosed.build)
    build_again(disclosed)
    assert ">130.00<" in page(disclosed, EARLIER, "versions/1/")
    shutil.rmtree(disclosed.build)
    shutil.rmtree(disclosed.site)
    build_again(disclosed)
    version = page(disclosed, EARLIER, "versions/1/")
    assert "没有保存在这个网站上" in version
    assert "2024年9月10日" in version


def test_a_fresh_clone_publishes_the_old_version_that_is_served(disclosed: Project, tmp_path: Path) -> None:
    """The machine that publishes may have nothing of before, or have built without it: the old version stays."""
    options = Options(output=disclosed.site, pdf=False)
    publish(disclosed, options, tmp_path / "www", Wishes(), quiet)
    change_last_year(disclosed)
    write_corrections(disclosed)
    for built_before in (True, False):
        shutil.rmtree(disclosed.build)
        shutil.rmtree(disclosed.site)
        if built_before:
            build_again(disclosed)
            assert not (disclosed.site / LATER / "versions/1/data.json").exists()
        publish(disclosed, options, tmp_path / "www", Wishes(), quiet)
        kept = tmp_path / "www/current" / LATER / "versions/1"
        assert "增加20.00万元" in (kept / "text.json").read_text(encoding="utf-8")


def test_an_altered_old_file_is_not_passed_on(disclosed: Project) -> None:
    change_last_year(disclosed)
    write_corrections(disclosed)
    shutil.rmtree(disclosed.build)
    edit(disclosed.site, f"{EARLIER}/data.json", "130", "139")
    build_again(disclosed)
    assert not (disclosed.site / EARLIER / "versions" / "1" / "data.json").exists()
    assert (disclosed.site / EARLIER / "versions" / "1" / "text.json").exists()


def test_an_edition_that_says_it_otherwise_is_a_change_and_a_style_is_none(disclosed: Project) -> None:
    with (disclosed.root / "templates/styles/pdf.css").open("a", encoding="utf-8") as file:
        file.write("p { color: #111 }\n")
    edit(disclosed.root, f"{EDITION}/forms.yml", "列宽: [10, 30]", "列宽: [12, 28]")
    assert problems(disclosed) == []
    edit(disclosed.root, f"{EDITION}/edition.yml", "部门职责", "主要职责")
    told = [one for one in problems(disclosed) if one.startswith("P502")]
    assert len(told) == 2
    assert all("“封面和目录”“一、主要职责”" in one for one in told)


def test_disclosing_renders_no_other_document(disclosed: Project) -> None:
    record(disclosed, EARLIER).write_text("# 说明\n" + record(disclosed, EARLIER).read_text(encoding="utf-8"))
    assert build_again(disclosed).rendered == (EARLIER,)
    assert build_again(disclosed).site is SiteState.CURRENT


def test_withdrawal_leaves_a_page_that_says_so(disclosed: Project) -> None:
    done = withdraw(disclosed, EARLIER, date(2025, 12, 1), "含有不应公开的内容", "批准人丙")
    assert done.dependents == (LATER,)
    edit(disclosed.root, f"{folder(EARLIER)}/figures.yml", "130.00", "131.00")  # no longer of any weight
    report = build_again(disclosed)
    assert (report.withdrawn, report.published) == ((EARLIER,), (OTHER, LATER))
    assert EARLIER not in report.refused
    assert sorted(path.name for path in (disclosed.site / EARLIER).iterdir()) == ["index.html"]
    shown = page(disclosed, EARLIER)
    assert "2025年12月1日撤回" in shown
    assert "含有不应公开的内容" in shown
    assert "含有不应公开的内容" in text(disclosed, "corrections/index.html")
    assert "批准人丙" not in shown
    assert [one["id"] for one in listed(disclosed.site, "withdrawn")] == [EARLIER]
    assert build_again(disclosed, OTHER).withdrawn == (EARLIER,)


def test_a_withdrawal_without_a_reason_takes_nothing_away(disclosed: Project) -> None:
    withdraw(disclosed, EARLIER, date(2025, 12, 1), "待写", "批准人丙")
    report = build_again(disclosed)
    assert (report.withdrawn, report.kept, report.complete) == ((), (EARLIER,), False)
    shutil.rmtree(disclosed.build)
    shutil.rmtree(disclosed.site)
    assert build_again(disclosed).halted == (EARLIER,)
    assert "撤回" not in page(disclosed, EARLIER)


def test_a_folder_that_is_gone_is_told(disclosed: Project) -> None:
    shutil.rmtree(disclosed.root / folder(LATER))
    report = build_again(disclosed)
    assert (report.vanished, report.complete) == ((LATER,), False)


def test_a_refused_document_in_a_fresh_clone(disclosed: Project) -> None:
    """Nothing of what was published is at hand: its page says so, and the build is not complete."""
    shutil.rmtree(disclosed.build)
    shutil.rmtree(disclosed.site)
    (disclosed.root / folder(EARLIER) / "figures.yml").write_text("收入: [", encoding="utf-8")
    report = build_again(disclosed)
    assert (report.halted, report.kept) == ((EARLIER, LATER), ())  # the later one draws a figure from there
    assert not report.complete
    assert "正在核对" in page(disclosed, EARLIER)
    assert report.published == (OTHER,)
    assert [one["id"] for one in listed(disclosed.site, "halted")] == [EARLIER, LATER]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "先记录保密审查、负责人审签和批复"),
        ("批复: 2025-09-05\n", "没有记录“负责人审签”"),
        (APPROVED.format(2025).replace("09-05", "09-15"), "公开是2025-09-10，早于批复（2025-09-15）"),
        (APPROVED.format(2025).replace("09-02", "09-12"), "公开是2025-09-10，早于负责人审签（2025-09-12）"),
        (APPROVED.format(2025).replace("批复:", "批 复:"), "有妨碍发布的问题"),
    ],
)
def test_what_is_not_ready_is_not_disclosed(tmp_path: Path, typed: str, why: str) -> None:
    project = small_project.small_project(tmp_path)
    if typed:
        record(project, OTHER).write_text(typed, encoding="utf-8")
    (done,) = disclose(project, (OTHER,), date(2025, 9, 10), quiet, 1)
    assert why in done.refused + "".join(one.message for one in done.findings)
    assert not record(project, OTHER).is_file() or "公开" not in record(project, OTHER).read_text(encoding="utf-8")


def test_what_was_disclosed_is_found_in_the_history(disclosed: Project) -> None:
    """A fresh clone: the commit that froze it composes to it again, whatever was committed since."""
    shutil.rmtree(disclosed.build)
    shutil.rmtree(disclosed.site)
    nobody = ("-c", "user.name=t", "-c", "user.email=t@ceshi.invalid")
    for arguments in (("init", "-q"), ("add", "-A"), (*nobody, "commit", "-qm", "公开")):
        subprocess.run(["git", *arguments], cwd=disclosed.root, check=True)
    change_last_year(disclosed)
    subprocess.run(["git", *nobody, "commit", "-qam", "改数"], cwd=disclosed.root, check=True)
    (change,) = correct(disclosed, LATER, date(2025, 11, 2)).corrections
    assert "增加20.00万元" in change.old
    assert "增加18.00万元" in change.new


def test_a_correction_with_a_wrong_old_figure_is_not_sealed_but_told(disclosed: Project) -> None:
    change_last_year(disclosed)
    correct(disclosed, EARLIER, date(2025, 11, 2))
    path = f"{folder(EARLIER)}/disclosure.yml"
    edit(disclosed.root, path, "待写", "财政拨款漏记一笔")
    edit(disclosed.root, path, '财政拨款收入，金额, 原: "130.00"', '财政拨款收入，金额, 原: "131.00"')
    before = record(disclosed, EARLIER).read_bytes()
    done = correct(disclosed, EARLIER, date(2025, 11, 2))
    assert not done.done
    assert "财政拨款收入，金额：原“130.00”，现“132.00”" in done.refused
    assert "131.00" not in done.refused
    assert record(disclosed, EARLIER).read_bytes() == before


def test_without_the_old_text_the_places_are_named_and_nothing_is_written(disclosed: Project) -> None:
    shutil.rmtree(disclosed.build)
    shutil.rmtree(disclosed.site)
    change_last_year(disclosed)
    before = record(disclosed, LATER).read_bytes()
    assert correct(disclosed, LATER, date(2025, 11, 2)).named == (f"“{PLACE}”",)
    assert record(disclosed, LATER).read_bytes() == before
