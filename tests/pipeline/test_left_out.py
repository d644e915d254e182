"""不公开、没有收支: what a document leaves out is said in its place, in every table, text, origin and sum; never 0."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.spans import plain
from gongkai.pipeline.building.drawing import origins_of
from gongkai.pipeline.picturing import pictures_of
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.preparing import prepare as prepared_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.data import data_file
from gongkai.rendering.figures.file import figures_file
from tests.pipeline.test_example_units import BUREAU, STATION, assembled
from tests.projects import edit, grid, prepare, publication, table, text, told

HOME = f"content/departments/{STATION}"
LAW = "《中华人民共和国保守国家秘密法》第十三条"


@pytest.fixture(name="county")
def one_county(tmp_path: Path) -> Project:
    return assembled(tmp_path)


def head(county: Project, said: str) -> None:
    edit(county, f"{HOME}/document.yml", "金额单位: 元\n", f"金额单位: 元\n{said}\n")


def without(county: Project, *names: str) -> None:
    for name in names:
        (county.root / HOME / name).unlink()


def without_the_row(county: Project, *, totals: bool) -> Prepared:
    """The row 2101102 of 70,300.00 in income and outlay is not typed; the totals that hold it may be."""
    rows = "".join(f'\n  - {{表: {name}, 行: "2101102", 依据: {LAW}}}' for name in ("收入决算表", "支出决算表"))
    head(county, f"不公开:{rows}")
    figures = f"{HOME}/figures.yml"
    for line in ('  "2101102": {财政拨款收入: 70300.00}\n', '  "2101102": {基本支出: 70300.00}\n'):
        edit(county, figures, line, "")
    if totals:
        edit(county, figures, "收入决算表:\n", "收入决算表:\n  合计: {财政拨款收入: 2536223.61}\n")
        edit(county, figures, "\n支出决算表:\n", "\n支出决算表:\n  合计: {基本支出: 1586223.61}\n")
    edit(county, f"{HOME}/explanation.yml", '  "2101102": {年初预算数: 70000.00, 原因: 缴费基数调整}\n', "")
    return prepared_of(Workspace.open(county), STATION)


def test_a_row_is_said_and_every_sum_is_right(county: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = publication(prepare(assembled(tmp_path_factory.mktemp("whole")), STATION))
    one = without_the_row(county, totals=True)
    assert told(one) == []
    made = publication(one)
    for name in ("t01", "t02", "t03", "t04", "t05"):
        before, after = grid(table(whole, name)), grid(table(made, name))
        changed = [now for then, now in zip(before, after, strict=True) if then != now]
        assert changed, name
        assert all("不公开" in row for row in changed), name
    notes = [plain(note.spans) for note in table(made, "t02").notes]
    assert notes[-1].endswith(f"“事业单位医疗”涉及国家秘密，不予公开（依据：{LAW}）。在合计里。")
    assert f"这一段涉及国家秘密，不予公开（依据：{LAW}）。" in text(made, "general-public-budget")


def test_nothing_tells_the_figure_of_a_row(county: Project) -> None:
    """No page of origins, no data, no picture."""
    edit(county, f"{HOME}/figures.yml", '"30110": 70300.00', '"30110": 71300.00')
    one = without_the_row(county, totals=True)
    made = publication(one)
    origins = origins_of(one, made)
    shown = data_file(made, one.ledger) + figures_file(made, origins).decode()
    assert "7.03" not in shown
    assert "70300" not in shown
    assert "不公开的部分" in shown
    assert pictures_of(Workspace.open(county), one) == ()


def test_without_totals_the_sums_do_not_have_it_and_say_so(county: Project) -> None:
    without(county, "control-totals.yml")
    made = publication(without_the_row(county, totals=False))
    assert grid(table(made, "t02"))[0][1] == "255.59"
    assert plain(table(made, "t02").notes[-1].spans).endswith("不在合计里。")


def test_a_table_and_a_section(county: Project) -> None:
    """In the place of either its sentence; what comes from the table would lack it, and is asked for."""
    head(
        county, f"不公开: [{{表: 收入决算表, 依据: {LAW}}}, {{节: 政府采购支出情况说明, 说明: 采购涉密, 依据: {LAW}}}]"
    )
    one = prepare(county, STATION)
    made = publication(one)
    assert grid(table(made, "t02")) == [["不公开"]]
    assert table(made, "t02").head
    assert text(made, "procurement") == f"采购涉密（依据：{LAW}）。"
    rests = [line for line in told(one) if line.startswith("P208")]
    assert "P208 “收入支出决算总表”的数要从不公开的“收入决算表”来，照印就少了那一部分" in rests
    assert "P208 “收入决算表”写了不公开，figures.yml 里还填着它的数" in rests


def test_a_whole_document_is_a_sentence(county: Project) -> None:
    head(county, f"不公开: [{{依据: {LAW}}}]")
    without(county, "figures.yml", "explanation.yml", "control-totals.yml")
    one = prepare(county, STATION)
    assert told(one) == []
    assert not one.blocked
    assert f"本文件涉及国家秘密，不予公开（依据：{LAW}）。" in data_file(publication(one), one.ledger)
    assert not [line for line in told(prepare(county, BUREAU)) if line.startswith("C202")]


def test_a_unit_without_figures_says_why(county: Project) -> None:
    """Its duties stand as they are; no zero is printed, no total asked for."""
    head(county, "没有收支: 本单位2024年12月新设，收支由县水务局本级核算")
    without(county, "figures.yml", "explanation.yml", "control-totals.yml")
    one = prepare(county, STATION)
    assert told(one) == []
    made = publication(one)
    assert "承担县管河道的日常巡查和维护" in text(made, "duties")
    for name in ("t01", "t02", "t09"):
        assert grid(table(made, name)) == [[""]]
        assert plain(table(made, name).notes[0].spans) == (
            "没有收支，本表没有数据：本单位2024年12月新设，收支由县水务局本级核算。"
        )
    assert text(made, "three-public") == ("没有收支，没有需要说明的：本单位2024年12月新设，收支由县水务局本级核算。")
    assert "0.00" not in data_file(made, one.ledger)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"不公开: [{{表: 收入决算, 依据: {LAW}}}]", "不公开的表“收入决算”，版式里没有"),
        (f"不公开: [{{表: 收入决算表, 行: 教育, 依据: {LAW}}}]", "不公开的行“教育”，收入决算表里没有"),
        (f"不公开: [{{节: 采购, 依据: {LAW}}}]", "不公开的节“采购”，版式里没有"),
        (f"不公开: [{{表: 收入决算表, 节: 采购, 依据: {LAW}}}]", "“表”和“节”只写一样"),
        (f"不公开: [{{行: '201', 依据: {LAW}}}]", "还要写是哪张“表”"),
        ("没有收支: 没有\n汇总: 各单位", "“没有收支”和“汇总：各单位”只能写一样"),
        ("没有收支: 没有", "写了“没有收支”，figures.yml 里填着收入决算表的数"),
    ],
)
def test_what_cannot_be(county: Project, said: str, expected: str) -> None:
    head(county, said)
    assert any(expected in line for line in told(prepare(county, STATION))), told(prepare(county, STATION))
