"""试改: a document with one mistake mended, to see what else goes with it."""

from __future__ import annotations

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import Contradiction, Mistake, diagnosis
from gongkai.checks.figures.magnitude import reduced
from gongkai.checks.funds.corrected import corrected, supposed
from gongkai.model.findings import Finding
from gongkai.model.places import Place

SEVERAL = 2


class Mending(Struct, frozen=True, kw_only=True):
    """试改 of one mistake, and which findings tell the mistake itself."""

    case: Case
    codes: frozenset[str]
    place: Place | None = None
    """of the finding; None: wherever"""
    better: str = ""
    """a code that tells it better, if there is one of it"""

    def is_told_by(self, finding: Finding) -> bool:
        return finding.code in self.codes and self.place in (None, finding.place)


def of_funds(case: Case) -> Mending | None:
    """Every 资金 as it has to be, or as another place has it."""
    right = corrected(case)
    right = supposed(case) if right is case and not case.document.archived else right
    return None if right is case else Mending(case=right, codes=frozenset({"K301", "K302"}))


def of_figures(case: Case) -> tuple[list[Mending], Mending | None]:
    """Each mistake in the figures of which it is known how they may have been meant; and, of several, all of them."""
    known = diagnosis(case)
    if known.in_yuan:
        return [Mending(case=case.with_figures(reduced(case.document.entries)), codes=frozenset({"F202"}))], None
    each = [_mending(case, one) for one in known.mistakes]
    each = [one for one in each if one.case is not case]
    if len(each) < SEVERAL:
        return each, None
    for one in known.mistakes:
        case = one.mended(case)
    return each, Mending(case=case, codes=frozenset())


def _mending(case: Case, mistake: Mistake) -> Mending:
    """Where it cannot be said which figure is wrong, a total from outside says more."""
    unknown = isinstance(mistake, Contradiction) and mistake.culprit is None
    better = "H101" if unknown else ""
    return Mending(case=mistake.mended(case), codes=frozenset({"F201"}), place=mistake.place, better=better)
