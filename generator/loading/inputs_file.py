"""explanation.yml: what no table holds, read against the inputs that the edition declares (填报)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Groups

from msgspec import Struct, field

from gongkai.loading.typed_values import read_amount, read_count, read_percent
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition, InputForm, InputKind, declared
from gongkai.model.entries import Input, InputValue, OriginalWording
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest, same_but_for_width
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null
from gongkai.model.places import Place

ORIGINALS = "原文"
NONE = "无"
ORIGINAL_KEYS = ("处", "应为", "印作", "注")


class ReadInputs(Struct, frozen=True, kw_only=True):
    """读入的填报项."""

    inputs: tuple[Input, ...] = ()
    none: Groups[str, Place] = field(default_factory=dict)
    """groups of which there are none, and where that is said"""
    originals: tuple[OriginalWording, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_inputs(node: Node, edition: Edition, unit: Unit, prefix: str = "") -> ReadInputs:
    """Read a tree of inputs; `prefix` is the path of its root (概况.)."""
    reader = _InputsReader(edition, unit)
    inputs: list[Input] = []
    originals: list[OriginalWording] = []
    for key, value in node.pairs:
        if not prefix and key.text == ORIGINALS:
            originals.extend(reader.originals(value))
        else:
            inputs.extend(reader.walk(prefix + key.text, key, value))
    if not isinstance(node, Mapping) and not is_null(node):
        reader.findings.append(found("L611", node.place, "形式"))
    return ReadInputs(
        inputs=tuple(inputs), none=reader.none, originals=tuple(originals), findings=tuple(reader.findings)
    )


class _InputsReader:
    def __init__(self, edition: Edition, unit: Unit) -> None:
        self.edition = edition
        self.unit = unit
        self.none: dict[str, Place] = {}
        self.findings: list[Finding] = []
        self.keys: dict[str, Scalar] = {}
        """by the paths that lead to them"""

    def walk(self, path: str, key: Scalar, node: Node) -> Iterator[Input]:
        self.keys[path] = key
        form, _ = declared(self.edition.inputs, path) or (None, "")
        if form is not None:
            yield from self._inputs(form, path, node)
        elif isinstance(node, Mapping):
            for inner, value_node in node.items:
                yield from self.walk(f"{path}.{inner.text}", inner, value_node)
        elif path in self.edition.may_lack:
            self._none(path, node)
        else:
            near = nearest(path, self.edition.inputs)
            variant = "近" if near else "名称"
            place, meant = self._meant(path) or (key.place, "")
            self.findings.append(found("L611", place, "名称", hint=variant, 名=path, 近=near, 可="").meaning(meant))

    def _meant(self, path: str) -> tuple[Place, str] | None:
        """Of a path that is declared but for the width of signs in one key: where that stands, what it should be."""
        declared_as = same_but_for_width(path, self.edition.inputs).split(".")
        typed = path.split(".")
        wrong = [at for at, (one, other) in enumerate(zip(typed, declared_as, strict=False)) if one != other]
        key = self.keys.get(".".join(typed[: wrong[0] + 1])) if len(wrong) == 1 else None
        return (key.place, declared_as[wrong[0]]) if key and len(typed) == len(declared_as) else None

    def _none(self, group: str, node: Node) -> None:
        """上年: 无."""
        if isinstance(node, Scalar) and node.text == NONE:
            self.none[group] = node.place
        else:
            when = self.edition.may_lack[group]
            self.findings.append(found("L612", node.place, "可无", 名=group, 何时=when))

    def _inputs(self, form: InputForm, path: str, node: Node) -> Iterator[Input]:
        """An input; of records the fields too."""
        value = self._value(form, path, node)
        if value is None:
            return
        records = [
            self._fields(form, path, number, item)
            for number, item in enumerate(node.listed if form.fields else (), start=1)
            if isinstance(item, Mapping)
        ]
        places = tuple(item.place for item in node.listed)
        yield Input(path=path, kind=form.kind, value=value, place=node.place, items=places, records=tuple(records))
        for record in records:
            yield from record.values()

    def _fields(self, form: InputForm, path: str, number: int, record: Mapping) -> dict[str, Input]:
        """The fields of one record; one that has no such name or is not there is told."""
        read: dict[str, Input] = {}
        missing = _not_typed(form, record)
        for key, node in record.items:
            if key.text in form.fields:
                for one in self.walk(f"{path}.{number}.{key.text}", key, node):
                    read[key.text] = one
                continue
            near = self._unknown_field(form, path, number, key, missing)
            missing = [name for name in missing if name != near]
        if missing:
            wanted = "、".join(f"{name}（{form.fields[name].value}）" for name in missing)
            self.findings.append(found("L612", record.place, "缺项", 处=path, 条=number, 缺=wanted))
        return read

    def _unknown_field(self, form: InputForm, path: str, number: int, key: Scalar, missing: list[str]) -> str:
        """Tells of a field that is not declared; gives the missing one that it is likely to be."""
        near, known = nearest(key.text, missing), "、".join(form.fields)
        name, place = key.text, key.place
        self.findings.append(
            found("L611", place, "记录", hint="近" if near else "记录", 处=path, 条=number, 名=name, 近=near, 可=known)
        )
        return near

    def _value(self, form: InputForm, path: str, node: Node) -> InputValue | None:
        if is_null(node):
            return None
        value = self._read(form, node)
        if value is None:
            value = found("L612", node.place, "形式", hint=form.kind, 名=path, 类=form.kind, 何时="")
        if isinstance(value, Finding):
            self.findings.append(value)
            return None
        return value

    def _read(self, form: InputForm, node: Node) -> InputValue | Finding | None:
        """The value, if it can be read as what the form wants; None where it is written otherwise."""
        match form.kind, node:
            case InputKind.TEXT, Scalar(text=text):
                return text
            case InputKind.AMOUNT, Scalar() as one:
                return read_amount(one, form.unit or self.unit)
            case InputKind.COUNT, Scalar() as one:
                return read_count(one)
            case InputKind.PERCENT, Scalar() as one:
                percent = read_percent(one)
                return percent if isinstance(percent, Finding) else one.text
            case _, Sequence(items=items):
                return _listed(form.kind, items)
        return None

    def originals(self, node: Node) -> Iterator[OriginalWording]:
        if not isinstance(node, Sequence):
            self.findings.append(found("L612", node.place, "原文"))
            return
        for item in node.items:
            record = _record(item)
            if not {"处", "应为", "印作"} <= record.keys() <= set(ORIGINAL_KEYS):
                self.findings.append(found("L612", item.place, "一条原文"))
                continue
            yield OriginalWording(
                where=record["处"],
                expected=record["应为"],
                printed=record["印作"],
                remark=record.get("注", ""),
                place=item.place,
            )


def _listed(kind: InputKind, items: tuple[Node, ...]) -> InputValue | None:
    texts = tuple(item.text for item in items if isinstance(item, Scalar))
    records = tuple(_record(item) for item in items if isinstance(item, Mapping))
    if kind is InputKind.TEXTS and len(texts) == len(items):
        return texts
    return records if kind is InputKind.RECORDS and len(records) == len(items) else None


def _not_typed(form: InputForm, record: Mapping) -> list[str]:
    typed = {key.text for key, value in record.items if not is_null(value)}
    return [name for name in form.fields if name not in typed]


def _record(node: Node) -> dict[str, str]:
    return {key.text: node.said(key.text) for key, _ in node.pairs}
