"""不公开的节和段, and those of a document without figures: what stands in their place."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from gongkai.composition.answers import Asking
from gongkai.composition.template_values import HIDDEN
from gongkai.model.amounts import Unit
from gongkai.model.documents import Document
from gongkai.model.part_forms import PartForm, SectionForm
from gongkai.model.publication import Block, Paragraph, Section, SectionKind
from gongkai.model.spans import Figure, Span, Text, plain
from gongkai.model.withheld import Withheld

MONEY = frozenset({*(unit.value for unit in Unit), "%"})


class Composing(Protocol):
    """What of the editor is needed here."""

    @property
    def document(self) -> Document: ...
    @property
    def asking(self) -> Asking: ...
    def titled(self, where: str, template: str) -> tuple[Span, ...]: ...
    def contents_title(self, where: str, template: str) -> str: ...
    def text_section(self, part: PartForm, form: SectionForm, number: str) -> Section: ...


def withheld_section(withheld: Withheld, form: SectionForm) -> str:
    """What is said in the place of a section that is left out."""
    told = withheld.sections
    return next((told[name] for name in (form.key or "", form.title) if name in told), "")


def replaced(editor: Composing, part: PartForm, form: SectionForm, number: str, said: str) -> Section:
    """A section in which nothing but a sentence stands."""
    where = f"{part.key}.{form.key}"
    return Section(
        id=form.key or "",
        number=number,
        title=editor.titled(f"{where}.题", form.title),
        contents_title=editor.contents_title(where, form.contents_title or form.title),
        kind=SectionKind.TEXT,
        blocks=(Paragraph(spans=(Text(text=said),)),),
        landscape=(form.paper or part.paper) == "横",
    )


def without_figures(editor: Composing, part: PartForm, form: SectionForm, number: str) -> Section:
    """A section of a document without figures: as it is where it speaks of none, else what is said instead."""
    before = editor.asking.remembered()
    made = editor.text_section(part, form, number)
    if editor.asking.asked_only_of_profile(before) and made.blocks and not _with_money(made):
        return made
    editor.asking.forget(before)
    words, reason = editor.document.edition.withheld_words.no_text, editor.document.withheld.nothing
    return replaced(editor, part, form, number, f"{words}：{reason.rstrip('。')}。")


def _with_money(section: Section) -> bool:
    """Whether an amount or a share stands in a section's text."""
    spans = (span for block in section.blocks if isinstance(block, Paragraph) for span in block.spans)
    return any(isinstance(span, Figure) and span.unit in MONEY for span in spans)


def without_hidden(withheld: Withheld, block: Block) -> Block:
    """A paragraph that would tell of a row that is left out, as a sentence that says so."""
    if not isinstance(block, Paragraph) or HIDDEN not in plain(block.spans):
        return block
    return replace(block, spans=(Text(text=f"这一段{next(iter(withheld.rows.values()))}"),))
