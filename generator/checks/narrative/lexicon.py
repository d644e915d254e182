"""原因的用语: what words in a reason speak of more or less, of what, or of nothing."""

from __future__ import annotations

import re

RISE = re.compile(
    r"增加|新增|增长|增多|增大|增人|增资|新招|招录|招聘|调入|提高|提升|扩大|上涨|上调|追加|调增|补发|补缴|补助|晋升|晋级"
    r"|新组建|新成立|新设|新建|购置|启动"
)
FALL = re.compile(
    r"节约|节俭|节省|压缩|压减|减少|下降|降低|缩减|削减|厉行|未支出|未执行|未发生|未开展|未完成|没有支出|没有发生"
    r"|取消|推迟|延迟|延期|暂缓|结余|调减|调出|减员|收回|完工|到期"
)
"""words of one kind without any of the other give a reason its direction"""

EMPTY = re.compile(
    r"增加|增长|减少|下降|变化|变动|差异|支出|收入|收支|经费|预算|决算|资金|金额|总额|总计|合计|数"
    r"|本年度?|上年度?|去年|年初|全年|当年|本部门|我部门|本单位|我单位|部门|单位|主要|原因|由于|因为|所致|造成|导致"
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
OF_WORK = re.compile(r"业务|工作量|工作任务|工作增|项目")
OF_BASICS = re.compile(r"基本支出|人员经费|公用经费|机关运行经费|机构运转经费")
OF_PROJECTS = re.compile(r"项目")
BASICS = re.compile(
    r"人员|工资|津贴|补贴|奖金|社保|保险|公积金|公用|办公|定额|编制|招录|招聘|退休|福利|工会|水电|差旅|运行"
)
"""what basic expenditure can change with"""

TRIPS = {
    "因公出国": r"出国|出境|团组|访问",
    "公务用车": r"车|燃油|加油|维修|保险|过路",
    "公务接待": r"接待|来访|来宾|批次",
}
"""“三公”经费: the three, and the words that speak of each"""
