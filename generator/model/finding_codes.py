"""检查代码: every kind of finding, with its Chinese title. A code is never reused for something else.

Each has a folder `tests/findings/<code>/` with the smallest input that raises it, and a page `docs/findings/<code>.md`.
L loading · F cross-footing · R reconciliation · C continuity between years · T three public expenses ·
K classification · N narrative · E performance evaluation · P publication · W wording and residue.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Self


@unique
class FindingCode(StrEnum):
    """检查代码; as a string it is the code itself."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    # Bytes and characters: L1
    UNREADABLE_FILE = "L101", "文件读不到"
    FILE_TOO_LARGE = "L102", "文件太大"
    LINE_TOO_LONG = "L103", "一行太长"
    UTF16_ENCODING = "L104", "文件是 UTF-16 编码"
    GBK_ENCODING = "L105", "文件是 GBK 编码"
    NOT_TEXT = "L106", "文件不是 UTF-8 文本"
    CONTROL_CHARACTER = "L107", "有控制字符"
    HIDDEN_LINE_BREAK = "L108", "有隐藏的换行符"
    BIDI_CHARACTER = "L109", "有改变文字方向的字符"
    INVISIBLE_CHARACTER = "L110", "有看不见的字符"
    PRIVATE_CHARACTER = "L111", "有自造字"
    GARBLED_CHARACTER = "L112", "有乱码"

    # How YAML is written: L2
    EMPTY_FILE = "L201", "文件是空的"
    YAML_SYNTAX = "L202", "YAML 写法有误"
    TAB_INDENTATION = "L203", "缩进用了制表符"
    WIDE_INDENTATION = "L204", "缩进用了全角空格"
    FULL_WIDTH_COLON = "L205", "全角冒号"
    COLON_WITHOUT_SPACE = "L206", "冒号后面缺空格"
    DASH_WITHOUT_SPACE = "L207", "“-”后面缺空格"
    FULL_WIDTH_COMMA = "L208", "全角逗号"
    UNCLOSED_QUOTE = "L209", "引号不配对"
    UNCLOSED_BRACKET = "L210", "括号不配对"
    WRONG_INDENTATION = "L211", "缩进没有对齐"
    COLON_IN_VALUE = "L212", "值里有冒号"
    RESERVED_START = "L213", "值以特殊符号开头"
    COMMENT_IN_VALUE = "L214", "“#”后面的文字被当作注释"
    VALUE_ON_SEVERAL_LINES = "L215", "一个值写成了几行"
    DUPLICATE_KEY = "L216", "同一个键写了两次"
    ANCHOR_OR_ALIAS = "L217", "用了锚点或引用"
    TAG = "L218", "用了类型标签"
    MERGE_KEY = "L219", "用了合并键"
    SEVERAL_DOCUMENTS = "L220", "一个文件里有几份文档"
    TOO_DEEP = "L221", "层次太深"
    BAD_KEY = "L222", "键不是文字"
    BACKSLASH = "L223", "反斜杠写法有误"
    WIDE_SPACE_AT_EDGE = "L224", "值的首尾有全角空格"

    # Single values: L3
    NOT_A_NUMBER = "L301", "不是数"
    FULL_WIDTH_NUMBER = "L302", "数里有全角字符"
    WRONG_GROUPING = "L303", "千分位写法有误"
    NOT_PLAIN_DECIMAL = "L304", "不是普通小数"
    UNUSUAL_NUMBER = "L305", "数的写法不规范"
    TOO_MANY_DECIMALS = "L306", "小数位太多"
    NUMBER_WITH_UNIT = "L307", "数后面带了单位"
    EMPTY_VALUE = "L308", "没有填"
    NUMBER_TOO_LARGE = "L309", "数太大"
    NOT_A_COUNT = "L310", "不是个数"
    NOT_A_PERCENTAGE = "L311", "不是百分比"
    NOT_A_DATE = "L312", "不是日期"
    NOT_A_CODE = "L313", "不是科目编码"
    NOT_A_SINGLE_VALUE = "L314", "这里只能写一个值"

    # Names and kinds of values: L4
    UNKNOWN_KEY = "L401", "不认识的键"
    MISSING_KEY = "L402", "缺少必填的键"
    WRONG_SHAPE = "L403", "值的形式不对"
    NOT_A_CHOICE = "L404", "值不在可选范围"
    WRONG_VALUE = "L405", "值不对"

    # Folders: L5
    SYMBOLIC_LINK = "L501", "符号链接"
    OUTSIDE_CONTENT = "L502", "路径超出范围"
    WRONG_FOLDER_NAME = "L503", "文件夹名不合规则"
    NAMES_DIFFER_IN_CASE = "L504", "名称只差大小写"
    UNEXPECTED_FILE = "L505", "多余的文件"
    WRONG_YEAR = "L506", "年度文件夹名不对"
    WRONG_KIND = "L507", "文种文件夹名不对"
    MISSING_DOCUMENT = "L508", "缺少 document.yml"
    MISSING_DEPARTMENT = "L509", "缺少 department.yml"
