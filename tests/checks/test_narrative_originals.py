"""原文: what an original prints otherwise than derives, by kind: the code, and what must not be said."""

from __future__ import annotations

import pytest

from gongkai.checks.classification.printed_names import parts_of_codes_are_printed_right
from gongkai.model.documents import Status
from gongkai.model.findings import Finding, Severity
from gongkai.model.grid_cells import CellKind
from gongkai.model.spans import Figure, Text
from tests.checks.printed import printed_in
from tests.checks.words import codes, printed, told, worded


@pytest.mark.parametrize(
    ("expected", "original", "remark", "code"),
    [
        ("完成年初预算的94.87%", "完成年初预算的85.33%", "", "N201"),
        ("占0.22%", "占0.23%", "", "N201"),
        ("年初无此预算", "完成年初预算的0%", "", "N202"),
        ("年初无此预算", "完成年初预算的100.00%", "", "N202"),
        ("支出决算为35.20万元", "支出决算为35.02万元", "", "N203"),
        ("购置车辆1台", "购置车辆0台", "", "N203"),
        ("比上年度增加25.50万元", "比上年度减少25.50万元", "", "N204"),
        ("决算数大于预算数", "决算数小于预算数", "", "N204"),
        ("决算数与年初预算数持平。", "决算数与年初预算数存在差异的主要原因是节约开支。", "", "N205"),
        ("决算数与年初预算数持平。", "决算数与年初预算数持平的主要原因是用于政务云。", "", "N205"),
        ("基本工资、津贴补贴、奖金", "基本工资、津贴补贴、离休费", "", "N206"),
        ("支出决算为35.20万元", "支出决算为35.2万元", "", "N207"),
        ("占100.00%", "占100%", "", "N207"),
        ("教育支出1.00万元；住房保障支出2.00万元", "住房保障支出2.00万元；教育支出1.00万元", "", "N208"),
        ("其他用车0辆", "其他用车0辆，无其他用车", "印了两遍", "N209"),
        ("购置车辆0台。", "购置车辆0台，其中0车0辆。", "", "N209"),
        ("我单位纳入绩效管理", "我单机纳入绩效管理", "", "N210"),
        ("2024年机构运转经费", "2024机构运转经费", "", "N210"),
        ("取得成效。", "取得成效", "", "W202"),
    ],
)
def test_codes(expected: str, original: str, remark: str, code: str) -> None:
    assert codes(printed(expected, original, remark=remark)) == {code}


@pytest.mark.parametrize(
    ("expected", "original"),
    [
        ("支出决算为1,235.20万元", "支出决算为1235.20 万元"),
        ("2024年机构运转经费", "2024年度机构运转经费"),
        ("我部门", "我单位"),
        ("决算数与预算数持平", "决算数与预算数不存在差异"),
        ("比上年度增加25.50万元", "较上年增加25.50万元"),
        ("增加5.00万元", "增加5.00万元，增长3.20%"),
        ("一般公共服务支出（类）", "一般公共服务（类）支出"),
    ],
)
def test_another_way_of_saying_is_not_told(expected: str, original: str) -> None:
    """Nobody remarks on it, and the figures are the same."""
    assert codes(printed(expected, original)) == set()


@pytest.mark.parametrize(
    ("expected", "original"),
    [
        ("决算数与预算数持平", "决算数与预算数不存在差异"),
        ("比上年度增加25.50万元", "较上年增加25.50万元"),
        ("纳入预算绩效管理", "纳入绩效管理"),
    ],
)
def test_what_is_written_here_has_the_wording_of_the_edition(expected: str, original: str) -> None:
    """Another wording is a hint, though nobody remarks on it; in an archived document it is none."""
    [finding] = told(printed(expected, original, status=Status.AUTHORED))
    assert (finding.code, finding.severity) == ("N210", Severity.WARNING)
    assert told(printed(expected, original)) == []


def test_what_a_percentage_is_made_of_is_told() -> None:
    figure = Figure(text="94.87%", value="94.87", unit="%", source="决算数÷年初预算数")
    [finding] = told(printed("94.87%", "85.33%", figures=(figure,)))
    assert finding.message == "“2024年度支出合计175.50万元”一句的百分比印作85.33%，应为94.87%（决算数÷年初预算数）"
    assert finding.place.line == 9


def test_lists_tell_what_is_lacking_and_what_is_too_much() -> None:
    [finding] = told(printed("基本工资、津贴补贴", "基本工资、办公费、采暖补贴"))
    assert finding.message.endswith("漏了有金额的津贴补贴；多了没有金额的办公费；多了科目表里没有的采暖补贴")


@pytest.mark.parametrize(
    ("before", "expected", "original", "after", "code", "shown"),
    [
        ("支出决算为1,234.", "56", "65", "万元。", "N203", "1,234.65万元，应为1,234.56万元"),
        ("支出决算为96.", "5", "6", "5万元。", "N203", "96.65万元，应为96.55万元"),
        ("支出决算为5.00", "万元", "元", "。", "N203", "5.00元，应为5.00万元"),
        ("共接待国内团组", "12", "21", "个、来宾30人次。", "N203", "21个，应为12个"),
        ("内设机构", "十二", "十三", "个。", "N203", "十三个，应为十二个"),
        ("完成年初预算的94.", "8", "3", "7%。", "N201", "94.37%，应为94.87%"),
        ("", "2024", "2023", "年度收入合计", "N214", "“2023年度”，应为“2024年度”"),
        ("截至2024年12月3", "1", "0", "日", "N214", "“2024年12月30日”，应为“2024年12月31日”"),
        ("《通知》（测财预", "〔2024〕1", "〔2023〕1", "2号）", "N214", "“〔2023〕12号”，应为“〔2024〕12号”"),
        ("由", "滨海市财政", "滨海市教育", "局统一支付", "N214", "“滨海市教育局”，应为“滨海市财政局”"),
    ],
)
def test_an_entry_that_records_a_part_is_examined_on_the_whole(
    before: str, expected: str, original: str, after: str, code: str, shown: str
) -> None:
    [finding] = told(printed(expected, original, before=before, after=after))
    assert (finding.code, shown in finding.message) == (code, True), finding.message


@pytest.mark.parametrize(
    ("before", "expected", "original", "after"),
    [
        ("支出决算为", "1,234.56", "1234.56", "万元。"),
        ("支出决算为5.00", "万元", " 万元", "。"),
        ("截至2024年12月31", "日", "日止", ""),
        ("购置", "3", "三", "台。"),
        ("负责", "指导", "管理", "各区教育局开展工作"),
        ("由测试市", "教体局", "教育体育局", "支付"),
    ],
)
def test_the_same_said_in_part_is_not_told(before: str, expected: str, original: str, after: str) -> None:
    assert codes(printed(expected, original, before=before, after=after)) == set()


@pytest.mark.parametrize(
    ("kind", "expected", "original", "code"),
    [
        (CellKind.AMOUNT, "96.55", "95.65", "N203"),
        (CellKind.AMOUNT, "1,234,567.00", "1,234,576.00", "N203"),
        (CellKind.AMOUNT, "80.80%", "88.80%", "N201"),
        (CellKind.TEXT, "2024年度", "2023年度", "N214"),
        (CellKind.TEXT, "96.55万元", "96.55元", "N203"),
        (CellKind.NAME, "滨海市财政局", "滨海市教育局", "N214"),
    ],
)
def test_cells(kind: CellKind, expected: str, original: str, code: str) -> None:
    [finding] = told(printed(expected, original, cell=kind))
    assert finding.code == code
    assert "支出决算表·2010301·基本支出" in finding.message


def test_what_is_cut_off_and_not_rounded_is_told_as_that() -> None:
    amount = Figure(text="12.35", value="12.345", unit="万元", source="支出合计")
    [finding] = told(printed("12.35", "12.34", figures=(amount,), after="万元"))
    assert (finding.code, "印作12.34万元，正是截去尾数的数，四舍五入应为12.35万元" in finding.message) == ("N203", True)
    rate = Figure(text="12.35%", value="12.345000", unit="%", source="支出÷预算", low="12.345000", high="12.345000")
    [finding] = told(printed("12.35%", "12.34%", figures=(rate,)))
    assert (finding.code, "截去尾数" in finding.message) == ("N201", True)


def test_a_percentage_that_its_figures_allow_is_right_however_it_is_recorded() -> None:
    rate = Figure(text="80.80%", value="80.800000", unit="%", source="", low="80.619381", high="80.980981")
    texts = (Text(text="占"), rate)
    assert codes(printed("占80.80%", "占80.85%", figures=texts)) == set()
    assert codes(printed("占80.80%", "占88.80%", figures=texts)) == {"N201"}


@pytest.mark.parametrize(
    ("expected", "original"),
    [
        ("支出合计", "支出合计[bookmark: _GoBack]"),
        ("测试局", "XX局"),
        ("比上年增加", "比上年增加（减少）"),
        ("上年增加", "上年增加/减少"),
    ],
)
def test_what_a_template_left_in_an_original_is_told(expected: str, original: str) -> None:
    assert "W201" in codes(printed(expected, original, after="为175.50万元"))


def test_a_saying_that_a_template_left_is_told_once() -> None:
    assert codes(printed("支出合计", "支出合计（根据实际情况填写）", after="为175.50万元")) == {"N209"}


def test_a_code_that_is_no_row_of_the_list_is_told() -> None:
    """A unit's code, or a code in three columns: K203 tells it, and only K203."""
    looked_at = printed("01", "10", before="3010", cell=CellKind.CODE)
    assert codes(looked_at) == set()
    [finding] = [one for one in parts_of_codes_are_printed_right(looked_at) if isinstance(one, Finding)]
    assert finding.message == "“支出决算表·2010301·基本支出”的编码印作“301010”"


@pytest.mark.parametrize(
    ("before", "expected", "original", "after", "code"),
    [
        ("主要包括：基本工资、", "办公费", "采暖补贴", "、奖金。", "N206"),
        ("主要包括：基本工资、办公费", "", "、采暖补贴", "、奖金。", "N206"),
        ("主要包括：办", "公", "工", "费、奖金。", "N206"),
        ("原因是：节约开支、", "提高效率", "改进效率", "。", ""),
        ("2024年度收、支总", "计", "记", "均为", "N210"),
    ],
)
def test_a_name_within_a_list(before: str, expected: str, original: str, after: str, code: str) -> None:
    assert codes(printed(expected, original, before=before, after=after)) == ({code} if code else set())


def test_numbers_of_any_length_are_read() -> None:
    rate = Figure(text="80.80%", value="80.800000", unit="%", source="", low="80.619381", high="80.980981")
    assert codes(printed("80.80%", f"80.8{'0' * 20}1%", figures=(rate,))) == set()
    assert codes(printed("80.80%", f"{'9' * 5000}.{'1' * 5000}%", figures=(rate,))) == {"N201"}
    amount = Figure(text="12.35", value="12.345", unit="万元", source="支出合计")
    assert codes(printed("12.35", f"12.34{'5' * 40}", figures=(amount,), after="万元")) == {"N203"}


def test_what_two_entries_move_is_in_another_order() -> None:
    housing = "住房保障支出（类）27.77万元，占1.65%"
    looked_at = printed_in(
        worded("上年: {支出合计: 150.00}\n"),
        "explanation",
        "overall",
        [
            ("其中：", "科学技术支出（类）1312.52万元", f"{housing}；科学技术支出（类）1312.52万元", "。"),
            ("", f"；{housing}", "", "。"),
        ],
    )
    assert [(one.code, one.place.line) for one in told(looked_at)] == [("N208", 1)]
