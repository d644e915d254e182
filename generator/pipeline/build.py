"""生成: all documents rendered (those that changed), the shell built, the new site put in place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.pipeline.digests import common_digest, digest_of, document_digest, folder_digest
from generator.pipeline.project import Project
from generator.pipeline.rendering import Rendered, folder_of, read_rendered, render_document
from generator.pipeline.terms import terms_of
from generator.pipeline.workers import run
from generator.pipeline.workspace import Workspace
from generator.publishing.shell import ShellInputs, build_shell
from generator.publishing.site import assemble, replace_site
from generator.rendering.catalogue import CatalogueEntry
from generator.rendering.html import page_environment


class Busy(Exception):
    """另一次生成正在进行."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """生成选项."""

    output: Path
    pdf: bool = True
    jobs: int = 2
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """生成报告."""

    published: tuple[str, ...]
    refused: tuple[str, ...]
    rendered: tuple[str, ...]
    """documents that were rendered anew"""
    replaced: bool
    """False where the site already was what it should be"""
    pages: int
    findings: tuple[Finding, ...]


Progress = Callable[[str, int, int], None]
"""called with what is going on, how much is done, how much there is"""


def build(project: Project, options: Options, progress: Progress) -> Report:
    """Build the site. Raises Busy, ShellError, SiteError; content problems are findings of the report."""
    with _alone(project):
        return _build(project, options, progress)


def _build(project: Project, options: Options, progress: Progress) -> Report:
    workspace = Workspace.open(project)
    common = common_digest(workspace)
    ids = [id for id in workspace.folders if _chosen(id, options.only)]
    digests = {id: document_digest(workspace, id, common, pdf=options.pdf) for id in ids}
    finished: dict[str, Rendered] = {}
    stale = []
    for id in ids:
        rendered = read_rendered(folder_of(workspace, id))
        if rendered is not None and rendered.digest == digests[id]:
            finished[id] = rendered
        else:
            stale.append(id)
    finished |= _render(workspace, stale, digests, options, progress)
    documents = [finished[id] for id in ids]
    entries = tuple(
        document.entry for document in documents if document.entry and not document.blocked
    )
    replaced, pages = _publish(workspace, documents, entries, options, progress)
    findings = [*workspace.findings]
    for document in documents:
        findings.extend(document.findings)
    return Report(
        published=tuple(entry.id for entry in entries),
        refused=tuple(document.id for document in documents if document.blocked),
        rendered=tuple(stale),
        replaced=replaced,
        pages=pages,
        findings=tuple(sorted(set(findings), key=lambda finding: finding.order)),
    )


def _chosen(id: str, only: tuple[str, ...]) -> bool:
    return not only or any(id == path or id.startswith(f"{path}/") for path in only)


def _render(
    workspace: Workspace,
    stale: list[str],
    digests: dict[str, str],
    options: Options,
    progress: Progress,
) -> dict[str, Rendered]:
    if not stale:
        return {}
    environment = page_environment(workspace.project.templates)
    if options.pdf:
        import generator.rendering.pdf  # noqa: F401 - warm before forking

    def work(id: str) -> None:
        render_document(workspace, id, digests[id], environment, pdf=options.pdf)

    finished = {}
    for done, outcome in enumerate(run(stale, work, options.jobs), start=1):
        id = outcome.task
        rendered = None if outcome.error else read_rendered(folder_of(workspace, id))
        finished[id] = rendered or _crashed(workspace, id, outcome.error or "没有写出结果")
        progress("排印文件", done, len(stale))
    return finished


def _crashed(workspace: Workspace, id: str, error: str) -> Rendered:
    return Rendered(
        id=id,
        digest="",
        blocked=True,
        entry=None,
        findings=(
            Finding(
                code="X902",
                severity=Severity.ERROR,
                place=Place(
                    path=workspace.folders[id].path.relative_to(workspace.project.root).as_posix()
                ),
                message=f"排印这份文件时出错：{error}",
                hint="这是程序或版式的问题，请告诉维护人员；其他文件照常发布",
            ),
        ),
    )


def _publish(
    workspace: Workspace,
    documents: list[Rendered],
    entries: tuple[CatalogueEntry, ...],
    options: Options,
    progress: Progress,
) -> tuple[bool, int]:
    """Build shell and site unless the site already is what it should be."""
    project = workspace.project
    digest = digest_of(
        [
            *(document.digest for document in documents if not document.blocked),
            *(document.id for document in documents if not document.blocked),
            folder_digest(project.templates / "site"),
            folder_digest(project.templates / "styles"),
            (project.root / "mkdocs.yml").read_text(encoding="utf-8"),
        ]
    )
    seal = project.build / f"site-{digest_of([str(options.output)])[:12]}.digest"
    if seal.is_file() and seal.read_text() == digest and (options.output / "index.html").is_file():
        return False, 0
    seal.unlink(missing_ok=True)
    progress("生成网站外壳", 0, 1)
    terms = terms_of(workspace, entries)
    shell = build_shell(
        ShellInputs(project=project.root, work=project.build, entries=entries, terms=terms)
    )
    progress("生成网站外壳", 1, 1)
    progress("写网页和检索", 0, 1)
    new = options.output.with_name(f".{options.output.name}.{os.getpid()}")
    pages = assemble(
        new, shell, entries, lambda id: folder_of(workspace, id), project.build / "search"
    )
    replace_site(new, options.output)
    seal.write_text(digest)
    progress("写网页和检索", 1, 1)
    return True, pages


@contextmanager
def _alone(project: Project) -> Iterator[None]:
    """One build at a time in a project."""
    project.build.mkdir(parents=True, exist_ok=True)
    with (project.build / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield
