"""全国的版式: what every place's edition may start from, tried by three bureaus of other places (fixtures/national)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from gongkai.loading.edition_files import LoadedEdition, load_edition
from gongkai.model.places import NOWHERE
from gongkai.model.spans import plain
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from tests.controls import write_controls
from tests.projects import FIXTURES, ROOT, assemble, edit, prepare, publication, table, text, told

EDITIONS = ROOT / "templates/editions"
INVENTED = FIXTURES / "national/templates/editions"
BASES = ("national-final-accounts", "national-budget")
HANGZHOU = "ceshi/qianjiang/ecology-bureau/2024/final-accounts"
CHENGDU = "ceshi/jinyun/education-bureau/2025/budget"
SHAOXING = "ceshi/jinghu/culture-bureau/2024/final-accounts"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return assemble(tmp_path, "national", editions=True)


def loaded(project: Project, name: str) -> LoadedEdition:
    return load_edition(project.editions, name, NOWHERE)


def names(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/edition.yml"))


@pytest.mark.parametrize("name", names(EDITIONS))
def test_three_generations_at_most(project: Project, name: str) -> None:
    edition = loaded(project, name).edition
    assert edition is not None
    assert len(edition.lineage) <= 3
    assert edition.lineage[-1] in BASES


def test_no_wording_of_a_base_is_for_one_heir_alone(project: Project) -> None:
    users: Counter[Path] = Counter()
    for name in (*names(EDITIONS), *names(INVENTED)):
        if name not in BASES:
            users.update(loaded(project, name).wordings().values())
    alone = {path.name for path, count in users.items() if count == 1 and path.parents[1].name in BASES}
    assert alone == set()


@pytest.mark.parametrize("name", BASES)
def test_base_names_no_place(name: str) -> None:
    for path in sorted((EDITIONS / name).rglob("*.*")):
        said = path.read_text(encoding="utf-8")
        assert [place for place in ("河南", "南阳", "安阳", "平顶山", "新华区") if place in said] == [], path


def test_invented_editions_are_short() -> None:
    for name in ("hangzhou-2024-final-accounts", "chengdu-2025-budget"):
        assert len((INVENTED / name / "edition.yml").read_text(encoding="utf-8").splitlines()) <= 5


@pytest.mark.parametrize("id", [HANGZHOU, CHENGDU])
def test_nothing_is_said_of_a_sound_document(project: Project, id: str) -> None:
    write_controls(project.root / "content/departments" / id)
    prepared = prepare(project, id)
    assert told(prepared) == []
    assert not prepared.blocked


@pytest.fixture
def hangzhou(project: Project) -> Prepared:
    return prepare(project, HANGZHOU)


def test_tables_in_yuan_and_text_in_wan(hangzhou: Prepared) -> None:
    totals = table(publication(hangzhou), "t01")
    assert totals.caption[2] == "金额单位：元"
    assert any(cell.text == "8,504,150.37" for row in totals.body for cell in row.cells)
    assert all("四舍五入" not in plain(note.spans) for note in totals.notes)
    assert "收、支总计均为850.42万元" in text(publication(hangzhou), "overall")


def test_two_funds_are_told_apart(hangzhou: Prepared) -> None:
    assert "政府性基金预算财政拨款支出年初预算为80.00万元，支出决算为76.05万元" in text(
        publication(hangzhou), "government-funds"
    )


def test_relations_are_inherited(project: Project) -> None:
    figures = f"content/departments/{HANGZHOU}/figures.yml"
    edit(project, figures, '"30201": 910000.00', '"30201": 930000.00')
    assert any(line.startswith("F301 R33") for line in told(prepare(project, HANGZHOU)))


def test_budget_in_yuan_says_nothing_of_rounding(project: Project) -> None:
    edition = "templates/editions/chengdu-2025-budget/edition.yml"
    edit(project, edition, "年度: 2025", "年度: 2025\n金额: {单位: 元}")
    printed = publication(prepare(project, CHENGDU))
    assert table(printed, "t01").notes == ()
    assert "收入总计1410.50万元" in text(printed, "overall")


def test_edition_from_scratch_is_told_once_what_is_not_checked(project: Project) -> None:
    home = project.root / "content/departments/ceshi/jinghu"
    second = home / "sports-bureau"
    second.mkdir()
    for path in sorted((home / "culture-bureau").rglob("*.yml")):
        copy = second / path.relative_to(home / "culture-bureau")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").replace("文化局", "体育局"), encoding="utf-8")
    found = check(project, ("ceshi/jinghu",), lambda *_: None).findings
    assert [f"{finding.code} {finding.message.partition('：')[0]}" for finding in found] == [
        "P207 版式没有写“勾稽”",
        "P207 版式没有写“应公开的表”",
        "P207 版式没有写“核对数”",
        "P207 版式没有写“衔接”",
        "P105 名词解释里有“经营收入”，别处都没有用到",
    ]
    assert {finding.place.path for finding in found} == {"templates/editions/shaoxing-2024-final-accounts/edition.yml"}


def test_heading_against_the_contents_is_told_at_the_edition(project: Project) -> None:
    edit(project, f"content/departments/{HANGZHOU}/document.yml", "版式: hangzhou-2024", "版式: ningbo-2024")
    found = [finding for finding in prepare(project, HANGZHOU).findings if finding.code == "P204"]
    assert [(finding.message, finding.place.path, finding.place.line) for finding in found] == [
        (
            "目录里是“国有资产占用情况”，正文的标题是“国有资产占用情况说明”",
            "templates/editions/ningbo-2024-final-accounts/edition.yml",
            4,
        )
    ]


def waive(project: Project, *entries: dict[str, object]) -> None:
    path = project.editions / "shaoxing-2024-final-accounts/waivers.yml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")


def test_finding_of_an_edition_is_explained_there(project: Project) -> None:
    reason = "本级只公开两张表，其余在总表里"
    waive(project, {"代码": "P207", "理由": reason}, {"代码": "P105", "处": "edition.yml", "理由": reason})
    assert told(prepare(project, SHAOXING)) == []


def test_an_edition_explains_nothing_of_a_document(project: Project) -> None:
    edit(project, f"content/departments/{HANGZHOU}/figures.yml", '"30201": 910000.00', '"30201": 930000.00')
    waivers = project.editions / "hangzhou-2024-final-accounts/waivers.yml"
    waivers.write_text("- {代码: F301, 理由: 本地的明细表不必同总数相等}\n", encoding="utf-8")
    assert any(line.startswith("F301 R33") for line in told(prepare(project, HANGZHOU)))


def test_what_is_explained_in_an_edition_stands_in_the_record(project: Project) -> None:
    reason = "上级的通知要求解释这个名词"
    waive(project, {"代码": "P105", "涉及": ["经营收入"], "理由": reason})
    (line,) = (one for one in prepare(project, SHAOXING).ledger if one.code == "P105")
    assert [one.reason for one in line.waived] == [reason]
    assert (line.held, line.found) == (1, 0)


def test_an_heir_inherits_the_explanations(project: Project) -> None:
    waive(project, {"代码": "P207", "理由": "本级只公开两张表，其余在总表里"})
    heir = project.editions / "shaoxing-2025-final-accounts"
    heir.mkdir()
    (heir / "edition.yml").write_text("继承: shaoxing-2024-final-accounts\n名词解释: [基本支出]\n", encoding="utf-8")
    edit(project, f"content/departments/{SHAOXING}/document.yml", "版式: shaoxing-2024", "版式: shaoxing-2025")
    assert told(prepare(project, SHAOXING)) == []


def test_idle_explanation_of_an_edition_is_told_there(project: Project) -> None:
    waive(
        project,
        {"代码": "P207", "理由": "本级只公开两张表，其余在总表里"},
        {"代码": "P105", "涉及": ["经营收入"], "理由": "上级的通知要求解释这个名词"},
        {"代码": "P204", "理由": "目录照上级的通知写简称"},
    )
    assert [line.partition("（")[0] for line in told(prepare(project, SHAOXING))] == [
        "P401 这条说明没有用到：这个版式没有 P204"
    ]
