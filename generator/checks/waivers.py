"""说明的效力: which findings of a document its waivers explain, and which waivers explain nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.model.documents import Document
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import Examined
from gongkai.model.places import Place
from gongkai.model.waivers import Waived, Waiver

SUMS = frozenset(
    {
        FindingCode.GIVEN_AGAINST_DERIVED,
        FindingCode.CROSS_FOOTING,
        FindingCode.NOT_JOINTLY_FEASIBLE,
        FindingCode.SAME_QUANTITY,
    }
)
"""arithmetic: in a document that is written here, figures that do not tie are put right, not explained"""

SELF_CHECKED = frozenset({FindingCode.UNUSED_TERM, FindingCode.HEADING_AGAINST_CONTENTS, FindingCode.NOT_CHECKED})
"""warnings that an edition's self-check gives, whatever the documents hold"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """说明之后: what is left of the findings of a document, those about its waivers among them."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    used: int
    """waivers that explain something"""


def explain(
    document: Document,
    findings: Iterable[Finding],
    examined: Iterable[Examined],
    of_edition: Callable[[Finding], Waiver | None] = lambda _: None,
) -> Explained:
    """Take the explained findings from a document's own. The first waiver that fits counts; an error stays.

    `of_edition`: the edition's waiver of a finding; whether that is of use is told at the edition.
    Whether a waiver of a rule that has not run is of use, nobody knows: nothing is said of it.
    """
    folder = document.place.path
    own = tuple(findings)
    waived: list[Waived] = []
    left: list[Finding] = []
    used: set[Waiver] = set()
    for finding in own:
        waiver = next((one for one in document.waivers if one.fits(finding, folder)), None) or of_edition(finding)
        if waiver is None or _is_firm(finding, document):
            left.append(finding)
        else:
            used.add(waiver)
            waived.append(Waived(finding=finding, reason=waiver.reason))
    unknown = _not_run(examined) - {finding.code for finding in own}
    for waiver in document.waivers:
        if waiver.code not in unknown:
            left.extend(_complaints(waiver, document, own, used=waiver in used))
    return Explained(findings=tuple(left), waived=tuple(waived), used=len(used.intersection(document.waivers)))


def explained_in_edition(
    edition: str, waivers: Iterable[Waiver], findings: Iterable[Finding], of_edition: Callable[[Finding], Waiver | None]
) -> tuple[Finding, ...]:
    """What is left of the findings of an edition's self-check, and its own waivers that explain none of them."""
    listed = tuple(findings)
    used = {of_edition(finding) for finding in listed}
    idle = (
        _unused(waiver, f"这个版式没有 {waiver.code}（{waiver.code.label}）的问题，或者不是它说的", "删去这一条")
        for waiver in waivers
        if waiver not in used and waiver.code in SELF_CHECKED and f"/{edition}/" in waiver.place.path
    )
    return (*(finding for finding in listed if of_edition(finding) is None), *idle)


def _is_firm(finding: Finding, document: Document) -> bool:
    """Whether no reason makes up for it."""
    return finding.severity is Severity.ERROR or (not document.archived and finding.code in SUMS)


def _not_run(examined: Iterable[Examined]) -> set[str]:
    """Codes of which nothing could be examined."""
    held: Counter[str] = Counter()
    hindered: set[str] = set()
    for test in examined:
        held[test.code] += test.held
        if test.reasons:
            hindered.add(test.code)
    return {code for code in hindered if not held[code]}


def _complaints(waiver: Waiver, document: Document, findings: tuple[Finding, ...], *, used: bool) -> Iterator[Finding]:
    fitting = [finding for finding in findings if waiver.fits(finding, document.place.path)]
    errors = [finding for finding in fitting if _is_firm(finding, document)]
    if errors:
        what = "编制的文件里，数对不上" if waiver.code in SUMS else "在这里是错误"
        yield Finding(
            code=FindingCode.WAIVED_ERROR,
            severity=Severity.ERROR,
            place=waiver.place,
            message=f"{waiver.code}（{waiver.code.label}）{what}，不能用说明代替",
            hint="请改正；改好以后删去这一条说明",
            related=tuple(finding.place for finding in errors),
        )
    elif fitting and not used:
        yield _unused(waiver, "它说的问题，前面的说明已经都说到了", "删去这一条；要分开说的，把说得细的一条写在前面")
    elif not used:
        others = tuple(finding.place for finding in findings if finding.code == waiver.code)
        if others:
            told = f"这份文件有 {waiver.code} 的问题（{len(others)} 个），都不是它说的"
            hint = "核对“文件”和“含”：文件照提示里的写，不写行号；“含”是提示里原样有的字"
        else:
            told = f"这份文件没有 {waiver.code}（{waiver.code.label}）的问题"
            hint = "问题已经改好，或者检查得更准了：删去这一条"
        yield _unused(waiver, told, hint, others)


def _unused(waiver: Waiver, told: str, hint: str, related: tuple[Place, ...] = ()) -> Finding:
    return Finding(
        code=FindingCode.UNUSED_WAIVER,
        severity=Severity.WARNING,
        place=waiver.place,
        message=f"这条说明没有用到：{told}",
        hint=hint,
        related=related,
    )
