"""说明的写法: the waivers that explain some findings and no others, as they are to be typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, takewhile

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.findings import Finding
from gongkai.model.key_paths import FindWay
from gongkai.model.places import NOWHERE
from gongkai.model.waivers import Waiver

REASON = "…"


class Offers(Struct, frozen=True, kw_only=True):
    """写法 for the findings of one document."""

    folder: str
    find_way: FindWay

    def for_all(self, found: Sequence[Finding], others: Sequence[Finding]) -> list[Waiver]:
        """Waivers that explain these findings of one code and none of the others; none if that cannot be said."""
        one = next((one for one in self._waivers(found) if not self._fits_any(one, others)), None)
        if one is not None or len(found) < 2:
            return [one] if one else []
        each = [self.for_all([this], [*others, *_without(this, found)]) for this in found]
        return list(chain(*each)) if all(each) else []

    def closest(self, finding: Finding, others: Sequence[Finding]) -> Waiver:
        """The waiver for one finding; where nothing tells it from others, the one that says most of it."""
        exact = self.for_all([finding], others)
        return exact[0] if exact else list(self._waivers([finding]))[-1]

    def _waivers(self, found: Sequence[Finding]) -> Iterator[Waiver]:
        """What fits all of them: the place that they share, then with each thing that they are about, then with all."""
        at = self._place(found)
        waiver = Waiver(code=found[0].code, at=at, reason=REASON, place=NOWHERE)
        yield waiver
        shared = [name for name in dict.fromkeys(found[0].about) if all(name in one.about for one in found)]
        yield from (replace(waiver, about=(name,)) for name in shared)
        if len(shared) > 1:
            yield replace(waiver, about=tuple(shared))

    def _place(self, found: Sequence[Finding]) -> str:
        paths = {finding.place.path for finding in found}
        if len(paths) > 1 or self.folder in paths:
            return ""
        keys = _shared([self._keys(finding) for finding in found])
        return f"{paths.pop().removeprefix(f'{self.folder}/')} {'.'.join(keys)}".strip()

    def _keys(self, finding: Finding) -> list[str]:
        """The way to a finding, as far as each step has a name of its own."""
        return list(takewhile(bool, (step.own for step in self.find_way(finding.place))))

    def _fits_any(self, waiver: Waiver, findings: Iterable[Finding]) -> bool:
        return any(waiver.fits(one, self.folder, self.find_way(one.place)) for one in findings)


def offered(folder: str, findings: Sequence[Finding], find_way: FindWay) -> dict[Waiver, list[Finding]]:
    """The waivers that a document may write, each with what it explains."""
    offers = Offers(folder=folder, find_way=cache(find_way))
    found: dict[Waiver, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.code, one.order)):
        others = [one for one in _without(finding, findings) if one.code == finding.code]
        found.setdefault(offers.closest(finding, others), []).append(finding)
    return found


def _without(one: Finding, findings: Iterable[Finding]) -> list[Finding]:
    return [other for other in findings if other != one]


def _shared(lists: Sequence[list[str]]) -> list[str]:
    """The keys with which all ways begin."""
    return [keys[0] for keys in takewhile(lambda keys: len(set(keys)) == 1, zip(*lists, strict=False))]
