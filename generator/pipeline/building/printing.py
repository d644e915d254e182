"""印刷: the PDF of a document of the site. Imported only where one is made: WeasyPrint takes half a second."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

from gongkai.model.pictures import Picture
from gongkai.model.publication import Publication
from gongkai.pipeline.building.kept_pages import kept_pages
from gongkai.pipeline.digests import Digests
from gongkai.rendering.pdf.printing import make_ready, render_pdf

__all__ = ("make_ready", "printed")


def printed(
    digests: Digests, publication: Publication, drawn: tuple[Picture, ...], files: Mapping[str, bytes], *, keeping: bool
) -> bytes:
    """`drawn`: 附图; `files`: of the site, whose data it carries; `keeping`: whether its drawn pages are kept."""
    with kept_pages(digests, publication.id) if keeping else nullcontext() as kept:
        return render_pdf(
            publication,
            digests.project.root,
            drawn,
            draft=digests.draft,
            site=digests.settings.address,
            data={name: content for name, content in files.items() if name.endswith((".json", ".csv"))},
            kept=kept,
        )
