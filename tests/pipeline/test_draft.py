"""草案: on every page of the PDF and the site, and apart from what is published."""

from __future__ import annotations

import pikepdf
import pytest

from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.rendering.printed import pages_of
from tests.small_project import LATER, quiet, small_project, with_fonts


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = with_fonts(small_project(tmp_path_factory.mktemp("draft") / "project"))
    options = Options(output=project.draft_site, draft=True, only=(LATER,), preview=True)
    report = build(project, options, quiet)
    assert report.failure is None
    return project


def test_every_page_of_the_pdf_says_so(drafted: Project) -> None:
    file = drafted.draft_site / LATER / "document.pdf"
    pages = pages_of(file.read_bytes())
    assert len(pages) > 4
    assert all("草案" in page.text for page in pages)
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("【草案】")


def test_every_page_of_the_site_says_so(drafted: Project) -> None:
    pages = sorted(drafted.draft_site.rglob("*.html"))
    assert {"404.html", "index.html", f"{LATER}/tables/t01/index.html"} <= {
        page.relative_to(drafted.draft_site).as_posix() for page in pages
    }
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert 'class="draft-banner"' in text, page
        assert '<meta name="robots" content="noindex' in text, page


def test_what_is_published_is_made_anew_without_it(drafted: Project) -> None:
    report = build(drafted, Options(output=drafted.site, pdf=False, only=(LATER,), preview=True), quiet)
    assert report.failure is None
    assert report.rendered == (LATER,)
    assert not any('class="draft-banner"' in page.read_text(encoding="utf-8") for page in drafted.site.rglob("*.html"))
    assert drafted.rendered(pdf=True).exists() is False, "the draft's PDF is not among those to be published"


def test_a_changed_mark_is_a_changed_draft(drafted: Project) -> None:
    workspace = Workspace.open(drafted)
    before = Digests(workspace, pdf=True, draft=True).document(LATER)
    style = drafted.templates / "styles" / "draft.css"
    style.write_text(style.read_text(encoding="utf-8").replace("16pt", "18pt"), encoding="utf-8")
    after = Digests(workspace, pdf=True, draft=True).document(LATER)
    assert {name for name in after.parts if after.parts[name] != before.parts[name]} == {"草案"}
    assert "草案" not in Digests(workspace, pdf=True).document(LATER).parts
