"""比较两个版本: whatever changes is said, as what it is; and nothing else is looked at."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from gongkai.changes.result import Changes, DocumentChange, Fate
from gongkai.pipeline.project import Project
from gongkai.pipeline.reviewing.differing import differences
from gongkai.reporting.changes.data import changes_as_json
from gongkai.reporting.changes.forms import as_html, as_markdown, as_text
from tests.small_project import EARLIER, LATER, OTHER, bytes_of, edit, folder, gongkai, quiet, small_project
from tests.ten_changes import BUREAU, commit, git, write

FIGURES, EXPLANATION = f"{folder(LATER)}/figures.yml", f"{folder(LATER)}/explanation.yml"
UNITS = "content/departments/ceshi/education-bureau/department.yml"


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of three documents; the education bureau has the finance bureau among its units."""
    root = tmp_path_factory.mktemp("differing") / "project"
    small_project(root)
    edit(root, UNITS, "名称: 本级}", '名称: 本级}, {代码: "101", 名称: 测试市财政局, 文件: ceshi/finance-bureau}')
    row = '  "2010603": {基本支出: 7.00, 项目支出: 8.00}\n'
    for id in (LATER, OTHER):
        with (root / folder(id) / "figures.yml").open("a", encoding="utf-8") as file:
            file.write(row)
    edit(root, "content/classifications/functional/2023.csv", "2010602,", "2010603,机关服务\n2010602,")
    (root / ".gitignore").write_text("build/\n", encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "main")
    return root


@pytest.fixture
def root(main: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(main, tmp_path / "project"))


def changes(root: Path, base: str = "main", head: str | None = None) -> Changes:
    return differences(Project(root=root), base, head, quiet, jobs=1)


def of(found: Changes, id: str) -> DocumentChange:
    return next(one for one in found.documents if one.id == id)


def test_nothing_changed(root: Path) -> None:
    found = changes(root)
    assert found.same
    assert as_text(found) == "main 到 工作区 的变动：没有不同。\n"


def test_what_stands_above_documents_is_on_both_sides(root: Path) -> None:
    """The population of a region, and what the site says of itself: unchanged, they are no change of a document."""
    write(
        root,
        "content/departments/ceshi/region.yml",
        "人口:\n  - {年度: 2024, 人数: 35.6万人, 口径: 常住人口, 来源: 公报}\n",
    )
    edit(root, "mkdocs.yml", "site_name:", "site_url: https://gongkai.example.org/\nsite_name:")
    commit(root, "above")
    assert changes(root).same
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    found = changes(root)
    assert [(one.id, one.through) for one in found.documents if one.id == LATER] == [(LATER, ())]
    edit(root, "content/departments/ceshi/region.yml", "35.6万人", "35.7万人")
    assert "region.yml" in as_text(changes(root))


def test_a_figure_with_what_follows_from_it(root: Path) -> None:
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    one = of(changes(root), LATER)
    (turn,) = one.turns
    (typed,) = turn.figures
    assert (typed.old, typed.new, typed.unit, str(typed.difference)) == ("55.50", "65.50", "万元", "10.00")
    assert typed.place.line == 6
    assert {(moved.table, moved.label, moved.old, moved.new) for moved in turn.follows} >= {
        ("支出决算表", "合计·本年支出合计", "170.50", "180.50"),
        ("收入支出决算总表", "一、一般公共服务支出·金额", "170.50", "180.50"),
    }
    assert (one.together, one.apart) == ((), ())


def test_figures_that_follow_from_two_are_told_once(root: Path) -> None:
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    edit(root, FIGURES, "基本支出: 100.00", "基本支出: 103.00")
    one = of(changes(root), LATER)
    assert [turn.figures[0].label for turn in one.turns] == [
        "2010602 一般行政管理事务·项目支出",
        "2010601 行政运行·基本支出",
    ]
    assert ("合计·本年支出合计", "183.50") in {(moved.label, moved.new) for moved in one.together}


def test_money_that_moves_is_one_change(root: Path) -> None:
    edit(root, FIGURES, "基本支出: 7.00, 项目支出: 8.00", "基本支出: 5.00, 项目支出: 10.00")
    (turn,) = of(changes(root), LATER).turns
    assert (turn.source, turn.target, turn.whole, int(turn.yuan)) == ("基本支出", "项目支出", False, 20000)


def test_another_code_for_the_same_money(root: Path) -> None:
    edit(root, FIGURES, '"2010603":', '"2010699":')
    edit(root, "content/classifications/functional/2023.csv", "2010603,", "2010699,其他财政事务支出\n2010603,")
    (turn,) = of(changes(root), LATER).turns
    assert (turn.source, turn.target, turn.whole) == ("2010603 机关服务", "2010699 其他财政事务支出", True)
    assert "15.00万元" not in as_text(changes(root))  # two figures, not their sum
    assert "8.00万元从 2010603 机关服务 全部改列到 2010699 其他财政事务支出" in as_text(changes(root))


def test_who_reads_a_document_is_told_with_how(root: Path) -> None:
    edit(root, f"{folder(EARLIER)}/figures.yml", "财政拨款收入: 130.00", "财政拨款收入: 130.50")
    found = changes(root)
    assert of(found, LATER).through == ("上年决算的数",)
    assert [word.old == word.new for word in of(found, LATER).words] == [False]
    assert of(found, OTHER).silent  # looked at, for its unit reads it
    assert "另有1份文件用到了改动的内容，看过，没有变" in as_text(found)


def test_a_difference_that_turns(root: Path) -> None:
    edit(root, f"{folder(EARLIER)}/figures.yml", "财政拨款收入: 130.00", "财政拨款收入: 170.00")
    assert "〔增加 → 减少〕20.00万元，主要原因是人员增加。（随数变动、方向变了）" in as_text(changes(root))


def test_a_row_of_zeros_is_told(root: Path) -> None:
    edit(root, FIGURES, '"2010603":', '"2010699": {基本支出: 0}\n  "2010603":')
    edit(root, "content/classifications/functional/2023.csv", "2010603,", "2010699,其他财政事务支出\n2010603,")
    one = of(changes(root), LATER)
    assert (one.money, one.silent) == (False, False)


def test_codes_of_another_year_touch_nobody(root: Path) -> None:
    codes = (root / "content/classifications/functional/2023.csv").read_text(encoding="utf-8")
    write(root, "content/classifications/functional/2025.csv", codes.replace("机关服务", "机关后勤"))
    found = changes(root)
    assert [(one.id, one.through, one.files) for one in found.documents] == []
    assert found.shared == ("content/classifications/functional/2025.csv",)


def test_figures_printed_otherwise(root: Path) -> None:
    edit(root, "templates/editions/ceshi-final-accounts/edition.yml", "种类: 决算", "种类: 决算\n金额: {小数: 4}")
    one = of(changes(root), LATER)
    assert (one.turns, one.apart) == ((), ())
    assert one.reprinted > 20


def test_the_department_over_its_units(root: Path) -> None:
    edit(root, FIGURES, "财政拨款收入: 150.00", "财政拨款收入: 1500.00")
    over = of(changes(root), OTHER)
    assert over.through == ("测试市财政局 2024年度决算的数",)


CHANGED = [
    (f"{folder(LATER)}/document.yml", "状态: 编制", "状态: 存档"),
    (f"{folder(LATER)}/document.yml", "2025-09", "2025-10"),
    (f"{folder(LATER)}/document.yml", "拟订", "制定"),
    (EXPLANATION, "人员增加", "人员减少"),
    (f"{folder(LATER)}/performance/01-hall.yml", '"95"', '"59"'),
    (f"{folder(LATER)}/performance/02-lane.yml", '"90"', '"90.0"'),
    (f"{folder(LATER)}/reports/evaluation.md", "质量合格", "质量良好"),
    (BUREAU, "名称: 本级", "名称: 机关"),
    ("content/classifications/functional/2023.csv", "机关服务", "机关后勤"),
    ("content/glossary/fiscal-appropriation-revenue.yml", "取得的财政预算资金", "取得的财政资金"),
]
ADDED = {
    "waivers.yml": "- {代码: N405, 理由: 职责没有变}\n",
    "control-totals.yml": "- {文号: 测财〔2025〕1号, 核对数: {收入支出决算总表.总计: 160.00}}\n",
    "origins.yml": "文件: {}\n",
    "disclosure.yml": "公开: {日期: 2025-10-10}\n",
    "notes.txt": "x\n",
}


def test_nothing_is_passed_over_in_silence(root: Path) -> None:
    for name, old, new in CHANGED:
        edit(root, name, old, new)
    for name, text in ADDED.items():
        write(root, f"{folder(LATER)}/{name}", text)
    found = changes(root)
    told = [(word.old, word.new) for one in found.documents for word in one.words]
    told += [(typed.old, typed.new) for one in found.documents for typed in one.retyped]
    told += [(typed.old, typed.new) for typed in found.retyped]
    for name, old, new in CHANGED:
        was, now = (text.rpartition(": ")[2].strip('"') for text in (old, new))
        assert any(was in before and now in after for before, after in told), name
    said = as_text(found)
    assert all(name in said for name in ADDED)


def test_another_unit_of_money(root: Path) -> None:
    edit(root, f"{folder(LATER)}/document.yml", "金额单位: 万元", "金额单位: 元")
    one = of(changes(root), LATER)
    assert (one.turns[0].figures[0].old, one.turns[0].figures[0].new) == ("150.00", "0.02")  # in 万元, as it prints
    assert ("万元", "元") in {(typed.old, typed.new) for typed in one.retyped}


def test_what_cannot_be_read_is_told(root: Path) -> None:
    with (root / FIGURES).open("a", encoding="utf-8") as file:
        file.write("支出决算表: [\n")
    one = of(changes(root), LATER)
    assert (one.fate, one.unread, one.blocked) == (Fate.UNREAD, (False, True), (False, True))
    assert "改以后没有读成功" in as_text(changes(root))


def test_a_link_is_told_and_not_followed(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "links")
    (root / folder(LATER) / "reports" / "more.md").symlink_to("/etc/hostname")
    commit(root, "links")
    found = changes(root, "main", "links")
    assert found.refused == (f"{folder(LATER)}/reports/more.md：是链接",)
    assert "more.md：是链接" in as_text(found)
    assert not found.same


def test_new_and_removed_documents_are_summed_up(root: Path) -> None:
    shutil.rmtree(root / folder(EARLIER))
    one = of(changes(root), EARLIER)
    assert one.fate is Fate.REMOVED
    assert one.summary[0] == "收入支出决算总表·总计·金额 140.00万元"
    assert not one.turns


def test_a_folder_that_was_renamed_is_no_new_document(root: Path) -> None:
    departments = root / "content" / "departments" / "ceshi"
    (departments / "education-bureau").rename(departments / "schools-bureau")
    new = OTHER.replace("education-bureau", "schools-bureau")
    found = changes(root)
    assert (of(found, new).moved_from, of(found, new).turns) == (OTHER, ())
    assert not any(one.id == OTHER for one in found.documents)


def test_from_where_two_parted(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side")
    edit(root, EXPLANATION, "人员增加", "人员增加两名")
    commit(root, "side")
    git(root, "switch", "--quiet", "main")
    edit(root, f"{folder(OTHER)}/figures.yml", "项目支出: 55.50", "项目支出: 65.50")
    commit(root, "main goes on")
    assert [one.id for one in changes(root, "main...side").documents if not one.silent] == [LATER]
    both = changes(root, "main", "side")
    assert ([one.id for one in both.documents if not one.silent], both.behind) == ([OTHER, LATER], True)
    assert "只看这边改的，写“main...”" in as_text(both)


def test_with_the_templates_of_the_base(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side")
    edit(root, "templates/editions/ceshi-final-accounts/wording/overall.j2", "万元。", "亿元。")
    commit(root, "side")
    found = differences(Project(root=root), "main", "side", quiet, jobs=1, keep_templates=True)
    assert found.documents == ()
    assert found.elsewhere == ("templates/editions/ceshi-final-accounts/wording/overall.j2",)
    assert not found.same


def test_the_work_tree_is_left_alone(root: Path) -> None:
    edit(root, FIGURES, "55.50", "65.50")
    before = bytes_of(root)
    changes(root)
    changes(root, "main", "main")
    left = {name: digest for name, digest in bytes_of(root).items() if not name.startswith("build/known-")}
    assert left == before  # but for what the program knows from run to run, which is in no work tree


def test_a_comment_is_never_too_long(root: Path) -> None:
    for number in range(30):
        write(
            root,
            f"{folder(LATER)}/performance/{number:02}-new.yml",
            f"表单: 项目绩效自评表\n项目名称: {'长' * 300}{number}\n",
        )
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    found = changes(root)
    for limit in (1500, 3000, 65_536):
        made = as_markdown(found, limit)
        assert len(made.encode()) <= limit
        assert ("从这里截断" in made) == (limit < 65_536)
    assert "55.50</del>" in as_markdown(found, 3000)  # money before all else


def test_peoples_numbers_are_not_repeated(root: Path) -> None:
    edit(root, EXPLANATION, "人员增加", "联系张某 13912345678")
    edit(root, f"{folder(LATER)}/performance/01-hall.yml", '"95"', '"13912345678"')
    write(root, f"{folder(LATER)}/waivers.yml", "- {代码: N405, 理由: 电话 13912345678}\n")
    found = changes(root)
    for made in (as_text(found), as_html(found), as_markdown(found), changes_as_json(found)):
        assert "139" in made
        assert "13912345678" not in made


def test_who_signed_is_not_repeated(root: Path) -> None:
    name = f"{folder(LATER)}/disclosure.yml"
    write(root, name, "保密审查: {人: 张三, 日期: 2025-09-01}\n版本: [{日期: 2025-10-01, 摘要: {甲: abcd}}]\n")
    said = changes_as_json(changes(root))
    assert "保密审查：人：（不列出）；日期：2025-09-01" in said
    assert not any(word in said for word in ("张三", "abcd"))


HOSTILE = "@all #77 !3 owner/repo#4 a@b.org www.example.org https://x.y [a](https://x.y) ![b](c) <script>x</script> `c` ~~~ **d**"


def test_nothing_of_content_is_active(root: Path) -> None:
    edit(root, EXPLANATION, "人员增加", f"'{HOSTILE}'")
    found = changes(root)
    made = as_markdown(found)
    for live in ("@all", "#77", "!3", "repo#4", "a@b", "www.e", "://x"):
        assert live not in made
    drawn = MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(made)
    assert set(re.findall(r"<(\w+)", drawn)) <= {"h3", "h4", "p", "ul", "li", "b", "del", "ins"}
    page = as_html(found)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "\x1b" not in as_text(found)


def test_json_has_all_of_it(root: Path) -> None:
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    found = json.loads(changes_as_json(changes(root)))
    (turn,) = found["documents"][0]["turns"]
    assert turn["figures"][0]["yuan"] == "100000"
    assert len(turn["follows"]) == 9


def test_the_command(root: Path) -> None:
    edit(root, FIGURES, "项目支出: 55.50", "项目支出: 65.50")
    done = gongkai(root, "diff", "main", folder(LATER), "--format", "markdown")
    assert done.returncode == 1
    assert done.stdout.startswith("### main 到 工作区 的变动\n")
    done = gongkai(root, "diff", "nowhere")
    assert (done.returncode, "没有“nowhere”这个分支" in done.stderr) == (2, True)
