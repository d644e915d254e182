"""绩效表单排印: merges, vertical labels, repeated rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.model.filled_forms import PerformanceData
from gongkai.model.grid_cells import CellKind
from gongkai.model.publication import Table
from tests.composition.small import HERE, composed, original, said
from tests.projects import blocks, grid, text

FORM: dict[str, Any] = {
    "键": "eval",
    "副题": "（{{ 年度 }}年度）",
    "列宽": ["1", "1", "1", "1"],
    "名": "项目",
    "行": [
        {"表头": "true", "格": [{"题": "要素", "跨": "2", "并": "true"}, {"题": "内容", "跨": "2"}]},
        {"表头": "true", "格": [{"题": "要素", "跨": "2", "并": "true"}, {"题": "甲"}, {"题": "乙"}]},
        [{"题": "项目"}, {"值": "项目", "跨": "3"}],
        {
            "纵题": "资金",
            "行": [
                [{"题": "预算"}, {"值": "资金.预算", "类": "金额", "跨": "2"}],
                [{"题": "支出"}, {"值": "资金.支出", "类": "金额", "跨": "2"}],
            ],
        },
        {
            "纵题": "指标",
            "行": [
                [{"题": "一级"}, {"题": "二级"}, {"题": "分"}],
                {
                    "重复": "指标",
                    "行": [[{"值": "一级", "并": "true"}, {"值": "二级", "并": "true"}, {"值": "分", "类": "数字"}]],
                },
            ],
        },
    ],
    "注": "注：{{ 部门 }}。",
}


ITEMS: list[dict[str, Any]] = [{"文": "text.j2"}, {"表单": ["评价表"]}]


def data(slug: str = "01-a", form: str = "评价表", **more: Any) -> PerformanceData:
    values = {"项目": "建设", "资金": {"预算": "100", "支出": "80"}, "指标": ()} | more.pop("values", {})
    plain: dict[str, Any] = {"missing": "", "quoted": "", "attached_to": "", "notes": True}
    return PerformanceData(slug=slug, form=form, values=values, place=HERE, **(plain | more))


def indicators(*triples: str) -> dict[str, Any]:
    return {"指标": tuple(dict(zip(("一级", "二级", "分"), triple.split(), strict=True)) for triple in triples)}


def tables(folder: Path, *forms: PerformanceData, template: str = "好", **more: Any) -> list[Table]:
    made = composed(folder, template, performance=forms, items=ITEMS, **({"表单": {"评价表": FORM}} | more))
    assert not said(made), said(made)
    return [block for block in blocks(made.publication, "text") if isinstance(block, Table)]


def extents(table: Table) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in table.body]


def test_layout(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, data(values=indicators("产出 数量 10", "产出 数量 20", "产出 质量 5", "效益 数量 9")))
    assert (table.id, table.name, table.title, table.subtitle) == ("form-01-a", "建设", "评价表", "（2024年度）")
    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in table.head] == [
        [("要素", 2, 2), ("内容", 2, 1)],
        [("甲", 1, 1), ("乙", 1, 1)],
    ]
    assert extents(table) == [
        [("项目", 1, 1), ("建设", 3, 1)],
        [("资金", 1, 2), ("预算", 1, 1), ("100", 2, 1)],
        [("支出", 1, 1), ("80", 2, 1)],
        [("指标", 1, 5), ("一级", 1, 1), ("二级", 1, 1), ("分", 1, 1)],
        [("产出", 1, 3), ("数量", 1, 2), ("10", 1, 1)],
        [("20", 1, 1)],
        [("质量", 1, 1), ("5", 1, 1)],
        [("效益", 1, 1), ("数量", 1, 1), ("9", 1, 1)],
    ]
    assert [row.group for row in table.body] == [0, 2, 2, 3, 3, 3, 3, 3]
    assert table.body[1].cells[2].kind is CellKind.AMOUNT
    assert [note.spans[0].text for note in table.notes] == ["注：测试局。"]


def test_a_label_stands_beside_all_its_rows_however_many(tmp_path: Path) -> None:
    listed = [f"产出{n} 数量 {n}" for n in range(8)]
    (table,) = tables(tmp_path, data(values=indicators(*listed)))
    assert (table.body[3].cells[0].text, table.body[3].cells[0].rowspan) == ("指标", 9)
    assert [row.cells[0].text for row in table.body[4:]] == [f"产出{n}" for n in range(8)]


def test_missing_values_are_blank_and_what_is_lost_is_said(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path, data(values={"资金": "", "项目": ("一", "二")}, missing="缺一页", quoted="残行", notes=False)
    )
    assert grid(table)[:3] == [["项目", "一\n二"], ["资金", "预算", ""], ["支出", ""]]
    assert [(note.kind, note.spans[0].text.split("：")[0]) for note in table.notes] == [
        ("source", "来源说明"),
        ("quoted", "本表录自残缺的文本，下列各行有断开、错位，上表是整理后的；照录如下，供核对"),
    ]
    assert table.notes[1].spans[1].text == "残行"


def test_forms_in_the_wording(tmp_path: Path) -> None:
    template = (
        "{% set 全 = 各表单('评价表') %}{{ 个数(全) }}{{ 合计(全, '资金.预算') }}{{ 全[0].值('项目') }}"
        "{{ 全[1].数('资金.支出') }}{% for 行 in 全[0].列('指标') %}{{ 行.分 }}{% endfor %}"
        "{{ 全 | 名为(['建设'], '项目') | length }}{{ 全 | 得分在(80, 100, '资金.支出') | length }}"
    )
    forms = (
        data(values=indicators("产出 数量 10")),
        data("02-b", values={"资金": {"预算": "1,000.50万元", "支出": "无"}}),
    )
    made = composed(tmp_path, template, performance=forms, items=ITEMS, 表单={"评价表": FORM})
    assert not said(made)
    assert text(made.publication, "text") == "21100.50建设0.001021"


def test_amounts_of_a_form_in_yuan(tmp_path: Path) -> None:
    template = "{{ 各表单('评价表')[0].数('资金.预算') }}"
    made = composed(
        tmp_path,
        template,
        performance=(data(values={"资金": {"预算": "250,000元"}}),),
        表单={"评价表": FORM | {"单位": "元"}},
    )
    assert text(made.publication, "text") == "25.00"


def test_attached_forms_stand_in_their_report_only(tmp_path: Path) -> None:
    report = "# 报告\n\n1. 一项。\n2. **二项**。\n\n- 附表\n\n[[绩效: 02-b]]\n\n末段\n续行\n"
    forms = (data(), data("02-b", attached_to="report"))
    items = [*ITEMS, {"报告": "report"}]
    made = composed(
        tmp_path,
        "{{ 个数(各表单('评价表')) }}",
        performance=forms,
        items=items,
        reports={"report": report},
        表单={"评价表": FORM},
    )
    assert not said(made)
    assert text(made.publication, "text").splitlines() == ["1", "报告", "1. 一项。", "2. 二项。", "• 附表", "末段续行"]
    assert [block.id for block in blocks(made.publication, "text") if isinstance(block, Table)] == [
        "form-01-a",
        "form-02-b",
    ]


def test_reports_that_name_other_forms(tmp_path: Path) -> None:
    items: list[dict[str, Any]] = [{"报告": "report"}]
    report = {"report": "[[绩效:01-a]]\n\n[[绩效:09-x]]\n"}
    made = composed(tmp_path, performance=(data(),), items=items, reports=report, 表单={"评价表": FORM})
    assert said(made) == [
        "报告里要放绩效表单“01-a”，01-a.yml 里没有写“附于: report”，会印两次",
        "报告里要放绩效表单“09-x”，performance 里没有 09-x.yml",
    ]


def test_a_title_at_fault_leaves_the_form_out(tmp_path: Path) -> None:
    made = composed(tmp_path, "好", performance=(data(),), items=ITEMS, 表单={"评价表": FORM | {"副题": "{{ 没有 }}"}})
    assert said(made) == ["版式的措辞或公式有误：“{{ 没有 }}”：不认识“没有”这个名称"]
    assert text(made.publication, "text") == "好"


def test_originals_of_a_caption(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        data(),
        originals=(original("eval.栏头.左", "测试局", "测试所"),),
        表单={"评价表": FORM | {"栏头": ["{{ 部门 }}", "", ""]}},
    )
    assert table.caption[0] == "测试所"
    assert [note.kind for note in table.notes] == ["note", "original"]


AMOUNT = "{{ 各表单('评价表')[0].数('资金.支出') }}"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("12840000元", "1284.00"),
        ("0.1284亿元", "1284.00"),
        ("１，２８４．００ 万元", "1284.00"),
        ("1,284", "1284.00"),
        ("1284.00万", "1284.00"),
        ("—", "0.00"),
        ("/", "0.00"),
        ("无", "0.00"),
        ("-12.5", "-12.50"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(tmp_path: Path, typed: str, printed: str) -> None:
    made = composed(
        tmp_path, AMOUNT, performance=(data(values={"资金": {"支出": typed}}),), items=ITEMS, 表单={"评价表": FORM}
    )
    assert not said(made)
    assert text(made.publication, "text") == printed


@pytest.mark.parametrize(
    "typed", ["1e3", "NaN", "Infinity", "四十", "95%", "20人", "12,34", "(5)", "1 284", "1284元整"]
)
def test_what_is_no_amount_is_told_and_is_not_zero(tmp_path: Path, typed: str) -> None:
    form = data(values={"资金": {"支出": typed}})
    made = composed(tmp_path, AMOUNT, performance=(form,), items=ITEMS, 表单={"评价表": FORM})
    assert [(one.code, one.severity) for one in made.findings] == [("E127", "error")]
    assert text(made.publication, "text") == "【待填：资金.支出】"


def test_a_sum_with_an_amount_that_is_not_there_is_none(tmp_path: Path) -> None:
    forms = (data(), data("02-b", values={"资金": {"预算": "50"}}))
    template = "{{ 合计(各表单('评价表'), '资金.支出') }}"
    made = composed(tmp_path, template, performance=forms, items=ITEMS, 表单={"评价表": FORM})
    assert [(one.code, one.severity) for one in made.findings] == [("N101", "error")]
    assert text(made.publication, "text") == "【待填：资金.支出】"


def test_scores_that_are_none_are_in_no_grade_and_told(tmp_path: Path) -> None:
    forms = tuple(data(f"{n}", values={"资金": {"预算": typed}}) for n, typed in enumerate(["95分", "９１", "优秀"]))
    template = "{{ 各表单('评价表') | 得分在(90, 1000, '资金.预算') | length }}"
    made = composed(tmp_path, template, performance=forms, items=ITEMS, 表单={"评价表": FORM})
    assert said(made) == ["“优秀”不是数"]
    assert text(made.publication, "text") == "2"


NAMED = """
{% set 选 = 各表单('评价表') | 名为(填('重点'), '项目') %}
{{ 合计(选, '资金.预算') }}
{% for 表 in 选 %}
{{ 表.值('项目') }}得{{ 表.值('资金.支出') | 分数 }}分
{% endfor %}
"""


@pytest.mark.parametrize(
    ("project", "typed", "hint"),
    [
        ("2023大数据律师费", "2023大数据律师", "是不是“2023大数据律师费”？名称要同绩效表单里的一样"),
        ("河道清淤", "河道清於工程", "可以写：河道清淤"),
        ("老旧小区改造（二期）", "老旧小区改造（一期）", "是不是“老旧小区改造（二期）”？名称要同绩效表单里的一样"),
    ],
)
def test_a_form_that_is_named_and_not_there_is_told(tmp_path: Path, project: str, typed: str, hint: str) -> None:
    form = data(values={"项目": project})
    made = composed(
        tmp_path,
        NAMED,
        performance=(form,),
        items=ITEMS,
        表单={"评价表": FORM},
        inputs={"重点": (typed,)},
        填报={"重点": "文字列"},
    )
    (finding,) = made.findings
    assert (finding.code, finding.severity, finding.hint, finding.place) == ("E129", "error", hint, HERE)
    assert "0.00" not in text(made.publication, "text")
    assert f"【待填：{typed}·项目】得【待填：{typed}·资金.支出】分" in text(made.publication, "text")


@pytest.mark.parametrize("project", ["2023大数据律师费", "河道清淤", "甲"])
def test_a_form_that_is_named_is_found(tmp_path: Path, project: str) -> None:
    form = data(values={"项目": project})
    made = composed(
        tmp_path,
        NAMED,
        performance=(form,),
        items=ITEMS,
        表单={"评价表": FORM},
        inputs={"重点": (project,)},
        填报={"重点": "文字列"},
    )
    assert not said(made)
    assert f"{project}得80分" in text(made.publication, "text")


def test_a_form_is_named_where_there_is_none(tmp_path: Path) -> None:
    made = composed(tmp_path, NAMED, 表单={"评价表": FORM}, inputs={"重点": ("建设",)}, 填报={"重点": "文字列"})
    assert [(one.code, one.hint) for one in made.findings] == [("E129", "这份文件没有这种绩效表单")]


@pytest.mark.parametrize(
    "line", ["[[绩效:02-b]]", "[[绩效：02-b]]", "【【绩效:02-b】】", "[[绩效: 02-b.yml ]]", "[[绩效02-b]]"]
)
def test_a_report_shows_its_form_however_it_is_typed(tmp_path: Path, line: str) -> None:
    made = composed(
        tmp_path,
        performance=(data("02-b", attached_to="report"),),
        items=[{"报告": "report"}],
        reports={"report": f"# 一\n\n{line}\n"},
        表单={"评价表": FORM},
    )
    assert not said(made)
    assert any(isinstance(block, Table) for block in blocks(made.publication, "text"))


@pytest.mark.parametrize("line", ["[[绩效:02-d]]", "[[绩效:大厅]]", "[[绩效:02_b]]"])
def test_a_report_names_a_form_that_is_not_there(tmp_path: Path, line: str) -> None:
    made = composed(
        tmp_path,
        performance=(data("02-b", attached_to="report"),),
        items=[{"报告": "report"}],
        reports={"report": f"# 一\n\n{line}\n"},
        表单={"评价表": FORM},
    )
    assert [(one.code, one.place.line) for one in made.findings] == [("P103", 3)]
