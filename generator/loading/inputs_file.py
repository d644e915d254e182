"""explanation.yml: what no table holds, read against the inputs that the edition declares (填报)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.loading.amounts import read_amount
from gongkai.loading.numbers import read_count, read_percent
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition, InputForm, InputKind, declared
from gongkai.model.entries import Input, InputValue, OriginalWording
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place

ORIGINALS = "原文"
ORIGINAL_KEYS = {"处", "应为", "印作", "注"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInputs:
    """读入的填报项."""

    inputs: tuple[Input, ...]
    originals: tuple[OriginalWording, ...]
    findings: tuple[Finding, ...]


def read_inputs(node: Node, edition: Edition, unit: Unit, prefix: str = "") -> ReadInputs:
    """Read a tree of inputs; `prefix` is the path of its root (概况.)."""
    reader = _Reader(edition, unit)
    inputs: list[Input] = []
    originals: list[OriginalWording] = []
    if isinstance(node, Mapping):
        for key, value in node.items:
            if not prefix and key.text == ORIGINALS:
                originals.extend(reader.originals(value))
            else:
                inputs.extend(reader.walk(prefix + key.text, key, value))
    elif not (isinstance(node, Scalar) and node.null):
        reader.report(FindingCode.UNKNOWN_INPUT, node.place, "应写成“名称: 内容”", "")
    return ReadInputs(inputs=tuple(inputs), originals=tuple(originals), findings=tuple(reader.findings))


class _Reader:
    def __init__(self, edition: Edition, unit: Unit) -> None:
        self.edition = edition
        self.unit = unit
        self.findings: list[Finding] = []

    def report(self, code: str, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(code=code, severity=Severity.ERROR, place=place, message=message, hint=hint))

    def walk(self, path: str, key: Scalar, node: Node) -> Iterator[Input]:
        form, _ = declared(self.edition.inputs, path) or (None, "")
        if form is not None:
            yield from self._inputs(form, path, node)
        elif isinstance(node, Mapping):
            for inner, value_node in node.items:
                yield from self.walk(f"{path}.{inner.text}", inner, value_node)
        else:
            names = list(self.edition.inputs)
            near = difflib.get_close_matches(path, names, n=1, cutoff=0.5)
            self.report(
                FindingCode.UNKNOWN_INPUT,
                key.place,
                f"版式没有要求填“{path}”",
                f"是不是“{near[0]}”？" if near else "请对照版式的 inputs.yml 看要填哪些项",
            )

    def _inputs(self, form: InputForm, path: str, node: Node) -> Iterator[Input]:
        """An input; of records the fields too."""
        value = self._value(form, path, node)
        if value is None:
            return
        items = node.items if isinstance(node, Sequence) else ()
        records = [
            self._fields(form, path, number, item)
            for number, item in enumerate(items if form.fields else (), start=1)
            if isinstance(item, Mapping)
        ]
        places = tuple(item.place for item in items)
        yield Input(path=path, kind=form.kind, value=value, place=node.place, items=places, records=tuple(records))
        for record in records:
            yield from record.values()

    def _fields(self, form: InputForm, path: str, number: int, record: Mapping) -> dict[str, Input]:
        """The fields of one record; one that has no such name or is not there is told."""
        found: dict[str, Input] = {}
        missing = [name for name in form.fields if (node := record.get(name)) is None or _null(node)]
        said = f"“{path}”第{number}条"
        for key, node in record.items:
            if key.text in form.fields:
                for one in self.walk(f"{path}.{number}.{key.text}", key, node):
                    found[key.text] = one
                continue
            near = self._unknown_field(form, said, key, missing)
            missing = [name for name in missing if name != near]
        if missing:
            wanted = "、".join(f"{name}（{form.fields[name].value}）" for name in missing)
            hint = "每条都要写全；没有的金额、个数写 0"
            self.report(FindingCode.WRONG_INPUT, record.place, f"{said}缺{wanted}", hint)
        return found

    def _unknown_field(self, form: InputForm, said: str, key: Scalar, missing: list[str]) -> str:
        """Tells of a field that is not declared; gives the missing one that it is likely to be."""
        near = difflib.get_close_matches(key.text, missing, n=1, cutoff=0.5)
        hint = f"是不是“{near[0]}”？" if near else f"可以写：{'、'.join(form.fields)}"
        self.report(FindingCode.UNKNOWN_INPUT, key.place, f"{said}里没有叫“{key.text}”的项", hint)
        return near[0] if near else ""

    def _value(self, form: InputForm, path: str, node: Node) -> InputValue | None:
        if isinstance(node, Scalar):
            return None if node.null else self._single(form, path, node)
        kind = form.kind
        if isinstance(node, Sequence):
            texts = tuple(item.text for item in node.items if isinstance(item, Scalar))
            records = tuple(_record(item) for item in node.items if isinstance(item, Mapping))
            if kind is InputKind.TEXTS and len(texts) == len(node.items):
                return texts
            if kind is InputKind.RECORDS and len(records) == len(node.items):
                return records
        self._wrong(kind, path, node)
        return None

    def _single(self, form: InputForm, path: str, node: Scalar) -> InputValue | None:
        kind = form.kind
        if kind is InputKind.TEXT:
            return node.text
        if kind is InputKind.PERCENT:
            percent = read_percent(node)
            if isinstance(percent, Finding):
                self.findings.append(percent)
                return None
            return node.text
        if kind in (InputKind.TEXTS, InputKind.RECORDS):
            self._wrong(kind, path, node)
            return None
        value = read_amount(node, form.unit or self.unit) if kind is InputKind.AMOUNT else read_count(node)
        if isinstance(value, Finding):
            self.findings.append(value)
            return None
        return value

    def _wrong(self, kind: InputKind, path: str, node: Node) -> None:
        wanted = {
            InputKind.TEXTS: "应写成一列，每条一行，以“- ”开头",
            InputKind.RECORDS: "应写成一列，每条写“- {名: 值, …}”",
        }.get(kind, "应写一个值")
        self.report(FindingCode.WRONG_INPUT, node.place, f"“{path}”要填的是{kind.value}", wanted)

    def originals(self, node: Node) -> Iterator[OriginalWording]:
        if not isinstance(node, Sequence):
            self.report(FindingCode.WRONG_INPUT, node.place, "“原文”应写成一列", "每条写“- {处: …, 应为: …, 印作: …}”")
            return
        for item in node.items:
            record = _record(item) if isinstance(item, Mapping) else {}
            if not {"处", "应为", "印作"} <= record.keys() <= ORIGINAL_KEYS:
                self.report(
                    FindingCode.WRONG_INPUT, item.place, "一条原文要有“处”“应为”“印作”三项", "可以再加“注”，不要加别的"
                )
                continue
            yield OriginalWording(
                where=record["处"],
                expected=record["应为"],
                printed=record["印作"],
                remark=record.get("注", ""),
                place=item.place,
            )


def _null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.null


def _record(node: Mapping) -> dict[str, str]:
    return {key.text: value.text if isinstance(value, Scalar) else "" for key, value in node.items}
