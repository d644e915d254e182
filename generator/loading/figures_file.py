"""figures.yml: the figures, read against the forms of the edition."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field

from gongkai.loading.amounts import read_amount
from gongkai.loading.codes import not_a_code
from gongkai.model.amounts import Amount, Unit
from gongkai.model.classification import Classification, name_key
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import Attribute, ColumnKind, RowRule, TableForm
from gongkai.model.names import listed
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place

NO_DATA = "无"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFigures:
    """读入的数: rows as typed; `empty`: tables declared to have no data (无). A table left blank is as if not there."""

    entries: tuple[Entry, ...]
    empty: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What a row of a table may hold."""

    amounts: tuple[str, ...]
    called: MappingType[str, tuple[str, ...]]
    """what columns may be called → 列键 of amounts and names of fields"""
    typed: tuple[str, ...]
    """the amounts that do not derive"""
    fields: tuple[str, ...]
    attributes: MappingType[str, Attribute]


@dataclass(frozen=True, slots=True)
class _Line:
    """What was read of one row; `seen`: the columns that it names, and where."""

    amounts: list[EnteredAmount] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)


def read_figures(node: Node, edition: Edition, unit: Unit) -> ReadFigures:
    """Read figures.yml against an edition; every problem is a finding, the rest is kept."""
    reader = _Reader(edition, unit)
    if not isinstance(node, Mapping):
        return ReadFigures(
            entries=(),
            empty=frozenset(),
            findings=(_finding(FindingCode.WRONG_FIGURES, node.place, "figures.yml 应写成“表名: …”", ""),),
        )
    entries: list[Entry] = []
    empty: set[str] = set()
    for key, value in node.items:
        form = edition.tables.get(key.text)
        if form is None:
            reader.unknown(FindingCode.UNKNOWN_TABLE, key, "表", edition.tables)
        elif isinstance(value, Scalar) and value.text == NO_DATA:
            empty.add(key.text)
        elif not (isinstance(value, Scalar) and value.null):
            entries.extend(reader.table(key.text, form, value))
    return ReadFigures(entries=tuple(entries), empty=frozenset(empty), findings=tuple(reader.findings))


def _finding(code: str, place: Place, message: str, hint: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=place, message=message, hint=hint)


class _Reader:
    def __init__(self, edition: Edition, unit: Unit) -> None:
        self.edition = edition
        self.unit = unit
        self.findings: list[Finding] = []

    def unknown(self, code: str, key: Scalar, kind: str, known: Iterable[str]) -> None:
        names = list(known)
        near = difflib.get_close_matches(key.text, names, n=1, cutoff=0.5)
        self.findings.append(
            _finding(
                code,
                key.place,
                f"版式里没有叫“{key.text}”的{kind}",
                f"是不是“{near[0]}”？" if near else f"可以写：{listed(names)}",
            )
        )

    def attribute(self, value: Scalar, form: Attribute | None) -> None:
        """属性 such as 资金 must have one of its values, or the figure would belong nowhere."""
        if form is not None and value.text not in form.values:
            near = difflib.get_close_matches(value.text, form.values, n=1, cutoff=0.5)
            self.findings.append(
                _finding(
                    FindingCode.NOT_A_CHOICE,
                    value.place,
                    f"不能写“{value.text}”",
                    (f"是不是“{near[0]}”？" if near else "") + f"可以写：{'、'.join(form.values)}",
                )
            )

    def ambiguous(self, key: Scalar, kind: str, found: Iterable[str]) -> None:
        code = FindingCode.UNKNOWN_ROW if kind == "行" else FindingCode.UNKNOWN_COLUMN
        message = f"有几{kind}都叫“{key.text}”，不知道是哪一{kind}"
        self.findings.append(_finding(code, key.place, message, f"可以写：{listed(found)}"))

    def _twice(self, key: Scalar, first: Scalar, kind: str) -> bool:
        """Whether a row or column was written before, under another of its names."""
        if key is first:
            return False
        message = f"“{key.text}”就是第 {first.place.line} 行的“{first.text}”，同一{kind}写了两次"
        hint = "合成一处；如果其中一个是笔误，改成正确的名称"
        self.findings.append(_finding(FindingCode.DUPLICATE_KEY, key.place, message, hint))
        return True

    def shape(self, node: Node, hint: str) -> None:
        self.findings.append(_finding(FindingCode.WRONG_FIGURES, node.place, "这里的写法不对", hint))

    def table(self, name: str, form: TableForm, node: Node) -> Iterator[Entry]:
        if isinstance(node, Sequence):
            yield from self._records(name, node, self._columns(form))
            return
        if not isinstance(node, Mapping):
            self.shape(node, "应写成“行: {列: 金额}”，没有数据写“无”")
            return
        fixed = _fixed(form)
        if not form.rules and len(fixed) == 1:
            ((row, block),) = fixed.items()
            yield from self._row(name, row, node, self._columns(form, block))
            return
        seen: dict[str, Scalar] = {}
        for key, value in node.items:
            row = self._row_key(form, key, fixed)
            if not row or self._twice(key, seen.setdefault(row, key), "行"):
                continue
            columns = self._columns(form, fixed.get(row))
            if isinstance(value, Sequence):
                if key.text == "记录":
                    yield from self._records(name, value, columns)
                    continue
                for item in value.items:
                    yield from self._row(name, row, item, columns)
            else:
                yield from self._row(name, row, value, columns)

    def _row_key(self, form: TableForm, key: Scalar, fixed: Iterable[str]) -> str:
        """The row that a key means; "" where that is told to be wrong."""
        if form.rule is not None:
            return key.text if self._generated_key(form, form.rule, key) else ""
        found = form.row_names.get(key.text, ())
        if len(found) == 1:
            return found[0]
        if form.placed_rules and form.is_code(key.text):
            return key.text
        if found:
            self.ambiguous(key, "行", found)
        else:
            self.unknown(FindingCode.UNKNOWN_ROW, key, "行", fixed)
        return ""

    def _generated_key(self, form: TableForm, rule: RowRule, key: Scalar) -> bool:
        allowed = {rule.total_title, "合计", "记录"}
        if key.text in allowed or form.is_code(key.text) or rule.by == ("单位",):
            return True
        self.findings.append(
            _finding(
                FindingCode.UNKNOWN_ROW,
                key.place,
                f"“{key.text}”不是{'科目' if '科目' in rule.by else ''}代码",
                '行应写代码，如 "2010301"，或写“合计”',
            )
        )
        return False

    def _columns(self, form: TableForm, block: int | None = None) -> _Columns:
        parts = form.parts if block is None or block >= len(form.parts) else (form.parts[block],)
        amounts: list[str] = []
        typed: list[str] = []
        fields: list[str] = [*form.attributes]
        called: dict[str, tuple[str, ...]] = {}
        for part in parts:
            for key, leaf in part.keyed:
                if leaf.kind is ColumnKind.AMOUNT:
                    amounts.append(key)
                    typed.extend([] if leaf.derives else [key])
                else:
                    fields.append(leaf.field or key)
            for name, keys in part.names.items():
                meant = (part.by_key[key].field or key for key in keys)
                called[name] = tuple(dict.fromkeys((*called.get(name, ()), *meant)))
        fields.extend(by for rule in form.rules for by in rule.by)
        own = form.codes_are if form.rule is None else ""
        fields.extend([name_key(by) for by in (*fields, own) if by in form.lists.coded])
        return _Columns(
            amounts=tuple(dict.fromkeys(amounts)),
            called=called,
            typed=tuple(dict.fromkeys(typed)),
            fields=tuple(dict.fromkeys(fields)),
            attributes=form.attributes,
        )

    def _records(self, name: str, node: Sequence, columns: _Columns) -> Iterator[Entry]:
        for number, item in enumerate(node.items, start=1):
            yield from self._row(name, f"#{number}", item, columns)

    def _row(self, table: str, row: str, node: Node, columns: _Columns) -> Iterator[Entry]:
        line = _Line()
        if isinstance(node, Scalar):
            sole = columns.amounts if len(columns.amounts) == 1 else columns.typed
            if len(sole) != 1:
                example = f"有几列金额，应写成 {{{columns.amounts[0]}: 金额}}"
                self.shape(node, f"“{row}”{example if columns.amounts else '应写成 {列: 内容}'}")
                return
            line.amounts.extend(self._amount(sole[0], node))
        elif isinstance(node, Mapping):
            self._fill(node, "", columns, line)
        else:
            self.shape(node, "应写成 {列: 金额}")
            return
        yield Entry(table=table, row=row, fields=tuple(line.fields), amounts=tuple(line.amounts), place=node.place)

    def _fill(self, node: Mapping, prefix: str, columns: _Columns, line: _Line) -> None:
        coded = self.edition.lists.coded
        for key, value in node.items:
            if isinstance(value, Mapping):
                self._group(key, value, prefix, columns, line)
                continue
            name = self._column(prefix + key.text, key, columns)
            if not name or self._twice(key, line.seen.setdefault(name, key), "列"):
                continue
            if name in columns.amounts and isinstance(value, Scalar):
                line.amounts.extend(self._amount(name, value))
            elif not prefix and name in coded and name in columns.fields and not _is_code(value, coded[name]):
                text = value.text if isinstance(value, Scalar) else ""
                self.findings.append(not_a_code(text, coded[name], value.place))
            elif not prefix and name in columns.fields and isinstance(value, Scalar):
                line.fields.append((name, value.text))
                self.attribute(value, columns.attributes.get(name))
            else:
                self._no_column(key, prefix, columns)

    def _group(self, key: Scalar, value: Mapping, prefix: str, columns: _Columns, line: _Line) -> None:
        """Columns below one title, which another column may bear too."""
        below = f"{prefix}{key.text}."
        if any(column.startswith(below) for column in columns.called):
            self._fill(value, below, columns, line)
        else:
            self._no_column(key, prefix, columns)

    def _no_column(self, key: Scalar, prefix: str, columns: _Columns) -> None:
        known = [column.removeprefix(prefix) for column in columns.amounts if column.startswith(prefix)]
        self.unknown(FindingCode.UNKNOWN_COLUMN, key, "列", [*known, *(() if prefix else columns.fields)])

    def _column(self, name: str, key: Scalar, columns: _Columns) -> str:
        """The column that a name means, or the name itself; "" where that is told to be wrong."""
        if name in columns.amounts or name in columns.fields:
            return name
        found = columns.called.get(name, ())
        if len(found) > 1:
            self.ambiguous(key, "列", found)
            return ""
        return found[0] if found else name

    def _amount(self, column: str, node: Scalar) -> Iterator[EnteredAmount]:
        amount = read_amount(node, self.unit)
        if isinstance(amount, Amount):
            yield EnteredAmount(column=column, amount=amount, place=node.place)
        else:
            self.findings.append(amount)


def _is_code(node: Node, classification: Classification) -> bool:
    return isinstance(node, Scalar) and classification.is_typed(node.text)


def _fixed(form: TableForm) -> dict[str, int]:
    """Keys of fixed rows with the block they stand in."""
    rows: dict[str, int] = {}
    for index, block in enumerate(form.parts):
        rows |= {row.name: index for row in block.fixed}
    return rows | {row.name: index for index, row in enumerate(form.last_rows)}
