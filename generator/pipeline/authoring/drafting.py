"""草稿: the PDF of a document as it is now, for its author's eyes, fit for publication or not."""

from __future__ import annotations

from gongkai.model.findings import Finding
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.picturing import pictures_of, printed_ones
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace


def draft_pdf(project: Project, id: str) -> bytes | tuple[Finding, ...]:
    """The PDF, or the findings that keep it from being made at all. Raises PdfError where there are no fonts."""
    from gongkai.pipeline.building.kept_pages import kept_pages  # noqa: PLC0415 - half a second, wanted only here
    from gongkai.rendering.pdf.carried import data_of  # noqa: PLC0415 - as above
    from gongkai.rendering.pdf.printing import render_pdf  # noqa: PLC0415 - as above

    workspace = Workspace.open(project)
    prepared = prepare(workspace, id)
    if prepared.composed is None:
        return prepared.findings
    asked = printed_ones(prepared, pictures_of(workspace, prepared))
    digests = Digests(workspace, pdf=True)
    publication = prepared.composed.publication
    data = data_of(publication, prepared.ledger, digests.settings.address)
    with kept_pages(digests, id) as kept:
        return render_pdf(publication, project.root, asked, data=data, kept=kept)
