"""编排: one loaded document and its accounts as a Publication, with what was found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.composition.asking import Asking, Neighbour
from generator.composition.originals import Originals
from generator.composition.performance import performance_table
from generator.composition.printing import amount_in_table, chinese_number
from generator.composition.reports import report_blocks
from generator.composition.tables import Composer
from generator.composition.vocabulary import FILTERS, vocabulary
from generator.composition.wording import Wording, WordingError
from generator.figures.derivation import Accounts
from generator.figures.formulas import FormulaError
from generator.model.documents import Document, PerformanceData
from generator.model.edition import Item, PartForm, SectionForm
from generator.model.findings import Finding, Severity
from generator.model.glossary import Term
from generator.model.places import Place
from generator.model.publication import (
    Block,
    GlossaryEntry,
    Part,
    Publication,
    Section,
    SectionKind,
    Span,
    Table,
    Text,
    plain,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """编排结果."""

    publication: Publication
    highlights: tuple[KeyFigure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """要览的一个数, printed, with the table it stands in."""

    title: str
    text: str
    unit: str
    table: str


@dataclass(slots=True)
class _Editor:
    document: Document
    accounts: Accounts
    terms: Mapping[str, Term]
    slugs: Mapping[str, str]
    wording: Wording
    originals: Originals
    composer: Composer
    findings: list[Finding]

    def part(self, form: PartForm) -> Part:
        sections = []
        for number, section in enumerate(form.sections, start=1):
            ordinal = f"{chinese_number(number)}、" if section.ordinal is None else section.ordinal
            sections.append(self.section(form, section, ordinal))
        title = self.text(form.title)
        title = plain(self.originals.line(f"{form.key}.题", _text(title)))
        return Part(
            id=form.key,
            number=form.ordinal,
            separator=form.separator,
            title=title,
            sections=tuple(sections),
            blocks=self.blocks(form.key, form.items),
        )

    def section(self, part: PartForm, form: SectionForm, ordinal: str) -> Section:
        if form.table:
            return self.table_section(form, ordinal)
        where = f"{part.key}.{form.key}"
        title = self.originals.line(f"{where}.题", self.line(form.title))
        blocks = self.blocks(where, form.items)
        return Section(
            id=form.key,
            number=ordinal,
            title=title,
            contents_title=self.contents_title(where, form.contents_title or form.title),
            kind=SectionKind.PERFORMANCE
            if any(item.forms or item.report for item in form.items)
            else SectionKind.TEXT,
            blocks=blocks,
        )

    def contents_title(self, where: str, template: str) -> str:
        return plain(self.originals.line(f"{where}.目录题", self.line(template)))

    def table_section(self, form: SectionForm, ordinal: str) -> Section:
        statement = self.accounts.statements[form.table]
        table = self.composer.table(statement)
        title = self.composer.title(statement.form, form.table)
        return Section(
            id=table.id,
            number=ordinal,
            title=title,
            contents_title=self.contents_title(table.id, form.contents_title) if form.contents_title else plain(title),
            kind=SectionKind.TABLE,
            blocks=(table,),
        )

    def blocks(self, where: str, items: Iterable[Item]) -> tuple[Block, ...]:
        """The blocks of a section, with the originals that are recorded for it."""
        blocks: list[Block] = []
        for item in items:
            if item.wording:
                blocks.extend(self.worded(item.wording))
            blocks.extend(
                table for name in item.forms for table in self.forms(name)
            )
            if item.report:
                blocks.extend(self.report(item.report))
            if item.glossary:
                blocks.extend(self.glossary())
        return self.originals.blocks(where, tuple(blocks))

    def worded(self, file: str) -> tuple[Block, ...]:
        try:
            return self.wording.blocks(file)
        except WordingError as error:
            self.fault(str(error))
            return ()

    def line(self, template: str) -> tuple[Span, ...]:
        try:
            return self.wording.line(template)
        except WordingError as error:
            self.fault(str(error))
            return _text(template)

    def text(self, template: str) -> str:
        return plain(self.line(template))

    def fault(self, message: str) -> None:
        self.findings.append(
            Finding(
                code="L622",
                severity=Severity.ERROR,
                place=Place(path=f"templates/editions/{self.document.edition.id}"),
                message=f"版式的措辞或公式有误：{message}",
                hint="请财政局维护版式的人改正",
            )
        )

    def forms(self, name: str) -> list[Table]:
        return [
            self.form(data)
            for data in self.document.performance
            if data.form == name and not data.attached_to
        ]

    def form(self, data: PerformanceData) -> Table:
        return performance_table(
            self.document.edition.performance[data.form], data, self.wording, self.originals
        )

    def report(self, slug: str) -> tuple[Block, ...]:
        report = self.document.reports.get(slug)
        if report is None:
            return ()

        def form(name: str) -> Table | None:
            data = next((d for d in self.document.performance if d.slug == name), None)
            return self.form(data) if data else None

        return report_blocks(report, form)

    def glossary(self) -> tuple[GlossaryEntry, ...]:
        entries = []
        edition = self.document.edition
        for number, name in enumerate(edition.glossary, start=1):
            term = self.terms.get(name)
            text = term.text_for(self.document.year, edition.kind.value) if term else None
            if text is None:
                self.findings.append(
                    Finding(
                        code="P102",
                        severity=Severity.ERROR,
                        place=self.document.place,
                        message=f"版式要求解释“{name}”，content/glossary 里没有适用于{self.document.year}年{edition.kind.value}的文字",
                        hint="请在 content/glossary 里补上这个名词",
                    )
                )
                text = f"【待填：{name}的解释】"
            entries.append(
                GlossaryEntry(
                    id=self.slugs.get(name, f"term-{number}"),
                    number=f"{chinese_number(number)}、",
                    term=_text(name),
                    text=_text(text),
                )
            )
        return tuple(entries)


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
    wording = Wording(folders, vocabulary(document, accounts, asking), FILTERS)
    originals = Originals(document.originals)
    editor = _Editor(
        document,
        accounts,
        terms,
        slugs,
        wording,
        originals,
        Composer(edition=edition, wording=wording, originals=originals),
        [],
    )
    parts = tuple(editor.part(form) for form in edition.parts)
    publication = Publication(
        id=document.id,
        title=editor.text(edition.title),
        department=document.name,
        department_id=document.department_id,
        region=tuple(document.department.region.split("/")),
        year=document.year,
        kind=edition.kind.value,
        edition=edition.id,
        archived=document.archived,
        date=document.head.date,
        cover=tuple(editor.text(line) for line in edition.cover),
        contents_title=edition.contents_title,
        parts=parts,
        source=document.head.source,
        notices=document.head.missing,
    )
    highlights = tuple(_highlights(editor))
    findings = (
        *editor.findings,
        *asking.findings.values(),
        *asking.left_over(),
        *originals.findings,
        *originals.unused(),
    )
    return Composed(publication=publication, highlights=highlights, findings=findings)


def _highlights(editor: _Editor) -> Iterable[KeyFigure]:
    style = editor.document.edition.amounts
    for form in editor.document.edition.highlights:
        try:
            amount = editor.accounts.quantity(form.quantity)
        except FormulaError as error:
            editor.fault(str(error))
            continue
        table = editor.document.edition.tables.get(form.table)
        yield KeyFigure(
            title=form.title,
            text=amount_in_table(amount, style, style.zero or "0"),
            unit=style.unit.value,
            table=table.id if table else "",
        )


def _text(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()
