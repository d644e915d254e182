"""成品: one document rendered into its own folder below build/documents, kept until something it depends on changes."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment

from generator.composition.compose import Composed
from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.model.publication import GlossaryEntry, plain
from generator.pipeline.digests import file_digest
from generator.pipeline.workspace import Prepared, Workspace
from generator.rendering.catalogue import CatalogueEntry, catalogue_entry, catalogue_file, read_catalogue
from generator.rendering.data import csv_files, csv_path, data_file, statutory_tables
from generator.rendering.html import Download, Extras, KeyFigure, render_pages
from generator.rendering.pages import dump_pages

PDF = "document.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """成品的记录: what a document's folder holds, and what was found on the way."""

    id: str
    digest: str
    blocked: bool
    entry: CatalogueEntry | None
    findings: tuple[Finding, ...]


def folder_of(workspace: Workspace, id: str) -> Path:
    return workspace.project.rendered / id


def read_rendered(folder: Path) -> Rendered | None:
    """The record of a finished folder; None if there is none or it cannot be trusted."""
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        entries = read_catalogue(record["entry"]) if record["entry"] else ()
        entry = entries[0] if entries else None
        findings = tuple(_finding(values) for values in record["findings"])
        rendered = Rendered(
            id=record["id"],
            digest=record["digest"],
            blocked=record["blocked"],
            entry=entry,
            findings=findings,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if entry is not None and not _intact(folder, entry):
        return None
    return rendered


def _intact(folder: Path, entry: CatalogueEntry) -> bool:
    """Whether every file of a finished folder still has the digest it was written with."""
    for path, digest in entry.sha256.items():
        file = folder / "files" / Path(path).relative_to(entry.id)
        if not file.is_file() or file_digest(file) != digest:
            return False
    return True


def render_document(
    workspace: Workspace, id: str, digest: str, environment: Environment, *, pdf: bool
) -> None:
    """Prepare and render one document; its folder appears only when it is whole."""
    prepared = workspace.prepare(id)
    target = folder_of(workspace, id)
    work = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    (work / "files").mkdir(parents=True)
    entry = None
    if prepared.composed is not None and not prepared.blocked:
        entry = _write(workspace, prepared, prepared.composed, work, environment, pdf=pdf)
    record = {
        "id": id,
        "digest": digest,
        "blocked": prepared.blocked,
        "entry": catalogue_file([entry]) if entry else "",
        "findings": [asdict(finding) for finding in prepared.findings],
    }
    (work / "record.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)


def _write(
    workspace: Workspace,
    prepared: Prepared,
    composed: Composed,
    work: Path,
    environment: Environment,
    *,
    pdf: bool,
) -> CatalogueEntry:
    publication = composed.publication
    files: dict[str, bytes] = {"data.json": data_file(publication).encode()}
    files |= csv_files(publication)
    if pdf:
        from generator.rendering.pdf import render_pdf

        files[PDF] = render_pdf(publication, workspace.project.root)
    for name, content in files.items():
        path = work / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    extras = Extras(
        key_figures=tuple(
            KeyFigure(
                label=figure.title,
                text=figure.text,
                unit=figure.unit,
                target=f"tables/{figure.table}/" if figure.table else "",
            )
            for figure in composed.highlights
        ),
        downloads=tuple(_downloads(files)),
        table_downloads=tuple(
            (table.id, csv_path(table.id)) for table in statutory_tables(publication)
        ),
        findings=tuple(
            finding.message
            for finding in prepared.findings
            if finding.severity is Severity.INCONSISTENCY
        ),
    )
    pages = render_pages(publication, extras, environment)
    (work / "pages.json").write_text(dump_pages(pages), encoding="utf-8")
    terms = [
        (plain(block.term), plain(block.text))
        for part in publication.parts
        for block in (*part.blocks, *(b for section in part.sections for b in section.blocks))
        if isinstance(block, GlossaryEntry)
    ]
    (work / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
    return catalogue_entry(
        publication,
        pages=[page.path for page in pages],
        pdf=f"{publication.id}/{PDF}" if pdf else "",
        sha256={
            f"{publication.id}/{name}": file_digest(work / "files" / name) for name in sorted(files)
        },
        findings=Counter(finding.severity.value for finding in prepared.findings),
    )


def _downloads(files: dict[str, bytes]) -> list[Download]:
    downloads = []
    if PDF in files:
        downloads.append(Download(label="全文 PDF", path=PDF, size=len(files[PDF])))
    downloads.append(Download(label="全部数据 JSON", path="data.json", size=len(files["data.json"])))
    return downloads


def _finding(values: dict[str, object]) -> Finding:
    def place(data: object) -> Place:
        assert isinstance(data, dict)
        return Place(**data)

    related = values.pop("related", ())
    assert isinstance(related, list | tuple)
    return Finding(
        place=place(values.pop("place")),
        related=tuple(place(item) for item in related),
        severity=Severity(str(values.pop("severity"))),
        **{key: str(value) for key, value in values.items()},
    )
