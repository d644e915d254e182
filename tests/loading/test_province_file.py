"""省的首页: the list of sites, and the catalogues of others, which are not to be trusted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gongkai.loading.province_file import read_counts, read_province
from gongkai.model.province import UNTOLD

LIST = """名称: 某省部门预算决算公开
网站:
  - 名称: 甲市
    网址: {address}
    目录: jia/catalog.json
  - 名称: 乙县
    网址: http://yi.example.gov.cn/gongkai
    目录: {catalogue}
    所属: 甲市
"""
PART = '{{"path": "catalog/a/{year}.json", "region": "a", "year": {year}, "documents": {documents}{more}}}'


def written(folder: Path, address: str = "https://jia.example.gov.cn/", catalogue: str = "yi/catalog.json") -> Path:
    path = folder / "list.yml"
    path.write_text(LIST.format(address=address, catalogue=catalogue), encoding="utf-8")
    return path


def test_a_list_is_read(tmp_path: Path) -> None:
    listed = read_province(written(tmp_path)).value
    assert listed is not None
    assert [(site.name, site.address, site.within) for site in listed.sites] == [
        ("甲市", "https://jia.example.gov.cn/", ""),
        ("乙县", "http://yi.example.gov.cn/gongkai/", "甲市"),
    ]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("javascript:alert(1)", "应当是网址"),
        ("//jia.example.gov.cn/", "应当是网址"),
        ("ftp://jia.example.gov.cn/", "应当是网址"),
        ("https:///gongkai/", "应当是网址"),
        ("https://jia.example.gov.cn:99999/", "应当是网址"),
        ("https://预算.中国/", "xn--"),
        ('https://jia.example.gov.cn/"onclick="', "应当是网址"),
        ("https://czj.gov.cn:443@example.com/", "用户名"),
        ("https://jia.example.gov.cn;script-src/", "用户名"),
        ("https://jia.example.gov.cn/?next=", "不带 ?"),
        ("https://jia.example.gov.cn/#all", "不带 ?"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused_at_its_place(tmp_path: Path, address: str, said: str) -> None:
    read = read_province(written(tmp_path, f"'{address}'"))
    assert read.value is None
    assert [(one.place.line, one.place.column) for one in read.findings] == [(4, 9)]
    assert said in read.findings[0].message


@pytest.mark.parametrize(
    ("address", "catalogue", "line"),
    [("http://yi.example.gov.cn/gongkai/", "yi/catalog.json", 7), ("https://a.gov.cn/", "jia/catalog.json", 8)],
    ids=["address", "catalogue"],
)
def test_a_row_copied_and_not_changed_is_told(tmp_path: Path, address: str, catalogue: str, line: int) -> None:
    read = read_province(written(tmp_path, address, catalogue))
    assert read.value is None
    assert [one.place.line for one in read.findings] == [line]
    assert f"同第 {line - 3} 行的一样" in read.findings[0].message


def counts_of(folder: Path, text: str) -> tuple[object, str]:
    (folder / "catalog.json").write_text(text, encoding="utf-8")
    read = read_counts(folder / "catalog.json", "甲/catalog.json")
    return read.value, "\n".join(f"{one.place}: {one.message}" for one in read.findings)


def parts(*told: str) -> str:
    return '{"parts": [\n' + ",\n".join(told) + '\n], "withdrawn": [], "later": {"programs": "may say more"}}'


def test_documents_are_counted_by_year_and_kind(tmp_path: Path) -> None:
    text = parts(
        PART.format(year=2022, documents=3, more=', "kinds": {"决算": 2, "预算": 1}'),
        PART.format(year=2022, documents=4, more=', "kinds": {"决算": 4}'),
        PART.format(year=2023, documents=5, more=""),  # of a program that did not tell kinds
    )
    counts, said = counts_of(tmp_path, text)
    assert counts == {2023: Counter({UNTOLD: 5}), 2022: Counter({"决算": 6, "预算": 1})}
    assert not said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<html>404</html>", "1:1"),
        (parts(PART.format(year=2022, documents=3, more=""))[:40], "2:"),
        (parts(PART.format(year=20220, documents=3, more="")), "2:"),
        (parts(PART.format(year=2022, documents=-3, more="")), "2:"),
        (parts(PART.format(year=2022, documents="1e9", more="")), "2:"),
        (parts(PART.format(year=2022, documents=3, more=', "kinds": {"决算": 4}')), "2:"),
        (parts(PART.format(year=2022, documents=3, more=f', "kinds": {{"{"长" * 41}": 3}}')), "2:"),
        ('{"documents": []}', "1:1"),
        ("[" * 5000, "1:"),
        ("", "1:1"),
    ],
    ids=["page", "cut", "year", "negative", "power", "more-than-all", "long", "old", "deep", "empty"],
)
def test_a_catalogue_that_cannot_be_believed_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    counts, said = counts_of(tmp_path, text)
    assert counts is None
    assert said.startswith(f"甲/catalog.json:{place}")


def test_a_catalogue_is_bounded_and_no_link(tmp_path: Path) -> None:
    assert counts_of(tmp_path, " " * 3_000_000)[0] is None
    (tmp_path / "catalog.json").unlink()
    (tmp_path / "catalog.json").symlink_to("/etc/passwd")
    assert read_counts(tmp_path / "catalog.json", "catalog.json").value is None
