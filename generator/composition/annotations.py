"""检查发现的注: what the checks found in a performance form of an archived document, as notes under the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from generator.model.findings import Finding, Severity
from generator.model.publication import Block, Note, Part, Publication, Section, Table, Text

FOLDER = "performance"


def annotated(publication: Publication, findings: Iterable[Finding]) -> Publication:
    """The publication with a note under each form for every contradiction found in it."""
    notes: dict[str, list[str]] = {}
    for finding in findings:
        path = PurePosixPath(finding.place.path)
        if finding.severity is Severity.INCONSISTENCY and path.parent.name == FOLDER:
            notes.setdefault(f"form-{path.stem}", []).append(finding.message)
    if not notes:
        return publication
    return replace(publication, parts=tuple(_part(part, notes) for part in publication.parts))


def _part(part: Part, notes: Mapping[str, list[str]]) -> Part:
    return replace(
        part,
        sections=tuple(_section(section, notes) for section in part.sections),
        blocks=tuple(_block(block, notes) for block in part.blocks),
    )


def _section(section: Section, notes: Mapping[str, list[str]]) -> Section:
    return replace(section, blocks=tuple(_block(block, notes) for block in section.blocks))


def _block(block: Block, notes: Mapping[str, list[str]]) -> Block:
    if not isinstance(block, Table) or block.id not in notes:
        return block
    found = tuple(
        Note(kind="finding", spans=(Text(text=f"核对：{message}。"),)) for message in dict.fromkeys(notes[block.id])
    )
    return replace(block, notes=(*block.notes, *found))
