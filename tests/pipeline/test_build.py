"""生成: what is rendered, what is left out, and what becomes of the site."""

from __future__ import annotations

import os
import re
import shutil
import signal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from gongkai.pipeline.building import drawing, rendering
from gongkai.pipeline.building.alone import BusyError
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import SiteState
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.project import Project
from gongkai.publishing import replacing
from gongkai.publishing import site as site_module
from gongkai.publishing.listing import listed
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.site import assemble
from gongkai.publishing.standing import SiteError
from gongkai.rendering.data import data_file
from tests.small_project import (
    ALL,
    EARLIER,
    EDITION,
    LATER,
    OTHER,
    build_again,
    bytes_of,
    children,
    codes,
    edit,
    folder,
    leftovers,
    quiet,
)


def documents(project: Project) -> list[str]:
    return [document["id"] for document in listed(project.site)]


def dead_links(site: Path) -> list[str]:
    """Links between the pages of a site that lead nowhere."""
    dead = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for target in _Links.of(page.read_text(encoding="utf-8")):
            path = unquote(target.partition("#")[0].partition("?")[0])
            place = (page.parent / path).resolve()
            if not (place / "index.html" if place.is_dir() else place).is_file():
                dead.append(f"{page.relative_to(site)} → {target}")
    return dead


class _Links(HTMLParser):
    """Collects what a page links to on its own site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, text: str) -> list[str]:
        parser = cls()
        parser.feed(text)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in ("href", "src") and value and not re.match(r"[a-z]+:|#|//", value):
                self.found.append(value)


# --- what is whole -----------------------------------------------------------------------------------------------------


def test_all_is_published(project: Project) -> None:
    report = build_again(project)
    assert (report.published, report.rendered, report.refused) == (tuple(sorted(ALL)), tuple(sorted(ALL)), ())
    assert report.site is SiteState.REPLACED
    assert report.complete
    assert documents(project) == sorted(ALL)
    assert dead_links(project.site) == []
    assert leftovers(project) == []


def test_data_files_stand_where_the_catalogue_says(built: Project) -> None:
    for document in listed(built.site):
        assert set(document["tables"]) == {"t01", "t02"}
        for path in (document["data"], *document["tables"].values(), *document["sha256"]):
            assert (built.site / path).is_file(), path


def test_a_figure_of_last_year_comes_from_its_document(built: Project) -> None:
    page = (built.site / LATER / "explanation" / "index.html").read_text(encoding="utf-8")
    assert "20.00" in page  # 160.00 this year, 140.00 in last year's document


@pytest.mark.parametrize(
    "spoiled",
    [("财政拨款收入: 130.00", "财政拨款收入: 13O.00"), ("支出决算表:", "\t支出决算表:")],
    ids=["a figure that is none", "a file that is no YAML"],
)
def test_figures_that_could_not_be_read_are_not_used_by_others(built: Project, spoiled: tuple[str, str]) -> None:
    edit(built.root, f"{folder(EARLIER)}/figures.yml", *spoiled)
    report = build_again(built)
    assert report.refused == (EARLIER, LATER)
    assert [one.message for one in report.findings if one.code == "N101"] == [
        "情况说明要用到“上年.收支总计”，取自2023年决算，那份文件的数没有读成功"
    ]


def test_a_file_that_is_no_yaml_is_the_only_thing_said(built: Project) -> None:
    for name in ("figures.yml", "explanation.yml"):
        (built.root / folder(OTHER) / name).write_text("甲: [\n\t乙", encoding="utf-8")
    assert {code[0] for code in codes(build_again(built))} == {"L"}


# --- what is rendered again -------------------------------------------------------------------------------------------


def test_nothing_changed_renders_nothing(built: Project) -> None:
    before = bytes_of(built.site)
    report = build_again(built)
    assert (report.rendered, report.site, report.pages) == ((), SiteState.CURRENT, 0)
    assert report.published == tuple(sorted(ALL))
    assert bytes_of(built.site) == before


def test_an_edit_renders_its_document_alone(built: Project) -> None:
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    report = build_again(built)
    assert (report.rendered, report.site) == ((OTHER,), SiteState.REPLACED)
    assert "新增项目" in (built.site / OTHER / "explanation" / "index.html").read_text(encoding="utf-8")


def test_an_edit_of_figures_renders_who_reads_them_too(built: Project) -> None:
    edit(built.root, f"{folder(EARLIER)}/figures.yml", "财政拨款收入: 130.00", "财政拨款收入: 131.00")
    assert build_again(built).rendered == (EARLIER, LATER)
    assert "19.00" in (built.site / LATER / "explanation" / "index.html").read_text(encoding="utf-8")


def test_words_matter_to_the_next_year_and_to_nobody_else(built: Project) -> None:
    """What is written this year is looked for in what was written last year (N405)."""
    edit(built.root, f"{folder(EARLIER)}/explanation.yml", "人员增加", "新增项目")
    assert build_again(built).rendered == (EARLIER, LATER)
    edit(built.root, f"{folder(LATER)}/explanation.yml", "人员增加", "新增项目")
    assert build_again(built).rendered == (LATER,)


@pytest.mark.parametrize("file", ["templates/components/table/table.html", "templates/site/pages/parts.html"])
def test_an_edit_of_a_template_renders_all(built: Project, file: str) -> None:
    path = built.root / file
    path.write_text(path.read_text(encoding="utf-8") + "\n{# changed #}\n", encoding="utf-8")
    assert build_again(built).rendered == tuple(sorted(ALL))


def site_style(site: Path) -> str:
    (style,) = site.glob("assets/site.*.css")
    return style.read_text(encoding="utf-8")


def test_an_edit_of_the_sites_style_renders_no_document(built: Project) -> None:
    with (built.root / "templates/styles/site.css").open("a", encoding="utf-8") as style:
        style.write("\n/* changed */\n")
    report = build_again(built)
    assert (report.rendered, report.site) == ((), SiteState.REPLACED)
    assert "/* changed */" in site_style(built.site)


@pytest.mark.parametrize("file", ["record.json", "pages.json", "files/tables/t01.csv"])
def test_a_damaged_cache_is_made_anew(built: Project, file: str) -> None:
    before = bytes_of(built.site)
    (version,) = (one for one in (built.rendered(pdf=False) / OTHER).iterdir())
    flip(version / file)
    shutil.rmtree(built.site)
    assert build_again(built).rendered == (OTHER,)
    assert bytes_of(built.site) == before


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_damage_anywhere_in_build_does_no_harm(built: Project) -> None:
    """A bit is changed in every file there is, and the site, made anew, is as it was."""
    before = bytes_of(built.site)
    for path in built.build.rglob("*"):
        if path.is_file() and path.stat().st_size:
            flip(path)
    shutil.rmtree(built.site)
    report = build_again(built)
    assert (report.rendered, report.site) == (tuple(sorted(ALL)), SiteState.REPLACED)
    assert bytes_of(built.site) == before


@pytest.mark.parametrize(
    "what", ["docs", "host", "shell", "models", "search", "sites", "host.digest", "documents-without-pdf"]
)
def test_parts_of_build_may_be_deleted(built: Project, what: str) -> None:
    before = bytes_of(built.site)
    path = built.build / what
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(built.site)
    build_again(built)
    assert bytes_of(built.site) == before


def test_a_site_that_was_damaged_is_put_right(built: Project) -> None:
    before = bytes_of(built.site)
    (built.site / OTHER / "index.html").unlink()
    report = build_again(built)
    assert (report.rendered, report.site) == ((), SiteState.REPLACED)
    assert bytes_of(built.site) == before


def test_another_output_renders_nothing_again(built: Project) -> None:
    report = build_again(built, output=built.root / "elsewhere")
    assert (report.rendered, report.site) == ((), SiteState.REPLACED)
    assert bytes_of(built.root / "elsewhere") == bytes_of(built.site)


def test_an_edit_while_rendering_is_not_lost(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was rendered from nobody knows which text is rendered once more."""
    original = (built.root / folder(OTHER) / "explanation.yml").read_text(encoding="utf-8")

    def meanwhile(*arguments: Any) -> str:
        edit(built.root, f"{folder(OTHER)}/explanation.yml", "新增项目", "另一个原因")
        return data_file(*arguments)

    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "data_file", meanwhile)
        build_again(built)
    (built.root / folder(OTHER) / "explanation.yml").write_text(
        original.replace("人员增加", "新增项目"), encoding="utf-8"
    )
    assert build_again(built).rendered == (OTHER,)


def test_an_edit_while_publishing_is_not_lost(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    style = built.root / "templates/styles/site.css"
    sound = style.read_text(encoding="utf-8")

    def meanwhile(*arguments: Any) -> int:
        style.write_text(sound + "/* later */", encoding="utf-8")
        return assemble(*arguments)

    style.write_text(sound + "/* sooner */", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(site_module, "assemble", meanwhile)
        build_again(built)
    assert build_again(built).site is SiteState.REPLACED
    assert "/* later */" in site_style(built.site)


# --- one bad document -------------------------------------------------------------------------------------------------


def broken_yaml(project: Project) -> str:
    edit(project.root, f"{folder(OTHER)}/figures.yml", "收入支出决算总表:", "收入支出决算总表：")
    return "L205"


def an_error(project: Project) -> str:
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "原因: {收支总计: 人员增加}", "")
    return "N101"


def figures_that_do_not_tie(project: Project) -> str:
    with (project.root / folder(OTHER) / "figures.yml").open("a", encoding="utf-8") as figures:
        figures.write('  "20106": {本年支出合计: 999.00}\n')
    return "F101"


def not_text(project: Project) -> str:
    (project.root / folder(OTHER) / "document.yml").write_bytes(b"\xff\xfe\x00\x01" * 50)
    return "L1"


def no_file(project: Project) -> str:
    (project.root / folder(OTHER) / "figures.yml").unlink()
    return "L631"


def a_link(project: Project) -> str:
    target = project.root / folder(OTHER) / "performance" / "01-hall.yml"
    target.unlink()
    target.symlink_to("/etc/hostname")
    return "L501"


@pytest.mark.parametrize("spoil", [broken_yaml, an_error, figures_that_do_not_tie, not_text, no_file, a_link])
def test_a_bad_document_stays_as_it_was_published(built: Project, spoil: Any) -> None:
    code = spoil(built)
    report = build_again(built)
    assert any(found.startswith(code) for found in codes(report)), report.findings
    assert any(finding.place.path.startswith(folder(OTHER)) for finding in report.findings)
    assert (report.refused, report.kept, report.published) == ((OTHER,), (OTHER,), ALL)
    assert not report.complete
    pages = [page.read_text(encoding="utf-8") for page in (built.site / OTHER).rglob("*.html")]
    assert pages
    assert all('class="kept"' in page for page in pages)
    assert 'class="kept"' not in (built.site / EARLIER / "index.html").read_text(encoding="utf-8")


def test_a_document_that_was_never_fit_is_left_out(project: Project) -> None:
    an_error(project)
    report = build_again(project)
    assert (report.refused, report.kept, report.published) == ((OTHER,), (), (EARLIER, LATER))
    gone_from(project)


def gone_from(project: Project) -> None:
    """The document that was published before is neither there nor linked."""
    assert documents(project) == [EARLIER, LATER]
    assert not (project.site / OTHER).exists()
    assert dead_links(project.site) == []
    linking = [page for page in project.site.rglob("*.html") if "education-bureau" in page.read_text(encoding="utf-8")]
    assert linking == []


def test_a_document_put_right_comes_back_without_rendering(built: Project) -> None:
    before = bytes_of(built.site)
    an_error(built)
    assert build_again(built).refused == (OTHER,)
    assert build_again(built).rendered == ()  # that it is bad is known as well
    (built.root / folder(OTHER) / "explanation.yml").write_text(
        "上年: {收支总计: 140.00}\n原因: {收支总计: 人员增加}\n", encoding="utf-8"
    )
    report = build_again(built)
    assert (report.refused, report.rendered) == ((), ())
    assert bytes_of(built.site) == before


def raises(_: str) -> None:
    raise ZeroDivisionError("division\nby zero")


def is_killed(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def takes_all_memory(_: str) -> None:
    bytearray(1 << 45)


def leaves(_: str) -> None:
    os._exit(3)


@pytest.mark.parametrize(
    ("sabotage", "said"),
    [
        (raises, "ZeroDivisionError: division by zero"),
        (is_killed, "SIGKILL"),
        (takes_all_memory, "内存"),
        (leaves, "没有说明原因"),
    ],
)
def test_a_document_that_crashes_is_left_out(
    built: Project, monkeypatch: pytest.MonkeyPatch, sabotage: Any, said: str
) -> None:
    render = rendering.Press.render

    def sabotaged(self: rendering.Press, id: str, digest: Digest) -> Any:
        if id == OTHER:
            sabotage(id)
        return render(self, id, digest)

    monkeypatch.setattr(rendering.Press, "render", sabotaged)
    shutil.rmtree(built.rendered(pdf=False))
    before = set(children())
    report = build_again(built)
    (finding,) = report.findings
    assert (finding.code, finding.place.path) == ("X902", folder(OTHER))
    assert said in finding.message
    assert "\n" not in finding.message
    assert report.refused == (OTHER,)
    gone_from(built)
    assert leftovers(built) == []
    assert set(children()) <= before
    monkeypatch.undo()
    assert build_again(built).rendered == (OTHER,)  # a crash is tried again


def test_maintainers_find_the_traceback(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "render_pages", lambda *_, **__: 1 / 0)
    shutil.rmtree(built.rendered(pdf=False))
    with pytest.MonkeyPatch.context():
        report = build_again(built)
    assert report.refused == tuple(sorted(ALL))
    hint = report.findings[0].hint
    name = re.search(r"build/crashes/\S+\.txt", hint)
    assert name is not None
    assert "Traceback" in (built.root / name[0]).read_text(encoding="utf-8")


def test_where_nothing_is_fit_the_old_site_stays(built: Project) -> None:
    before = bytes_of(built.site)
    edit(built.root, f"{EDITION}/wording/overall.j2", "{{ 年度 }}", "{{ 不存在 }}")
    report = build_again(built)
    assert (report.site, report.published, report.complete) == (SiteState.WITHHELD, (), False)
    assert report.refused == tuple(sorted(ALL))
    assert bytes_of(built.site) == before


def test_nothing_fit_at_the_first_build(project: Project) -> None:
    edit(project.root, f"{EDITION}/wording/overall.j2", "{{ 年度 }}", "{{ 不存在 }}")
    report = build_again(project)
    assert report.site is SiteState.WITHHELD
    assert not project.site.exists()


def test_no_document_at_all(project: Project) -> None:
    shutil.rmtree(project.content)
    project.content.mkdir()
    report = build_again(project)
    assert (report.site, report.complete, report.findings) == (SiteState.WITHHELD, False, ())


def test_a_broken_edition_stops_its_documents_only(built: Project) -> None:
    shutil.copytree(built.root / EDITION, built.editions / "other-final-accounts")
    edit(built.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", "other-final-accounts")
    assert build_again(built).rendered == (OTHER,)
    edit(built.root, "templates/editions/other-final-accounts/tables.yml", "键: t02", "键 t02")
    report = build_again(built)
    assert (report.rendered, report.refused) == ((OTHER,), (OTHER,))


# --- problems that belong to no document -------------------------------------------------------------------------------


def test_a_document_in_the_wrong_place_is_reported(built: Project) -> None:
    shutil.copytree(built.root / folder(LATER), built.root / "content/departments/ceshi/finance-bureau/2024/accounts")
    report = build_again(built)
    assert codes(report) == ["L507"]
    assert report.refused == ()
    assert not report.complete  # something in content/ is not published


@pytest.mark.parametrize("name", ["search", "lines", "assets", "glossary"])
def test_a_region_may_not_take_a_name_of_the_site(built: Project, name: str) -> None:
    departments = built.content / "departments"
    shutil.copytree(departments / "ceshi", departments / name)
    report = build_again(built)
    assert codes(report) == ["L503"]
    assert report.published == tuple(sorted(ALL))
    assert not report.complete


def test_stray_files_are_a_warning(built: Project) -> None:
    (built.root / folder(OTHER) / "notes.txt").write_text("memo", encoding="utf-8")
    report = build_again(built)
    assert codes(report) == ["L505"]
    assert report.complete
    (built.root / folder(OTHER) / "notes.txt").unlink()
    assert build_again(built).findings == ()


# --- narrowing --------------------------------------------------------------------------------------------------------


def test_paths_narrow_the_work_not_the_site(built: Project) -> None:
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    edit(built.root, f"{folder(LATER)}/explanation.yml", "人员增加", "新增项目")
    report = build_again(built, LATER)
    assert (report.rendered, report.published) == ((LATER,), tuple(sorted(ALL)))
    assert "人员增加" in (built.site / OTHER / "explanation" / "index.html").read_text(encoding="utf-8")
    assert "新增项目" in (built.site / LATER / "explanation" / "index.html").read_text(encoding="utf-8")
    assert build_again(built).rendered == (OTHER,)


def test_paths_for_a_new_output_hold_only_these(built: Project, tmp_path: Path) -> None:
    report = build_again(built, "ceshi/finance-bureau", output=tmp_path / "new")
    assert report.published == (EARLIER, LATER)


def test_paths_leave_other_problems_alone(built: Project) -> None:
    an_error(built)
    report = build_again(built, LATER)
    assert (report.findings, report.complete) == ((), True)


# --- where the site may not go -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [".", "..", "content", "templates/site", "generator-like"])
def test_a_folder_that_is_no_site_is_not_overwritten(built: Project, place: str) -> None:
    (built.root / "generator-like").mkdir()
    (built.root / "generator-like" / "precious.txt").write_text("mine", encoding="utf-8")
    before = bytes_of(built.root)
    with pytest.raises(SiteError):
        build_again(built, output=built.root / place)
    assert bytes_of(built.root) == before


def test_an_output_that_is_a_link_is_filled_where_it_leads(built: Project, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (built.root / "public").symlink_to(tmp_path / "real")
    build_again(built, output=built.root / "public")
    assert (built.root / "public").is_symlink()
    assert bytes_of(tmp_path / "real") == bytes_of(built.site)


def test_one_build_at_a_time(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[type[BaseException]] = []

    def again(*_: object) -> None:
        try:
            build(built, Options(output=built.root / "second", pdf=False), quiet)
        except BusyError as error:
            inside.append(type(error))

    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    build(built, Options(output=built.site, pdf=False), again)
    assert set(inside) == {BusyError}


# --- what is not poured again ---------------------------------------------------------------------------------------------


def poured(project: Project, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Documents whose pages a build pours."""
    names: set[str] = set()
    write = Growing.write

    def noted(self: Growing, name: str, content: bytes) -> None:
        names.update(id for id in ALL if name.startswith(f"{id}/"))
        write(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Growing, "write", noted)
        build_again(project)
    return names


def test_only_what_changed_is_poured(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    assert poured(built, monkeypatch) == {OTHER}
    after = bytes_of(built.site)
    shutil.rmtree(built.site)
    shutil.rmtree(built.build / "search")
    assert poured(built, monkeypatch) == set(ALL)
    assert bytes_of(built.site) == after


@pytest.mark.parametrize("file", [f"site/{OTHER}/index.html", f"build/search/words/{OTHER}.txt"])
def test_what_somebody_changed_is_poured_again(built: Project, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    edit(built.root, f"{folder(LATER)}/explanation.yml", "人员增加", "新增项目")
    build_again(built)
    right = bytes_of(built.site)
    edit(built.root, f"{folder(LATER)}/explanation.yml", "新增项目", "人员增加")
    (built.root / file).chmod(0o644)
    flip(built.root / file)
    assert poured(built, monkeypatch) == {LATER, OTHER}
    edit(built.root, f"{folder(LATER)}/explanation.yml", "人员增加", "新增项目")
    build_again(built)
    assert bytes_of(built.site) == right


def test_a_build_that_failed_at_the_last_step_is_not_believed(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it poured is not in the site, so the next one pours it."""
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    with monkeypatch.context() as patch:
        patch.setattr(replacing, "replace_folder", lambda *_: os.close(-1))
        assert build(built, Options(output=built.site, pdf=False), quiet).site is SiteState.FAILED
    build_again(built)
    assert "新增项目" in (built.site / OTHER / "explanation/index.html").read_text(encoding="utf-8")
