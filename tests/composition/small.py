"""One small document, composed, for tests of composition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.composition.compose import Composed, compose
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount, Unit
from gongkai.model.edition import InputKind
from gongkai.model.entries import Input, InputValue, OriginalWording
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.glossary import Term
from gongkai.model.places import Place
from gongkai.model.publication import Table
from tests.checks.cases import case_of
from tests.figures.small import edition, entries

HERE = Place(path="f.yml", line=1, column=1)


def composed(
    folder: Path,
    wording: str | Mapping[str, str] = "",
    *,
    tables: str = "表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙, {题: 合计, 公式: 甲 + 乙}]}",
    figures: str = "",
    inputs: Mapping[str, InputValue] | None = None,
    places: Mapping[str, Place] | None = None,
    originals: tuple[OriginalWording, ...] = (),
    neighbours: Mapping[str, Neighbour] | None = None,
    performance: tuple[PerformanceData, ...] = (),
    reports: Mapping[str, str] | None = None,
    terms: Mapping[str, Term] | None = None,
    unit: Unit = Unit.WAN,
    items: list[dict[str, Any]] | None = None,
    **more: Any,
) -> Composed:
    """A document with one part: its tables, and one section `text` of the given wording (the first file)."""
    files = {"text.j2": wording} if isinstance(wording, str) else dict(wording)
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    form = edition(tables, **more)
    listed = [{"表": name} for name, table in form.tables.items() if not table.hidden]
    section = {"题": "文字", "键": "text", "内容": items or [{"文": next(iter(files))}]}
    form = edition(tables, 部分=[{"题": "部分", "键": "main", "节": [*listed, section]}], **more)
    typed = {
        path: Input(path=path, kind=InputKind.TEXT, value=value, place=(places or {}).get(path, HERE))
        for path, value in (inputs or {}).items()
    }
    case = case_of(
        form,
        entries(form, figures, unit) if figures else (),
        inputs=typed,
        originals=originals,
        performance=performance,
        reports={slug: Report(slug=slug, text=text, place=HERE) for slug, text in (reports or {}).items()},
    )
    return compose(case.document, case.accounts, neighbours or {}, terms or {}, {}, (folder,))


def said(made: Composed) -> list[str]:
    return [finding.message for finding in made.findings]


def first_table(made: Composed) -> Table:
    (table, *_) = made.publication.parts[0].sections[0].blocks
    assert isinstance(table, Table)
    return table


def original(where: str, expected: str, printed: str, remark: str = "") -> OriginalWording:
    return OriginalWording(where=where, expected=expected, printed=printed, remark=remark, place=HERE)


def wan(text: str) -> Amount:
    return Amount(yuan=Decimal(text) * 10000, margin=Decimal(50) if Decimal(text) else Decimal(0))
