"""编排: one loaded document and its accounts as a Publication, with what was found on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.composition.answers import Asking
from gongkai.composition.originals import Originals
from gongkai.composition.parts import Editor
from gongkai.composition.printing import printed, style_of_table
from gongkai.composition.tables import Composer
from gongkai.composition.vocabulary import vocabulary
from gongkai.composition.wording import Wording, WordingError
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour
from gongkai.model.documents import Document
from gongkai.model.findings import Finding
from gongkai.model.glossary import Term
from gongkai.model.ledger import Examined
from gongkai.model.publication import GlossaryEntry, Paragraph, Part, Publication, Section, SectionKind
from gongkai.model.spans import Text, plain
from gongkai.model.statements import Address
from gongkai.model.withheld import WITHHELD


class KeyFigure(Struct, frozen=True, kw_only=True):
    """要览的一个数, printed, with the table it stands in."""

    title: str
    text: str
    unit: str
    table: str
    cells: tuple[Address, ...] = ()
    """where it stands there, as of a Figure"""


class Composed(Struct, frozen=True, kw_only=True):
    """编排结果."""

    publication: Publication
    highlights: tuple[KeyFigure, ...]
    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]
    """the checks that filling the text in makes"""
    exhausted: bool = False
    """whether the wording went beyond its bounds"""


CODES = ("N101", "N102", "N103", "P102", "E129")
"""what only composing can test"""


def compose(
    document: Document,
    accounts: Accounts,
    neighbours: Mapping[str, Neighbour],
    terms: Mapping[str, Term],
    slugs: Mapping[str, str],
    folders: tuple[Path, ...],
) -> Composed:
    """Fill the edition's parts with a document; every problem is a finding, the rest is composed."""
    edition = document.edition
    asking = Asking(document, edition.inputs, neighbours)
    wording = Wording(folders, vocabulary(document, accounts, asking))
    originals = Originals(document.originals)
    editor = Editor(
        document=document,
        accounts=accounts,
        terms=terms,
        slugs=slugs,
        wording=wording,
        originals=originals,
        asking=asking,
        composer=Composer(
            edition=edition,
            wording=wording,
            originals=originals,
            left_out=document.withheld,
            rows={(entry.table, entry.row): entry.place for entry in reversed(document.entries)},
            registered={
                number: fact.place
                for number, fact in enumerate(accounts.facts.items)
                if edition.tables[fact.table].hidden
            },
        ),
    )
    publication = _publication(editor)
    highlights = tuple(_highlights(editor))
    findings = (
        *dict.fromkeys(editor.findings),
        *asking.findings.values(),
        *asking.numbers.findings.values(),
        *asking.left_over(),
        *originals.findings(),
    )
    wrong = Counter(finding.code for finding in findings)
    examined = (
        *asking.examined(),
        Examined(code="N103", held=len(document.originals) - wrong["N103"]),
        Examined(code="E129", held=len(asking.numbers.found)),
        Examined(code="P102", held=_terms(publication) - wrong["P102"]),
    )
    return Composed(
        publication=publication,
        highlights=highlights,
        findings=findings,
        examined=examined,
        exhausted=wording.exhausted is not None,
    )


def _parts(editor: Editor) -> tuple[Part, ...]:
    """The edition's parts; of a document that is left out as a whole, one that says so."""
    document = editor.document
    if document.withheld.whole:
        said = Paragraph(spans=(Text(text=document.withheld.whole),))
        title = (Text(text=WITHHELD),)
        section = Section(
            id="left-out", number="", title=title, contents_title=WITHHELD, kind=SectionKind.TEXT, blocks=(said,)
        )
        return (Part(id="profile", number="", separator="", title=document.name, sections=(section,)),)
    return tuple(editor.part(form) for form in document.edition.parts)


def _publication(editor: Editor) -> Publication:
    document, edition = editor.document, editor.document.edition
    record = document.disclosure
    return Publication(
        **document.identity.fields(),
        title=plain(editor.titled("标题", edition.title)),
        kind_title=edition.kind.title,
        own_word=edition.kind.own_word,
        cover=tuple(plain(editor.titled(f"封面.{number}", line)) for number, line in enumerate(edition.cover, start=1)),
        contents_title=plain(editor.line(edition.contents_title)),
        parts=_parts(editor),
        source=document.head.source,
        notices=(
            *document.head.missing,
            *(f"{what}属于个人信息，未收录。" for what in document.head.personal_data),
        ),
        approved=record.form.approved.isoformat() if record and record.form.approved else "",
        standing=record.standing if record else None,
        printing=edition.printing.model_copy(update={"file_number": plain(editor.line(edition.printing.file_number))}),
    )


def _terms(publication: Publication) -> int:
    return sum(isinstance(block, GlossaryEntry) for block in publication.blocks())


def _highlights(editor: Editor) -> Iterable[KeyFigure]:
    """要览: the key figures that the edition names, as their tables print them."""
    edition, left_out = editor.document.edition, editor.document.withheld
    for form in () if left_out.silent else edition.highlights:
        if form.table in left_out.tables:
            continue
        table = edition.tables.get(form.table)
        try:
            amount = editor.accounts.quantity(form.quantity)
        except FormulaError as error:
            editor.fault(WordingError(f"要览“{form.title}”：{error}"))
            continue
        style = style_of_table(edition.amounts, table)
        yield KeyFigure(
            title=plain(editor.line(form.title)),
            text=printed(amount, style) or "0",
            unit=style.unit.value,
            table=table.id if table else "",
            cells=editor.accounts.cells_of(form.quantity),
        )
