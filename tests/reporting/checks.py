"""A check with something of everything, for tests of its forms."""

from __future__ import annotations

from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.model.identity import Identity
from gongkai.model.ledger import LedgerLine
from gongkai.model.places import NOWHERE, Place

BUDGET, ACCOUNTS = "ceshi/bureau/2024/budget", "ceshi/bureau/2024/final-accounts"
OTHER = "ceshi/other/2024/budget"
ERROR = Finding(
    code="N101",
    severity=Severity.ERROR,
    place=Place(path=f"content/departments/{BUDGET}/figures.yml", line=3, column=5),
    message="缺<少>，100%：\n“原因”",
    hint="补上",
    related=(Place(path=f"content/departments/{BUDGET}/document.yml", line=1, column=1),),
    document=BUDGET,
)
TIED = Finding(
    code="F101",
    severity=Severity.INCONSISTENCY,
    place=Place(path=f"content/departments/{ACCOUNTS}/figures.yml", line=9, column=1),
    message="不一致",
    document=ACCOUNTS,
)
WHOLE = Finding(
    code="L505",
    severity=Severity.WARNING,
    place=Place(path="content/departments/ceshi/多余 的,文件:x.txt"),
    message="多余",
)
NO_PLACE = Finding(code="X901", severity=Severity.WARNING, place=NOWHERE, message="没有位置")
HOSTILE = Finding(
    code="L401",
    severity=Severity.WARNING,
    place=Place(path="a\x1b\ud800.yml", line=1, column=1),
    message="\x1b[31m]]>\x00\u202e</failure>\ud800::error:: ##[add-mask]甲",
)


def line(code: str, *, held: int = 0, found: int = 0, reasons: tuple[str, ...] = ()) -> LedgerLine:
    return LedgerLine(code=code, title=title_of(code), held=held, found=found, reasons=reasons)


def identity(id: str, kind: str, *, archived: bool = False) -> Identity:
    return Identity(
        id=id,
        department="测试市财政局",
        department_id="ceshi/bureau",
        region=("测试市",),
        year=2024,
        kind=kind,
        date="",
        archived=archived,
        edition="e",
    )


LEDGER = (
    line("C201", reasons=("没有<上年>决算",)),
    line("F101", held=5, found=1, reasons=("缺一张表",)),
    line("K101", held=7),
    line("C202"),
)
CHECKED = CheckResult(
    verdicts={
        BUDGET: Verdict(id=BUDGET, findings=(ERROR,), blocked=True, identity=identity(BUDGET, "预算")),
        ACCOUNTS: Verdict(
            id=ACCOUNTS,
            findings=(TIED,),
            blocked=False,
            identity=identity(ACCOUNTS, "决算", archived=True),
            ledger=LEDGER,
        ),
        OTHER: Verdict(id=OTHER, findings=(), blocked=False),
    },
    findings=(ERROR, TIED, WHOLE, NO_PLACE, HOSTILE),
    sound=False,
)
NOTHING = CheckResult(verdicts={BUDGET: Verdict(id=BUDGET, findings=(), blocked=False)}, findings=(), sound=True)
