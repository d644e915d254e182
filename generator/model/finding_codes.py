"""检查代码: every kind of finding, with its Chinese title. A code is never reused for something else.

Each has a folder `tests/findings/<code>/` with the smallest input that raises it, and a page `docs/findings/<code>.md`.
L loading · F cross-footing · R reconciliation · C continuity between years · T three public expenses ·
K classification · N narrative · E performance evaluation · P publication · W wording and residue ·
X the program itself.
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

    # L1 · Bytes and characters
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
    NO_GLYPH = "L113", "字体里没有的字"

    # L2 · How YAML is written
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
    MERGE_CONFLICT = "L225", "合并冲突没有处理"
    PASTED_ROWS = "L226", "直接粘贴了表格的行"
    COMMA_IN_VALUE = "L227", "一句话被逗号分成两截"

    # L3 · Single values
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

    # L4 · Names and kinds of values
    UNKNOWN_KEY = "L401", "不认识的键"
    MISSING_KEY = "L402", "缺少必填的键"
    WRONG_SHAPE = "L403", "值的形式不对"
    NOT_A_CHOICE = "L404", "值不在可选范围"
    WRONG_VALUE = "L405", "值不对"

    # L5 · Folders
    SYMBOLIC_LINK = "L501", "符号链接"
    OUTSIDE_CONTENT = "L502", "路径超出范围"
    WRONG_FOLDER_NAME = "L503", "文件夹名不合规则"
    NAMES_DIFFER_IN_CASE = "L504", "名称只差大小写"
    UNEXPECTED_FILE = "L505", "多余的文件"
    WRONG_YEAR = "L506", "年度的名称不对"
    WRONG_KIND = "L507", "文种文件夹名不对"
    MISSING_DOCUMENT = "L508", "缺少 document.yml"
    MISSING_DEPARTMENT = "L509", "缺少 department.yml"

    # L6 · Against the edition
    UNKNOWN_TABLE = "L601", "版式里没有这张表"
    UNKNOWN_ROW = "L602", "版式里没有这一行"
    UNKNOWN_COLUMN = "L603", "版式里没有这一列"
    WRONG_FIGURES = "L604", "表的写法不对"
    UNKNOWN_INPUT = "L611", "版式没有要求填这一项"
    WRONG_INPUT = "L612", "填报项的形式不对"
    UNKNOWN_EDITION = "L621", "没有这个版式"
    EDITION_AT_FAULT = "L622", "版式的公式或措辞有误"
    INHERITED_LOST = "L623", "对上一级版式的改动可能不是本意"
    MISSING_FILE = "L631", "缺少文件"
    UNKNOWN_PERFORMANCE_FORM = "L632", "没有这种绩效表单"
    UNKNOWN_FORM_ITEM = "L633", "绩效表单里没有这一项"
    WRONG_CSV = "L641", "表格文件的写法有误"
    REPEATED_ENTRY = "L642", "公共内容里同一项写了两次"
    MISSING_PARENT = "L643", "科目表缺上级科目"
    WRONG_ORDER = "L644", "科目表没有按编码排序"
    WRONG_ROW_COUNT = "L645", "行数与表头写的不一致"

    # Cross-footing: F
    GIVEN_AGAINST_DERIVED = "F101", "填的数与推算的数不一致"
    CROSS_FOOTING = "F102", "各行或各列加起来不等于合计"
    IMPROBABLE_ROUNDING = "F103", "尾差大得几乎不可能"
    NOT_JOINTLY_FEASIBLE = "F201", "整套报表的数不可能同时成立"
    YUAN_FOR_WAN = "F202", "金额像是元，不是万元"
    WAN_FOR_YUAN = "F203", "金额像是万元，不是元"
    TEN_THOUSAND_TIMES = "F204", "相近的数差一万倍"
    COST_OF_EACH = "F205", "平均每个的金额不合常理"
    EDITION_RULE = "F301", "版式规定的勾稽关系不成立"
    NEGATIVE_FIGURE = "F302", "填的是负数"
    UNSTATED_BALANCE = "F303", "版式没有规定两边的总计相等"
    NOT_EMPTY = "F304", "写了“无”的表有数"
    REPEATED_ROW = "F305", "同一行写了两遍"

    # R · Reconciliation
    SAME_QUANTITY = "R101", "同一个数在两处不一样"

    # C · Continuity between years
    NEIGHBOUR_DIFFERS = "C101", "与上年或同年的另一份文件不一致"
    BETWEEN_DOCUMENTS = "C201", "与另一份文件的数接不上"
    SUM_OF_UNITS = "C202", "部门的数不等于各单位相加"
    CHANGED_CODE = "C301", "科目已经变更"

    # K · Classification
    UNKNOWN_CODE = "K101", "科目表里没有这个编码"
    WRONG_NAME = "K201", "填的科目名称与科目表不一致"
    PRINTED_NAME = "K202", "同一科目印出的名称不一致"
    PRINTED_CODE = "K203", "印出的科目编码不对"
    ECONOMIC_PAIR = "K204", "部门经济科目和政府经济科目配得不对"
    REPEATED_PAIR = "K205", "同一对经济科目分成了几行"
    TWO_NAMES = "K206", "同一项目用了两个名称"
    TITLE_AGAINST_TABLE = "K207", "表题与表的内容不符"
    PROJECT_PAIR = "K208", "项目的政府经济科目与单位的性质不符"
    WRONG_FUND = "K301", "资金与科目或栏目不符"
    FUND_ELSEWHERE = "K302", "没有写的资金与别处不一致"

    # N · Narrative
    MISSING_INPUT = "N101", "情况说明要用的内容没有填"
    UNUSED_INPUT = "N102", "填了没有用到"
    MISPLACED_ORIGINAL = "N103", "原文对不上"
    ORIGINAL_IN_AUTHORED = "N104", "编制的文件用了原文"
    PRINTED_PERCENTAGE = "N201", "文中的百分比与数不符"
    PERCENTAGE_OF_NOTHING = "N202", "基数是零，写了百分比"
    PRINTED_AMOUNT = "N203", "文中的数与报表不符"
    PRINTED_DIRECTION = "N204", "增减方向印反"
    REASON_WITHOUT_DIFFERENCE = "N205", "没有差异，却写了差异或原因"
    PRINTED_LIST = "N206", "列举的科目与明细不符"
    TOO_FEW_DECIMALS = "N207", "金额或百分比没有写足小数"
    PRINTED_ORDER = "N208", "次序与科目编码不符"
    SURPLUS_WORDS = "N209", "多印了别处的话"
    PRINTED_WORDING = "N210", "措辞有误"
    INPUT_RELATION = "N211", "填报的数对不上"
    OFFICE_IS_BUREAU = "N212", "内设机构写成了本部门"
    REASON_AGAINST_SIGN = "N301", "原因与增减方向相反"
    REASON_OUT_OF_SCOPE = "N302", "原因不在这一项的范围内"
    REASON_SAYS_NOTHING = "N303", "原因没有说明什么"
    REASON_OF_ANOTHER_YEAR = "N304", "原因是别的年度的"
    ONE_REASON_FOR_ALL = "N305", "许多项用了同一句原因"
    TEXT_OF_ANOTHER_YEAR = "N306", "写的是别的年度"
    ANOTHER_DEPARTMENT = "N401", "写了别的部门的名称"
    FORMER_NAME = "N402", "写了本部门另一时期的名称"
    COPIED_TEXT = "N403", "与别的部门的文字雷同"
    ANOTHER_BODY = "N404", "句首写的是别的单位"
    LOOSE_AMOUNT = "N501", "文中的金额找不到出处"
    AMOUNT_OF_ANOTHER_THING = "N502", "文中的金额与所说的项不符"
    RATIO_IN_PROSE = "N503", "文中的比率与同一句的数不符"

    # T · Three public expenses
    AMOUNT_WITHOUT_COUNT = "T101", "有金额没有数量，或有数量没有金额"
    UNLIKELY_AVERAGE = "T102", "平均金额不合常理"

    # W · Wording and residue
    LOOK_ALIKE = "W101", "有形近字符"
    TEMPLATE_RESIDUE = "W201", "套用格式的文字没有改"
    PUNCTUATION = "W202", "标点有误"
    REPEATED_WORDS = "W203", "字句重复"
    NUMBER_WITHOUT_UNIT = "W204", "数没有写单位"
    SAID_BY_THE_WORDING = "W205", "与版式的话重复"

    # E · Performance evaluation
    FORM_SOURCES = "E101", "绩效表单的资金来源加起来不等于总额"
    EXECUTION_RATE = "E102", "执行率与执行数、预算数不符"
    EXECUTION_SCORE = "E103", "执行率的得分不符"
    FORM_WEIGHTS = "E104", "分值不合表单规定"
    FORM_TOTAL = "E105", "总分不等于各项得分之和"
    SCORE_AGAINST_TARGET = "E106", "得分与指标完成情况不符"
    DEVIATION = "E107", "偏差度不符"
    UNEXPLAINED_DEDUCTION = "E108", "扣了分没有写原因"
    COST_AGAINST_BUDGET = "E109", "成本指标与项目预算、执行数不符"
    REVERSED_TARGET = "E110", "成本指标的方向写反"
    GOAL_AMOUNT = "E111", "预期目标里的金额不是项目的预算"
    GOAL_OF_ANOTHER_PROJECT = "E112", "目标和指标写的不是这个项目"
    DONE_WITHOUT_SPENDING = "E113", "完成情况与支出矛盾"
    TEXT_AGAINST_FORMS = "E114", "文中的数与绩效表单不一致"
    FORMS_AGAINST_TABLES = "E115", "各项目执行数之和超过决算表的项目支出"
    FORM_AGAINST_DOCUMENT = "E116", "绩效表单的金额与文件里的数不一致"
    COMPUTED_INDICATOR = "E117", "指标的完成值与文件里的数不符"
    SUMMARY_AGAINST_FORMS = "E118", "汇总表与项目表单不一致"
    PROJECT_LIST = "E119", "项目清单对不上"
    NAME_IN_FORM = "E120", "绩效表单里的部门或单位名称不对"
    PROJECT_NAME = "E121", "项目名称不一致"
    UNREASONABLE_TARGET = "E122", "指标值与指标的定义不合"
    SWAPPED_COLUMNS = "E123", "三级指标和指标值填反"
    MISTYPED_VALUE = "E124", "指标值或完成值有笔误"
    SIMILAR_INDICATORS = "E125", "指标名称疑有错字"
    PROMISED_FORM = "E126", "标题写了部门整体自评，没有这张表"
    NOT_A_FORM_NUMBER = "E127", "绩效表单该填数的地方不是数"
    SERVICES_NOT_PROCURED = "E128", "项目是采购服务，政府采购没有服务"
    FORM_NOT_THERE = "E129", "写的名称没有对应的绩效表单"
    RESULT_AGAINST_OUTCOME = "E130", "完成情况与完成值不一致"

    # P · Publication
    MISSING_TABLE = "P101", "缺少一张表的数"
    MISSING_TERM = "P102", "缺少名词解释"
    MISSING_PERFORMANCE = "P103", "缺少绩效表单或报告"
    UNEXPLAINED_TERM = "P104", "用到的名词没有解释"
    UNUSED_TERM = "P105", "解释的名词没有用到"
    WRONG_EDITION = "P201", "版式与文件的年度或文种不符"
    NOT_PUBLISHED = "P202", "缺少应当公开的表"
    LEVEL_OF_DOCUMENT = "P203", "本级的文件写成了部门的文件"
    HEADING_AGAINST_CONTENTS = "P204", "目录与正文的标题不一致"
    EMPTY_TABLE_UNEXPLAINED = "P205", "空表没有说明"
    IMPOSSIBLE_DATE = "P206", "成文日期不可能"
    NOT_CHECKED = "P207", "版式没有写，有些检查不做"
    PERSONAL_DATA = "P301", "有个人信息"
    PERSONAL_DATA_IN_ORIGINAL = "P302", "来源文件公开了个人信息"
    UNUSED_WAIVER = "P401", "说明没有用到"
    WAIVED_ERROR = "P402", "错误不能用说明代替"
    EMPTY_REASON = "P403", "说明没有写清理由"

    # X · The program itself
    RULE_CRASHED = "X901", "检查规则运行出错"
    RENDERING_CRASHED = "X902", "排印时出错"
