"""画图 in a run: the pictures of a document, with the figures of the years before."""

from __future__ import annotations

from gongkai.model.documents import Document
from gongkai.model.pictures import Picture
from gongkai.picturing.measuring import Earlier
from gongkai.picturing.pictures import pictures
from gongkai.pipeline.deriving import as_others_see
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.workspace import Workspace


def pictures_of(workspace: Workspace, prepared: Prepared) -> tuple[Picture, ...]:
    """All pictures that its edition has for the overview."""
    if prepared.case is None or prepared.document is None or _left_out(prepared.document):
        return ()
    return pictures(prepared.case, tuple(_years_before(workspace, prepared.document)))


def _left_out(document: Document) -> bool:
    """Whether it has no figures, or leaves some out: a bar of the rest would be read as the whole."""
    left_out = document.withheld
    return left_out.silent or bool(left_out.tables or left_out.rows)


def printed_ones(prepared: Prepared, drawn: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """附图: those that the PDF prints, in the order in which the edition names them."""
    if prepared.document is None:
        return ()
    edition, by_id = prepared.document.edition, {one.id: one for one in drawn}
    asked = (edition.pictures[name].id for name in edition.printed_pictures if name in edition.pictures)
    return tuple(by_id[id] for id in asked if id in by_id)


def _years_before(workspace: Workspace, document: Document) -> list[Earlier]:
    """As many years as any picture of the edition goes back."""
    most = max((form.years for form in document.edition.pictures.values()), default=0)
    known = workspace.years_before(document.id)
    years = range(document.year - 1, document.year - 1 - most, -1)
    return [_earlier(workspace, document, year, known.get(year, "")) for year in years]


def _earlier(workspace: Workspace, document: Document, year: int, id: str) -> Earlier:
    kind = document.kind.name
    if not id:
        return Earlier(year=year, reason=f"没有{year}年的{kind}")
    shown, figures = as_others_see(workspace, id)
    if shown.withdrawn:
        return Earlier(year=year, reason=f"{year}年的{kind}已撤回")
    if figures is None:
        return Earlier(year=year, reason=f"{year}年{kind}的数没有读成功")
    return Earlier(year=year, accounts=figures, units=frozenset(shown.units))
