"""gongkai edition migrate: documents follow what their edition calls otherwise; nothing that was typed is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.migrating import Wanted, migrate
from gongkai.reporting.migration import told_migration
from tests.shared_forms import share

HEAD = """\
名称: 某市{year}年度决算
年度: {year}
种类: 决算
标题: 甲
封面: [甲]
部分: []
"""
OLD = """\
表:
  财政拨款三公经费支出决算表:
    键: t07
    列: [{题: 项目, 类: 名称}, {题: 预算数, 列: [公务接待费, 公务用车费]}, {题: 决算数, 列: [公务接待费, 公务用车费]}]
    行: [{键: 行}]
  支出决算表:
    键: t03
    列: [{题: 科目编码, 类: 编码}, {题: 合计, 公式: 基本支出 + 项目支出}, 基本支出, 项目支出, 经营支出]
    行: {按: 科目}
  收入支出决算总表:
    键: t01
    列: [{题: 项目, 类: 名称}, 决算数]
    行: [一、财政拨款收入, 二、事业收入, 三、其他收入, {题: 四、年初结余, 编码: "299"}]
  登记表: {键: t09, 列: [{题: 项目, 类: 名称}, 金额], 行: [一、甲, 二、乙]}
填报:
  概况.职责: 文字列
  上年.收支: {类: 金额, 取: 上年决算.收支}
  三公经费.公务用车.购置数: 个数
  三公经费.公务用车.保有量: 个数
  机关运行.支出: 金额
  机关运行.说明: 文字
  绩效.情况: 文字
表单:
  自评表: {键: self, 列宽: [1, 1], 行: [[{值: 项目}, {值: 资金.执行数}], {重复: 指标, 行: [[{值: 评分}, {值: 三级}]]}]}
"""
NEW = """\
表:
  一般公共预算财政拨款三公经费支出决算表:
    键: t07
    原名: 财政拨款三公经费支出决算表
    列: [{题: 项目, 类: 名称}, {题: 年初预算数, 列: [{题: 接待费, 原名: 预算数.公务接待费}, {题: 公务用车费, 原名: 预算数.公务用车费}]}, {题: 决算数, 列: [{题: 接待费, 原名: 决算数.公务接待费}, 公务用车费]}]
    行: [{键: 行}]
  支出决算表:
    键: t03
    列: [{题: 科目编码, 类: 编码}, {题: 本年支出合计, 公式: 基本支出 + 项目支出}, 基本支出, {题: 项目（专项）支出, 原名: 项目支出}]
    行: {按: 科目}
  收入支出决算总表:
    键: t01
    列: [{题: 项目, 类: 名称}, 决算数]
    行: [一、财政拨款收入, {题: "二、事业: 收入", 原名: 事业收入}, 三、各项其他收入, {题: 四、年初结转, 编码: "299"}]
填报:
  概况.部门职责: {类: 文字列, 原名: 概况.职责}
  上年数.收支: {类: 金额, 取: 上年决算.收支}
  三公经费.公务用车.购置车辆: {类: 个数, 原名: 三公经费.公务用车.购置数}
  三公经费.公务用车.保有量: 个数
  机关经费.支出: {类: 金额, 原名: 机关运行.支出}
  机关运行.说明: 文字
  资产.房屋: {类: 个数, 说明: 平方米，取整}
表单:
  绩效自评表: {键: self, 原名: 自评表, 列宽: [1, 1], 行: [[{值: 项目}, {值: 资金.执行数}], {重复: 指标, 行: [[{值: 得分, 原名: 评分}, {值: 三级}]]}]}
"""
FIGURES = """\
# 数是财务科给的
财政拨款三公经费支出决算表:
  预算数: {公务接待费: 2.00, 公务用车费: 1.00}   # 分两层写
  决算数:
    公务接待费: 1.50
"支出决算表":
  合计: {合计: 155.50}
  '2010601': {"基本支出": 120.00, 项目支出: 35.50, 经营支出: 3.00}
收入支出决算总表:
  二、事业收入: 7.00
  三、其他收入: 8.00
  年初结余: 9.00
登记表: {甲: 5.00}
"""
EXPLANATION = """\
上年: {收支: 120.00}
三公经费:
  公务用车: {购置数: 0, 保有量: 2}
机关运行: {支出: 30.00, 说明: 照旧}
绩效: {情况: 好}
"""
FORM = """\
表单: 自评表
项目: 大厅
指标:
  - {评分: "10", 三级: 开放天数}
  - {三级: 办件, 评分: "9"}
"""
WAIVERS = """\
- {代码: F302, 处: figures.yml 支出决算表.2010601.项目支出, 涉及: [支出决算表·2010601·项目支出], 理由: 冲减上年多付的款}
- {代码: N211, 处: explanation.yml 三公经费.公务用车.购置数, 理由: 年中调入一辆}
- {代码: E103, 处: performance/01-hall.yml 指标.开放天数, 涉及: 财政拨款三公经费支出决算表, 理由: 按档计分}
"""
ORIGINALS = """\
原文:
  - {处: t03.2010601.项目支出, 应为: "1", 印作: "2"}
"""
DOCUMENTS = ("jia-shi/education-bureau/2023/final-accounts", "yi-shi/finance-bureau/2023/final-accounts")
FILES = {
    "document.yml": "版式: old   # 财政局定的\n状态: 编制\n金额单位: 万元\n概况:\n  职责: [拟订规划。]\n",
    "figures.yml": FIGURES,
    "explanation.yml": EXPLANATION,
    "performance/01-hall.yml": FORM,
    "waivers.yml": WAIVERS,
}


def project(root: Path, new: str = NEW, **files: str) -> Project:
    """Two departments whose documents are of the edition `old`; `new` stands beside it."""
    share(root / "templates")
    for name, text, year in (("old", OLD, 2023), ("new", new, 2024)):
        folder = root / "templates/editions" / name
        folder.mkdir(parents=True)
        (folder / "edition.yml").write_text(HEAD.format(year=year) + text, encoding="utf-8")
    for id in DOCUMENTS:
        folder = root / "content/departments" / id
        (folder / "performance").mkdir(parents=True)
        (folder.parents[1] / "department.yml").write_text("{}", encoding="utf-8")
        for name, text in (FILES | files).items():
            (folder / name).write_bytes(text.encode())
    return Project(root=root)


def read(root: Path, name: str, id: str = DOCUMENTS[0]) -> str:
    return (root / "content/departments" / id / name).read_bytes().decode()


def go(root: Path, *, write: bool = False, only: tuple[str, ...] = ()) -> str:
    return told_migration(migrate(Project(root=root), Wanted(old="old", new="new", write=write, only=only)))


def test_what_has_one_answer_is_written_and_nothing_else_moves(tmp_path: Path) -> None:
    project(tmp_path)
    go(tmp_path, write=True)
    for id in DOCUMENTS:
        assert read(tmp_path, "figures.yml", id) == (
            FIGURES.replace("财政拨款三公经费支出决算表", "一般公共预算财政拨款三公经费支出决算表")
            .replace("预算数: {公务接待费", "年初预算数: {接待费")
            .replace("    公务接待费", "    接待费")
            .replace("{合计: 155", "{本年支出合计: 155")
            .replace("项目支出", "项目（专项）支出")
            .replace("二、事业收入:", '"事业: 收入":')
            .replace("年初结余", '"299"')
        )
        assert read(tmp_path, "explanation.yml", id) == EXPLANATION.replace("上年:", "上年数:").replace(
            "购置数", "购置车辆"
        )
        assert read(tmp_path, "document.yml", id) == FILES["document.yml"].replace("old", "new").replace(
            "职责:", "部门职责:"
        )
        assert read(tmp_path, "performance/01-hall.yml", id) == FORM.replace("自评表", "绩效自评表").replace(
            "评分", "得分"
        )
        assert read(tmp_path, "waivers.yml", id) == WAIVERS.replace("项目支出", "项目（专项）支出").replace(
            "购置数", "购置车辆"
        ).replace("财政拨款三公", "一般公共预算财政拨款三公")


def test_what_has_no_answer_is_told_with_its_value_and_stays(tmp_path: Path) -> None:
    project(tmp_path)
    said = go(tmp_path)
    assert read(tmp_path, "figures.yml") == FIGURES
    for told in (
        "说不准——收入支出决算总表的行：“其他收入”没有了，是不是“各项其他收入”？",
        "新要填的：资产.房屋（个数）：平方米，取整",
        "figures.yml:8:44  L603 版式里没有叫“经营支出”的列",
        "（这里写的是：3.00）",
        "figures.yml:13:1  L601 版式里没有叫“登记表”的表",
        "（这里写的是：{甲: 5.00}）",
        "explanation.yml:4:8  “支出”移到了“机关经费.支出”，要人移过去（这里写的是：30.00）",
        "figures.yml:2:1  财政拨款三公经费支出决算表 → 一般公共预算财政拨款三公经费支出决算表",
        "2份文件；2份能改",
    ):
        assert told in said


def test_what_is_to_be_moved_is_not_called_anew_by_half(tmp_path: Path) -> None:
    new = NEW.replace("机关经费.支出: {类: 金额", "机关经费.支出数: {类: 金额")
    project(tmp_path, new)
    said = go(tmp_path, write=True)
    assert "机关运行: {支出: 30.00, 说明: 照旧}" in read(tmp_path, "explanation.yml")
    assert "“支出”移到了“机关经费.支出数”" in said


def test_again_there_is_nothing_to_write(tmp_path: Path) -> None:
    project(tmp_path)
    go(tmp_path, write=True)
    assert go(tmp_path) == "没有这个版式的文件。\n"


def test_within_one_edition_its_former_folder_is_compared(tmp_path: Path) -> None:
    project(tmp_path)
    shutil.copytree(tmp_path / "templates", tmp_path / "before/templates")
    (tmp_path / "templates/editions/old/edition.yml").write_text(HEAD.format(year=2023) + NEW, encoding="utf-8")
    wanted = Wanted(before=tmp_path / "before/templates/editions", write=True)
    assert [one.written for one in migrate(Project(root=tmp_path), wanted).documents] == [True, True]
    written = {name: read(tmp_path, name) for name in FILES}
    assert "版式: old " in written["document.yml"]
    assert "项目（专项）支出" in written["figures.yml"]
    assert not any(one.written for one in migrate(Project(root=tmp_path), wanted).documents)
    assert {name: read(tmp_path, name) for name in FILES} == written


def test_a_name_that_went_to_something_else_stops_it(tmp_path: Path) -> None:
    """What is 项目支出 in a document: what is called so now, or what 专项支出 was?"""
    new = OLD.replace("经营支出]", "{题: 专项支出, 原名: 项目支出}]")
    project(tmp_path, new)
    said = go(tmp_path, write=True)
    assert "支出决算表的列：版式说“专项支出”原名“项目支出”，可是还有一样叫“项目支出”" in said
    assert {name: read(tmp_path, name) for name in FILES} == FILES


def test_addresses_of_originals_follow(tmp_path: Path) -> None:
    project(tmp_path, **{"explanation.yml": ORIGINALS, "document.yml": FILES["document.yml"].replace("编制", "存档")})
    go(tmp_path, write=True)
    assert read(tmp_path, "explanation.yml") == ORIGINALS.replace("项目支出", "项目（专项）支出")


def test_windows_files_keep_their_line_ends_and_mark(tmp_path: Path) -> None:
    typed = "\ufeff" + '支出决算表:\r\n  "2010601": {项目支出: 1.00}\r\n'
    project(tmp_path, **{"figures.yml": typed})
    go(tmp_path, write=True)
    assert read(tmp_path, "figures.yml") == typed.replace("项目支出", "项目（专项）支出")


@pytest.mark.parametrize("typed", ["支出决算表：\n  甲: 1\n", "支出决算表: {甲\n", "a: 1\na: 2\n"])
def test_a_document_that_cannot_be_read_is_left_alone_and_told(tmp_path: Path, typed: str) -> None:
    project(tmp_path)
    broken = tmp_path / "content/departments" / DOCUMENTS[0]
    (broken / "figures.yml").write_text(typed, encoding="utf-8")
    said = go(tmp_path, write=True)
    assert "没有动：content/departments/jia-shi/education-bureau/2023/final-accounts/figures.yml" in said
    assert read(tmp_path, "figures.yml") == typed
    assert read(tmp_path, "document.yml") == FILES["document.yml"]
    assert "版式: new" in read(tmp_path, "document.yml", DOCUMENTS[1])


def test_names_that_would_meet_are_left(tmp_path: Path) -> None:
    """甲 is called 乙 now, and somebody has typed 乙 already: one of the figures would be lost."""
    typed = '支出决算表:\n  "2010601": {项目支出: 1.00, 项目（专项）支出: 2.00}\n'
    project(tmp_path, **{"figures.yml": typed})
    said = go(tmp_path, write=True)
    assert read(tmp_path, "figures.yml") == typed
    assert "“项目支出”现在叫“项目（专项）支出”，这里已经有一个了" in said


def test_all_files_of_a_document_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    replaced = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "explanation.yml":
            raise OSError(28, "no space")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no space"):
        go(tmp_path, write=True)
    assert {name: read(tmp_path, name) for name in FILES} == FILES
    assert not list(tmp_path.rglob("*.gongkai-new"))


def test_a_short_name_that_means_two_columns_now_is_written_out(tmp_path: Path) -> None:
    new = OLD.replace("经营支出]", "{题: 其中, 列: [经营支出, 项目支出]}]")
    project(tmp_path, new, **{"figures.yml": '支出决算表:\n  "2010601": {经营支出: 1.00, 项目支出: 2.00}\n'})
    said = go(tmp_path, write=True)
    assert parse_yaml(read(tmp_path, "figures.yml").encode(), "").node is not None
    assert "L603" not in said


def test_an_heir_that_renames_needs_no_former_name(tmp_path: Path) -> None:
    project(tmp_path)
    heir = "继承: old\n名称: 次年\n年度: 2024\n表: {支出决算表: {列: {项目支出: {题: 专项支出}}}}\n"
    (tmp_path / "templates/editions/new/edition.yml").write_text(heir, encoding="utf-8")
    go(tmp_path, write=True)
    assert read(tmp_path, "figures.yml") == FIGURES.replace("项目支出", "专项支出")


def test_same_key_alone_is_no_proof(tmp_path: Path) -> None:
    """t09 is another table now: its figures are not taken for those of the old one."""
    new = OLD.replace(
        "登记表: {键: t09, 列: [{题: 项目, 类: 名称}, 金额], 行: [一、甲, 二、乙]}",
        "资产表: {键: t09, 列: [房屋], 行: [丙, 丁]}",
    )
    project(tmp_path, new)
    said = go(tmp_path, write=True)
    assert "登记表: {甲: 5.00}" in read(tmp_path, "figures.yml")
    assert "说不准——表：“登记表”没有了，是不是“资产表”？" in said
