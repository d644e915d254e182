"""填一项: what explanation.yml or 概况 has not said yet, typed into a page instead of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from gongkai.loading.edition_files import load_edition
from gongkai.model.edition import Edition, InputForm, InputKind, declared
from gongkai.model.findings import Finding, every
from gongkai.model.intake import TypedValue
from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.own_files import OwnFiles
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.reading import BrokenFileError
from gongkai.writing.revising import PathError, revised

PROFILE = "概况."
FILLED = (InputKind.TEXT, InputKind.TEXTS, InputKind.AMOUNT, InputKind.COUNT, InputKind.PERCENT)
"""what one box can hold"""


class FillError(Exception):
    """没有填. The message is Chinese."""


class Blank(Struct, frozen=True, kw_only=True):
    """一格: an input to be typed into a box."""

    path: str
    kind: str
    """文字, 文字列 …"""
    hint: str
    """the two figures that a reason explains, else how it is written"""


def asked(finding: Finding) -> Mapping[str, str]:
    """The inputs that a finding asks for, each with the figures that it explains: missing (N101), 待写 (W206)."""
    if finding.code == "N101" and finding.about:
        return {finding.about[0]: "".join(finding.about[1:])}
    inputs = finding.about[2:] if finding.code == "W206" else ()
    return dict(zip(inputs[::2], inputs[1::2], strict=True))


def left_over(finding: Finding) -> str:
    """The input that a finding says is used nowhere (N102); "" for another finding."""
    return finding.about[0] if finding.code == "N102" and finding.about else ""


def blanks(project: Project, edition: str, findings: Iterable[Finding]) -> dict[str, Blank]:
    """What findings ask for and one box can hold, by path."""
    unused = {left_over(one) for one in every(findings)}
    wanted = {path: told for one in every(findings) for path, told in asked(one).items() if path not in unused}
    loaded = _edition(project, edition) if wanted else None
    forms = {path: _form(loaded, path) for path in wanted} if loaded else {}
    return {
        path: Blank(path=path, kind=form.kind.value, hint=wanted[path] or form.remark)
        for path, form in forms.items()
        if form is not None and form.kind in FILLED
    }


def fill(own: OwnFiles, edition: str, path: str, typed: str | None) -> str:
    """Write what was typed for one input and return the file; whether it fits, a check tells. None: it is taken out.

    Raises FillError.
    """
    loaded = _edition(own.project, edition)
    form = _form(loaded, path) if loaded is not None else None
    if loaded is None or form is None or form.kind not in FILLED:
        raise FillError(f"版式里没有“{path}”这一项")
    value = None if typed is None else _value(form.kind, typed)
    if typed is not None and not value:
        raise FillError("没有填内容")
    file = f"{own.folder}/{'document.yml' if path.startswith(PROFILE) else 'explanation.yml'}"
    digest, data = own.digest(file), own.read(file)
    if isinstance(data, Finding):
        raise FillError(data.message)
    try:
        made = revised(data, file, {tuple(path.split(".")): value}, edition_layout(file, loaded))
    except (BrokenFileError, PathError) as error:
        raise FillError(f"{file.rpartition('/')[2]} 的写法有错误，先改好，再填") from error
    own.save(file, made, digest)
    return file


def _value(kind: InputKind, typed: str) -> TypedValue:
    lines = tuple(filter(None, (" ".join(line.split()) for line in typed.splitlines())))
    return lines if kind is InputKind.TEXTS else "".join(lines)


def _edition(project: Project, name: str) -> Edition | None:
    return load_edition(project.editions, name, NOWHERE).edition


def _form(edition: Edition, path: str) -> InputForm | None:
    found = declared(edition.inputs, path)
    return found[0] if found else None
