"""编码的名称: codes beside their names, and what codes that no list has are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from gongkai.importing.across import ITEMS
from gongkai.importing.recognising import ReadWorkbook
from gongkai.importing.request import Request
from gongkai.importing.rows import TOTAL
from gongkai.importing.texts import bare
from gongkai.model.classification import Classification, CodeList, Extent
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place


def names_of(workbooks: Iterable[ReadWorkbook], request: Request) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Names for codes of the list of 科目 that are not in it; what does not fit is told."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for reading in chain.from_iterable(workbook.readings for workbook in workbooks):
        form = reading.wanted.form
        by = ITEMS if reading.wanted.across else form.rows_are if form is not None else ""
        listed, kind = request.code_list(by), request.edition.lists.coded.get(by)
        if listed is None or kind is None:
            continue
        named = {code: one for code, one in reading.names.items() if code != TOTAL and kind.has_shape(code)}
        findings += _other_names(named, listed)
        for code, (name, place) in named.items():
            if code in listed.names or code in names:
                continue
            findings.append(_unknown(code, name, place, kind, listed))
            if name and by == ITEMS:
                names[code] = name.strip()
    return names, tuple(findings)


def _other_names(named: Mapping[str, tuple[str, Place]], listed: CodeList) -> Iterator[Finding]:
    """Codes of the list that stand beside another name."""
    for code, (name, place) in named.items():
        known = listed.names.get(code, "")
        if known and name and bare(name) != bare(known):
            yield found("I207", place, "名称", 码=code, 名=name, 应=known)


def _unknown(code: str, name: str, place: Place, kind: Classification, listed: CodeList) -> Finding:
    """A code that is in no list: of a class that there cannot be, or one that the list may lack."""
    no_class = listed.extent is Extent.CLASSES and code[: kind.lengths[0]] not in listed.names
    sure = listed.extent is Extent.WHOLE or no_class or not name
    return found("I207", place, "没有" if sure else "表外", 码=code, 名=name)
