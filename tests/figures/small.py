"""Small editions and figures, written as YAML, for tests of derivation."""

from __future__ import annotations

from typing import Any

from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.rows import Naming
from gongkai.loading.figures_file import read_figures
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry
from gongkai.model.nodes import Node, plain
from tests.shared_forms import LISTS, kind

FUNCTIONAL = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
}
ECONOMIC = {"301": "工资福利支出", "30101": "基本工资", "30102": "津贴补贴", "302": "商品和服务支出", "30201": "办公费"}
NAMING = Naming(
    classifications=LISTS,
    lists={"functional": FUNCTIONAL, "economic": ECONOMIC},
    units={"152101": "测试局", "152201": "测试中心", "测试站": "测试站"},
    department="测试局",
    department_code="152",
    natures={"152101": "行政单位"},
)


def node(text: str) -> Node:
    loaded = parse_yaml(text.encode(), "f.yml")
    assert loaded.node is not None, loaded.findings
    return loaded.node


def edition(tables: str, **more: Any) -> Edition:
    """An edition with these tables (YAML) and little else; `more` by Chinese keys."""
    return Edition.model_validate(
        {
            "名称": "测试",
            "年度": "2024",
            "标题": "测试",
            "封面": [],
            "部分": [],
            "表": plain(node(tables)),
        }
        | more
        | {"种类": kind(more.get("种类", "决算"))},
        context=LISTS,
    )


def entries(form: Edition, figures: str, unit: Unit = Unit.WAN) -> tuple[Entry, ...]:
    read = read_figures(node(figures), form, unit)
    assert not read.findings, read.findings
    return read.entries


def accounts(tables: str, figures: str = "", unit: Unit = Unit.WAN, **more: Any) -> Accounts:
    form = edition(tables, **more)
    return derive(form, entries(form, figures, unit) if figures else (), NAMING)


def rows(made: Accounts, table: str) -> list[str]:
    """Keys of the printed rows, in order."""
    return [row.key for row in made.statements[table].rows]


def value(made: Accounts, reference: str) -> str:
    """A quantity in 万元 with two decimals."""
    return str(made.quantity(reference).rounded(Unit.WAN, 2))


def problems(made: Accounts) -> list[str]:
    return [problem.message for problem in made.problems]
