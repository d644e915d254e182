"""绩效表单的数的来历: what is told of the numbers of an invented form."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.model.filled_forms import PerformanceData
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.performance_roles import FormRoles
from gongkai.model.places import Place
from gongkai.model.spans import Text
from gongkai.rendering.figures.of_forms import FormTeller
from gongkai.rendering.figures.pieces import Line
from gongkai.rendering.figures.spots import Spot

ROLES = FormRoles.model_validate(
    {
        "资金": {
            "处": "资金",
            "总额": "总额",
            "来源": ["财政", "自有"],
            "全年预算": "预算",
            "执行数": "执行",
            "执行率": "率",
            "得分": "得分",
        },
        "指标": {"处": "指标", "一级": "一级", "二级": "二级", "三级": "三级", "指标值": "目标", "得分": "得分"},
        "总分": {"分值": "满分", "得分": "总分"},
    }
)
VALUES = {
    "资金": {
        "总额": {"预算": "300", "执行": "250", "率": "83.33%", "得分": "8.3"},
        "财政": {"预算": "200", "执行": "150", "率": "75%"},
        "自有": {"预算": "100", "执行": "99", "率": "-"},
    },
    "指标": ({"三级": "栽树", "得分": "50"}, {"三级": "浇水", "得分": "40"}),
    "总分": "98.3",
}


@pytest.fixture(params=[False, True])
def teller(request: pytest.FixtureRequest) -> FormTeller:
    data = PerformanceData(
        slug="01-trees",
        form="项目自评表",
        values=MappingProxyType(VALUES),
        missing="",
        quoted="",
        attached_to="",
        notes=True,
        place=Place(path="x.yml", line=1, column=1),
    )
    spots = {path: spot(path, text) for path, text in numbers(VALUES)}
    return FormTeller(data=data, roles=ROLES, spots=spots, archived=request.param)


def numbers(values: Any, path: str = "") -> Any:
    """Every value by its path."""
    if isinstance(values, str):
        yield path, values
        return
    items = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in items:
        yield from numbers(value, f"{path}.{key}" if path else str(key))


def spot(path: str, text: str) -> Spot:
    cell = GridCell(spans=(Text(text=text),), kind=CellKind.NUMBER, field=path, id=path)
    row, _, head = path.rpartition(".")
    return Spot(
        number=1,
        cell=cell,
        table="form-01-trees",
        title="项目自评表",
        page="performance/form-01-trees/",
        line=row,
        row=row,
        code="",
        head=head,
    )


def said(line: Line) -> str:
    words = (piece if isinstance(piece, str) else f"{piece.spot.cell.field} {piece.amount}" for piece in line.pieces)  # type: ignore[union-attr]
    return "".join(words)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("资金.总额.预算", "＝ 资金.财政.预算 200 ＋ 资金.自有.预算 100，加起来是 300"),
        ("资金.总额.执行", "＝ 资金.财政.执行 150 ＋ 资金.自有.执行 99，加起来是 249，同填的相差 1"),
        ("资金.总额.率", "＝ 资金.总额.执行 250 ÷ 资金.总额.预算 300，算出来是 83.33%"),
        ("资金.财政.率", "＝ 资金.财政.执行 150 ÷ 资金.财政.预算 200，算出来是 75.00%"),
        ("总分", "＝ 资金.总额.得分 8.3 ＋ 指标.0.得分 50 ＋ 指标.1.得分 40，加起来是 98.3"),
    ],
)
def test_what_the_form_itself_comes_to(teller: FormTeller, path: str, told: str) -> None:
    typed, worked = teller.lines(teller.spots[path])
    assert said(typed) == ("原文印的数，照录" if teller.archived else "部门填报的数")
    assert (worked.label, said(worked)) == ("对照", told)


def test_a_total_that_is_split_in_two_ways(teller: FormTeller) -> None:
    """资金来源 and 资金结构, of a form in which a row is the amount itself."""
    funds = {"处": "预算", "总额": "总额", "来源": ["财政", "自有"], "结构": ["基本支出", "项目支出"]}
    values = {"预算": {"总额": "90", "财政": "80", "自有": "10", "基本支出": "60", "项目支出": "30"}}
    spots = {path: spot(path, text) for path, text in numbers(values)}
    data = replace(teller.data, values=MappingProxyType(values))
    other = replace(teller, data=data, roles=FormRoles.model_validate({"资金": funds}), spots=spots)
    _, *told = (said(line) for line in other.lines(spots["预算.总额"]))
    assert told == [
        "＝ 预算.财政 80 ＋ 预算.自有 10，加起来是 90",
        "＝ 预算.基本支出 60 ＋ 预算.项目支出 30，加起来是 90",
    ]


def test_a_number_of_its_own_was_filled_in_and_a_dash_is_none(teller: FormTeller) -> None:
    assert len([*teller.lines(teller.spots["指标.0.得分"])]) == 1
    assert [said(line) for line in teller.lines(teller.spots["资金.自有.率"])] == ["没有填数"]
