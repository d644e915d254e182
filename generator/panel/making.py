"""做: what is made of a document for its author to take away."""

from __future__ import annotations

from gongkai.panel.desk import Desk
from gongkai.panel.requests import Answer, RefusedError, Request, download
from gongkai.pipeline.drafting import draft_pdf


def pdf(desk: Desk, request: Request) -> Answer:
    """The PDF of the document as it is now."""
    own = desk.own(request.get("id"))
    made = desk.slow.ask(draft_pdf, desk.project, own.id)
    if not isinstance(made, bytes):
        raise RefusedError("有错误，还排不成 PDF；请先按“问题”里说的改好")
    return download(made, "application/pdf", f"{own.id.replace('/', '-')}.pdf", inline=True)
