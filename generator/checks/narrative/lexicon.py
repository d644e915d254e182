"""原因的用语: what words in a reason speak of what, or of nothing; of more and less see `directions.py`."""

from __future__ import annotations

import re

EMPTY = re.compile(
    r"增加|增长|减少|下降|变化|变动|差异|支出|收入|收支|经费|预算|决算|资金|金额|总额|总计|合计|数"
    r"|本年度?|上年度?|去年|年初|全年|当年|本部门|我部门|本单位|我单位|部门|单位|主要|原因|由于|因为|所致|造成|导致|存在"
    r"|有所|略有|较|比|与|同|的|了|等|是|在|也"
)
"""words that repeat what is to be explained; a reason of nothing else says nothing"""
VAGUE = re.compile(
    r"^(?:无|没有|不存在|正常|其他|同上|略)?(?:原因|差异|变化|情况|此项)?$"
    r"|^(?:据实|按实|如实|正常|按实际)(?:列支|支出|开支|发生)?$|^(?:根据|按照|因)?(?:工作|业务|实际)(?:需要|情况)$"
)

OF_PERSONS = re.compile(
    r"离退休|养老保险|职业年金|行政事业单位养老|行政事业单位医疗|单位医疗|公务员医疗|公积金|提租补贴|购房补贴|抚恤"
)
"""items that are paid by head, not by work"""
CHANGED = r"(?:支出|经费|资金|金额|数量|任务)*(?:的|有所|大幅)*(?:增|减|扩|多|少|下降|上升)"
OF_PROJECTS = re.compile(rf"项目{CHANGED}|(?:新增|增加|减少)[^，。；]{{0,4}}项目")
OF_WORK = re.compile(rf"(?:业务|工作)(?:量|任务|{CHANGED})|{OF_PROJECTS.pattern}")
OF_BASICS = re.compile(r"基本支出|人员经费|公用经费|机关运行经费|机构运转经费")
BASICS = re.compile(
    r"人员|工资|津贴|补贴|奖金|社保|保险|公积金|公用|办公|定额|编制|招录|招聘|退休|福利|工会|水电|差旅|运行|物业|取暖"
    r"|维修|维护|租赁|培训|会议|邮电|印刷|劳务|调整|转列|列支"
)
"""what basic expenditure can change with"""

TRIPS = {
    "因公出国": r"出国|出境|出访|团组|访问|签证",
    "公务用车": r"车|燃油|加油|维修|保险|过路",
    "公务接待": r"接待|来访|来宾|外宾|来人|团组|批次|人次",
}
"""“三公”经费: the three, and the words in which each can be spoken of"""
TRIP_NAMES = {"因公出国": r"出国|出境|出访", "公务用车": r"公务用车|公车|车辆|燃油", "公务接待": r"接待"}
"""and those that speak of none of the others"""

LATE_OR_PLANNED = re.compile(
    r"补|清算|结算|尾款|欠|结转|遗留|跨年|延续|以前|以来|起|至|[-—–~～]|项目|工程|合同|协议|债"
    r"|[《〔]|印发|规定|文件|政策|标准|推迟|延期|延迟|计划|规划|拟|将"
    r"|迎接|筹备|备战|准备|承办|申办|前期|提前|本年|今年"
)
"""how a reason of this year may well speak of another: payments for it, projects and rules named after it, plans and
preparations, or beside its own"""
