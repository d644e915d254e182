"""片段的 HTML: the spans of a line as HTML, the same everywhere; a table has thousands of them (decision 0074).

A refs (Jinja's namespace(scope=…, n=0)) counts the 原文 of one block, so that each finds its note
(components/note/note.html, originals) under the same id.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2.utils import Namespace
from markupsafe import Markup

from gongkai.model.spans import AsPrinted, Figure, Linked, NoteMark, NoteNumber, Span
from gongkai.rendering.escaping import escaped


def spans_html(line: Iterable[Span], refs: Namespace, *, on_site: bool) -> Markup:
    """A line of text, figures, what an original prints, marks of notes and links; all texts are escaped."""
    return Markup(written(line, refs, on_site=on_site))  # noqa: S704 - every text in it is escaped


def written(line: Iterable[Span], refs: Namespace, *, on_site: bool) -> str:
    """The same for what Python writes."""
    return "".join([_written(span, refs, on_site=on_site) for span in line])


def _written(span: Span, refs: Namespace, *, on_site: bool) -> str:
    html = _span(span, refs, on_site=on_site)
    return f"<strong>{html}</strong>" if span.bold else html


def _span(span: Span, refs: Namespace, *, on_site: bool) -> str:
    match span:
        case Figure():
            return _figure(span)
        case AsPrinted():
            return _as_printed(span, refs, on_site=on_site)
        case NoteMark():
            hints = on_site and getattr(refs, "hints", False)
            return _note_mark(span, on_site=on_site) if span.label or hints else ""
        case NoteNumber():
            text = escaped(span.text)
            return f'<a class="note-number" href="#{escaped(span.mark)}" title="回到{text}所在处">{text}</a>'
        case Linked():
            words = "".join(_data(one, "") if isinstance(one, Figure) else escaped(one.text) for one in span.words)
            return f'<a class="link-{escaped(span.kind)}" href="{escaped(span.href)}">{words}</a>'
        case _:
            return escaped(span.text)


def _figure(span: Figure) -> str:
    """One of the text that is no cell of a table leads to how it comes about; figures.js opens one of a table."""
    html = _data(span, ' class="figure"')
    if not span.origin:
        return html
    return f'<a class="figure-working" id="{escaped(span.id)}" href="{escaped(span.origin)}">{html}</a>'


def _data(span: Figure, attributes: str) -> str:
    return f'<data{attributes} value="{escaped(span.value)}">{escaped(span.text)}</data>'


def _as_printed(span: AsPrinted, refs: Namespace, *, on_site: bool) -> str:
    """On the site a link to its note; elsewhere marked words, whose note stands below or in an annex (pdf/annex.py)."""
    refs["n"] = number = getattr(refs, "n", 0) + 1
    looks = "as-printed" if span.text else "as-printed as-printed-nothing"
    if not on_site:
        return f'<span class="{looks}">{escaped(span.text)}</span>'
    note = escaped(f"{getattr(refs, 'scope', '')}-o{number}")
    said = "" if span.text else ' aria-label="此处原文缺字"'
    return f'<a class="{looks}" href="#{note}" aria-describedby="{note}"{said}>{escaped(span.text)}</a>'


def _note_mark(span: NoteMark, *, on_site: bool) -> str:
    """注号: a number above the line that leads to the note; the note's own number leads back.

    A hint has no number, and is marked in sentences of the site alone, where its note may be folded (refs.hints). On
    paper styles draw the number, so that it is no word of a heading.
    """
    id = f' id="{escaped(span.id)}"' if span.id else ""
    label, note = escaped(span.label), escaped(span.note)
    told = "" if on_site else f' data-label="{label}"'
    if not label:
        told = ' class="note-hint" aria-label="提示"'
    link = f'<a{id} href="#{note}" aria-describedby="{note}"{told}>{label if on_site else ""}</a>'
    return f'<sup class="note-mark{" ours" if on_site else ""}">{link}</sup>{"&nbsp;" if span.leads else ""}'
