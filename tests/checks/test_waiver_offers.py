"""说明的写法: a waiver that is offered explains what it is offered for, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.waiver_offers import Offers, offered
from gongkai.checks.waivers import explain
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding, Severity
from gongkai.model.key_paths import Way, leads, way_to
from gongkai.model.places import Place
from gongkai.model.waivers import Waiver
from tests.checks.cases import case

FOLDER = "content/departments/ceshi/bureau/2024/final-accounts"
FILE = f"{FOLDER}/figures.yml"
FIGURES = """\
支出决算表:
  "2010301": {基本支出: 120.00, 项目支出: 30.50}
  "2010602": {基本支出: -3.50}
项目支出表:
  - {科目: "2010301", 项目: 石桥区河道清淤, 金额: 30.50}
  - {科目: "2010602", 项目: "窗口, 大厅", 金额: 12.00}
  - {科目: "2010602", 项目: 石桥区河道清淤, 金额: 1.00}
"""
TREE = parse_yaml(FIGURES.encode(), FILE).node
AT = {
    "支出决算表.2010301.基本支出": (2, 21),
    "支出决算表.2010602": (3, 3),
    "项目支出表.窗口, 大厅.金额": (6, 46),
}


def way(place: Place) -> Way:
    assert TREE is not None
    return way_to(TREE, place) if place.path == FILE else ()


def found(line: int, column: int = 3, about: tuple[str, ...] = (), message: str = "相差") -> Finding:
    place = Place(path=FILE, line=line, column=column)
    return Finding(code="F302", severity=Severity.WARNING, place=place, message=message, about=about)


def waiver(at: str = "", about: tuple[str, ...] = (), words: str = "") -> Waiver:
    place = Place(path=f"{FOLDER}/waivers.yml", line=1, column=3)
    return Waiver(code="F302", at=at, about=about, words=words, old=bool(words), reason="冲减", place=place)


def fits(one: Waiver, finding: Finding) -> bool:
    return one.fits(finding, FOLDER, way(finding.place))


@pytest.mark.parametrize(("path", "at"), AT.items())
def test_keys_lead_to_a_place(path: str, at: tuple[int, int]) -> None:
    steps = way(Place(path=FILE, line=at[0], column=at[1]))
    assert leads(path, steps)
    assert [leads(other, steps) for other in AT if other != path] == [False, False]


def test_outer_keys_reach_all_that_is_below() -> None:
    table = waiver("figures.yml 支出决算表")
    assert [fits(table, found(line)) for line in (2, 3, 5)] == [True, True, False]
    assert not fits(waiver("figures.yml 支出决算"), found(2))
    assert not fits(waiver("explanation.yml 支出决算表"), found(2))


def test_lines_that_move_change_nothing() -> None:
    moved = parse_yaml(f"# 说明\n\n{FIGURES}".encode(), FILE).node
    assert moved is not None
    place = Place(path=FILE, line=5, column=21)
    assert waiver("figures.yml 支出决算表.2010602").fits(found(5), FOLDER, way_to(moved, place))


def test_about_names_what_the_finding_is_about() -> None:
    finding = found(2, about=("支出决算表·2010301·基本支出", "1,234.50万元"))
    assert fits(waiver(about=("基本支出", "1,234.50万元")), finding)
    assert fits(waiver(about=("支出决算表·2010301·基本支出",)), finding)
    assert not fits(waiver(about=("基本",)), finding)
    assert not fits(waiver(about=("基本支出", "1,234.60万元")), finding)


def test_about_does_not_look_into_the_message() -> None:
    assert not fits(waiver(about=("基本支出",)), found(2, message="基本支出填的是负数"))


def test_offer_is_as_narrow_as_it_has_to_be() -> None:
    offers = Offers(folder=FOLDER, find_way=way)
    this, that = found(3, 20, about=("基本支出", "-3.50万元")), found(3, 20, about=("基本支出", "-3.60万元"))
    assert [str(one) for one in offers.for_all([this], [])] == [
        "- {代码: F302, 处: figures.yml 支出决算表.2010602.基本支出, 理由: …}"
    ]
    (narrow,) = offers.for_all([this], [that])
    assert narrow.about == ("-3.50万元",)
    assert offers.for_all([found(3, 20)], [found(3, 20, message="另一个")]) == []


def test_offer_for_an_item_of_a_list() -> None:
    (offer,) = Offers(folder=FOLDER, find_way=way).for_all([found(6, 46)], [])
    assert str(offer) == '- {代码: F302, 处: "figures.yml 项目支出表.窗口, 大厅.金额", 理由: …}'
    node = parse_yaml(str(offer).replace("…", "冲减上年支出").encode(), "waivers.yml").node
    assert node is not None
    (read,) = read_waivers(node).value
    assert (read.at, fits(read, found(6, 46)), fits(read, found(7, 46))) == (offer.at, True, False)


def test_item_that_nothing_sets_apart_is_named_by_its_list() -> None:
    assert [one.at for one in offered(FOLDER, [found(7, 46)], way)] == ["figures.yml 项目支出表"]


def test_old_words_are_told_how_to_be_written() -> None:
    typed = waiver("figures.yml", words="负数")
    document = case("{}", "", waivers=(typed,)).document
    told = explain(document, [found(3, 20, message="填的是负数"), found(2, 21)], (), way).findings
    (old,) = (one for one in told if one.code == "P404")
    assert old.hint == "改成：- {代码: F302, 处: figures.yml 支出决算表.2010602.基本支出, 理由: 冲减}"


def test_nothing_is_said_where_only_words_tell_findings_apart() -> None:
    document = case("{}", "", waivers=(waiver(words="负数"),)).document
    told = explain(document, [found(3, 20, message="填的是负数"), found(3, 20)], (), way).findings
    assert [one.message for one in told] == ["相差"]


findings = st.builds(
    found,
    line=st.integers(1, 7),
    column=st.sampled_from((1, 3, 20, 46)),
    about=st.lists(st.sampled_from(("甲", "乙", "1,000.00元")), max_size=2, unique=True).map(tuple),
)


@given(st.lists(findings, min_size=1, max_size=3, unique=True), st.lists(findings, max_size=4, unique=True))
def test_offers_explain_these_and_no_others(these: list[Finding], others: list[Finding]) -> None:
    others = [one for one in others if one not in these]
    offers = Offers(folder=FOLDER, find_way=way).for_all(these, others)
    if offers:
        assert all(any(fits(one, finding) for one in offers) for finding in these)
        assert not any(fits(one, finding) for one in offers for finding in others)
