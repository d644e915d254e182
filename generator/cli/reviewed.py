"""gongkai import of a reviewed Word file: what was typed anew comes back, the rest is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.colours import paint_here
from gongkai.cli.failures import BLOCKED, CLEAN, explained
from gongkai.cli.paths import workbook_bytes
from gongkai.pipeline.authoring.importing import UnreadDocumentError
from gongkai.pipeline.authoring.reviewed import import_reviewed
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.reviewed import reviewed_as_text
from gongkai.reporting.text import format_findings

ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".wps", ".wpt", ".rtf", ".odt")
BODY = b"word/document.xml"
"""stands in the bytes of a .docx, whatever the file is called"""


def is_word(path: Path) -> bool:
    """Whether a file is one of Word, by its name or by what is in it."""
    if path.is_dir():
        return False
    if path.suffix.lower() in ENDINGS:
        return True
    data = workbook_bytes(path)
    return data.startswith(b"PK") and BODY in data


def import_words(project: Project, files: Sequence[Path], id: str, *, write: bool) -> NoReturn:
    """Each file into its document; `id`: of the one that it must be for."""
    sound = True
    for file in files:
        try:
            with explained():
                workspace = Workspace.open(project)  # as the file before has left it
                found = import_reviewed(workspace, workbook_bytes(file), file.name, id, write=write)
        except UnreadDocumentError as error:
            click.echo(format_findings(error.findings, paint_here()), nl=False)
            click.echo(f"{file.name}：它的文件自己有错误，没有导入；先运行 gongkai check。", err=True)
            sound = False
            continue
        click.echo(reviewed_as_text(found, paint_here()), nl=False)
        sound = sound and not found.findings
    sys.exit(CLEAN if sound else BLOCKED)
