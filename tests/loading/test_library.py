"""公共内容: lists and glossary, every oddity told at its place, and what is broken kept from being used."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from gongkai.loading.csv_file import read_csv
from gongkai.loading.library import Library, load_library
from gongkai.model.classification import Extent
from gongkai.model.findings import Severity
from tests.shared_forms import KINDS, LISTS

ROOT = Path(__file__).parents[2]
GOOD = """# 来源: 2023年政府收支分类科目
# 行数: 5
code,name
205,教育支出
20502,普通教育
2050201,学前教育
2050202,小学教育
2050299,其他普通教育支出
"""
LIST = "classifications/functional/2023.csv"
PAIRS = "classifications/economic-pairs/2023.csv"
CHANGES = "classifications/changes.csv"
TERM = "名词: 基本支出\n解释: [{自: 2021-01-01, 文: 保障机构运转的支出。}]\n"


def library(tmp_path: Path, files: dict[str, str | bytes]) -> Library:
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_library(tmp_path / "content", KINDS, LISTS)


def told(tmp_path: Path, name: str, text: str | bytes) -> list[str]:
    """Code, line and column of what is found in one file."""
    found = library(tmp_path, {name: text}).findings
    return [f"{one.code} {one.place.line}:{one.place.column}" for one in found if one.place.path == f"content/{name}"]


def test_a_list_as_it_should_be(tmp_path: Path) -> None:
    read = library(tmp_path, {LIST: GOOD})
    assert read.findings == ()
    assert read.names("functional", 2023)["2050202"] == "小学教育"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("教育支出", '"教育支出"', 1),
        GOOD.replace("2050202,小学教育", '2050202,"小学教育, 含附设班"'),
        GOOD.replace("2050299", "2050209").replace("\n", ",\n") + ",\n,,\n",
        GOOD.replace("# 来源: 2023年政府收支分类科目", '"# 来源: 甲,乙"'),
        GOOD.split("\n", 2)[2],
    ],
    ids=["BOM", "CRLF", "quoted", "comma in quotes", "empty cells of a spreadsheet", "quoted head", "no head"],
)
def test_what_is_right_however_it_was_saved(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, LIST, text) == []
    assert len(library(tmp_path, {LIST: text}).names("functional", 2023)) == 5


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("code,name", "编码,名称", ["L641 3:1"]),
        ("code,name", "name,code", ["L641 3:1"]),
        ("code,name\n", "", ["L641 3:1"]),
        (",", "\t", ["L641 3:5"]),
        (",", "，", ["L641 3:5"]),
        (",", ";", ["L641 3:5"]),
        ("2050201,", "2050201，", ["L641 6:8"]),
        ("2050201,", "2050201\t", ["L641 6:8"]),
        ("小学教育", "小学教育,初中教育", ["L641 7:14"]),
        ("2050202,小学教育", "2050202", ["L641 7:1"]),
        ("小学教育", '"小学教育', ["L641 7:9"]),
        ("小学教育", '小学"教育', ["L641 7:11"]),
        ("2050202,小学教育", "<<<<<<< HEAD", ["L641 7:1"]),
        ("2050202", "2.05E+06", ["L313 7:1"]),
        ("2050202", "2050202.0", ["L313 7:1"]),
        ("2050202", "２０５０２０２", ["L313 7:1"]),
        ("2050202", "050202", ["L313 7:1"]),
        ("2050202", "20502022", ["L313 7:1"]),
        ("2050202", "30101", ["L313 7:1"]),
        ("2050202", "2050201", ["L642 7:1"]),
        ("2050202,小学教育", "2050202,", ["L308 7:9"]),
        ("2050202,小学教育", "2050202,　", ["L308 7:9"]),
        ("小学教育", "　小学教育", ["L224 7:9"]),
        ("20502,普通教育\n", "20503,职业教育\n", ["L643 6:1"]),
        ("20502,普通教育", "20502,普通教育,x", ["L641 5:12"]),
        ("2050202", "2050203", []),
        ("2050201,学前教育\n2050202,小学教育\n", "2050202,小学教育\n2050201,学前教育\n", ["L644 7:1"]),
        ("行数: 5", "行数: 6", ["L645 2:1"]),
        ("2050202,小学教育\n", "", ["L645 2:1"]),
        ("行数: 5", "行数: 五", ["L645 2:1"]),
        ("# 行数: 5", "# 行 数: 5", ["L401 2:1"]),
        ("# 行数: 5", "# 行数: 5\n# 行数: 5", ["L642 3:1"]),
        ("# 行数: 5", "# 收录: 所有", ["L404 2:1"]),
        ("小学教育", "小学\u200b教育", ["L110 7:11"]),
    ],
)
def test_what_is_wrong_with_a_list(tmp_path: Path, old: str, new: str, found: list[str]) -> None:
    assert old in GOOD
    assert sorted(told(tmp_path, LIST, GOOD.replace(old, new))) == found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.encode("gbk"), "L105"),
        (GOOD.encode("utf-16"), "L104"),
        (b"PK\x03\x04" + b"x" * 50, "L106"),
        (b"", "L201"),
        (b"code,name\n", "L201"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, code: str) -> None:
    read = library(tmp_path, {LIST: data})
    assert [one.code for one in read.findings] == [code]
    assert [one.code for one in read.errors(("functional",), (), 2023)] == [code]


def test_one_cause_is_one_finding(tmp_path: Path) -> None:
    """Tabs instead of commas are told once, not once a line; many broken lines are not all listed."""
    assert len(told(tmp_path, LIST, "code\tname\n" + "".join(f"2050{n:03}\t甲\n" for n in range(500)))) == 1
    assert len(told(tmp_path, LIST, "code,name\n" + "".join(f"x{n},甲\n" for n in range(5000)))) == 50


@pytest.mark.parametrize("name", ["2023年.csv", "２０２３.csv", "2023.CSV", "2023 - 副本.csv", "2023.xlsx"])
def test_a_list_under_another_name_stops_its_year(tmp_path: Path, name: str) -> None:
    read = library(tmp_path, {"classifications/functional/2022.csv": GOOD, f"classifications/functional/{name}": GOOD})
    assert [one.code for one in read.errors(("functional",), (), 2023)] == ["L506"]
    assert not read.lists(2024)["functional"].sound
    assert list(read.errors(("functional",), (), 2022)) == []


def test_strays_are_told(tmp_path: Path) -> None:
    read = library(
        tmp_path,
        {
            LIST: GOOD,
            "classifications/functionals/2023.csv": GOOD,
            "classifications/functional/说明.txt": "",
            "glossary/基本支出.yml": TERM,
        },
    )
    assert sorted((one.code, one.severity.value, one.place.path) for one in read.findings) == [
        ("L505", "warning", "content/classifications/functional/说明.txt"),
        ("L505", "warning", "content/classifications/functionals"),
        ("L505", "warning", "content/glossary/基本支出.yml"),
    ]


def test_a_broken_list_stops_its_own_year_and_kind(tmp_path: Path) -> None:
    read = library(
        tmp_path,
        {
            "classifications/functional/2021.csv": GOOD.replace("小学教育", ""),
            LIST: GOOD,
            "classifications/economic/2021.csv": "code,name\n301,工资福利支出\n",
        },
    )
    assert [one.code for one in read.errors(("functional", "economic"), (), 2022)] == ["L308"]
    assert list(read.errors(("economic",), (), 2021)) == []
    assert list(read.errors(("functional", "economic"), (), 2023)) == []
    assert not read.lists(2022)["functional"].sound
    assert read.lists(2023)["functional"].sound


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("economic,governmental,nature\n30101,50101,行政\n30101,50501,事业\n30302,50905,\n", []),
        ("economic,governmental\n30101,50101\n", ["L641 1:1"]),
        ("economic,governmental,nature\n30101,50101,行政\n30101,50101,事业\n", ["L642 3:1"]),
        ("economic,governmental,nature\n30101,30101,行政\n", ["L313 2:7"]),
        ("economic,governmental,nature\n301,50101,行政\n", ["L313 2:1"]),
        ("economic,governmental,nature\n30101,50101,行政单位\n", ["L404 2:13"]),
    ],
)
def test_pairs(tmp_path: Path, text: str, found: list[str]) -> None:
    assert told(tmp_path, PAIRS, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("year,old,new\n2022,39906,39909\n2022,39906,39910\n", []),
        ("year,old,new\n2022,39906,39909\n2022,39906,39909\n", ["L642 3:1"]),
        ("year,old,new\n22,39906,39909\n", ["L405 2:1"]),
        ("year,old,new\n2022,399 06,39909\n", ["L313 2:6"]),
        ("year,old,new\n2022,39906,2010101\n", ["L313 2:6"]),
        ("2022,39906,39909\n", ["L641 1:1"]),
    ],
)
def test_changes(tmp_path: Path, text: str, found: list[str]) -> None:
    assert told(tmp_path, CHANGES, text) == found
    assert bool(list(library(tmp_path, {}).errors((), (), 2023))) == bool(found)


def test_a_term_in_two_files_is_neithers(tmp_path: Path) -> None:
    read = library(
        tmp_path, {"glossary/a.yml": TERM, "glossary/b.yml": TERM, "glossary/c.yml": TERM.replace("基本", "项目")}
    )
    (found,) = read.findings
    assert (found.code, found.place.path, found.place.line) == ("L642", "content/glossary/b.yml", 1)
    assert [place.path for place in found.related] == ["content/glossary/a.yml"]
    assert list(read.errors((), ("基本支出",), 2023)) == [found]
    assert list(read.errors((), ("项目支出",), 2023)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TERM.replace("[{", "[{自: 2021-01-01, 文: 甲}, {"), "L642"),
        (TERM.replace("[{", "[{自: 2021-01-01, 种类: 预算, 文: 甲}, {"), ""),
        (TERM.replace("[{", "[{自: 2021-01-01, 种类: 单位决算, 文: 甲}, {"), ""),
        (TERM.replace("[{", "[{自: 2021-01-01, 种类: 部门决算, 文: 甲}, {"), "L404"),
        (TERM.replace("保障机构运转的支出。", '""'), "L405"),
        (TERM.replace("名词: 基本支出", '名词: ""'), "L405"),
        (TERM + '又作: [""]\n', "L405"),
    ],
)
def test_one_term(tmp_path: Path, text: str, code: str) -> None:
    assert "".join(one.code for one in library(tmp_path, {"glossary/a.yml": text}).findings) == code


def test_the_lists_that_ship_state_their_source_and_their_rows() -> None:
    read = load_library(ROOT / "content", KINDS, LISTS)
    assert read.findings == ()
    for path in sorted((ROOT / "content" / "classifications").rglob("*.csv")):
        head = path.read_text(encoding="utf-8").split("\n")[:2]
        assert [line.partition(":")[0] for line in head] == ["# 来源", "# 行数"], path
    assert {folder: listed.extent for folder, listed in read.lists(2024).items()} == {
        "functional": Extent.CLASSES,
        "economic": Extent.CLASSES,
        "governmental-economic": Extent.SOME,
    }


def test_a_shipped_list_that_lost_its_last_lines_is_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content" / "classifications", tmp_path / "content" / "classifications")
    path = tmp_path / "content" / LIST
    path.write_text("\n".join(path.read_text(encoding="utf-8").split("\n")[:-9]) + "\n", encoding="utf-8")
    found = [
        one.code for one in load_library(tmp_path / "content", KINDS, LISTS).findings if one.severity is Severity.ERROR
    ]
    assert found == ["L645"]


def test_what_a_list_says_of_itself_is_read_at_once(tmp_path: Path) -> None:
    """Thousands of spaces before a colon that never comes took minutes."""
    (tmp_path / "list.csv").write_text(f"# {' ' * 19_000}x\ncode,name\n", encoding="utf-8")
    began = time.process_time()
    read_csv(tmp_path, "list.csv", ("code", "name"))
    assert time.process_time() - began < 1
