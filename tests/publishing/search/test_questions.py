"""Questions as people type them, read in a browser by search-query.js: of invented cities (core.json)."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Page

from gongkai.publishing.failures import ShellError
from gongkai.publishing.search.characters import characters
from gongkai.publishing.search.questions import read_questions
from tests.built import PROJECT

SCRIPTS = PROJECT / "templates/site/overrides/assets/javascripts"
CORE = json.loads((Path(__file__).parent / "core.json").read_text(encoding="utf-8"))
GLOSSARY = [("年末结转", "年末结转和结余")]

READ = """async ([core, table, question]) => {
    const { read } = await import("/search-query.js");
    const { readings: soundsOf } = await import("/search-characters.js");
    const characters = table && { readings: soundsOf(table.sounds), simplified: table.simplified };
    const told = ({ text, optional, numbers, also = [] }) =>
        (optional ? "?" : "") + text + (numbers ? `#${numbers.integers}` : "") + also.map((one) => `|${one.text}`).join("");
    const scope = ({ paths, departments, years, kinds }) =>
        [...(departments.length ? departments.map((one) => core.departments[one].name) : paths.map((path) => path.join("/"))),
         years.join("、"), kinds.join("、")].filter(Boolean).join(" ");
    const readings = [];
    for (let one = read(question, core, { characters }); one; one = one.instead) {
        readings.push([scope(one.scope), one.parts.map(told).join(" ＋ "), one.intent].join(" ： "));
    }
    return readings;
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def core() -> object:
    questions = read_questions(PROJECT / "templates/site")
    return {**CORE, "questions": questions.told(), "synonyms": questions.pairs(GLOSSARY)}


@pytest.fixture(scope="module")
def table() -> object:
    """As the index has them."""
    made = characters(["临江市", "青川市"])
    return {"sounds": made.sounds, "simplified": made.simplified}


def readings(page: Page, core: object, question: str, table: object = None) -> list[str]:
    found: list[str] = page.evaluate(READ, [core, table, question])
    return found


FINANCE, EDUCATION, HEALTH = "临江市财政局（本级）", "临江市教育体育局", "临江市卫生健康委员会"
WHAT, WHY, HOW_MUCH = "meaning", "reason", "amount"


@pytest.mark.parametrize(
    ("question", "scope", "parts", "intent"),
    [
        # places, departments, years, kinds, without a space between them
        ("临江市2022年三公经费", "云岭省/临江市 2022", "三公经费", ""),
        ("临江2022决算", "云岭省/临江市 2022 决算、单位决算", "", ""),
        ("21年临江市财政局部门决算", f"{FINANCE} 2021 决算", "", ""),
        ("二〇二二年青川市财政局预算", "青川市财政局 2022 预算", "", ""),
        ("临江市2022年会议费比2021年增加多少", "云岭省/临江市 2022", "会议费 ＋ 增加|增长|上升|增多|变多|上涨|多了|提高", WHY),
        ("2020-2022年临江市会议费", "云岭省/临江市 2020、2021、2022", "会议费", ""),
        ("临江市财政局2022年度本级部门决算公开", f"{FINANCE} 2022 决算", "", ""),
        ("青川一中2023年单位决算", "青川市第一中学校 2023 单位决算", "", ""),
        # departments as they are called
        ("临江市教体局培训费", EDUCATION, "培训费", ""),
        ("临江市教育局2020年决算", f"{EDUCATION} 2020 决算、单位决算", "", ""),
        ("临江卫健委三公经费决算数", HEALTH, "三公经费 ＋ 决算数", ""),
        ("发改委会议费", "临江市发展和改革委员会", "会议费", ""),
        ("青川人社局 2023", "青川市人力资源和社会保障局 2023", "", ""),
        ("财政局", f"{FINANCE} 青川市财政局", "", ""),
        ("新华区住建局", "临江市新华区住房和城乡建设局 青川市新华区住房和城乡建设局", "", ""),
        ("青川新华区住建局水费", "青川市新华区住房和城乡建设局", "水费", ""),
        ("青川市新华区", "云岭省/青川市/新华区", "", ""),
        ("临江市财政局和青川市财政局三公经费", f"{FINANCE} 青川市财政局", "三公经费", ""),
        # what is not known stays to be found, with its place
        ("临江市住建局2021年决算", "云岭省/临江市 2021 决算、单位决算", "临江市住建局", ""),
        ("临江市公安局2022年三公经费", "云岭省/临江市 2022", "临江市公安局 ＋ 三公经费", ""),
        ("临江市公安局的装备", "云岭省/临江市", "临江市公安局 ＋ 装备", ""),
        ("校舍维修的设备", "", "校舍维修 ＋ 设备", ""),
        ("到底哪所学校的会议费", "", "哪所学校 ＋ 会议费", ""),
        ("丽水市财政局2022年决算", "2022 决算、单位决算", "丽水市财政局", ""),
        ("临江智慧校园建设项目", "云岭省/临江市", "智慧校园建设项目", ""),
        ("智慧临江建设项目", "", "智慧临江建设项目", ""),
        # what, why, how much
        ("什么叫三公经费", "", "三公经费", WHAT),
        ("机关运行经费是啥意思", "", "机关运行经费", WHAT),
        ("请问一下临江市财政局2022年的公务接待费是多少呢？", f"{FINANCE} 2022", "公务接待费", HOW_MUCH),
        ("基本支出占比", "", "基本支出 ＋ 占比|元占|比重|比例|占多少|占百分之多少|占百分之几|百分之多少|百分之几|占了多少|占几成|占了几成|占百分比|占了百分之几|占了百分之多少|几成", WHY),
        # words of their own or a part of others
        ("支出决算表", "", "支出决算表", ""),
        ("财政预算", "", "财政预算", ""),
        ("路灯电费", "", "路灯电费", ""),
        ("预算绩效", "", "预算绩效", ""),
        ("2022年预算绩效", "2022 预算", "绩效", ""),
        ("决算公务接待费", "决算、单位决算", "公务接待费", ""),
        ("网络安全运维执行率", "", "网络安全运维 ＋ 执行率", ""),
        ("42条光纤线路", "", "42条光纤线路", ""),
        ("“三公”经费", "", "三公经费", ""),
        ('"公务接待费 决算数"', "", "公务接待费 决算数", ""),
        ("情况", "", "情况", ""),
        # how many of what, in what money: helps, and need not be found
        ("公务接待费人次", "", "公务接待费 ＋ ?人次|人数", ""),
        ("212类", "", "212|212", ""),
        ("201项工作", "", "201项工作", ""),
        ("人民币3685.85万元", "", "3685.85万元#36858500,3685", ""),
        # other words for it
        ("招待费", "", "招待费|公务接待费", ""),
        ("机关运行费", "", "机关运行费|机关运行经费", ""),
        ("年末结转", "", "年末结转|年末结转和结余", ""),
        ("公车喷漆", "", "公车喷漆|公务用车喷漆", ""),
        # tables, codes, dates
        ("公开7表", "", "公开07表", ""),
        ("第十二张表", "", "12表", ""),
        ("约333万元", "", "333万元#3330000,333", ""),
        ("本部门决算包括哪些单位", "决算", "", WHAT),
        ("附表3", "", "03表", ""),
        ("临江市2050299", "云岭省/临江市", "2050299|2050299", ""),
        ("2022-09-15", "", "2022年9月15日", ""),
        ("2022年9月", "", "2022年9月", ""),
        ("云财预〔2022〕15号", "", "云财预〔2022〕15号", ""),
    ],
)  # fmt: skip
def test_a_question_is_read(page: Page, core: object, question: str, scope: str, parts: str, intent: str) -> None:
    assert readings(page, core, question)[0] == f"{scope} ： {parts} ： {intent}"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("機關運行經費", "机关运行经费"),
        ("臨江市決算", "云岭省/临江市 决算、单位决算"),
        ("linjiang 2022 sangong", "云岭省/临江市 2022 ： 三公"),
        ("gong wu jie dai fei", "公务接待费"),
        ("linjiangcaizhengju", FINANCE),
        ("jiguanyunxinjinfei", "机关运行经费"),
        ("yiwujiaoyujinfeibaozhang", "义务教育经费保障"),
        ("zhufang", "住房"),  # 租房 only sounds like it
    ],
)
def test_other_scripts_are_read_at_once(page: Page, core: object, table: object, question: str, meant: str) -> None:
    assert meant in readings(page, core, question, table)[0]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("公物接待费", "公务接待费"),
        ("鸡关运行经费", "机关运行经费"),
        ("公务接特费", "公务接待费"),
        ("义务教育经费保章", "义务教育经费保障"),
        ("网洛安全", "网络安全"),  # the beginning of a name
        ("支出增加原因", "支出|总支出|本年支出合计|支出合计|支出总计|收支总计 ＋ ?增加"),
        ("办公用房会议费", "办公用房 ＋ 会议费"),
        ("会议费预算执行率", "会议费 ＋ 预算执行率"),
        ("培训费预算多少实际花了多少", "培训费 ＋ 预算 ＋ ?实际"),
        ("和平饭店新华区", "和平饭店新华区"),
        ("年未结转和结余", "年末结转和结余"),
        ("临江市2022年会议费预算", "会议费 ＋ 预算数"),
    ],
)
def test_what_else_it_may_mean(page: Page, core: object, table: object, question: str, meant: str) -> None:
    found = readings(page, core, question, table)
    assert any(f" ： {meant}" in one for one in found[1:]), found
    assert meant not in found[0]


def test_a_share_is_asked_for_whatever_it_is_of(page: Page, core: object) -> None:
    for question in ("会议费占总支出的比重", "会议费占公用经费百分之几"):
        assert readings(page, core, question)[0].startswith(" ： 会议费 ＋ 占比|")


def test_more_or_less_alone_is_what_is_asked(page: Page, core: object) -> None:
    assert "多了多少|增加" in readings(page, core, "临江市2022年比上一年多了多少")[0]


@pytest.mark.parametrize("question", ["高中教育支出", "税费", "洛江市财政局", "青江市", "会议", "2021"])
def test_what_is_said_otherwise_is_no_slip(page: Page, core: object, table: object, question: str) -> None:
    assert not any("检索" in one for one in readings(page, core, question, table))
    names = ("初中教育支出", "水费", FINANCE, "云岭省/临江市", "会议费", "2022")
    assert not any(name in one for one in readings(page, core, question, table) for name in names)


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("青船市会议费", "云岭省/青川市"),
        ("临将市财政局决算", f"{FINANCE} 决算、单位决算"),
        ("青川市人利资源和社会保障局", "青川市人力资源和社会保障局"),
        ("青川人利资源和社会保障局", "青川市人力资源和社会保障局"),
    ],
)
def test_a_proper_name_may_be_written_by_its_sound(
    page: Page, core: object, table: object, question: str, scope: str
) -> None:
    first, *others = readings(page, core, question, table)
    assert not first.startswith(scope)
    assert others[0].startswith(scope)


def test_an_unknown_text_is_cut_at_what_stands_somewhere(page: Page) -> None:
    script = """async ([text, there]) => {
        const { cut } = await import("/search-cutting.js");
        const parts = [{ text, kind: "text", words: [] }, { text: "项目支出", kind: "name", words: [] }];
        const reading = cut({ parts }, (word) => there.includes(word));
        return reading.parts.map((part) => part.text);
    }"""
    for text, there, expected in (
        ("信创项目", ["项目"], ["信创", "项目"]),
        ("律师费自评得分", ["律师", "师费", "自评", "评得", "得分"], ["律师费", "自评得分"]),
        ("IPv6改造工程", ["ipv6", "改造"], ["ipv6", "改造", "工程"]),
        ("幼儿园食堂", [], ["幼儿园食堂"]),
    ):
        assert page.evaluate(script, [text, there]) == [*expected, "项目支出"]


def test_an_office_is_no_word_of_its_own(page: Page, core: object, table: object) -> None:
    """The 教育 of a budget is not the 教育局 of a city that publishes nothing."""
    assert all("青川市教育局" in one for one in readings(page, core, "青川市教育局三公经费", table))
    assert all("青川市培训局" in one for one in readings(page, core, "青川市培训局2022年决算", table))


@pytest.mark.parametrize(
    "question", ["三公经费" * 500, "公务接待费是多少" * 250, "abc " * 500, "6" * 2000, "xi" * 1000]
)
def test_however_long_a_question_is_it_is_read(page: Page, core: object, table: object, question: str) -> None:
    assert readings(page, core, question, table)


@pytest.mark.parametrize("question", ["*", "？！", "😀", "——"])
def test_signs_alone_ask_for_themselves(page: Page, core: object, question: str) -> None:
    assert readings(page, core, question) == [f" ： {unicodedata.normalize('NFKC', question)} ： "]


@pytest.mark.parametrize(
    ("question", "printed", "unit", "how"),
    [
        ("3685.85", "3,685.85", "万元", "same"),
        ("3,685.85万元", "3685.85", "万元", "same"),
        ("3685.85万元", "36,858,500.00", "元", "same"),
        ("3685.85万元", "36858512.33", "元", "rounded"),
        ("36858500元", "3685.85", "万元", "same"),
        ("36,858,500", "3685.85", "万元", "same"),
        ("0.368585亿元", "3685.85", "万元", "same"),
        ("3685.9", "3685.85", "万元", "rounded"),
        ("3,685", "3685.85", "万元", "rounded"),
        ("3686", "3685.85", "万元", "rounded"),
        ("52万", "52.73", "万元", "rounded"),
        ("0.37亿元", "3685.85", "万元", "rounded"),
        ("3700万", "3685.85", "万元", "rounded"),
        ("3690万", "36,858,500.00", "元", "rounded"),
        ("3600万", "3685.85", "万元", "no"),
        ("180万", "178.13", "万元", "rounded"),
        ("36.78", "36.78%", "", "rounded"),
        ("3685.84", "3685.85", "万元", "no"),
        ("7421835.93", "7,421,835.92", "元", "no"),
        ("71421835.93", "71,421,835.92", "元", "no"),
        ("71421835.92", "71,421,835.92", "元", "same"),
        ("6222020111122220000", "6222020111122220001", "元", "no"),
        ("3685.85元", "3685.85", "万元", "no"),
        ("3685.85", "36.85", "万元", "no"),
        ("12", "12.34", "万元", "no"),
        ("95180.22", "9.52", "万元", "no"),
        ("10.04%", "10.04%", "", "same"),
        ("10.04%", "10.04", "万元", "no"),
        ("10.0%", "10.04%", "", "rounded"),
        ("10%", "10.04%", "", "no"),
    ],
)
def test_amounts(page: Page, core: object, question: str, printed: str, unit: str, how: str) -> None:
    found = page.evaluate(
        """async ([core, question, printed, unit]) => {
            const { read } = await import("/search-query.js");
            const found = [];
            for (let one = read(question, core); one; one = one.instead) {
                found.push(one.parts[0].numbers.accepts(printed, unit));
            }
            return found[0] ? "same" : found.some(Boolean) ? "rounded" : "no";
        }""",
        [core, question, printed, unit],
    )
    assert found == how


def test_numbers_are_asked_for_by_few_integer_parts(page: Page, core: object) -> None:
    assert readings(page, core, "3685.9万元")[1] == " ： 3685.9万元#3685 ： "
    assert readings(page, core, "2999.6")[0] == " ： 2999.6#2999 ： "


def test_characters_are_asked_for_only_where_they_help(page: Page, core: object) -> None:
    script = """async ([core, questions]) => {
        const { read } = await import("/search-query.js");
        return questions.map((one) => read(one, core, { characters: null }).needsCharacters);
    }"""
    known = ["临江市2022年三公经费", "3685.85", "2050299", "什么是项目支出", "财政局", "公开07表"]
    unknown = ["sangong", "機關運行經費", "三功经费", "光纤线路"]
    assert page.evaluate(script, [core, known + unknown]) == [False] * len(known) + [True] * len(unknown)


def test_words_of_questions_are_data(tmp_path: Path) -> None:
    assert read_questions(tmp_path).told()["虚词"] == []
    (tmp_path / "search.yml").write_text("同义:\n  招待费: [公务接待费]\n", encoding="utf-8")
    assert read_questions(tmp_path).pairs([("结转", "年末结转")]) == (("结转", "年末结转"), ("招待费", "公务接待费"))
    (tmp_path / "search.yml").write_text("同意:\n  招待费: [公务接待费]\n", encoding="utf-8")
    with pytest.raises(ShellError, match=r"templates/site/search\.yml:1.*同意"):
        read_questions(tmp_path)


def test_characters() -> None:
    made = characters(["漯河市", "行政"])
    pairs, sounds = made.simplified, made.sounds
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert {one: table[one] for one in "決經費機關"} == dict(zip("決經費機關", "决经费机关", strict=True))
    assert "著" not in table, "写在简体里的字不换"
    assert sounds["common"].startswith("a2ai13")
    assert "行" in sounds["more"]["hang"], "第二种读法"
    assert "漯" in sounds["more"]["luo"]
    assert made == characters(["行政", "漯河市"])


def test_a_browser_knows_how_characters_are_read(page: Page) -> None:
    read: dict[str, list[str]] = page.evaluate(
        """async (sounds) => Object.fromEntries((await import("/search-characters.js")).readings(sounds))""",
        characters(["漯河市", "行政"]).sounds,
    )
    told = {one: read[one] for one in "啊率座"}
    assert told == {"啊": ["a"], "率": ["lv"], "座": ["zuo"]}, "头一个、最后一个都对，中间没有错位"
    assert read["行"][:2] == ["xing", "hang"]
    assert "luo" in read["漯"]


def test_a_character_that_nobody_prints_is_read_as_the_one_it_looks_like(
    page: Page, core: object, table: object
) -> None:
    assert readings(page, core, "培训支岀明细", table)[0].split(" ： ")[1] == "培训支出|培训费 ＋ ?明细"
    assert readings(page, core, "培训支岀明细")[0].split(" ： ")[1] == "培训支岀明细", "没有取那张表"


def test_sounds_are_asked_for_only_where_they_may_help(page: Page, core: object, table: object) -> None:
    script = """async ([core, simplified, question]) => {
        const { read } = await import("/search-query.js");
        const found = read(question, core, { characters: { readings: new Map(), simplified } });
        return [found.parts[0].text, found.needsCharacters];
    }"""
    assert isinstance(table, dict)
    assert page.evaluate(script, [core, table["simplified"], "三公經費"]) == ["三公经费", False]
    assert page.evaluate(script, [core, table["simplified"], "三功經費"]) == ["三功经费", True]


def test_the_departments_own_documents(page: Page, core: object) -> None:
    script = """async ([core, question]) => {
        const { read } = await import("/search-query.js");
        return read(question, core).scope.documents;
    }"""
    assert page.evaluate(script, [core, "临江市财政局（本级）2022年决算"]) == [1]
    assert page.evaluate(script, [core, "临江市财政局2022年决算"]) == []
    assert page.evaluate(script, [core, "青川市财政局（本级）决算"]) == []


def test_an_amount_of_money_meets_no_points(page: Page, core: object) -> None:
    script = """async ([core, question, cells]) => {
        const { read } = await import("/search-query.js");
        const { ranges, unitOf } = await import("/search-match.js");
        const [part] = read(question, core).parts;
        return cells.map(([head, unit, text]) => ranges(part, text, unitOf(head, unit)).length > 0);
    }"""
    cells = [
        ["项目资金（万元） · 全年执行数", "", "9.87"],
        ["项目资金（万元） · 得分", "", "9.87"],
        ["金额", "元", "9.87"],
    ]
    assert page.evaluate(script, [core, "9.87万元", cells]) == [True, False, False]
    assert page.evaluate(script, [core, "9.87", cells]) == [True, True, True]


def test_a_name_is_no_part_of_another_word(page: Page, core: object) -> None:
    script = """async ([core, question, texts]) => {
        const { read } = await import("/search-query.js");
        const { ranges } = await import("/search-match.js");
        const [part] = read(question, core).parts;
        return texts.filter((text) => ranges(part, text).length > 0);
    }"""
    met = ["电费", "一、电费", "其中：电费", "办公电费", "水费、电费和差旅费"]
    assert page.evaluate(script, [core, "电费", [*met, "邮电费", "办公费、邮电费、会议费"]]) == met


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("临江市财政局去年的三公经费", ["“去年”说不准是哪一年，没有按年度找；写出年份（如2024年）更准"]),
        ("青川市近三年会议费", []),  # the years side by side
        ("临江市财政局2022年会议费比去年", []),
    ],
)
def test_a_year_that_is_not_named_is_told(page: Page, core: object, question: str, told: list[str]) -> None:
    script = """async ([core, question]) => (await import("/search-query.js")).read(question, core).notes"""
    assert page.evaluate(script, [core, question]) == told
