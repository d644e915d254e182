"""Problems found in content or templates; values, never exceptions."""

from dataclasses import dataclass

from gongkai.model.finding_catalogue import SEVERITIES, Severity, catalogue, chosen, filled, note_of, placeholders
from gongkai.model.places import NOWHERE, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
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


def blocks(finding: Finding, *, archived: bool) -> bool:
    """Whether a finding keeps its document from being published."""
    if finding.severity is Severity.INCONSISTENCY:
        return not archived
    return finding.severity is Severity.ERROR


__all__ = ["NOWHERE", "SEVERITIES", "Finding", "Place", "Severity", "blocks", "found"]
