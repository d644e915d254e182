"""填报项的取用: what the wording asks for, what was given, and what is missing or left over."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.composition.form_numbers import FormNumbers
from gongkai.composition.printing import Style, style_of_text
from gongkai.composition.template_values import Count, Missing, Quantity, Records
from gongkai.composition.traced_text import Typed
from gongkai.composition.wording_errors import MisuseError
from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount
from gongkai.model.classification import in_line
from gongkai.model.documents import Document, PerformanceData
from gongkai.model.edition import InputForm, InputKind, declared
from gongkai.model.entries import Input
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import Examined
from gongkai.model.paths import ANY, matched
from gongkai.model.places import Place

CODE_OF_ITEM = 7
"""digits of a 项"""


class UndeclaredInputError(MisuseError):
    """措辞用到的填报项没有声明; the message is Chinese."""


@dataclass(slots=True)
class Asking:
    """Answers 填() and remembers what was asked."""

    document: Document
    forms: Mapping[str, InputForm]
    neighbours: Mapping[str, Neighbour]
    """上年决算, 同年预算, 上年预算, as far as they exist"""
    asked: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    findings: dict[str, Finding] = field(default_factory=dict)
    numbers: FormNumbers = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = FormNumbers(self.document, self.left_blank)

    @property
    def style(self) -> Style:
        return style_of_text(self.document.edition.amounts)

    def declared(self, path: object) -> tuple[InputForm, str]:
        """The declaration of an input, and what stands in the place of its *. Raises UndeclaredInputError."""
        return declaration(self.forms, str(path))

    def given(self, path: object) -> bool:
        """有: whether there is an answer."""
        name = str(path)
        if ANY in name:
            return bool(self.names(name))
        self.asked.add(name)
        if name in self.document.inputs or self._elsewhere(name) is not None:
            return True
        if self._unread(name) is not None:
            self._missing(name)
        return False

    def ask(self, path: object) -> object:
        """填: the answer to an input; Missing where there is none, with a finding."""
        name = str(path)
        self.asked.add(name)
        elsewhere = self._elsewhere(name)
        answer = self.document.inputs.get(name)
        if answer is None and elsewhere is None:
            self._missing(name)
            return Missing(name)
        self.answered.add(name)
        if answer is None:
            return elsewhere
        return self._said(answer)

    def _said(self, answer: Input) -> object:
        """An answer as the wording handles it."""
        name, value, places = answer.path, answer.value, (answer.place,)
        if isinstance(value, Amount):
            return Quantity(value, f"填报·{name}", self.style, places)
        if isinstance(value, int):
            return Count(value, f"填报·{name}", places)
        if isinstance(value, str):
            return Typed.at(value, places)
        form, _ = self.declared(name)
        if form.fields:
            return self._records(answer, form)
        items: tuple[str | Mapping[str, str], ...] = value
        where = answer.items if len(answer.items) == len(items) else places * len(items)
        return tuple(_typed(item, (place, *places)) for item, place in zip(items, where, strict=True))

    def _records(self, answer: Input, form: InputForm) -> Records:
        """Records of declared fields; one that could not be read prints as still to be filled in."""
        made = [
            {
                field: self._said(record[field]) if field in record else Missing(f"{answer.path}.{number}.{field}")
                for field in form.fields
            }
            for number, record in enumerate(answer.records, start=1)
        ]
        return Records(made, answer.path, (field for field, kind in form.fields.items() if kind is InputKind.COUNT))

    def names(self, pattern: str) -> tuple[str, ...]:
        """What stands for the * of a path: all that were given, or are not 0 elsewhere; else the names declared."""
        form, _ = self.declared(pattern)
        self.asked.add(pattern.partition(f".{ANY}")[0])
        if pattern not in self.forms:
            return tuple(filter(None, (matched(pattern, path) for path in self.forms)))
        if self._unread(pattern) is not None:
            self._missing(pattern)
        typed = [star for path in self.document.inputs if (star := matched(pattern, path)) is not None]
        there = [
            code
            for code in self._codes_elsewhere(form)
            if not in_line(code, typed) and self._amount(pattern.replace(ANY, code))
        ]
        return (*typed, *there)

    def codes(self, path: object) -> tuple[str, ...]:
        """The codes of an amount with a * (年初预算.*.年初预算数) that was given or stands elsewhere, and is not 0."""
        form, _ = self.declared(path)
        typed = (matched(str(path), name) for name in self.document.inputs)
        found = dict.fromkeys((*filter(None, typed), *self._codes_elsewhere(form)))
        return tuple(code for code in found if self._amount(str(path).replace(ANY, code)))

    def _codes_elsewhere(self, form: InputForm) -> tuple[str, ...]:
        which, _, name = form.source.partition(".")
        with suppress(FormulaError):
            return self.neighbours[which].codes(name) if which in self.neighbours else ()
        return ()

    def _amount(self, path: str) -> Decimal:
        """As printed; 0 where there is none."""
        given = self.document.inputs.get(path)
        if given is None:
            elsewhere = self._elsewhere(path)
            return elsewhere.printed if elsewhere is not None else Decimal(0)
        return Quantity(given.value, path, self.style).printed if isinstance(given.value, Amount) else Decimal(0)

    def _elsewhere(self, path: str) -> Quantity | None:
        """The figure as a neighbouring document has it."""
        form, code = self.declared(path)
        which, _, name = form.source.partition(".")
        neighbour = self.neighbours.get(which)
        name = name.replace("*", code)
        amount = neighbour.amount(name) if neighbour else None
        if neighbour is None or amount is None:
            return None
        return Quantity(amount, f"{neighbour.title}·{name}", self.style)

    def _unread(self, path: str) -> Neighbour | None:
        """The neighbouring document that has the figure, if its figures could not be read."""
        form, _ = self.declared(path)
        neighbour = self.neighbours.get(form.source.partition(".")[0])
        return neighbour if neighbour is not None and neighbour.accounts is None else None

    def _missing(self, path: str) -> None:
        if any(path.split(".")[: len(keys)] == list(keys) for keys in self.document.unread_inputs if keys):
            return
        form, _ = self.declared(path)
        unread = self._unread(path)
        if unread is not None:
            message = f"情况说明要用到“{path}”，取自{unread.title}，那份文件的数没有读成功"
            hint = f"先改好{unread.title}的错误，不用在这里填"
        else:
            message = f"情况说明要用到“{path}”，还没有填"
            each = f"，每条写{'、'.join(form.fields)}" if form.fields else ""
            hint = f"请在 {_file_of(path)} 里填“{path.replace('.', ' → ')}”（{form.kind.value}{each}）"
            hint += f"：{form.remark}" if form.remark else ""
        self.findings.setdefault(
            path,
            Finding(
                code=FindingCode.MISSING_INPUT,
                severity=Severity.ERROR,
                place=self.document.place,
                message=message,
                hint=hint,
            ),
        )

    def left_blank(self, data: PerformanceData, path: str) -> str:
        """What prints for an item of a performance form that nobody filled in, with a finding."""
        message = f"情况说明要印绩效表单的“{path}”，这张表单没有填"
        return self._blank(path, data.at(path), message, "请在这张表单里填上")

    def row_blank(self, table: str, title: str, name: str) -> str:
        """What prints for a text of a table's row that nobody filled in, with a finding."""
        message = f"情况说明要印{table}“{title}”一行的“{name}”，没有填"
        return self._blank(name, self.document.place, message, "请在 figures.yml 的这一行里填上")

    def _blank(self, name: str, place: Place, message: str, hint: str) -> str:
        severity = Severity.WARNING if self.document.archived else Severity.ERROR
        self.findings.setdefault(
            f"{place} {message}",
            Finding(code=FindingCode.MISSING_INPUT, severity=severity, place=place, message=message, hint=hint),
        )
        return "" if self.document.archived else str(Missing(name))

    def examined(self) -> tuple[Examined, ...]:
        """What was tested of the inputs, for the ledger."""
        return (
            Examined(code=FindingCode.MISSING_INPUT, held=len(self.answered)),
            Examined(
                code=FindingCode.UNUSED_INPUT,
                held=len(self.asked & self.document.inputs.keys()),
                reasons=("报表有读不出来的行，改正后再核对",) if self.document.unread else (),
            ),
        )

    def left_over(self) -> tuple[Finding, ...]:
        """多余的填报项: given but not used by any sentence; of records, all that was given or nothing."""
        of_records = {
            field.path: answer.path
            for answer in self.document.inputs.values()
            for record in answer.records
            for field in record.values()
        }
        used = self.asked | {of_records[path] for path in self.asked if path in of_records} | of_records.keys()
        return tuple(
            Finding(
                code=FindingCode.UNUSED_INPUT,
                severity=Severity.WARNING,
                place=answer.place,
                message=f"填了“{path}”，但情况说明里没有用到",
                hint=self._what_to_do(path, answer),
            )
            for path, answer in self.document.inputs.items()
            if path not in used and path not in self._of_forms() and not self.document.unread
        )

    def _what_to_do(self, path: str, answer: Input) -> str:
        """Of an input that no sentence uses."""
        if not isinstance(answer.value, Amount):
            return "数字没有差异就不用写原因；用不到的项请删去"
        code = declaration(self.forms, path)[1]
        if not answer.value.yuan:
            return "预算和决算都是零的，不用填，请删去" if code else "这一项文中不写，请删去"
        if code.isdigit() and len(code) != CODE_OF_ITEM:
            return f"“{code}”有{len(code)}位；要填到项，编码{CODE_OF_ITEM}位"
        return "文中只写版式规定的内容：请核对是不是填错了地方；数是对的，这里又不写，才删去"

    def _of_forms(self) -> set[str]:
        """Inputs that no sentence prints, but performance forms are checked with (可算指标)."""
        quotients = [one for form in self.document.edition.performance.values() for one in form.roles.quotients]
        words = [word for one in quotients for word in f"{one.part} {one.whole}".split()]
        return {word.removeprefix("填报.") for word in words if word.startswith("填报.")}


def _typed(item: str | Mapping[str, str], places: tuple[Place, ...]) -> Typed | dict[str, Typed]:
    """An item of a list with the places of its own and of the list."""
    if isinstance(item, str):
        return Typed.at(item, places)
    return {name: Typed.at(text, places) for name, text in item.items()}


def declaration(forms: Mapping[str, InputForm], path: str) -> tuple[InputForm, str]:
    """The declaration of an input, and what stands in the place of its *. Raises UndeclaredInputError."""
    found = declared(forms, path)
    if found is None:
        raise UndeclaredInputError(f"措辞要用“{path}”，但版式的“填报”里没有这一项")
    return found


def _file_of(path: str) -> str:
    return "document.yml" if path.startswith("概况.") else "explanation.yml"
