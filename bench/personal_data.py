"""python -m bench.personal_data: how many invented people's numbers are found, and how many harmless ones are too.

Every sample is a small file, YAML or Markdown, as it would lie in a document's folder. The numbers are made up here,
with a fixed seed; none stands in the repository. Then the four originals and all of content/ are looked through.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from msgspec import Struct

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding
from gongkai.scanning.personal_data.detection import Found, PersonalKind, personal_data
from gongkai.scanning.personal_data.findings import personal_findings
from gongkai.scanning.personal_data.numbers import check_digit, passes_luhn

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = {
    "全角": "０１２３４５６７８９",
    "小写": "零一二三四五六七八九",
    "〇": "〇一二三四五六七八九",
    "大写": "零壹贰叁肆伍陆柒捌玖",
    "带圈": "⓪①②③④⑤⑥⑦⑧⑨",
    "数学粗体": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "阿拉伯": "٠١٢٣٤٥٦٧٨٩",
    "上标": "⁰¹²³⁴⁵⁶⁷⁸⁹",
}
CARD_PREFIXES = ("622202", "621226", "621700", "622848", "622262", "623058", "622588", "625", "4367", "5187")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
WORDS = {
    PersonalKind.MOBILE: ("手机", "联系电话：", "联系方式：王某 ", "电话", "Tel: ", "填表人及联系方式：李某"),
    PersonalKind.IDENTITY: ("身份证号", "公民身份号码：", "身份证号码为"),
    PersonalKind.BANK_CARD: ("卡号", "银行卡号：", "收款账号 ", "开户行某银行，账号"),
    PersonalKind.MAIL: ("邮箱", "QQ："),
}


class Sample(Struct, frozen=True, kw_only=True):
    """样本: one small file. `masked`: how the number in it may be shown; empty: there is none."""

    way: str
    data: bytes
    yaml: bool
    masked: str = ""


class Written(Struct, frozen=True, kw_only=True):
    """一个号码的一种写法. `bare`: found without a word such as 手机 before it."""

    way: str
    kind: PersonalKind
    number: str
    text: str
    bare: bool = True


def digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return separator.join(part for part in parts if part)


def mobile(random: Random) -> Written:
    number = "1" + random.choice("3456789") + digits(random, 9)
    way = random.choice(("连写", "3-4-4", "3-3-5", "逐位", "括号", "国家代码", "其他分法", "字母", *SCRIPTS))
    separator = random.choice((" ", "-", ".", "·", " - ", "—", "  ", "－", "\u3000"))
    text, bare = number, True
    if way == "3-4-4":
        text = grouped(number, (3, 4, 4), separator)
    elif way == "3-3-5":
        text, bare = grouped(number, (3, 3, 5), separator), separator.strip() != ""
    elif way == "逐位":
        text = separator.join(number)
    elif way == "括号":
        text = random.choice(("({}) {} {}", "（{}）{}-{}", "({}){}{}")).format(number[:3], number[3:7], number[7:])
    elif way == "国家代码":
        rest = random.choice((number, grouped(number, (3, 4, 4), random.choice(" -"))))
        text = random.choice(("+86", "+86 ", "0086", "0086-", "86-", "(+86)", "（86）", "86", "＋86 ")) + rest
    elif way == "其他分法":
        sizes = random.choice(((3, 8), (7, 4), (5, 6), (4, 3, 4), (4, 4, 3), (2, 3, 3, 3)))
        text, bare = grouped(number, sizes, random.choice((" ", "-", ", ", "/"))), False
    elif way == "字母":
        text = number.replace("0", random.choice("Oo")).replace("1", random.choice("lI"))
        bare = sum(sign.isdigit() for sign in text) > 0
    return Written(way=way, kind=PersonalKind.MOBILE, number=number, text=script(way, text), bare=bare)


def identity(random: Random) -> Written:
    region = random.choice(("110101", "411302", "410502", "510104", "440305", "620102", "320583", "650103"))
    year, month, day = random.randint(1935, 2020), random.randint(1, 12), random.randint(1, 28)
    number = f"{region}{year}{month:02}{day:02}{digits(random, 3)}"
    number += check_digit(number)
    way = random.choice(("连写", "小写x", "分开", "旧15位", "乘号", *SCRIPTS))
    text, bare = number, True
    if way == "小写x":
        text = number.lower()
    elif way == "乘号":
        text = number.replace("X", random.choice("×Ｘ"))
    elif way == "分开":
        sizes = random.choice(((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (6, 12)))
        text = grouped(number, sizes, random.choice((" ", "-", "－", "\u3000")))
    elif way == "旧15位":
        number = text = f"{region}{max(year, 1935) % 100:02}{month:02}{day:02}{digits(random, 3)}"
        bare = False
    return Written(way=way, kind=PersonalKind.IDENTITY, number=number, text=script(way, text), bare=bare)


def bank_card(random: Random) -> Written:
    prefix = random.choice(
        ("622202", "621226", "621700", "622848", "622262", "623058", "622588", "625", "4367", "5187")
    )
    length = 16 if prefix[0] in "45" else random.choice((16, 17, 18, 19))
    number = prefix + digits(random, length - len(prefix) - 1)
    number += next(last for last in "0123456789" if passes_luhn(number + last))
    way = random.choice(("连写", "四位一组", "六位起", *SCRIPTS))
    text, bare = number, prefix[0] == "6"
    if way == "四位一组":
        text, bare = grouped(number, (4, 4, 4, 4, 3), random.choice((" ", "-", "\u3000"))), True
    elif way == "六位起":
        text = grouped(number, (6, 13), " ")
    return Written(way=way, kind=PersonalKind.BANK_CARD, number=number, text=script(way, text), bare=bare)


def mail(random: Random) -> Written:
    number = random.choice("123456789") + digits(random, random.randint(4, 10))
    return Written(way="QQ号", kind=PersonalKind.MAIL, number=number, text=f"{number}@qq.com")


def script(way: str, text: str) -> str:
    return text.translate({ord(str(value)): sign for value, sign in enumerate(SCRIPTS.get(way, ""))})


def veiled(random: Random, written: Written) -> str:
    """Now and then with characters between the digits that nobody sees."""
    if random.random() > 0.1 or written.kind is PersonalKind.MAIL:
        return written.text
    return "".join(sign + (random.choice(INVISIBLE) if random.random() < 0.3 else "") for sign in written.text)


def variant(random: Random) -> Sample:
    """One number of a person, in some writing, in some file."""
    makers: tuple[Callable[[Random], Written], ...] = (mobile, mobile, mobile, identity, bank_card, mail)
    written = random.choice(makers)(random)
    text = veiled(random, written)
    word = "" if written.bare and random.random() < 0.6 else random.choice(WORDS[written.kind])
    place, yaml, data = carried(random, word, text)
    found = Found(kind=written.kind, start=0, end=0, number=written.number)
    way = f"{written.kind.value}·{written.way}·{place}"
    return Sample(way=way, data=data.encode(), yaml=yaml, masked=found.masked)


def carried(random: Random, word: str, text: str) -> tuple[str, bool, str]:
    """Where it stands: a sentence, a cell, a value, key or comment of YAML, or hidden by how YAML is written."""
    said = word + text
    key = word.strip("： ") or "备注"
    hidden = "".join(f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else sign for sign in text)
    middle = len(text) // 2
    ways: list[tuple[str, bool, str]] = [
        ("句子", False, f"项目已经完成，有问题请找{said}，2024年底前答复。\n"),
        ("句首", False, f"{said}\n"),
        ("表格", False, f"| 姓名 | 内容 |\n|---|---|\n| 王某 | {said} |\n"),
        ("值", True, f"备注: {said}\n" if not said.startswith(("(", "[")) else f'备注: "{said}"\n'),
        ("引号里", True, f'原因: {{收支总计: "办事窗口由{said}负责"}}\n'),
        ("注释", True, f"收入支出决算总表: 无  # {said}\n"),
        ("键", True, f'"{said}": 说明\n'),
        ("列表", True, f"部门职责:\n  - 负责政务服务\n  - 联络人{said}\n"),
        ("转义", True, f'{key}: "{hidden}"\n'),
        ("竖线块", True, f"备注: |\n  第一行\n  {said}\n"),
    ]
    if word in WORDS[PersonalKind.MOBILE] and "@" not in text:
        # A number broken across lines is known only by the word before it.
        ways.append(("折行", True, f"备注: >\n  {word}{text[:middle]}\n  {text[middle:]}\n"))
    return random.choice(ways)


def _amount(random: Random) -> str:
    return f"{random.randint(10**9, 10**12):,}.{digits(random, 2)}"


def _yuan(random: Random) -> int:
    """An amount that has the digits of a mobile number."""
    return random.randint(13 * 10**9, 2 * 10**10 - 1)


def _credit_code(random: Random) -> str:
    return f"1{random.choice('12')}4113{digits(random, 2)}MB{digits(random, 7)}{random.choice('ABCDEFGHJKLMNPQRTUWXY')}"


def _luhnless(random: Random) -> str:
    number = "62" + digits(random, 16)
    return number if not passes_luhn(number) else number[:-1] + str((int(number[-1]) + 1) % 10)


def _wrong_identity(random: Random) -> str:
    number = f"411302{random.randint(1950, 2010)}0{random.randint(1, 9)}{random.randint(10, 28)}{digits(random, 3)}"
    return number + random.choice([sign for sign in "0123456789" if sign != check_digit(number)])


HARMLESS: dict[str, Callable[[Random], str]] = {
    "项目编码21位": lambda r: f"411300{r.randint(21, 26)}0000000{digits(r, 6)}",
    "甘肃项目编码21位": lambda r: f"620100{r.randint(21, 26)}0000000{digits(r, 6)}",
    "项目编码含手机号样的数": lambda r: f"4113002{r.choice('13')}1{r.choice('3456789')}{digits(r, 11)}"[:21],
    "编码16位": lambda r: f"4113{r.randint(1, 30):02}240000{digits(r, 4)}",
    "编码18位": lambda r: f"6201{r.randint(1, 30):02}2400000{digits(r, 5)}",
    "千分位金额": _amount,
    "元的金额": lambda r: f"{r.randint(10**10, 2 * 10**10)}.{digits(r, 2)}",
    "整数金额": lambda r: f"{_yuan(r)}元",
    "万元": lambda r: f"{_yuan(r)}万元",
    "小数": lambda r: f"0.1{r.choice('3456789')}{digits(r, 9)}",
    "功能科目": lambda r: f"2{digits(r, 6)} 2{digits(r, 6)} {_amount(r)}",
    "统一社会信用代码": _credit_code,
    "办公电话": lambda r: f"0377-6{digits(r, 7)}",
    "办公电话带分机": lambda r: f"（0371）6{digits(r, 3)} {digits(r, 4)}-{digits(r, 3)}",
    "400电话": lambda r: f"400-{digits(r, 3)}-{digits(r, 4)}",
    "热线": lambda r: r.choice(("12345", "12329", "12328", "96119")),
    "已隐去的手机号": lambda r: f"1{r.choice('3456789')}{digits(r, 1)}****{digits(r, 4)}",
    "已隐去的身份证号": lambda r: f"41{'*' * 13}{digits(r, 3)}",
    "日期时间": lambda r: f"20{r.randint(15, 30)}{r.randint(1, 12):02}{r.randint(1, 28):02}{digits(r, 6)}",
    "日期": lambda r: f"20{r.randint(15, 30)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
    "文号": lambda r: f"财预〔20{r.randint(15, 30)}〕{r.randint(1, 2000)}号",
    "合同编号": lambda r: f"{r.choice(('HT', 'ZFCG', 'NYZC'))}1{r.choice('3456789')}{digits(r, 9)}",
    "带连字符的编号": lambda r: f"2024-1{r.choice('3456789')}{digits(r, 1)}-{digits(r, 4)}-{digits(r, 4)}",
    "散列值": lambda r: "".join(r.choices("0123456789abcdef", k=64)),
    "行政区划12位": lambda r: f"13{digits(r, 4)}00{digits(r, 4)}",
    "校验码不对的18位": _wrong_identity,
    "不合校验的62开头18位": _luhnless,
    "经纬度": lambda r: f"113.{digits(r, 10)}, 34.{digits(r, 10)}",
    "IP地址": lambda r: f"{r.randint(130, 199)}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(0, 255)}",
    "条码": lambda r: f"69{digits(r, 11)}",
    "一行数": lambda r: " ".join(f"{r.randint(0, 99999)}.{digits(r, 2)}" for _ in range(6)),
    "表格的一行": lambda r: " | ".join(str(r.randint(100, 9999)) for _ in range(8)),
    "单位邮箱": lambda r: f"{r.choice(('nyzwfw', 'xxgk', 'sjj2024'))}{digits(r, 2)}@{r.choice(('163.com', 'qq.com'))}",
    "中文年份": lambda r: "二〇二" + r.choice("一二三四五六") + "年十月",
    "列举": lambda r: f"{digits(r, 3)}、{digits(r, 4)}、{digits(r, 4)}",
    "比例": lambda r: f"{r.randint(100, 199)}.{digits(r, 2)}%",
}
FIGURES: dict[str, Callable[[Random], str]] = {
    "整数元的数": lambda r: f'支出决算表:\n  "2010301": {{基本支出: {_yuan(r)}, 项目支出: 0}}\n',
    "表单的数": lambda r: f'资金:\n  年度资金总额: {{全年预算数: "{_yuan(r)}"}}\n',
    "几项相加的数": lambda r: f"财政拨款结转: {{年初: {{一般公共预算: {r.randint(10**9, 10**11)}.00}}}}\n",
}


def harmless(random: Random) -> Sample:
    """A number that is nobody's."""
    way = random.choice((*HARMLESS, *FIGURES))
    if way in FIGURES:
        return Sample(way=way, data=FIGURES[way](random).encode(), yaml=True)
    place, yaml, data = carried(
        random, random.choice(("", "编号", "项目编码：", "办公电话：", "共")), HARMLESS[way](random)
    )
    return Sample(way=f"{way}·{place}", data=data.encode(), yaml=yaml)


def looked_at(sample: Sample) -> tuple[Finding, ...]:
    """What the check says of a sample."""
    node = parse_yaml(sample.data, "sample.yml").node if sample.yaml else None
    return personal_findings(sample.data, "sample.yml" if sample.yaml else "sample.md", node)


def is_found(sample: Sample) -> bool:
    """Whether exactly that number is reported, masked."""
    found = looked_at(sample)
    return bool(found) and all(f"（{sample.masked}）" in finding.message for finding in found)


def published() -> Iterator[Path]:
    for folder in (ROOT / "content", ROOT / "docs", ROOT / "templates"):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix in (".yml", ".md", ".csv", ".j2"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many samples of each kind (default 10,000)")
    parser.add_argument("--originals", type=Path, help="a folder of published texts to look through as well")
    options = parser.parse_args()
    random = Random(20240930)  # noqa: S311 - a fixed seed, so that everyone measures the same
    started = time.perf_counter()
    missed = Counter(one.way for one in (variant(random) for _ in range(options.count)) if not is_found(one))
    false = Counter(one.way for one in (harmless(random) for _ in range(options.count)) if looked_at(one))
    print(f"个人信息 {options.count} 个：查到 {options.count - missed.total()} 个，漏 {missed.total()} 个")
    print(f"无关的数 {options.count} 个：误报 {false.total()} 个")
    for title, counts in (("漏", missed), ("误报", false)):
        for way, count in counts.most_common(30):
            print(f"  {title} {way}: {count}")
    texts = [path.read_text(encoding="utf-8") for path in published()]
    if options.originals:
        texts += [path.read_text(encoding="utf-8") for path in sorted(options.originals.glob("*.txt"))]
    alarms = sum(len(personal_data(text)) for text in texts)
    size = sum(map(len, texts)) / 1e6
    print(f"content、docs、templates 和原件 {len(texts)} 个文件、{size:.1f} 百万字：查到 {alarms} 处")
    print(f"用时 {time.perf_counter() - started:.1f} 秒")
    sys.exit(1 if missed or false or alarms else 0)


if __name__ == "__main__":
    main()
