"""别的单位: a body that a text speaks of as its own, told by the shape of its name alone (测试市教育局2024年度……).

It may be anyone who is not in the repository, so it warns: 财政局 and whoever else everybody speaks of stand in the
edition's or the document's 文中单位.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.narrative.names import AFFAIRS, CLAUSE_END, HISTORY, OPENING
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, Written, written
from gongkai.model.documents import Document
from gongkai.model.edition import declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.publication import Text

LONGEST = 200
"""characters of a clause that are looked at"""
_REGION = (
    r"(?:[一-鿿]{2,8}?(?:自治[区州县]|[省市县州盟旗乡镇]|(?<![地社辖校园景片厂])区)){1,2}"
    r"|[省市县区州](?![民场内外级直属容域本下里辖省市县区州乡镇两])(?!政(?![务数协府法]))"
)
_KINDS = (
    r"委员会|办公室|管理局|服务局|[一-鿿]局|[一-鿿]厅|[一-鿿]委|中心|学校|大学|学院|中学|小学|幼儿园|医院|管理[站所处]|支队|大队|总队"
    r"|图书馆|档案馆|博物馆|文化馆|科技馆|研究[院所]|事务所|联合会|总工会|协会|街道办事处|人民政府|公司|集团|[一-鿿]站|[一-鿿]所|[一-鿿]处"
)
_SIGNS = re.compile("[局厅委会室心校学院园站所处队馆司团府]")
"""with one of these every name of a body ends"""
_LEADS = re.compile(
    r"与|和|同|向|由|经|受|对|给|为|在|按|根据|依据|通过|配合|协助|支持|推|完成|开展|组织|保障|保证|确保|实施|加强|建设|报|因|将|把|及|等|各"
    r"|全|是|从|到|涉及|拨|委托|落实|接受|支付|参加|代|协|联合|会同|以|原|该|本|我|其|所属|下属|其他|上级|新|购|承|为了|用于|指导|督促|负责|拟|贯彻|执行|参与|制定|研究|管理|监督|提|维|做"
)
"""what begins a clause and is no name"""
_DOES = (
    r"(?:认真|严格|坚持|高度重视|切实|始终|紧紧|紧密|围绕|积极|按照|现有|内设|核定|贯彻|落实|圆满|全面|共(?!同|享|建)|累计|深入|不断|主要职[责能]"
    r"|下设|纳入|无|没有|开展|完成|严控|厉行|预计|召开|举办"
    r"|组织(?:对|开展|实施)?(?:了)?(?:\d{4}年度?|本年度?)?的?(?:所有|全部|各)?(?:项目支出|部门整体|整体支出|预算绩效|绩效自评|预算项目))"
)
_OF_DUTIES = r"(?:的?主要职[责能]|现有|内设|核定|是[^，。；]{0,16}(?:部门|机构|单位)|的?职[责能]是)"
"""in 概况 others' duties stand beside one's own; only what says who the text is about counts"""
_ELSEWHERE = r"(?:负责|承担|拟[订定]|制定|贯彻|组织|管理|指导|主管|统筹|监督|推进|宣传|研究|参与)"
"""a duty of a body of another place is nobody's but its own"""
_DEALS = re.compile(
    r"拨付|拨入|划拨|划转|划入|划出|转入|转来|移交|接收|下达|批复|批准|审批|印发|发布|通知|牵头|委托|联合|会同|代建|代管|代编|[我本](?:部门|单位|[局委办厅院校馆站所中])"
)
"""words of a clause that tell of the two bodies' dealings"""
_ORDERS = re.compile(
    r"立项|核[定准]|追加|安排|要求|部署|补助|奖励|考核|交办|统一|统筹|招录|招聘|选[派调]|借调|抽调|调[入出]|派驻|开具|收取|征收|组织"
)
"""words of a reason that tell what another body did to one's money, people or work"""
OF_NAMES = re.compile(r"机构|单位|简称")
"""what in 概况 lists the names of offices and units"""


def _subject(after: str, kinds: str = _KINDS) -> re.Pattern[str]:
    """A name, followed by what one tells of oneself."""
    return re.compile(
        rf"(?P<name>(?:{_REGION})[一-鿿]{{1,18}}?(?:{kinds})|[一-鿿]{{2,16}}(?:管理局|服务局|保障局|监督局))"
        rf"(?:[（(](?:本级|机关)[）)])?(?:{after})"
    )


_OF_ITSELF = _subject(f"{AFFAIRS.pattern}|{_DOES}")
_IN_DUTIES = _subject(_OF_DUTIES)
_IN_REASONS = _subject(
    r"(?=[一-鿿])(?!的?[^，。；]{0,8}(?:项目|工程|大楼|办公楼|专项|资金|直属))",
    r"委员会|[一-鿿]局|[一-鿿]厅|[一-鿿]委(?!员会)",
)
"""a reason is about oneself: whatever follows the name of an office of government is told of that office"""
_OF_ELSEWHERE = _subject(_ELSEWHERE)
_PLACE = re.compile(r"[一-鿿]{2,8}?(?:自治[区州县]|[省市县州盟旗区])")
_LARGE = ("省", "市", "州", "盟", "自治区")


def no_other_body(case: Case) -> Iterator[Outcome]:
    """N404 别的单位: no clause speaks of another body as of the department itself (rule X16)."""
    own, others = _own(case), _may_be_named(case)
    for text in written(case):
        if text.source in (Source.ORIGINAL, Source.WAIVER):
            continue
        own_words = dict(_subjects(text, reason=_is_reason(case, text)))
        told = own_words or dict(_of_elsewhere(text, tuple(case.document.department.region.split("/"))))
        wrong = [
            name
            for name in told
            if not name.endswith(others) and name not in case.corpus.names and not _is_own(name, own)
        ]
        if not wrong:
            if told:
                yield Held()
            continue
        yield Finding(
            code=FindingCode.ANOTHER_BODY,
            severity=Severity.WARNING,
            place=text.at(told[wrong[0]]),
            message=f"句首写的是“{'”“'.join(wrong)}”，不是本部门（{case.document.name}），也不是它的单位",
            hint="抄自别的单位的，请改成本部门的名称和情况；确实要说到它的，写明它与本部门的关系，"
            "或者把它的名称列在 document.yml 的“文中单位”里；是所属单位的，补在 department.yml 里",
        )


def wording_names_no_body(case: Case) -> Iterator[Outcome]:
    """N404 措辞里的单位: an edition is for every department; its wording writes 部门, no body by name (rule X16)."""
    own, others = _own(case), _may_be_named(case)
    told: set[str] = set()
    for paragraph in case.publication.paragraphs() if case.publication else ():
        words = "".join(span.text if isinstance(span, Text) and not span.places else "○" for span in paragraph.spans)
        names = dict(_subjects(Written(text=words, place=case.document.place, source=Source.EXPLANATION, path="")))
        told.update(name for name in names if not name.endswith(others) and not _is_own(name, own))
        if names and not told:
            yield Held()
    for name in sorted(told):
        yield Finding(
            code=FindingCode.ANOTHER_BODY,
            severity=Severity.WARNING,
            place=case.document.place,
            message=f"版式的措辞在句首写的是“{name}”，不是本部门（{case.document.name}）",
            hint="请财政局维护版式的人把措辞里写死的名称改成 {{ 部门 }}；确实要说到它的，列在版式的“文中单位”里",
        )


def _subjects(text: Written, *, reason: bool = False) -> Iterator[tuple[str, int]]:
    """Names at the beginning of a clause, of which it tells what one tells of oneself; and where they stand."""
    start = 0
    patterns = (_OF_ITSELF, _IN_REASONS) if reason else (_IN_DUTIES if text.source is Source.PROFILE else _OF_ITSELF,)
    for clause in CLAUSE_END.split(text.text) if _SIGNS.search(text.text) else ():
        opening = OPENING.match(clause) if _SIGNS.search(clause) else None
        if opening is not None:
            rest = clause[opening.end() : opening.end() + LONGEST]
            matches = () if _LEADS.match(rest) else (pattern.match(rest) for pattern in patterns)
            found = next(filter(None, matches), None)
            if found and not (_DEALS.search(rest) or HISTORY.search(rest) or (reason and _ORDERS.search(rest))):
                yield found["name"], start + opening.end()
        start += len(clause) + 1


def _is_reason(case: Case, text: Written) -> bool:
    """Whether a text explains a difference (解释)."""
    form, _ = (text.source is Source.EXPLANATION and declared(case.document.edition.inputs, text.path)) or (None, "")
    return form is not None and form.explains is not None


def _of_elsewhere(text: Written, region: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """A body of another province or city, or of another place of the department's own level, at the head of a duty."""
    plausible = text.source is Source.PROFILE and not _LEADS.match(text.text)
    found = _OF_ELSEWHERE.match(text.text[:LONGEST]) if plausible else None
    place = _PLACE.match(found["name"]) if found else None
    if found and place and place[0] not in region and place[0].endswith((*_LARGE, region[-1][-1])):
        yield found["name"], 0


def _may_be_named(case: Case) -> tuple[str, ...]:
    """Endings of names that are no other body's: what comes before the own name are words (纳入测试市教育局……)."""
    document = case.document
    return (*document.edition.others, *document.head.others, *_bodies(document))


def _bodies(document: Document) -> tuple[str, ...]:
    """The department by all its names, and its units."""
    names = (document.name, *(dated.name for dated in document.department.names))
    return (*names, *(unit.name for unit in document.department.units))


def _own(case: Case) -> tuple[str, ...]:
    """What the document may call itself, its units and its offices."""
    document = case.document
    offices = [
        name
        for given in document.inputs.values()
        if given.path.startswith("概况.") and OF_NAMES.search(given.path)
        for name in (given.value if isinstance(given.value, tuple) else (given.value,))
        if isinstance(name, str)
    ]
    return (*_bodies(document), *offices)


def _is_own(name: str, own: tuple[str, ...]) -> bool:
    """市教体局 is 测试市教育体育局: its signs stand there in this order."""
    return any(_within(name, whole) for whole in own)


def _within(short: str, whole: str) -> bool:
    signs = iter(whole)
    return all(sign in signs for sign in short)


RULES = (
    Rule(code=FindingCode.ANOTHER_BODY, check=no_other_body),
    Rule(code=FindingCode.ANOTHER_BODY, check=wording_names_no_body),
)
