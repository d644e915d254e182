"""说明的效力: which findings of a document its waivers explain, and which waivers explain nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.waiver_offers import Offers
from gongkai.model.documents import Document
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.key_paths import FindWay
from gongkai.model.ledger import Examined
from gongkai.model.waivers import Waived, Waiver

SUMS = frozenset({"F101", "F102", "F201", "H101", "R101"})
"""arithmetic: in a document that is written here, figures that do not tie are put right, not explained"""
MOST_OFFERED = 3
EDITIONS = "templates/editions/"
SELF_CHECKED = frozenset({"P105", "P204", "P207"})
"""warnings that an edition's self-check gives, whatever the documents hold"""


class Explained(Struct, frozen=True, kw_only=True):
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
    if not documents:
        return found("P401", waiver.place, "空范围")
    return found("P401", waiver.place, "范围", 数=documents)


def _not_run(examined: Iterable[Examined]) -> set[str]:
    """Codes of which nothing could be examined."""
    held: Counter[str] = Counter()
    hindered: set[str] = set()
    for test in examined:
        held[test.code] += test.held
        if test.reasons:
            hindered.add(test.code)
    return {code for code in hindered if not held[code]}


class _Own(Struct, frozen=True, kw_only=True):
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
        pairs = [(finding, self._waiver_of(finding)) for finding in self.findings]
        left = [finding for finding, waiver in pairs if waiver is None]
        explains = _by_waiver(pairs)
        complaints = (told for waiver in judged for told in self.complaints(waiver, explains.get(waiver, [])))
        return Explained(
            findings=(*left, *complaints),
            waived=tuple(Waived(finding=finding, reason=waiver.reason) for finding, waiver in pairs if waiver),
            used=sum(waiver in explains for waiver in judged),
            in_use=frozenset(explains),
            open=tuple(finding for finding in left if not self.is_firm(finding)),
        )

    def _waiver_of(self, finding: Finding) -> Waiver | None:
        return None if self.is_firm(finding) else next((one for one in self.waivers if self.fits(one, finding)), None)

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
            yield found("P401", waiver.place, "已经说到")
        elif not explained:
            yield self._of_nothing(waiver)
        elif waiver.old:
            yield from self._old(waiver, explained)

    def _of_nothing(self, waiver: Waiver) -> Finding:
        others = [finding for finding in self.findings if finding.code == waiver.code]
        if not others:
            return found("P401", waiver.place, "没有", 处=self.what, 代码=waiver.code, 名=title_of(waiver.code))
        offers = self._offers(waiver)
        closest = [offers.closest(one, [two for two in others if two != one]) for one in others[:MOST_OFFERED]]
        return found(
            "P401",
            waiver.place,
            "不是它",
            related=tuple(finding.place for finding in others),
            处=self.what,
            代码=waiver.code,
            次=len(others),
            写法=_listed(closest),
        )

    def _old(self, waiver: Waiver, explained: list[Finding]) -> Iterator[Finding]:
        """P404: 文件 and 含, where it can be said in the new way which findings are meant."""
        others = [one for one in self.findings if one.code == waiver.code and one not in explained]
        offers = self._offers(waiver).for_all(explained, others)
        if offers:
            yield found("P404", waiver.place, 写法=_listed([replace(one, reason=waiver.reason) for one in offers]))

    def _offers(self, waiver: Waiver) -> Offers:
        return Offers(folder=waiver.folder, find_way=self.find_way)


def _by_waiver(pairs: Iterable[tuple[Finding, Waiver | None]]) -> dict[Waiver, list[Finding]]:
    explains: dict[Waiver, list[Finding]] = {}
    for finding, waiver in pairs:
        if waiver is not None:
            explains.setdefault(waiver, []).append(finding)
    return explains


def _no_use(waiver: Waiver, errors: list[Finding]) -> Finding:
    variant = "数" if waiver.code in SUMS else "错误"
    related = tuple(finding.place for finding in errors)
    return found("P402", waiver.place, variant, related=related, 代码=waiver.code, 名=title_of(waiver.code))


def _listed(waivers: list[Waiver]) -> str:
    return " ".join(dict.fromkeys(map(str, waivers)))
