"""部分与节: the edition's parts, sections and their content, filled with one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.composition.answers import Asking
from gongkai.composition.left_out import replaced, withheld_section, without_figures, without_hidden
from gongkai.composition.originals import Originals
from gongkai.composition.performance import performance_table
from gongkai.composition.reports import report_blocks
from gongkai.composition.tables import Composer
from gongkai.composition.wording import Wording, WordingError
from gongkai.figures.derivation import Accounts
from gongkai.model.columns import TEMPLATED
from gongkai.model.documents import Document
from gongkai.model.edition import TermForm
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.findings import Finding, found
from gongkai.model.glossary import Term
from gongkai.model.names import Names
from gongkai.model.numbering import ordinal
from gongkai.model.part_forms import Item, PartForm, SectionForm
from gongkai.model.places import Place
from gongkai.model.publication import Block, GlossaryEntry, Heading, Paragraph, Part, Section, SectionKind, Table
from gongkai.model.spans import Span, Text, plain
from gongkai.model.withheld import WITHHELD

T = TypeVar("T")


class Editor(Struct, frozen=True, kw_only=True):
    """编辑 of one document: whatever the edition gets wrong is a finding, and the rest is composed."""

    document: Document
    accounts: Accounts
    terms: Mapping[str, Term]
    slugs: Mapping[str, str]
    wording: Wording
    originals: Originals
    composer: Composer
    asking: Asking
    findings: list[Finding] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """addresses of paragraphs, and how often each was wanted"""

    def part(self, form: PartForm) -> Part:
        """One part with its sections, numbered in order."""
        sections = []
        for number, section in enumerate(form.sections, start=1):
            counted = ordinal(form.section_ordinals, number)
            made = self.section(form, section, counted if section.ordinal is None else section.ordinal)
            if made is not None:
                sections.append(made)
        return Part(
            id=form.key,
            number=form.ordinal,
            separator=form.separator,
            title=plain(self.titled(f"{form.key}.题", form.title)),
            contents_title=self.contents_title(form.key, form.contents_title) if form.contents_title else "",
            landscape=form.paper == "横",
            sections=tuple(sections),
            blocks=self.blocks(form.key, form.items),
        )

    def section(self, part: PartForm, form: SectionForm, number: str) -> Section | None:
        """One section; None where it is a table that cannot be drawn."""
        if form.table:
            return self.table_section(form, number)
        said = withheld_section(self.document.withheld, form)
        if said:
            return replaced(self, part, form, number, said)
        if not self.document.withheld.nothing:
            return self.text_section(part, form, number)
        return without_figures(self, part, form, number)

    def text_section(self, part: PartForm, form: SectionForm, number: str) -> Section:
        key = form.key or ""
        where = f"{part.key}.{key}"
        performance = any(item.forms or item.report for item in form.items)
        return Section(
            id=key,
            number=number,
            title=self.titled(f"{where}.题", form.title),
            contents_title=self.contents_title(where, form.contents_title or form.title),
            kind=SectionKind.PERFORMANCE if performance else SectionKind.TEXT,
            blocks=self.blocks(where, form.items),
            landscape=(form.paper or part.paper) == "横",
        )

    def table_section(self, form: SectionForm, number: str) -> Section | None:
        table = self.table(form.table)
        if table is None:
            return None
        title = self.composer.title(self.accounts.statements[form.table].form, form.table)
        listed = form.contents_title
        return Section(
            id=table.id,
            number=number,
            title=title,
            contents_title=self.contents_title(table.id, listed) if listed else plain(title),
            kind=SectionKind.TABLE,
            blocks=(table,),
        )

    def contents_title(self, where: str, template: str) -> str:
        return plain(self.titled(f"{where}.目录题", template))

    def blocks(self, where: str, items: Iterable[Item]) -> tuple[Block, ...]:
        """The blocks of a section, with the originals that are recorded for it."""
        made = tuple(block for item in items for block in self.item(item))
        prefix = where.rpartition(".")[2]
        withheld = self.document.withheld
        shown = tuple(without_hidden(withheld, block) for block in made) if withheld.rows else made
        return tuple(self.anchored(prefix, block) for block in self.originals.blocks(where, shown))

    def anchored(self, prefix: str, block: Block) -> Block:
        """A paragraph's or heading's anchor as an address of its own: general-public-budget-2010301."""
        if not isinstance(block, Paragraph | Heading) or not block.id:
            return block
        id = f"{prefix}-{block.id}"
        count = self.anchors[id] = self.anchors.get(id, 0) + 1
        return replace(block, id=id if count == 1 else f"{id}-{count}")

    def item(self, item: Item) -> Iterator[Block]:
        """内容项."""
        if item.wording:
            yield from self.tried(lambda: self.wording.blocks(item.wording)) or ()
        table = self.table(item.table) if item.table else None
        if table is not None:
            yield replace(table, number="", in_text=True) if item.in_text else table
        yield from self.forms(item.forms)
        if item.report:
            yield from self.report(item.report)
        if item.glossary:
            yield from self.glossary()

    def forms(self, names: Iterable[str]) -> Iterator[Table]:
        """The performance forms of some kinds, kind by kind, that no report shows."""
        alone = [data for data in self.document.performance if not data.attached_to]
        for data in (data for name in names for data in alone if data.form == name):
            yield from self.form(data)

    def table(self, name: str) -> Table | None:
        statement = self.accounts.statements.get(name)
        if statement is None:
            self.fault(WordingError(f"“部分”里要排的表“{name}”，“表”里没有"))
            return None
        left_out = self.document.withheld
        if left_out.nothing:
            words = f"{self.document.edition.withheld_words.nothing}：{left_out.nothing.rstrip('。')}。"
            return self.tried(lambda: self.composer.replaced(statement, words, ""))
        if name in left_out.tables:
            return self.tried(lambda: self.composer.replaced(statement, left_out.tables[name], WITHHELD))
        return self.tried(lambda: self.composer.table(statement))

    def form(self, data: PerformanceData) -> tuple[Table, ...]:
        layout = self.document.edition.performance[data.form]
        table = self.tried(lambda: performance_table(layout, data, self.wording, self.originals))
        return (table,) if table is not None else ()

    def report(self, slug: str) -> tuple[Block, ...]:
        """报告, with the forms that it shows."""
        report = self.document.reports.get(slug)
        if report is None:
            return ()

        def form(name: str, place: Place) -> Table | None:
            data = next((data for data in self.document.performance if data.slug == name), None)
            if data is None or data.attached_to != slug:
                known = (one.slug for one in self.document.performance)
                self.findings.append(_not_attached(report, name, place, known, there=data is not None))
            return next(iter(self.form(data)), None) if data else None

        return report_blocks(report, form)

    def glossary(self) -> Iterator[GlossaryEntry]:
        """名词解释, in the edition's order."""
        edition = self.document.edition
        for number, form in enumerate(edition.glossary, start=1):
            yield GlossaryEntry(
                id=self.slugs.get(form.term, f"term-{number}"),
                number=ordinal(edition.term_ordinals, number),
                term=_text(form.term),
                text=self.line(form.text) if TEMPLATED.search(form.text) else _text(self.explanation(form)),
                names=self.names(form),
            )

    def names(self, form: TermForm) -> tuple[str, ...]:
        """A term, and its 又作 in the edition and in content/glossary."""
        term = self.terms.get(form.term)
        return (form.term, *form.variants, *(term.variants if term else ()))

    def explanation(self, form: TermForm) -> str:
        """The text of a term: the edition's own, else that of content/glossary."""
        edition = self.document.edition
        term = self.terms.get(form.term)
        kind = edition.kind
        text = form.text or (term.text_for(self.document.year, kind, edition.lineage) if term else None)
        if text is not None:
            return text
        self.findings.append(found("P102", self.document.place, 名词=form.term, 年=self.document.year, 文种=kind.name))
        return f"【待填：{form.term}的解释】"

    def titled(self, where: str, template: str) -> tuple[Span, ...]:
        """A title of the edition, and what an original prints for it."""
        return self.originals.line(where, self.line(template))

    def line(self, template: str) -> tuple[Span, ...]:
        made = self.tried(lambda: self.wording.line(template))
        return _text(template) if made is None else made

    def tried(self, make: Callable[[], T]) -> T | None:
        """What is made, or None and a finding where the edition is at fault."""
        try:
            return make()
        except WordingError as error:
            self.fault(error)
            return None

    def fault(self, error: WordingError) -> None:
        self.findings.append(wording_finding(error, self.document.edition.id))


def _not_attached(report: Report, name: str, place: Place, known: Iterable[str], *, there: bool) -> Finding:
    if there:
        return found("P103", place, "没有附于", 名=name, 报告=report.slug)
    return found("P103", place, "报告缺表单", 名=name, 近=Names(known).near(name) or "")


def wording_finding(error: WordingError, edition: str) -> Finding:
    """A fault of the wording, at the line of its file as shown below the project, else at the edition's folder."""
    _, below, rest = error.file.partition("templates/editions/")
    path = f"templates/editions/{rest}" if below else f"templates/editions/{edition}"
    inherited = below and not rest.startswith(f"{edition}/")
    line = error.line if below else 0
    place = Place(path=path, line=line, column=1 if line else 0)
    if error.limit:
        return found("L622", place, "措辞", hint="限度", 错误=error.message)
    return found("L622", place, "措辞", hint="沿用的措辞" if inherited else "", 错误=error.message)


def _text(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()
