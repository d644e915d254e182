"""要说明的两个数: what a reason that is still to be written has to explain, told with it."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.checks.context import PLACES, Case
from gongkai.checks.quantities import INPUT, UnknownFigureError, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.model.classification import SUBJECT
from gongkai.model.edition import declared
from gongkai.model.findings import Finding


def with_figures(case: Case, finding: Finding) -> Finding:
    """The finding that a reason is missing (N101), with the two figures whose difference it is to explain."""
    path = finding.about[0] if finding.code == "N101" and len(finding.about) == 1 else ""
    told = figures_of(case, path)
    return replace(finding, message=f"{finding.message}；{told}", about=(path, told)) if told else finding


def figures_of(case: Case, path: str) -> str:
    """The two figures that a reason explains; "" for another input, or where one of them is not known."""
    form, star = declared(case.document.edition.inputs, path) or (None, "")
    if form is None or form.explains is None:
        return ""
    newer, older = (formula.replace("*", star) for formula in form.explains)
    try:
        return _both(case, newer, older, path, star)
    except (UnknownFigureError, FormulaError):
        return ""


def _both(case: Case, newer: str, older: str, path: str, code: str) -> str:
    """行政运行：本年1.20，年初预算数1.00，多0.20万元（20.0%）; in the unit of the text."""
    this, other = quantity(case, newer), quantity(case, older)
    apart, style = abs(this - other), case.document.edition.amounts
    unit = style.unit_in_text or style.unit
    first, second = (one.told(unit, PLACES).removesuffix(unit.value) for one in (this, other))
    name = case.accounts.naming.of(SUBJECT, code)
    share = f"（{apart.yuan / other.yuan:.1%}）" if other.yuan > 0 else ""
    year = _side(newer, path) if "上年" in newer else "本年"
    way = f"{'多' if this.yuan > other.yuan else '少'}{apart.told(unit, PLACES)}{share}" if apart.yuan else "相同"
    return f"{name and f'{name}：'}{year}{first}，{_side(older, path)}{second}，{way}"


def _side(formula: str, path: str) -> str:
    """What a figure is called beside the reason's own words: 年初预算数 of 填报.年初预算.2060101.年初预算数."""
    words = [word for word in formula.removeprefix(INPUT).split(".") if word not in path.split(".")]
    return words[-1] if words else formula.removeprefix(INPUT)
