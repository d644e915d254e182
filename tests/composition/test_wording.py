"""措辞: what templates give, and what is said of those at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.composition.answers import Asking
from gongkai.composition.vocabulary import NAMES, vocabulary
from gongkai.model.entries import InputValue
from gongkai.model.publication import Heading, Paragraph
from gongkai.model.spans import Figure, Text
from gongkai.model.statements import Address
from tests.checks.cases import case
from tests.composition.small import composed, said, wan
from tests.projects import blocks, text

TABLE = "表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙, {题: 合计, 公式: 甲 + 乙}]}"
FIGURES = "表: {甲: 12.34, 乙: 37.66}"


def written(folder: Path, template: str, inputs: dict[str, InputValue] | None = None, **more: object) -> str:
    forms = dict.fromkeys(inputs or {}, "文字")
    made = composed(folder, template, tables=TABLE, figures=FIGURES, inputs=inputs, 填报=forms, **more)  # type: ignore[arg-type]
    assert not said(made), said(made)
    return text(made.publication, "text")


def test_lines_are_paragraphs_headings_anchors_and_bold(tmp_path: Path) -> None:
    made = composed(
        tmp_path, "## （一）总体\n\n[#a{{ 年度 }}] **甲**和{{ 部门 }}。\n### 1. 小题\n  空格  \n[#a2024] 又一段\n"
    )
    found = blocks(made.publication, "text")
    assert [(type(block).__name__, getattr(block, "id", ""), getattr(block, "level", 0)) for block in found] == [
        ("Heading", "", 3),
        ("Paragraph", "text-a2024", 0),
        ("Heading", "", 4),
        ("Paragraph", "", 0),
        ("Paragraph", "text-a2024-2", 0),
    ]
    second = found[1]
    assert isinstance(second, Paragraph)
    assert second.spans == (Text(text="甲", bold=True), Text(text="和测试局。"))


def test_figures_know_their_source(tmp_path: Path) -> None:
    made = composed(
        tmp_path,
        "合计{{ 数('表.合计') }}万元，占**{{ 率(数('表.甲'), 数('表.合计')) }}**。",
        tables=TABLE,
        figures=FIGURES,
    )
    (paragraph,) = blocks(made.publication, "text")
    assert isinstance(paragraph, Paragraph)
    total = Address("表", "合计", "金额")
    assert paragraph.spans[1] == Figure(text="50.00", value="50", unit="万元", source="表.合计", cells=(total,))
    share = paragraph.spans[3]
    assert isinstance(share, Figure)
    assert (share.text, share.unit, share.source, share.bold) == ("24.68%", "%", "表.甲÷表.合计", True)
    assert float(share.low) < 24.68 < float(share.high)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 数('表.合计') }}", "50.00"),
        ("{{ 数('表.甲 + 表.乙') }}", "50.00"),
        ("{{ 数('表.甲') + 数('表.乙') - 数('表.甲') }}", "37.66"),
        ("{{ 差(数('表.甲'), 数('表.乙')) }}", "25.32"),
        ("{{ 增减(数('表.甲'), 数('表.乙')) }}{{ 升降(数('表.乙'), 数('表.甲')) }}", "减少增长"),
        ("{{ 绝对(数('表.甲') - 数('表.乙')) }}", "25.32"),
        (
            "{{ '等' if 相等(数('表.甲'), 数('表.乙')) else '不等' }}{% if not 可比(零) %}不可{% endif %}",
            "不等不可",
        ),
        ("{{ 合计([数('表.甲'), 数('表.乙')]) }}", "50.00"),
        ("{{ 合计([]) }}{{ 个数([1, 2]) }}", "0.002"),
        ("{{ 数('表.甲') | 元 }}元{{ 数('表.甲') | 元(0) }}{{ 数('表.甲') | 万元(1) }}", "123400.00元12340012.3"),
        (
            "{{ 12 | 大写 }}{{ ['甲', '乙'] | 顿号 }}{{ '95.0' | 分数 }}{{ '87.7' | 分数(2) }}{{ '优' | 分数 }}",
            "十二甲、乙9587.70【待填：得分】",
        ),
        ("{% for 行 in 全行('表') %}{{ 行.名称 }}{{ 行.数() }}{% endfor %}", "甲12.34乙37.66合计50.00"),
        ("{{ 年度 }}{{ 上年度 }}{{ 部门 }}{{ 代码 }}{{ 日期 }}{{ 年月 }}", "20242023测试局152"),
        ("{% for 号 in range(2) %}{{ 号 }}{% endfor %}", "01"),
    ],
)
def test_vocabulary(tmp_path: Path, template: str, expected: str) -> None:
    assert written(tmp_path, template) == expected


def test_counts_compare_and_share(tmp_path: Path) -> None:
    template = (
        "{% set 优, 全 = 填('优'), 填('全') %}{{ 优 }}{{ 率(优, 全) }}{{ 全 - 优 }}{{ 优 + 1 }}{{ 差(优, 全) }}"
        "{% if 优 < 全 and 全 > 1 and 优 == 2 and not 填('无') %}是{% endif %}{{ 合计([优, 全]) }}{{ '等' if 相等(优, 全) else '否' }}"
    )
    assert written(tmp_path, template, {"优": 2, "全": 8, "无": 0}) == "225.00%636是10否"


def test_text_in_another_unit_than_the_tables(tmp_path: Path) -> None:
    style = {"单位": "元", "零": "", "文中单位": "万元", "文中小数": "1", "文中零": "0"}
    made = composed(tmp_path, "{{ 数('表.合计') }}万元、{{ 零 }}", tables=TABLE, figures="表: {甲: 12.34}", 金额=style)
    assert text(made.publication, "text") == "12.3万元、0"


def test_the_wording_names_columns_as_formulas_do(tmp_path: Path) -> None:
    nested = """
    表:
      键: t
      列: [{题: 编码, 类: 编码}, {题: 支出, 列: [{题: 基本, 列: [人员, 公用]}, 项目]}, {题: 上年, 列: [项目]}]
      行: {按: 科目}
    """
    template = "{% for 项 in 各行('表', '项') %}{{ 项.数('基本.人员') }}、{{ 项.数('支出.项目') }}{% endfor %}；{{ 数('表.合计.支出.人员') }}"
    figures = '表: {"2010301": {人员: 1, 支出: {项目: 2}, 上年: {项目: 3}}}'
    made = composed(tmp_path, template, tables=nested, figures=figures)
    assert text(made.publication, "text") == "1.00、2.00；1.00"
    made = composed(tmp_path, template.replace("支出.项目", "项目"), tables=nested, figures=figures)
    (finding,) = made.findings
    assert "表有几列都叫“项目”，请写明是哪一列：支出.项目、上年.项目" in finding.message


def test_amounts_are_rounded_once_from_the_exact_ones(tmp_path: Path) -> None:
    """相差 is taken on the amounts, not on what was printed of them."""
    assert written(tmp_path, "{{ 差(填('今'), 填('昔')) }}", {"今": wan("1.00"), "昔": wan("0.33")}) == "0.67"


def test_content_is_never_markup(tmp_path: Path) -> None:
    wild = "# {{ 1 }} **粗** [#x] <b>\n## 次行"
    assert written(tmp_path, "{{ 填('文') }}", {"文": wild}) == "# {{ 1 }} **粗** [#x] <b> ## 次行"
    made = composed(tmp_path, "{{ 填('文') }}", inputs={"文": wild}, 填报={"文": "文字"})
    assert not isinstance(blocks(made.publication, "text")[0], Heading)


def test_macros_are_shared_and_see_the_names(tmp_path: Path) -> None:
    files = {
        "text.j2": '{% from "m.j2" import 句 with context %}{{ 句("甲") }}',
        "m.j2": "{% macro 句(名) -%}{{ 年度 }}年{{ 名 }}{{ 数('表.甲') }}{{ 填('文') }}{%- endmacro %}",
    }
    made = composed(tmp_path, files, tables=TABLE, figures=FIGURES, inputs={"文": "好"}, 填报={"文": "文字"})
    assert text(made.publication, "text") == "2024年甲12.34好"


def test_documents_do_not_leak_into_each_other(tmp_path: Path) -> None:
    """Templates are compiled once; each document prints its own names."""
    template = '{{ 填("文") }}{{ "常" }}'
    for word in ("甲", "乙"):
        made = composed(tmp_path, template, inputs={"文": word}, 填报={"文": "文字"})
        assert text(made.publication, "text") == f"{word}常"


def test_a_changed_template_is_read_anew(tmp_path: Path) -> None:
    assert written(tmp_path, "一") == "一"
    assert written(tmp_path, "二") == "二"


@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ("好\n{{ 没有 }}", "不认识“没有”这个名称", 2),
        ("{{ 数('没有') }}", "找不到“没有”：它不是指标，也不是“表名.行.列”", 1),
        ("{{ 填('没有') }}", "措辞要用“没有”，但版式的“填报”里没有这一项", 1),
        ("{{ 率(数('表.甲'), 零) }}", "“零”是零，不能作百分比的基数，请先用“可比”判断", 1),
        ("{% if 年度 %}", "“if”没有结束，缺一个 endif", 1),
        ("{{ 年度 | 没有 }}", "没有叫“没有”的过滤（竖线后面的名称）", 1),
        ("{% 没有 %}", "不认识标签“没有”", 1),
        ("{{ 年度", "写法有误，看看花括号、引号和百分号是否配对", 1),
        ("{% include 'x.j2' %}", "没有措辞文件 wording/x.j2", 1),
        ("{% from '../m.j2' import 句 %}", "没有措辞文件 wording/../m.j2", 1),
        ("{{ 年度.__class__ }}", "这里没有“__class__”", 1),
        ("{{ 各行('表', '目') }}", "各行的级次没有“目”，可以写：类、款、项、记录、单位", 1),
        ("{{ 各行('没有', '项') }}", "没有叫“没有”的表", 1),
        ("{{ 各表单('没有') }}", "版式没有叫“没有”的绩效表单", 1),
        ("{{ 全行('表')[0].数('没有') }}", "表没有“没有”这一列", 1),
        ("{{ 全行('表')[0].没有 }}", "这里没有“没有”", 1),
        ("{{ 数('表.甲') + 1 }}", "不能和不是金额的“1”相加减", 1),
        ("{{ 合计([数('表.甲'), 个数([])]) }}", "金额和个数不能相加", 1),
        ("{% macro 句(甲) %}{{ 甲 }}{% endmacro %}{{ 句(1, 2) }}", "“句”的参数个数或名称不对", 1),
        ("{% macro 句() %}{{ 句() }}{% endmacro %}{{ 句() }}", "宏绕着圈调用自己", 1),
        ("{% for 号 in range(10 ** 9) %}{% endfor %}", "这里不能用“**”算", 1),
        ("{% for 号 in range(1000000000) %}{% endfor %}", "range 里的数最多写1000，写的是1000000000", 1),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path: Path, template: str, message: str, line: int) -> None:
    folder = tmp_path / "templates/editions/ceshi/wording"
    made = composed(folder, template, tables=TABLE, figures=FIGURES)
    (finding,) = made.findings
    assert finding.code == "L622"
    assert message in finding.message
    assert str(finding.place).startswith(f"templates/editions/ceshi/wording/text.j2:{line}")


def test_a_missing_file_and_a_title_at_fault(tmp_path: Path) -> None:
    made = composed(tmp_path, "好", items=[{"文": "没有.j2"}], 标题="{{ 没有 }}")
    assert said(made) == [
        "版式的措辞或公式有误：“{{ 没有 }}”：不认识“没有”这个名称",
        "版式的措辞或公式有误：没有措辞文件 wording/没有.j2",
    ]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "gbk.j2").write_bytes("措辞".encode("gbk"))
    assert said(composed(tmp_path, "好", items=[{"文": "gbk.j2"}])) == [
        "版式的措辞或公式有误：这个文件不是 UTF-8 文本，请另存为 UTF-8"
    ]


def test_names_are_all_listed() -> None:
    looked_at = case(TABLE, FIGURES)
    asking = Asking(looked_at.document, {}, {})
    assert set(vocabulary(looked_at.document, looked_at.accounts, asking)) == NAMES
