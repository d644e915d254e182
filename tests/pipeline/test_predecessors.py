"""前身: last year of a department that was merged, split off or founded since, computed or said to be absent."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import assemble, edit, prepare, publication, text, told

CITY = "ceshi"
NEW = f"{CITY}/data-bureau"
THIS = f"{NEW}/2024/final-accounts"
CENTRE, OFFICE = (f"{CITY}/{name}/2023/final-accounts" for name in ("data-centre", "it-office"))


def _department(project: Project, folder: str, name: str, changes: object = ()) -> None:
    home = project.root / "content/departments" / folder
    home.mkdir(parents=True, exist_ok=True)
    said = {
        "名称": [{"自": "2010-01-01", "名称": name}],
        "行政区划": "测试省",
        "部门代码": "101",
        "单位": [{"代码": "101001", "名称": "本级", "性质": "行政单位"}],
        **({"沿革": changes} if changes else {}),
    }
    (home / "department.yml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")


def _document(project: Project, id: str, figure: str, explanation: object) -> None:
    home = project.root / "content/departments" / id
    home.mkdir(parents=True)
    profile = {"部门职责": ["管理数据。"], "内设机构": ["办公室"]}
    head: dict[str, object] = {
        "版式": f"ceshi-{id.split('/')[-2]}",
        "状态": "编制",
        "成文日期": f"{int(id.split('/')[-2]) + 1}-09",
    }
    head |= {"金额单位": "万元", "概况": profile}
    figures = {
        "收入决算表": {"2010301": {"财政拨款收入": figure}},
        "支出决算表": {"2010301": {"基本支出": figure}},
    }
    for name, content in {"document": head, "figures": figures, "explanation": explanation}.items():
        (home / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


@pytest.fixture(name="city")
def two_offices(tmp_path: Path) -> Project:
    """Two offices of 2023, of 100.00 and 60.00, and a bureau of 2024 of 200.00."""
    project = assemble(tmp_path, editions=True)
    for year in (2023, 2024):
        edition = project.editions / f"ceshi-{year}"
        edition.mkdir()
        said = f"继承: national-final-accounts\n名称: 测试{year}\n年度: {year}\n"
        (edition / "edition.yml").write_text(said, encoding="utf-8")
    _department(project, f"{CITY}/data-centre", "测试市大数据中心")
    _department(project, f"{CITY}/it-office", "测试市信息化办公室")
    _document(project, CENTRE, "100.00", {"上年": "无"})
    _document(project, OFFICE, "60.00", {"上年": "无"})
    _document(project, THIS, "200.00", {"原因": {"收支总计": "人员增加"}})
    return project


def became(project: Project, what: str, *predecessors: object, day: str = "2024-03-15") -> None:
    change = {"日期": day, "事": what, "说明": f"{what}测试市数据局"}
    _department(project, NEW, "测试市数据局", [change | ({"前身": list(predecessors)} if predecessors else {})])


def asked(project: Project) -> list[str]:
    return [one for one in told(prepare(project, THIS)) if "上年.收支总计" in one]


def test_merged_of_two_it_is_their_sum(city: Project) -> None:
    became(city, "合并", f"{CITY}/data-centre", f"{CITY}/it-office")
    prepared = prepare(city, THIS)
    assert not asked(city)
    overall = text(publication(prepared), "overall")
    assert "与上年度相比，收、支总计各增加40.00万元，增长25.00%" in overall
    workspace = Workspace.open(city)
    before = Digests(workspace, pdf=False).document(THIS)
    edit(city, f"content/departments/{OFFICE}/figures.yml", "财政拨款收入: '60.00'", "财政拨款收入: '70.00'")
    assert Digests(Workspace.open(city), pdf=False).document(THIS) != before
    assert "增加30.00万元" in text(publication(prepare(city, THIS)), "overall")


def test_a_share_is_only_what_is_stated(city: Project) -> None:
    """Of a department that was split, 40%; figure by figure; or unknown, which is asked for and said."""
    half = f"{CITY}/data-centre"
    became(city, "拆分", {"文件夹": half, "比例": "40%"})
    assert "各增加160.00万元，增长400.00%" in text(publication(prepare(city, THIS)), "overall")
    became(city, "拆分", {"文件夹": half, "数": {"收支总计": "55.50万元"}})
    assert "各增加144.50万元" in text(publication(prepare(city, THIS)), "overall")
    assert any(
        "“测试市大数据中心”的“一般公共预算财政拨款支出”有多少归本部门，department.yml 的“前身”没有写" in one
        for one in told(prepare(city, THIS))
    )
    became(city, "拆分", half)
    (told_why,) = asked(city)
    assert "也算不出来：“测试市大数据中心”有多少归本部门，department.yml 的“前身”没有写" in told_why
    edit(city, f"content/departments/{THIS}/explanation.yml", "原因:", "上年: 无\n原因:")
    assert not asked(city)
    assert not [one for one in told(prepare(city, THIS)) if one.startswith("C101")]


def test_a_missing_predecessor_is_not_left_out(city: Project) -> None:
    became(city, "合并", f"{CITY}/data-centre", f"{CITY}/gone-office")
    assert "库里没有前身“ceshi/gone-office”的2023年决算" in asked(city)[0]


def test_founded_out_of_nothing_there_is_no_last_year(city: Project) -> None:
    """Nobody types 上年: 无; no percentage is made of nothing."""
    became(city, "组建", day="2024-12-20")
    prepared = prepare(city, THIS)
    assert not asked(city)
    overall = text(publication(prepared), "overall")
    assert overall == "2024年度收、支总计均为200.00万元。本部门于2024年12月组建，上年度没有决算数，不作比较。"


def test_a_change_of_another_year_changes_nothing(city: Project) -> None:
    became(city, "合并", f"{CITY}/data-centre", day="2023-03-15")
    assert asked(city) == ["N101 情况说明要用到“上年.收支总计”，还没有填"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ({"比例": "四成"}, "“四成”不是百分比"),
        ({"数": {"收支总计": "12.00"}}, "连单位一起写"),
        ({"比例": "40%", "数": {"收支总计": "12.00万元"}}, "只写一样"),
    ],
)
def test_shares_that_cannot_be_read(city: Project, share: dict[str, object], said: str) -> None:
    became(city, "拆分", {"文件夹": f"{CITY}/data-centre", **share})
    assert any(said in one for one in told(prepare(city, THIS)))
