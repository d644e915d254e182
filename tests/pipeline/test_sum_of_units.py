"""汇总: a department whose figures are those of its units' documents together (document.yml 汇总: 各单位)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from gongkai.model.findings import every
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.authoring.rolling import roll_forward
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.drawing import origins_of
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.rendering.figures.pieces import ToPage
from tests.pipeline.test_example_units import BUREAU, OFFICE, STATION, assembled
from tests.projects import edit, grid, prepare, publication, table, text, told
from tests.small_project import quiet

HOME = f"content/departments/{BUREAU}"
GRANT = """\
- 单位: ["205001", 临水县河道管理所]
  原因: 本级补助河道管理所的养护经费
  数:
    收入决算表: {"2120399": {上级补助收入: 50000.00, 资金: 其他资金}}
    支出决算表: {"2120399": {对附属单位补助支出: 50000.00, 资金: 其他资金}}
"""


@pytest.fixture(name="county")
def summed(tmp_path: Path) -> Project:
    """The county's bureau without a figure of its own but last year's, which are not summed."""
    project = assembled(tmp_path)
    edit(project, f"{HOME}/document.yml", "金额单位: 元\n", "金额单位: 元\n汇总: 各单位\n")
    (project.root / HOME / "figures.yml").unlink()
    typed = yaml.safe_load((project.root / HOME / "explanation.yml").read_text(encoding="utf-8"))
    for group in ("年初预算", "政府性基金年初预算"):
        typed[group] = {code: {"原因": one["原因"]} for code, one in typed[group].items() if code != "合计"}
    cars, guests = (typed["三公经费"][name] for name in ("公务用车", "公务接待"))
    typed["三公经费"] = {"公务用车": {"用途": cars["用途"]}, "公务接待": {"国内用途": guests["国内用途"]}}
    for group in ("政府采购", "机关运行经费"):
        del typed[group]
    _write(project, typed)
    return project


def _write(project: Project, explanation: object) -> None:
    (project.root / HOME / "explanation.yml").write_text(
        yaml.safe_dump(explanation, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


def lead(prepared: Prepared, code: str) -> list[str]:
    """What stands first of a kind, each with what follows from it."""
    return [" / ".join(one.code for one in finding.each) for finding in prepared.findings if finding.code == code]


def test_every_table_and_text_is_the_sum(county: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The bureau's own figures, typed by hand in the example, are the very same."""
    by_hand = publication(prepare(assembled(tmp_path_factory.mktemp("typed")), BUREAU))
    prepared = prepare(county, BUREAU)
    assert told(prepared) == []
    made = publication(prepared)
    for name in ("t01", "t02", "t03", "t04", "t05", "t06", "t07", "t08", "t09"):
        assert grid(table(made, name)) == grid(table(by_hand, name)), name
    for section in ("three-public", "procurement", "agency-operating", "general-public-budget"):
        assert text(made, section) == text(by_hand, section)


def test_origins_name_the_units_and_lead_to_them(county: Project) -> None:
    prepared = prepare(county, BUREAU)
    origins = origins_of(prepared, publication(prepared))
    lines = [line for one in origins.tables for cell in one.figures for line in cell.lines]
    lines += [line for one in origins.texts for line in one.lines]
    units = {
        piece.text.split()[0]: piece.target for line in lines for piece in line.pieces if isinstance(piece, ToPage)
    }
    assert units == {
        "本级": "../unit-final-accounts/",
        "临水县河道管理所": "../../../river-station/2024/unit-final-accounts/",
    }


def test_a_cent_is_told_once_with_its_unit(county: Project) -> None:
    """Whether or not the department typed the figure as well; the sum moves."""
    edit(county, f"content/departments/{STATION}/figures.yml", "财政拨款收入: 70300.00", "财政拨款收入: 70300.01")
    one = prepare(county, BUREAU)
    assert lead(one, "H101") == ["H101"]
    assert len(one.findings) == 1
    assert "临水县河道管理所自己的核对数也差这么多" in told(one)[0]
    assert "临水县河道管理所的收入决算表·2101102·财政拨款收入" in one.findings[0].hint
    (county.root / HOME / "figures.yml").write_text(
        '收入决算表:\n  "2101102": {财政拨款收入: 70300.00}\n', encoding="utf-8"
    )
    typed = prepare(county, BUREAU)
    assert [one.code for one in every(typed.findings)] == ["C202", "H101"]
    assert lead(typed, "C202") == ["C202 / H101"]
    assert "（临水县河道管理所70,300.01元），相差0.01元" in typed.findings[0].message
    assert typed.blocked


def test_what_passes_between_units_is_taken_away(county: Project) -> None:
    """Nothing but the units' own books differs from what the bureau publishes."""
    before = [grid(table(publication(prepare(county, BUREAU)), name)) for name in ("t01", "t02", "t03")]
    _grant(county)
    (county.root / HOME / "eliminations.yml").write_text(GRANT, encoding="utf-8")
    one = prepare(county, BUREAU)
    after = [grid(table(publication(one), name)) for name in ("t01", "t02", "t03")]
    assert after[1] == before[1]
    assert not [finding for finding in every(one.findings) if finding.code.startswith("C")]


def _grant(county: Project) -> None:
    office, station = (f"content/departments/{id}/figures.yml" for id in (OFFICE, STATION))
    paid = '"2120399":\n    - {项目支出: 480000.00}\n    - {对附属单位补助支出: 50000.00, 资金: 其他资金}'
    edit(county, office, '"2120399": {项目支出: 480000.00}', paid)
    edit(county, office, "结转和结余:\n", "结转和结余:\n  其他资金: {年初: 50000.00}\n")
    got = "{事业收入: 90000.00, 资金: 其他资金}\n    - {上级补助收入: 50000.00, 资金: 其他资金}"
    edit(county, station, "{事业收入: 90000.00, 资金: 其他资金}", got)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("支出决算表: {", "支出决算表: {}\n    结转和结余: {}  # {", "年末结转和结余是"),
        ("上级补助收入: 50000.00", "上级补助收入: 50000.01", "核销50,000.01元，而本级、临水县河道管理所在这一格只有"),
        ('"205001"', '"205009"', "“205009”不是这一年的单位"),
        ("上级补助收入: 50000.00", "本年收入合计: 50000.00", "这一格由别的数算出，不能直接核销"),
        ("上级补助收入: 50000.00", "上级补助收入: -50000.00", "核销的数写成了-50,000.00元"),
    ],
)
def test_eliminations_that_cannot_be(county: Project, old: str, new: str, said: str) -> None:
    _grant(county)
    (county.root / HOME / "eliminations.yml").write_text(GRANT.replace(old, new, 1), encoding="utf-8")
    messages = [one.message for one in every(prepare(county, BUREAU).findings) if one.code == "C204"]
    assert any(said in message for message in messages), messages


def test_a_unit_that_cannot_be_summed_is_said(county: Project) -> None:
    """Nothing is summed, and nothing else is told of what is not there."""
    figures = f"content/departments/{STATION}/figures.yml"
    edit(county, figures, "财政拨款收入: 70300.00", "财政拨款收入: 七万")
    assert told(prepare(county, BUREAU)) == ["C203 “临水县河道管理所”的文件没有读成功，各单位没有相加"]
    edit(county, figures, "财政拨款收入: 七万", "财政拨款收入: 70300.00")
    edit(county, f"content/departments/{STATION}/document.yml", "金额单位: 元", "金额单位: 万元")
    assert "的文件用万元，部门的用元" in told(prepare(county, BUREAU))[0]
    shutil.rmtree(county.root / "content/departments" / STATION)
    assert told(prepare(county, BUREAU)) == ["C203 没有“临水县河道管理所”的文件，各单位没有相加"]


def test_what_a_unit_leaves_out_is_not_missed_in_silence(county: Project) -> None:
    row = '不公开: [{表: 收入决算表, 行: "2101102", 依据: 《保密法》}]'
    edit(county, f"content/departments/{STATION}/figures.yml", '  "2101102": {财政拨款收入: 70300.00}\n', "")
    edit(county, f"content/departments/{STATION}/document.yml", "金额单位: 元\n", f"金额单位: 元\n{row}\n")
    assert told(prepare(county, BUREAU)) == [
        "C203 “临水县河道管理所”的文件有不公开的（收入决算表·2101102），部门照印就少了那一部分，各单位没有相加"
    ]
    edit(county, f"{HOME}/document.yml", "汇总: 各单位\n", f"汇总: 各单位\n{row}\n")
    (county.root / HOME / "figures.yml").write_text(
        "收入决算表:\n  合计: {财政拨款收入: 6869566.86}\n", encoding="utf-8"
    )
    made = publication(prepare(county, BUREAU))
    rows = {row[0]: row for row in grid(table(made, "t02"))}
    assert (rows["合计"][2], rows["2101102"][3]) == ("686.96", "不公开")


def test_a_unit_that_has_typed_nothing_yet_is_waited_for(county: Project) -> None:
    """Its zeros are no figures: neither a sum of them nor a difference to them."""
    (county.root / "content/departments" / STATION / "figures.yml").write_text("收入决算表:\n", encoding="utf-8")
    assert told(prepare(county, BUREAU)) == ["C203 “临水县河道管理所”的文件还没有填数，各单位没有相加"]
    edit(county, f"{HOME}/document.yml", "汇总: 各单位\n", "")
    (county.root / HOME / "figures.yml").write_text(
        '收入决算表:\n  "2101102": {财政拨款收入: 5.00}\n', encoding="utf-8"
    )
    assert not [one for one in told(prepare(county, BUREAU)) if one.startswith("C202")]


def test_units_in_yuan_make_a_department_in_wan(county: Project) -> None:
    """A figure that it typed is the sum's rounding."""
    edit(county, f"{HOME}/document.yml", "金额单位: 元", "金额单位: 万元")
    (county.root / HOME / "control-totals.yml").unlink()
    (county.root / HOME / "figures.yml").write_text(
        '收入决算表:\n  合计: {财政拨款收入: 686.96}\n  "2101102": {财政拨款收入: 7.04}\n', encoding="utf-8"
    )
    wrong = [one for one in told(prepare(county, BUREAU)) if one.startswith("C202")]
    assert wrong == [
        "C202 收入决算表·2101102·财政拨款收入：部门是7.04万元，各单位合起来是7.03万元（临水县河道管理所7.03万元），相差0.01万元"
    ]


def test_next_year_is_the_sum_of_its_units_too(county: Project) -> None:
    edition = county.editions / "linshui-2025-final-accounts"
    edition.mkdir()
    said = "继承: linshui-2024-final-accounts\n名称: 临水县2025年度部门决算公开\n年度: 2025\n"
    (edition / "edition.yml").write_text(said, encoding="utf-8")
    started = roll_forward(county, BUREAU)
    head = (county.root / "content/departments" / started.id / "document.yml").read_text(encoding="utf-8")
    assert "汇总: 各单位" in head


def test_a_unit_that_must_not_be_published_keeps_the_sum_back(county: Project) -> None:
    """Its figures are the unit's; once the unit is right, it is published as it is."""
    home = f"content/departments/{STATION}"
    right = (county.root / home / "explanation.yml").read_text(encoding="utf-8")
    (county.root / home / "explanation.yml").write_text(f"{right}\n没有这一项: 写\n", encoding="utf-8")
    options = Options(output=county.site, pdf=False, jobs=1)
    first = build(county, options, quiet)
    assert {STATION, BUREAU} <= set(first.checked.blocked)
    assert {STATION, BUREAU}.isdisjoint(first.published)
    (said,) = [one for one in first.checked.findings if one.code == "C203"]
    assert (said.document, home in said.hint) == (BUREAU, True)
    assert [one.message for one in check(county, (), quiet).findings if one.code == "C203"] == [said.message]
    assert build(county, options, quiet).published == first.published
    (county.root / home / "explanation.yml").write_text(right, encoding="utf-8")
    mended = build(county, options, quiet)
    assert {STATION, BUREAU} <= set(mended.published)
    assert "C203" not in {one.code for one in mended.checked.findings}
