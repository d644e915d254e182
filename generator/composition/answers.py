"""填报项的取用: what the wording asks for, what was given, and what is missing or left over."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

from gongkai.composition.form_numbers import FormNumbers
from gongkai.composition.printing import Style, style_of_text
from gongkai.composition.template_values import Count, Hidden, Missing, Quantity, Records
from gongkai.composition.traced_text import Typed
from gongkai.composition.wording_errors import MisuseError
from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.classification import in_line
from gongkai.model.documents import Document
from gongkai.model.edition import InputForm, InputKind, declared
from gongkai.model.entries import Input
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.ledger import Examined
from gongkai.model.paths import ANY, matched
from gongkai.model.places import Place

NONE = "无"
PROFILE = "概况."
CODE_OF_ITEM = 7
"""digits of a 项"""


class UndeclaredInputError(MisuseError):
    """措辞用到的填报项没有声明; the message is Chinese."""


class Asking:
    """Answers 填() and remembers what was asked.

    `neighbours`: 上年决算, 同年预算, 上年预算, as far as they exist.
    """

    def __init__(self, document: Document, forms: Mapping[str, InputForm], neighbours: Mapping[str, Neighbour]) -> None:
        self.document = document
        self.forms = forms
        self.neighbours = neighbours
        self.asked: set[str] = set()
        self.answered: set[str] = set()
        self.findings: dict[str, Finding] = {}
        self.numbers = FormNumbers(document, self.left_blank)

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
        if name in self.document.inputs:
            return True
        if self.document.lacks(name):
            return False
        if self._elsewhere(name) is not None:
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
        if self._hidden(name):
            self.answered.add(name)
            return Hidden(name)
        if answer is None and self.document.lacks(name):
            self.answered.add(name)
            return self._nothing(name)
        if answer is None and elsewhere is None:
            self._missing(name)
            return Missing(name)
        self.answered.add(name)
        if answer is None:
            return elsewhere
        return self._said(answer)

    def _hidden(self, path: str) -> bool:
        """Whether it is about a row that is left out: 年初预算.2040299.年初预算数."""
        rows = {row for _, row in self.document.head.rows_left_out}
        return bool(rows) and self.declared(path)[1] in rows

    def remembered(self) -> tuple[set[str], set[str], dict[str, Finding]]:
        """What was asked, answered and found so far."""
        return set(self.asked), set(self.answered), dict(self.findings)

    def asked_only_of_profile(self, before: tuple[set[str], set[str], dict[str, Finding]]) -> bool:
        """Whether nothing but 概况 was asked since."""
        return all(path.startswith(PROFILE) for path in self.asked - before[0])

    def forget(self, before: tuple[set[str], set[str], dict[str, Finding]]) -> None:
        """What was asked since, in vain."""
        self.asked, self.answered, self.findings = before

    def lacking(self, group: object) -> bool:
        """无: whether the document says that there is nothing of a group of inputs (上年: 无)."""
        if str(group) not in self.document.edition.may_lack:
            raise UndeclaredInputError(not_optional(str(group)))
        return self.document.lacks(str(group))

    def _nothing(self, path: str) -> object:
        """An input of a group that there is nothing of: no money, none, no word."""
        form, _ = self.declared(path)
        match form.kind:
            case InputKind.AMOUNT:
                return Quantity(NOTHING, f"填报·{path}", self.style)
            case InputKind.COUNT:
                return Count(0, f"填报·{path}")
            case InputKind.TEXTS | InputKind.RECORDS:
                return ()
        return NONE

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
        return neighbour if neighbour is not None and neighbour.unread else None

    def _missing(self, path: str) -> None:
        if any(path.split(".")[: len(keys)] == list(keys) for keys in self.document.unread_inputs if keys):
            return
        self.findings.setdefault(path, self._unanswered(path))

    def _unanswered(self, path: str) -> Finding:
        unread, place = self._unread(path), self.document.place
        if unread is not None:
            return found("N101", place, "没有读成", 处=path, 文件=unread.title)
        form, star = self.declared(path)
        group = self.document.edition.group_of(path)
        which, _, name = form.source.partition(".")
        neighbour = self.neighbours.get(which)
        why = neighbour.why_not(name.replace(ANY, star)) if neighbour else ""
        return found(
            "N101",
            place,
            "算不出" if why else "没有填",
            因=why,
            处=path,
            文件="document.yml" if path.startswith("概况.") else "explanation.yml",
            键=path.replace(".", " → "),
            类=form.kind.value,
            各栏="、".join(form.fields),
            备注=form.remark,
            可无=group,
            何时=self.document.edition.may_lack.get(group, ""),
        )

    def left_blank(self, data: PerformanceData, path: str) -> str:
        """What prints for an item of a performance form that nobody filled in, with a finding."""
        return self._blank(path, found("N101", data.at(path), "表单", severity=self._severity, 处=path))

    def row_blank(self, table: str, title: str, name: str) -> str:
        """What prints for a text of a table's row that nobody filled in, with a finding."""
        place = self.document.place
        return self._blank(name, found("N101", place, "行", severity=self._severity, 表=table, 行=title, 处=name))

    @property
    def _severity(self) -> Severity:
        """Of what has no place in the files: an archived document prints what its original did."""
        return Severity.WARNING if self.document.archived else Severity.ERROR

    def _blank(self, name: str, finding: Finding) -> str:
        self.findings.setdefault(f"{finding.place} {finding.message}", finding)
        return "" if self.document.archived else str(Missing(name))

    def examined(self) -> tuple[Examined, ...]:
        """What was tested of the inputs, for the ledger."""
        return (
            Examined(code="N101", held=len(self.answered)),
            Examined(
                code="N102",
                held=len(self.asked & self.document.inputs.keys()),
                reasons=("报表有读不出来的行，改正后再核对",) if self.document.unread else (),
            ),
        )

    def left_over(self) -> tuple[Finding, ...]:
        """多余的填报项: given but not used by any sentence; of records, all that was given or nothing."""
        if self.document.withheld.whole:
            return ()
        of_records = {
            field.path: answer.path
            for answer in self.document.inputs.values()
            for record in answer.records
            for field in record.values()
        }
        used = self.asked | {of_records[path] for path in self.asked if path in of_records} | of_records.keys()
        return tuple(
            self._unused(answer)
            for path, answer in self.document.inputs.items()
            if path not in used and path not in self._of_forms() and not self.document.unread
        )

    def _unused(self, answer: Input) -> Finding:
        """An input that no sentence uses, and what to do."""
        code = declaration(self.forms, answer.path)[1]
        if not isinstance(answer.value, Amount):
            hint = "原因"
        elif not answer.value.yuan:
            hint = "零" if code else "不写的零"
        else:
            hint = "位数" if code.isdigit() and len(code) != CODE_OF_ITEM else "数"
        return found("N102", answer.place, hint=hint, 处=answer.path, 编码=code, 位=len(code), 应位=CODE_OF_ITEM)

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


def not_optional(group: str) -> str:
    """What is wrong with asking whether there is nothing of a group that always has to be there."""
    return f"措辞要问“{group}”有没有，但版式的“可无”里没有它"


def declaration(forms: Mapping[str, InputForm], path: str) -> tuple[InputForm, str]:
    """The declaration of an input, and what stands in the place of its *. Raises UndeclaredInputError."""
    known = declared(forms, path)
    if known is None:
        raise UndeclaredInputError(f"措辞要用“{path}”，但版式的“填报”里没有这一项")
    return known
