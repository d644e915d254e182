"""点线: the dots between a line of the contents and its page number, as one text instead of sixty."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import leader
from weasyprint.text.line_break import Layout

original_leader = leader.handle_leader


def handle_leader(context: Any, line: Any, around: Any) -> None:
    """As WeasyPrint's, which puts a box for each repetition, from right to left."""
    original_leader(context, line, around)
    _, found = leader.leader_index(line)
    if found is None or len(found.children) < 2:
        return
    whole = found.children[-1].copy()
    whole.text *= len(found.children)
    whole.width *= len(found.children)
    whole.pango_layout = Layout(whole.style)
    whole.pango_layout.set_text(whole.text)
    found.children = (whole,)
