"""说明的效力: which findings of a document its waivers explain, and which waivers explain nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from gongkai.checks.waiver_offers import Offers
from gongkai.model.documents import Document
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.key_paths import FindWay
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
MOST_OFFERED = 3
EDITIONS = "templates/editions/"
SELF_CHECKED = frozenset({FindingCode.UNUSED_TERM, FindingCode.HEADING_AGAINST_CONTENTS, FindingCode.NOT_CHECKED})
"""warnings that an edition's self-check gives, whatever the documents hold"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """说明之后: what is left of the findings of a document, those about its waivers among them."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    used: int
    """its own waivers that explain something"""
    in_use: frozenset[Waiver]
    """all that do"""
    open: tuple[Finding, ...]
    """those of the findings that a waiver may yet explain"""
    idle: frozenset[Waiver] = frozenset()
    """of the waivers above its folder, those that explain nothing of it"""


def explain(
    document: Document,
    findings: Iterable[Finding],
    examined: Iterable[Examined],
    find_way: FindWay = lambda _: (),
    of_edition: tuple[Waiver, ...] = (),
    above: tuple[Waiver, ...] = (),
) -> Explained:
    """Take the explained findings from a document's own. The first waiver that fits counts; an error stays.

    Whether a waiver of a rule that has not run is of use, nobody knows: nothing is said of it. `find_way` tells the
    keys that lead to a place. `of_edition`: the edition's waivers; whether they are of use is told at the edition.
    `above`: those for many documents, of use if any needs them.
    """
    own = _Own(
        what="这份文件",
        findings=tuple(findings),
        folder=document.place.path,
        waivers=(*document.waivers, *above, *of_edition),
        find_way=cache(find_way),
        archived=document.archived,
    )
    unknown = _not_run(examined) - {finding.code for finding in own.findings}
    explained = own.explained([waiver for waiver in document.waivers if waiver.code not in unknown])
    needed = {waiver for waiver in above if waiver.code in unknown or waiver in explained.in_use}
    return replace(explained, idle=frozenset(above) - needed)


def explained_in_edition(
    folder: str, waivers: tuple[Waiver, ...], findings: Iterable[Finding], find_way: FindWay
) -> tuple[Finding, ...]:
    """What is left of the findings of an edition's self-check, and what is wrong with the waivers in its own folder."""
    own = _Own(what="这个版式", findings=tuple(findings), waivers=waivers, find_way=cache(find_way))
    judged = [waiver for waiver in waivers if waiver.folder == folder and waiver.code in SELF_CHECKED]
    return own.explained(judged).findings


def idle_everywhere(waiver: Waiver, documents: int) -> Finding:
    """P401 of a waiver for many documents that none of them needs."""
    told = f"范围里的{documents}份文件，没有一个问题由它说明" if documents else "范围里一份文件也没有"
    hint = "问题已经改好的，删去这一条；“处”“涉及”“范围”写错了的，改正；错误不能用理由代替，要改正"
    return _unused(waiver, told, hint)


def _not_run(examined: Iterable[Examined]) -> set[str]:
    """Codes of which nothing could be examined."""
    held: Counter[str] = Counter()
    hindered: set[str] = set()
    for test in examined:
        held[test.code] += test.held
        if test.reasons:
            hindered.add(test.code)
    return {code for code in hindered if not held[code]}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What was found in a document or an edition, and what waivers do with it."""

    what: str
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]
    find_way: FindWay
    folder: str = ""
    """of the document"""
    archived: bool = True

    def explained(self, judged: list[Waiver]) -> Explained:
        """What the waivers leave; those to be judged are told if they are of no use."""
        explains: dict[Waiver, list[Finding]] = {waiver: [] for waiver in self.waivers}
        waived: list[Waived] = []
        left: list[Finding] = []
        for finding in self.findings:
            waiver = next((one for one in self.waivers if self.fits(one, finding)), None)
            if waiver is None or self.is_firm(finding):
                left.append(finding)
            else:
                explains[waiver].append(finding)
                waived.append(Waived(finding=finding, reason=waiver.reason))
        may_be = tuple(finding for finding in left if not self.is_firm(finding))
        left.extend(told for waiver in judged for told in self.complaints(waiver, explains[waiver]))
        used = sum(bool(explains[waiver]) for waiver in judged)
        in_use = frozenset(waiver for waiver, found in explains.items() if found)
        return Explained(findings=tuple(left), waived=tuple(waived), used=used, in_use=in_use, open=may_be)

    def fits(self, waiver: Waiver, finding: Finding) -> bool:
        """An edition explains nothing of a document."""
        reaches = finding.place.path.startswith(EDITIONS) or not waiver.place.path.startswith(EDITIONS)
        folder = waiver.folder if waiver.scope is None else self.folder
        return waiver.code == finding.code and reaches and waiver.fits(finding, folder, self.find_way(finding.place))

    def is_firm(self, finding: Finding) -> bool:
        """Whether no reason makes up for it."""
        return finding.severity is Severity.ERROR or (not self.archived and finding.code in SUMS)

    def complaints(self, waiver: Waiver, explained: list[Finding]) -> Iterator[Finding]:
        fitting = [finding for finding in self.findings if self.fits(waiver, finding)]
        errors = [finding for finding in fitting if self.is_firm(finding)]
        if errors:
            yield _no_use(waiver, errors)
        elif fitting and not explained:
            told = "它说的问题，前面的说明已经都说到了"
            yield _unused(waiver, told, "删去这一条；要分开说的，把说得细的一条写在前面")
        elif not explained:
            yield self._of_nothing(waiver)
        elif waiver.old:
            yield from self._old(waiver, explained)

    def _of_nothing(self, waiver: Waiver) -> Finding:
        others = [finding for finding in self.findings if finding.code == waiver.code]
        if not others:
            told = f"{self.what}没有 {waiver.code}（{waiver.code.label}）的问题"
            return _unused(waiver, told, "问题已经改好，或者检查得更准了：删去这一条")
        told = f"{self.what}有 {waiver.code} 的问题（{len(others)} 个），都不是它说的"
        offers = self._offers(waiver)
        closest = [offers.closest(one, [two for two in others if two != one]) for one in others[:MOST_OFFERED]]
        hint = f"理由还成立的，照要说明的问题写：{_listed(closest)}；问题已经改好的，删去这一条"
        return _unused(waiver, told, hint, tuple(finding.place for finding in others))

    def _old(self, waiver: Waiver, explained: list[Finding]) -> Iterator[Finding]:
        """P404: 文件 and 含, where it can be said in the new way which findings are meant."""
        others = [one for one in self.findings if one.code == waiver.code and one not in explained]
        offers = self._offers(waiver).for_all(explained, others)
        if offers:
            yield _finding(
                FindingCode.OLD_WAIVER,
                waiver,
                "“文件”和“含”是旧的写法，下一个版本起不再认",
                f"改成：{_listed([replace(one, reason=waiver.reason) for one in offers])}",
            )

    def _offers(self, waiver: Waiver) -> Offers:
        return Offers(folder=waiver.folder, find_way=self.find_way)


def _no_use(waiver: Waiver, errors: list[Finding]) -> Finding:
    what = "编制的文件里，数对不上" if waiver.code in SUMS else "在这里是错误"
    return Finding(
        code=FindingCode.WAIVED_ERROR,
        severity=Severity.ERROR,
        place=waiver.place,
        message=f"{waiver.code}（{waiver.code.label}）{what}，不能用说明代替",
        hint="请改正；改好以后删去这一条说明",
        related=tuple(finding.place for finding in errors),
    )


def _listed(waivers: list[Waiver]) -> str:
    return " ".join(dict.fromkeys(map(str, waivers)))


def _unused(waiver: Waiver, told: str, hint: str, related: tuple[Place, ...] = ()) -> Finding:
    return _finding(FindingCode.UNUSED_WAIVER, waiver, f"这条说明没有用到：{told}", hint, related)


def _finding(code: FindingCode, waiver: Waiver, message: str, hint: str, related: tuple[Place, ...] = ()) -> Finding:
    return Finding(
        code=code, severity=Severity.WARNING, place=waiver.place, message=message, hint=hint, related=related
    )
