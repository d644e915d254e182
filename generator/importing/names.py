"""编码的名称: codes beside their names, and what codes that no list has are called."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.importing.recognising import ReadWorkbook
from gongkai.importing.request import Request
from gongkai.importing.rows import TOTAL
from gongkai.importing.texts import bare
from gongkai.model.classification import Classification, Extent
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place


def names_of(workbooks: Iterable[ReadWorkbook], request: Request) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Names for codes of the list of 科目 that are not in it; what does not fit is told."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for workbook in workbooks:
        for reading in workbook.readings:
            form = reading.wanted.form
            by = "科目" if reading.wanted.across else form.rows_are if form is not None else ""
            listed, kind = request.code_list(by), request.edition.lists.coded.get(by)
            if listed is None or kind is None:
                continue
            for code, (name, place) in reading.names.items():
                if code == TOTAL or not kind.has_shape(code):
                    continue
                if code in listed.names:
                    if name and bare(name) != bare(listed.names[code]):
                        findings.append(found("I207", place, "名称", 码=code, 名=name, 应=listed.names[code]))
                elif code not in names:
                    findings.append(_unknown(code, name, place, kind, listed.names, listed.extent))
                    if name and by == "科目":
                        names[code] = name.strip()
    return names, tuple(findings)


def _unknown(code: str, name: str, place: Place, kind: Classification, known: object, extent: Extent) -> Finding:
    """A code that is in no list: of a class that there cannot be, or one that the list may lack."""
    whole = extent is Extent.WHOLE
    top = code[: kind.lengths[0]]
    classes = extent in (Extent.WHOLE, Extent.CLASSES) and top not in known  # type: ignore[operator]
    if whole or classes or not name:
        return found("I207", place, "没有", 码=code, 名=name)
    return found("I207", place, "表外", 码=code, 名=name)
