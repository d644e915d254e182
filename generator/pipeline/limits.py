"""限度: an edition whose wording went beyond its bounds is not tried again for every document that follows it.

Limits are those of an edition, not of each of its thousand documents. One document alone proves nothing: its own
content may be what is too much, and must not keep those of other departments from being published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gongkai.model.checked import Verdict
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.workspace import Workspace

ENOUGH = 2
"""departments whose documents have met the bounds of one edition"""


class Limits:
    """限度 of a run, as far as its documents have met them; children know what was met before they were forked."""

    def __init__(self, workspace: Workspace, digests: Digests) -> None:
        self._workspace = workspace
        self._digests = digests
        self._met: dict[str, dict[str, tuple[Finding, ...]]] = defaultdict(dict)
        """by edition and department"""

    def learn(self, verdict: Verdict) -> None:
        """Note what came of a document."""
        told = tuple(one for one in verdict.findings if one.code == "L622") if verdict.exhausted else ()
        for finding in told:
            self._met[_edition(finding)][self._workspace.folders[verdict.id].department_id] = told

    def refused(self, id: str) -> Verdict | None:
        """The verdict on a document whose edition has been enough, without looking at it; else None."""
        spent = {name for name, met in self._met.items() if len(met) >= ENOUGH}
        name = next((one for one in self._editions(id) if one in spent), "") if spent else ""
        findings = next(iter(self._met[name].values())) if name else ()
        return Verdict(id=id, findings=findings, blocked=True) if findings else None

    def _editions(self, id: str) -> Iterator[str]:
        """Those that the document follows, with those that these inherit from."""
        for name in self._digests.editions(id):
            edition = self._workspace.edition(name, NOWHERE).edition
            yield from edition.lineage if edition else (name,)


def _edition(finding: Finding) -> str:
    """The edition in whose folder a finding stands: templates/editions/NAME/wording/…."""
    return finding.place.path.split("/")[2]
