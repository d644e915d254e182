"""Problems found in content or templates; values, never exceptions."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.amounts import Amount
from gongkai.model.finding_catalogue import SEVERITIES, Severity, catalogue, chosen, filled, note_of, placeholders
from gongkai.model.places import NOWHERE, Place

Key = tuple[str, Place, tuple[str, ...]]


class Finding(Struct, frozen=True, kw_only=True):
    """检查发现: one problem, where it stands and what to do; message and hint are Chinese."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    document: str = ""
    related: tuple[Place, ...] = ()
    note: str = ""
    """what a reader of the page is told, where the message, which is for the author, does not do"""
    about: tuple[str, ...] = ()
    """the figures and names that the message speaks of, in the order in which the rule gave them"""
    copied: tuple[str, ...] = ()
    """lines that the hint asks to copy into the file"""
    meant: str = ""
    """what is to be typed at the place instead, where there is only one answer; so `gongkai format --fix` can do it"""
    apart: Amount | None = None
    """by how much figures that should agree do not"""
    follows: "tuple[Finding, ...]" = ()
    """others of the same cause, which are told under it"""

    @property
    def key(self) -> Key:
        """What it is about, whatever figures it names."""
        return (self.code, self.place, self.about[:1])

    @property
    def each(self) -> "tuple[Finding, ...]":
        """It and what follows, one by one."""
        return (replace(self, follows=()), *self.follows)

    def with_lines(self, lines: Iterable[str]) -> "Finding":
        """With lines to copy."""
        return replace(self, copied=tuple(lines))

    def meaning(self, text: str) -> "Finding":
        """With what alone can have been meant at its place; "" where nobody can tell."""
        return replace(self, meant=text)

    def apart_by(self, difference: Amount | None) -> "Finding":
        """With what figures that should agree are apart."""
        return replace(self, apart=difference and abs(difference))

    def leading(self, others: "Iterable[Finding]") -> "Finding":
        """With others told under it; the whole is as grave as the gravest of them."""
        follows = (*self.follows, *(one for other in others for one in other.each))
        severity = min((self.severity, *(one.severity for one in follows)), key=list(Severity).index)
        return replace(self, severity=severity, follows=follows)

    @property
    def order(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)


def found(
    code: str,
    place: Place,
    variant: str = "",
    /,
    *,
    hint: str = "",
    severity: Severity | None = None,
    related: tuple[Place, ...] = (),
    **values: str | int,
) -> Finding:
    """A finding of the catalogue (templates/findings/), its templates filled with values told in Chinese.

    `variant`: which of its texts; `hint`: which of its hints (改法), where that is another question; `severity`: where
    something else than the catalogue decides.
    """
    kind = catalogue()[code]
    told = {name: str(value) for name, value in values.items()}
    message = chosen(kind.message, variant)
    named = placeholders(message)
    return Finding(
        code=code,
        severity=severity or kind.severity_of(variant),
        place=place,
        message=filled(message, told),
        hint=filled(chosen(kind.hint, hint or variant), told),
        note=filled(note_of(kind, variant), told),
        related=related,
        about=tuple(value for name, value in told.items() if value and name in named),
    )


def each_cause_once(found: Iterable[tuple[str, Finding]]) -> tuple[Finding, ...]:
    """Of findings that have one cause the first, which leads to the others; "" is a cause of its own."""
    by_cause: dict[object, list[Finding]] = {}
    for cause, finding in found:
        by_cause.setdefault(cause or finding, []).append(finding)
    return tuple(_with_others(first, others) for first, *others in by_cause.values())


def _with_others(first: Finding, others: Iterable[Finding]) -> Finding:
    places = tuple(dict.fromkeys(one.place for one in others if one.place != first.place))
    if not places:
        return first
    message = f"{first.message}（另有{len(places)}处也是这样）"
    return replace(first, message=message, related=(*first.related, *places))


def every(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings and those told under them, one by one."""
    return tuple(one for finding in findings for one in finding.each)


def blocks(finding: Finding, *, archived: bool) -> bool:
    """Whether a finding keeps its document from being published."""
    if finding.severity is Severity.INCONSISTENCY:
        return not archived
    return finding.severity is Severity.ERROR


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep what they are about from being used."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)


__all__ = ["NOWHERE", "SEVERITIES", "Finding", "Place", "Severity", "blocks", "errors", "found"]
