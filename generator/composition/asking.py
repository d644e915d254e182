"""填报项的取用: what the wording asks for, what was given, and what is missing or left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.composition.values import Count, Missing, Quantity
from generator.model.amounts import Amount
from generator.model.documents import Document
from generator.model.edition import InputForm
from generator.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """邻近文件: last year's or the same year's document, as far as its named quantities go."""

    title: str
    indicators: Mapping[str, Amount]
    """指标 by name, with codes: 一般公共预算支出.2010301"""


@dataclass(slots=True)
class Asking:
    """Answers 填() and remembers what was asked."""

    document: Document
    forms: Mapping[str, InputForm]
    neighbours: Mapping[str, Neighbour]
    """上年决算, 同年预算, 上年预算, as far as they exist"""
    asked: set[str] = field(default_factory=set)
    findings: dict[str, Finding] = field(default_factory=dict)

    def form(self, path: str) -> InputForm | None:
        if path in self.forms:
            return self.forms[path]
        parts = path.split(".")
        for pattern, form in self.forms.items():
            wanted = pattern.split(".")
            if len(wanted) == len(parts) and all(
                want in ("*", part) for want, part in zip(wanted, parts, strict=True)
            ):
                return form
        return None

    def given(self, path: str) -> bool:
        """有: whether there is an answer."""
        path = str(path)
        self.asked.add(path)
        return path in self.document.inputs or self._from_neighbour(path) is not None

    def ask(self, path: str) -> object:
        """填: the answer to an input; Missing where there is none, with a finding."""
        path = str(path)
        self.asked.add(path)
        answer = self.document.inputs.get(path)
        elsewhere = self._from_neighbour(path)
        if answer is None and elsewhere is not None:
            return elsewhere
        if answer is None:
            self._missing(path)
            return Missing(path)
        value = answer.value
        if isinstance(value, Amount):
            if elsewhere is not None:
                self._compare(path, value, elsewhere)
            return Quantity(value, f"填报·{path}", self.document.edition.amounts)
        if isinstance(value, int):
            return Count(value, f"填报·{path}")
        return value

    def _from_neighbour(self, path: str) -> Quantity | None:
        form = self.form(path)
        if form is None or not form.source:
            return None
        which, _, name = form.source.partition(".")
        neighbour = self.neighbours.get(which)
        if neighbour is None:
            return None
        if name.endswith(".*"):
            code = next((part for part in path.split(".") if part.isdigit()), "")
            name = f"{name[:-1]}{code}"
        amount = neighbour.indicators.get(name)
        if amount is None:
            return None
        return Quantity(amount, f"{neighbour.title}·{name}", self.document.edition.amounts)

    def _missing(self, path: str) -> None:
        kind = self.form(path)
        self.findings.setdefault(
            path,
            Finding(
                code="N101",
                severity=Severity.ERROR,
                place=self.document.place,
                message=f"情况说明要用到“{path}”，还没有填",
                hint=f"请在 explanation.yml 里填“{path.replace('.', ' → ')}”（{kind.kind.value if kind else '文字'}）",
            ),
        )

    def _compare(self, path: str, value: Amount, elsewhere: Quantity) -> None:
        if value.agrees(elsewhere.amount):
            return
        style = self.document.edition.amounts
        unit = style.unit
        self.findings.setdefault(
            path,
            Finding(
                code="C101",
                severity=Severity.INCONSISTENCY,
                place=self.document.inputs[path].place,
                message=(
                    f"“{path}”填的是{value.rounded(unit, style.places)}{unit.value}，"
                    f"{elsewhere.source}是{elsewhere.printed}{unit.value}"
                ),
                hint="两份文件里的同一个数应当一样；这一项可以不填，会自动取用",
            ),
        )

    def left_over(self) -> tuple[Finding, ...]:
        """多余的填报项: given but not used by any sentence."""
        return tuple(
            Finding(
                code="N102",
                severity=Severity.WARNING,
                place=answer.place,
                message=f"填了“{path}”，但情况说明里没有用到",
                hint="数字没有差异就不用写原因；用不到的项请删去",
            )
            for path, answer in self.document.inputs.items()
            if path not in self.asked
        )
