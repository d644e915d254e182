"""文中的部门名称: a text speaks of its own department, by the name that it has in the document's year (rule X16).

Other departments are named for a hundred good reasons (与、向、经…批准), so a name is told of only where the words
beside it speak of the document's own affairs: “X局2023年度…”, “X局是2019年新组建单位”, “保障X局正常运转”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
AFFAIRS = re.compile(
    r"(?:本级|机关)?(?:"
    r"(?:19|20)\d\d年|本年度?|全年|"
    r"是(?:(?:19|20)\d\d年)?新?(?:组建|成立|设立)|是(?:参照|全额|财政|公益|行政单位|事业单位|一级|二级)|"
    r"(?:的)?(?:正常|日常)(?:工作)?(?:运转|运行|办公|开支)|(?:的)?(?:机构|机关)(?:正常|日常)?运转|"
    r"(?:的)?工作(?:正常|顺利)|人员(?:增加|减少|变动|调动|经费|工资)|在职(?:人员|职工)|"
    r"整体支出|部门(?:整体|决算|预算)|单位(?:决算|预算)|预算绩效|绩效(?:管理|自评)|项目支出|基本支出|收支|收入(?:总计|合计)?|支出(?:总计|决算)?)"
)
"""what follows the name of whoever the text is about"""
_UPHOLDS = re.compile(r"(?:保障|保证|确保|维持|维护|提高|提升)了?$")
"""what a department does with its own work"""
BETWEEN = re.compile(
    r"拨付|拨入|拨款|划拨|划转|划入|划出|转入|转出|转来|移交|接收|下达|批复|批准|批转|审批|审核|印发|发布|通知|文件|"
    r"牵头|主管|组织|委托|要求|部署|安排|统一|共同|联合|合作|配合|协助|代建|代管|代编|上级|会同|原(?!因|则)"
)
"""words of a clause that tell of one department's dealings with another"""
HISTORY = re.compile(
    r"原(?!因|则)|更名|改名|改称|改为|改组|组建|成立|合并|并入|撤销|划转|划入|机构改革|挂牌|曾|以前|前身|简称"
)
"""words that tell of what a department was or will be"""
_WORDS = re.compile(r"[\u3400-\u9fff]")
OPENING = re.compile(r"[\s“（(【#*\-\d.]*(?:(?:主要)?原因(?:是|为)|(?:是)?由于|因为?|其中)?[“（(]*")
"""what may stand before the first word of a clause"""
CLAUSE_END = re.compile(r"[，。；：！？、\n,;:!?]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A name in a text, with the clause that it stands in."""

    name: str
    before: str
    """of its clause"""
    after: str

    @property
    def begins(self) -> bool:
        return OPENING.fullmatch(self.before) is not None

    @property
    def clause(self) -> str:
        return f"{self.before}{self.after}"


def no_other_department(case: Case) -> Iterator[Outcome]:
    """N401 别的部门的名称: no text says of another department of the repository what it should say of its own (X16)."""
    if case.corpus.alone:
        yield Skipped(reason="库里没有别的部门")
        return
    above = (*case.document.edition.others, *case.document.head.others)
    others = {name: owner for name, owner in case.corpus.names.items() if owner and not name.endswith(above)}
    for text in _texts(case):
        wrong = {
            mention.name: mention
            for mention in _mentions(text.text, case.corpus.names)
            if mention.name in others and _speaks_of_itself(mention)
        }
        if not wrong:
            yield Held()
        for name, mention in wrong.items():
            yield Finding(
                code=FindingCode.ANOTHER_DEPARTMENT,
                severity=Severity.INCONSISTENCY if mention.begins else Severity.WARNING,
                place=text.place,
                message=f"写的是“{name}”（{others[name]}），这份文件是“{case.document.name}”的",
                hint="套用了别的部门的文字的，请改成本部门的名称和情况；说的确实是那个部门的，请写明它与本部门的关系",
            )


def _speaks_of_itself(mention: _Mention) -> bool:
    if BETWEEN.search(mention.clause) or not AFFAIRS.match(mention.after):
        return False
    return mention.begins or _UPHOLDS.search(mention.before) is not None


def names_of_the_year(case: Case) -> Iterator[Outcome]:
    """N402 旧名称: no text calls the department by a name that it has at another time (rule X16).

    A former name stands rightly after 原, where a change of name is told, and in a clause about a year in which it was
    the name.
    """
    document = case.document
    department = document.department
    right = {document.name, department.name_in(document.year)}
    wrong = {dated.name for dated in department.names} - right
    if not wrong:
        return
    known = {*right, *wrong, *case.corpus.names}
    for text in _texts(case):
        found = {
            mention.name: mention
            for mention in _mentions(text.text, known)
            if mention.name in wrong
            and not HISTORY.search(mention.clause)
            and all(department.name_in(int(year)) != mention.name for year in _YEAR.findall(mention.clause))
        }
        if not found:
            yield Held()
        for name, mention in found.items():
            since = next(dated.since for dated in department.names if dated.name == name)
            kind = "后来的名称" if since.year > document.year else "旧名称"
            yield Finding(
                code=FindingCode.FORMER_NAME,
                severity=Severity.INCONSISTENCY if mention.begins else Severity.WARNING,
                place=text.place,
                message=f"写的是“{name}”，这是{kind}；{document.year}年的名称是“{department.name_in(document.year)}”",
                hint="请用本年度的名称，全文一致；说的是以前的事，写“原……”",
            )


def _texts(case: Case) -> Iterator[Written]:
    """Texts that speak: no profile, whose duties name anybody, and no names in forms, which E120 looks at."""
    forms = {form.id for form in case.document.edition.performance.values()}
    cells = {
        f"{data.slug}.{path}"
        for data in case.document.performance
        for path in case.document.edition.performance[data.form].roles.names
    }
    for text in written(case):
        if (
            text.source is Source.PROFILE
            or not _WORDS.search(text.text)
            or (text.source is Source.FORM and text.path in cells)
        ):
            continue
        if text.source is Source.ORIGINAL and text.path.split(".")[0] in forms:
            continue
        yield text


def _mentions(text: str, names: Iterable[str]) -> Iterator[_Mention]:
    """Every name that stands in a text; where one holds another, the longer."""
    listed = sorted((name for name in names if name in text), key=len, reverse=True)
    if not listed:
        return
    for found in re.finditer("|".join(map(re.escape, listed)), text):
        before = CLAUSE_END.split(text[: found.start()])[-1]
        after = CLAUSE_END.split(text[found.end() :])[0]
        yield _Mention(name=found.group(), before=before, after=after)


RULES = (
    Rule(code=FindingCode.ANOTHER_DEPARTMENT, check=no_other_department),
    Rule(code=FindingCode.FORMER_NAME, check=names_of_the_year),
)
