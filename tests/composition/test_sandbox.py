"""沙箱: what a template may print and use when it runs, and how far it may go; all else is L622 with its line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gongkai.model.entries import InputValue
from gongkai.model.publication import Paragraph
from gongkai.model.spans import Figure, Text
from tests.composition.small import composed, said
from tests.projects import blocks, text

TABLE = "表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙, {题: 合计, 公式: 甲 + 乙}]}"
FIGURES = "表: {甲: 12.34, 乙: 37.66}"
RECORDS: dict[str, InputValue] = {"记": ({"名": "一"},), "列": ("一", "二"), "文": "好", "数": 3}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ 数 }}", '“数”后面没有写括号，印不出来；应写成 数("收支总计")'),
        ("{% set 词 = 率 %}{{ 词 }}", "“率”后面没有写括号，印不出来"),
        ("{% macro 句() %}好{% endmacro %}{{ 句 }}", "宏“句”后面没有写括号"),
        ("{{ 填('列') }}", "要印的是一列，印不出来；一列用“| 顿号”连起来"),
        ("{{ 填('记')[0] }}", "要印的是一条记录，印不出来"),
        ("{{ 全行('表') }}", "要印的是一列"),
        ("{{ 全行('表')[0] }}", "要印的是表的一行，印不出来；写明印什么，如 .名称"),
        ("{{ 全行('表')[0].数 }}", "要印的是不能用的东西，印不出来"),
        ("{{ 全行('表') | map(attribute='名称') }}", "要印的是一列"),
        ("{{ none }}", "要印的是空的（none）"),
        ("{{ 1.5 }}", "要印的是一个数"),
        ("{{ true }}", "要印的是“是”或“不是”"),
        ("{{ [] | first }}", "这一列是空的，没有可取的一项"),
        ("{% for 项 in [1] %}{{ loop }}{% endfor %}", "印不出来"),
        ("{{ 全行('表') | 顿号 }}", "要印的是表的一行"),
        ("{{ '共' ~ 全行('表')[0] }}", "要印的是表的一行"),
        ("{{ 各款('表', '301') }}", "“各款”括号里第2项应是一列，写的是文字“301”"),
        ("{{ 各款('表', ['301']) | length }}", "表没有科目编码，不能取各款"),
        ("{{ 数(5) }}", "“数”括号里第1项应是文字，写的是一个数"),
        ("{{ 数() }}", "“数”括号里的项数不对"),
        ("{{ 率('甲', '乙') }}", "“率”括号里第1项应是金额或个数，写的是文字“甲”"),
        ("{{ 个数('甲乙') }}", "“个数”括号里第1项应是一列，写的是文字“甲乙”"),
        ("{{ '甲乙' | length }}", "“length”竖线前面的应是一列，写的是文字“甲乙”"),
        ("{{ 合计(['甲']) }}", "“合计”加的要是一列金额或个数，里面有文字“甲”"),
        ("{% for 字 in 填('文') %}{{ 字 }}{% endfor %}", "for 后面要的是一列，给的是文字“好”"),
        ("{{ 相等(数('表.甲'), 填('数')) }}", "“相等”的两项，一项是金额，一项是个数"),
        ("{% if 数('表.甲') %}有{% endif %}", "金额、百分比不能直接当条件"),
        ("{% if 数('表.甲') == 数('表.甲') %}有{% endif %}", "金额、百分比不能用 == 或 != 比"),
        ("{{ 数('表.甲') | 万元(20) }}", "金额最多写6位小数，写的是20"),
        ("{{ 年度.upper() }}", "这里没有“upper”"),
        ("{{ '%s' % 年度 }}", "不能用“%”算"),
        ("{{ 数.function }}", "这里没有“function”"),
        ("{{ 全行('表')[0].statement }}", "这里没有“statement”"),
        ("{{ 年度 | random }}", "没有叫“random”的过滤"),
        ("{{ 年度 | attr('x') }}", "没有叫“attr”的过滤"),
        ("{{ 年度 | pprint }}", "没有叫“pprint”的过滤"),
        ("{{ 全行('表') | map('tojson') | list | length }}", "没有叫“tojson”的过滤"),
        ("{{ lipsum() }}", "不认识“lipsum”这个名称"),
        ("{% set 包 = namespace(a=1) %}", "不认识“namespace”这个名称"),
        ("{% call 句() %}{% endcall %}", "这里不能用标签“call”"),
        ("{% block 甲 %}{% endblock %}", "这里不能用标签“block”"),
        ("{% extends 'a.j2' %}", "这里不能用标签“extends”"),
        ("{% import 'a.j2' as 甲 %}", "这里不能用标签“import”"),
        ("{% from 年度 import 甲 %}", "措辞文件的名称要直接写出来"),
    ],
)
def test_all_else_is_told(tmp_path: Path, template: str, message: str) -> None:
    folder = tmp_path / "templates/editions/ceshi/wording"
    forms = {"记": "记录列", "列": "文字列", "文": "文字", "数": "个数"}
    made = composed(folder, f"好\n{template}", tables=TABLE, figures=FIGURES, inputs=RECORDS, 填报=forms)
    found = [one for one in made.findings if one.code == "L622"]
    assert [message in one.message for one in found] == [True], said(made)
    assert str(found[0].place) == "templates/editions/ceshi/wording/text.j2:2:1"
    assert text(made.publication, "text") == ""


TEN = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
GREEDY = {
    "counting": "{% for 号 in range(10 ** 9) %}{% endfor %}",
    "range": "{% for 号 in range(1000000000) %}{% endfor %}",
    "text": "{{ 'a' * 1000000000 }}",
    "padding": "{{ '%1000000000d' % 1 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "loops": "".join(f"{{% for 甲{n} in {TEN} %}}" for n in range(9)) + "好" + "{% endfor %}" * 9,
    "filtered": "".join(f"{{% for 甲{n} in range(1000) if 甲{n} > 998 %}}" for n in range(9)) * 1 + "{% endfor %}" * 9
    + "{% for 乙 in range(1000) %}{% for 丙 in range(1000) %}{% endfor %}{% endfor %}",
    "doubling": "{% set a0 = '甲乙丙丁' %}"
    + "".join(f"{{% set a{n + 1} = a{n} ~ a{n} %}}" for n in range(60))
    + "{{ a60 }}",
    "adding": "{% set a0 = '甲乙丙丁' %}" + "".join(f"{{% set a{n + 1} = a{n} + a{n} %}}" for n in range(60)) + "{{ a60 }}",
    "lists": "{% set a0 = [1, 2] %}" + "".join(f"{{% set a{n + 1} = a{n} + a{n} %}}" for n in range(60)) + "{{ 个数(a60) }}",
    "blocks": "{% set a0 %}甲乙{{ 部门 }}{% endset %}"
    + "".join(f"{{% set a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endset %}}" for n in range(60))
    + "{{ a60 }}",
    "macros": "{% macro 叫(深) %}{% if 深 > 0 %}{{ 叫(深 - 1) }}{{ 叫(深 - 1) }}{% endif %}{% endmacro %}{{ 叫(100) }}",
    "include": "{% set 深 = 1 %}{% include 'text.j2' %}{% include 'text.j2' %}",
    "print": "{% for 甲 in range(1000) %}{% for 乙 in range(90) %}" + "长" * 10_000 + "{% endfor %}{% endfor %}",
    "squares": "{% set a0 = 99999999 %}" + "".join(f"{{% set a{n + 1} = a{n} * a{n} %}}" for n in range(40)),
    "squared in a macro": "{% macro 方(数) %}{{ 方(数 * 数) }}{% endmacro %}{{ 方(7) }}",
    "looking": f"{{% set a0 = {TEN} %}}" + "".join(f"{{% set a{n + 1} = a{n} + a{n} %}}" for n in range(9))
    + "{% for 甲 in range(1000) %}{% for 乙 in range(99) %}" + "{% if '无' in a9 %}{% endif %}" * 50
    + "{% endfor %}{% endfor %}",
    "slices": f"{{% set a0 = {TEN} %}}" + "".join(f"{{% set a{n + 1} = a{n} + a{n} %}}" for n in range(9))
    + "{% for 甲 in range(1000) %}{% for 乙 in range(99) %}" + "{% set 余 = a9[1:] | list %}" * 50
    + "{% endfor %}{% endfor %}",
    "joined": "{% set 串 = ['" + "长" * 10_000 + "'] %}{% for 甲 in range(1000) %}{{ 串 | join }}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("template", GREEDY.values(), ids=GREEDY.keys())
def test_time_and_memory_have_an_end(tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.composition.sandbox.MOST_SECONDS", 1.0)
    begun = time.process_time()
    made = composed(tmp_path, template, tables=TABLE, figures=FIGURES)
    assert [one.code for one in made.findings] == ["L622"], said(made)
    assert time.process_time() - begun < 10


def test_a_document_has_one_limit(tmp_path: Path) -> None:
    """What comes after a file that does not end is not filled in: it is told once, and costs once."""
    files = {"text.j2": GREEDY["loops"], "more.j2": "好"}
    folder = tmp_path / "templates/editions/ceshi/wording"
    made = composed(folder, files, tables=TABLE, figures=FIGURES, items=[{"文": "text.j2"}, {"文": "more.j2"}])
    assert made.exhausted
    (finding,) = (one for one in made.findings if one.code == "L622")
    assert finding.place.path.endswith("text.j2")
    assert "程序在这里停下来了" in finding.hint
    assert text(made.publication, "text") == ""


def test_figures_and_texts_join(tmp_path: Path) -> None:
    """What is put together from figures and content still prints each as what it is."""
    made = composed(
        tmp_path,
        "{{ 填('文') ~ 数('表.甲') ~ '万元' }}{{ ('甲' ~ '乙') + '丙' }}{{ ['一', 2] | join('、') }}",
        tables=TABLE,
        figures=FIGURES,
        inputs={"文": "**粗**"},
        填报={"文": "文字"},
    )
    assert not said(made)
    (paragraph,) = blocks(made.publication, "text")
    assert isinstance(paragraph, Paragraph)
    assert [type(span) for span in paragraph.spans] == [Text, Figure, Text]
    assert "".join(span.text for span in paragraph.spans) == "**粗**12.34万元甲乙丙一、2"
    assert not any(span.bold for span in paragraph.spans if isinstance(span, Text | Figure))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 相等(填('数'), 3) and '对' or '错' }}", "对"),
        ("{{ '零' if 相等(填('数') - 3, 零) else '非零' }}", "零"),
        ("{{ (全行('表') | first).名称 }}{{ (全行('表') | last).数() }}", "甲50.00"),
        ("{{ 7 // 2 }}{{ 7 % 2 }}{{ loop_ | default('无') }}", "31无"),
        ("{{ 填('列') | join('和') }}{{ 填('记')[0].名 }}", "一和二一"),
        ("{% for 号 in range(填('数')) %}{{ 号 + 1 }}{% endfor %}", "123"),
        ("{{ '有' if '一' in 填('列') else '无' }}{{ '二' if 年度 is equalto '2024' }}", "有二"),
    ],
)
def test_what_may_be_used(tmp_path: Path, template: str, expected: str) -> None:
    forms = {"记": "记录列", "列": "文字列", "文": "文字", "数": "个数"}
    made = composed(tmp_path, template, tables=TABLE, figures=FIGURES, inputs=RECORDS, 填报=forms)
    assert [one for one in said(made) if "情况说明里没有用到" not in one] == []
    assert text(made.publication, "text") == expected
