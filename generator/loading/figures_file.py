"""figures.yml: the figures, read against the forms of the edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as MappingType

from msgspec import Struct, field

from gongkai.loading.typed_values import code_meant, not_a_code, read_amount
from gongkai.model.amounts import Amount, Unit
from gongkai.model.classification import name_key
from gongkai.model.columns import merged_names
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding, found
from gongkai.model.forms import Attribute, BlockForm, RowRule, TableForm
from gongkai.model.names import listed, nearest, same_but_for_width
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null

NO_DATA = "无"


class ReadFigures(Struct, frozen=True, kw_only=True):
    """读入的数: rows as typed; `empty`: tables declared to have no data (无). A table left blank is as if not there."""

    entries: tuple[Entry, ...] = ()
    empty: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


class _Columns(Struct, frozen=True, kw_only=True):
    """What a row of a table may hold."""

    amounts: tuple[str, ...]
    called: MappingType[str, tuple[str, ...]]
    """what columns may be called → 列键 of amounts and names of fields"""
    typed: tuple[str, ...]
    """the amounts that do not derive"""
    fields: tuple[str, ...]
    attributes: MappingType[str, Attribute]


class _ReadRow(Struct, frozen=True):
    """What was read of one row; `seen`: the columns that it names, and where."""

    amounts: list[EnteredAmount] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)


def read_figures(node: Node, edition: Edition, unit: Unit, *, required: bool = True) -> ReadFigures:
    """Read figures.yml against an edition; every problem is a finding, the rest is kept.

    `required`: whether a file without anything in it is wrong.
    """
    reader = _FiguresReader(edition, unit)
    if not isinstance(node, Mapping):
        if not required and is_null(node):
            return ReadFigures()
        return ReadFigures(findings=(found("L604", node.place, "文件"),))
    entries: list[Entry] = []
    empty: set[str] = set()
    for key, value in node.items:
        form = edition.tables.get(key.text)
        if form is None:
            reader.unknown(key, "表", edition.tables)
        elif isinstance(value, Scalar) and value.text == NO_DATA:
            empty.add(key.text)
        elif not is_null(value):
            entries.extend(reader.table(key.text, form, value))
    return ReadFigures(entries=tuple(entries), empty=frozenset(empty), findings=tuple(reader.findings))


class _FiguresReader:
    def __init__(self, edition: Edition, unit: Unit) -> None:
        self.edition = edition
        self.unit = unit
        self.findings: list[Finding] = []

    def unknown(self, key: Scalar, kind: str, known: Collection[str]) -> None:
        near = nearest(key.text, known)
        told = "" if near else listed(known)
        self.findings.append(
            found(
                "L601" if kind == "表" else "L602" if kind == "行" else "L603",
                key.place,
                "没有",
                名=key.text,
                近=near,
                可=told,
            ).meaning(same_but_for_width(key.text, known))
        )

    def ambiguous(self, key: Scalar, kind: str, meant: Iterable[str]) -> None:
        self.findings.append(
            found("L602" if kind == "行" else "L603", key.place, "几个", 名=key.text, 可=listed(meant))
        )

    def _twice(self, key: Scalar, first: Scalar, kind: str) -> bool:
        """Whether a row or column was written before, under another of its names."""
        if key is not first:
            told = found("L216", key.place, "别名", 名=key.text, 行=first.place.line, 另=first.text, 类=kind)
            self.findings.append(told)
        return key is not first

    def table(self, name: str, form: TableForm, node: Node) -> Iterator[Entry]:
        if isinstance(node, Sequence):
            yield from self._records(name, node, _columns(form))
        elif not isinstance(node, Mapping):
            self.findings.append(found("L604", node.place, "别的", hint="表"))
        elif not form.rules and len(form.placed_rows) == 1:
            (row,) = form.placed_rows
            yield from self._row(name, row, node, _columns(form, row))
        else:
            yield from self._rows(name, form, node)

    def _rows(self, name: str, form: TableForm, node: Mapping) -> Iterator[Entry]:
        seen: dict[str, Scalar] = {}
        for key, value in node.items:
            row = self._row_key(form, key)
            if not row or self._twice(key, seen.setdefault(row, key), "行"):
                continue
            columns = _columns(form, row)
            if isinstance(value, Sequence) and key.text == "记录":
                yield from self._records(name, value, columns)
                continue
            for item in value.items if isinstance(value, Sequence) else (value,):
                yield from self._row(name, row, item, columns)

    def _row_key(self, form: TableForm, key: Scalar) -> str:
        """The row that a key means; "" where that is told to be wrong."""
        if form.rule is not None:
            return key.text if self._generated_key(form, form.rule, key) else ""
        meant = form.row_names.get(key.text, ())
        if len(meant) == 1:
            return meant[0]
        if form.placed_rules and form.is_code(key.text):
            return key.text
        if meant:
            self.ambiguous(key, "行", meant)
        else:
            self.unknown(key, "行", form.placed_rows)
        return ""

    def _generated_key(self, form: TableForm, rule: RowRule, key: Scalar) -> bool:
        allowed = {rule.total_title, "合计", "记录"}
        if key.text in allowed or form.is_code(key.text) or rule.by == ("单位",):
            return True
        meant = code_meant(key.text, form.classification) if form.classification else ""
        what = "科目" if "科目" in rule.by else ""
        self.findings.append(found("L602", key.place, "代码", 名=key.text, 类=what).meaning(meant))
        return False

    def _records(self, name: str, node: Sequence, columns: _Columns) -> Iterator[Entry]:
        for number, item in enumerate(node.items, start=1):
            yield from self._row(name, f"#{number}", item, columns)

    def _row(self, table: str, row: str, node: Node, columns: _Columns) -> Iterator[Entry]:
        line = _ReadRow()
        if isinstance(node, Scalar):
            sole = columns.amounts if len(columns.amounts) == 1 else columns.typed
            if len(sole) != 1:
                column = next(iter(columns.amounts), "")
                told = found("L604", node.place, "别的", hint="几列" if column else "内容", 行=row, 列=column)
                self.findings.append(told)
                return
            line.amounts.extend(self._amount(sole[0], node))
        elif isinstance(node, Mapping):
            self._fill(node, "", columns, line)
        else:
            self.findings.append(found("L604", node.place, "别的", hint="一行"))
            return
        yield Entry(table=table, row=row, fields=tuple(line.fields), amounts=tuple(line.amounts), place=node.place)

    def _fill(self, node: Mapping, prefix: str, columns: _Columns, line: _ReadRow) -> None:
        for key, value in node.items:
            if isinstance(value, Mapping):
                self._group(key, value, prefix, columns, line)
                continue
            name = self._column(prefix + key.text, key, columns)
            if not name or self._twice(key, line.seen.setdefault(name, key), "列"):
                continue
            if name in columns.amounts and isinstance(value, Scalar):
                line.amounts.extend(self._amount(name, value))
            elif prefix or name not in columns.fields or not self._field(name, value, columns, line):
                self._no_column(key, prefix, columns)

    def _field(self, name: str, value: Node, columns: _Columns, line: _ReadRow) -> bool:
        """Reads what a row says beside amounts; False for what only could be columns below a title."""
        kind = self.edition.lists.coded.get(name)
        text = value.text if isinstance(value, Scalar) else None
        if kind is not None and (text is None or not kind.is_typed(text)):
            self.findings.append(not_a_code(text or "", kind, value.place))
        elif isinstance(value, Scalar):
            line.fields.append((name, value.text))
            form = columns.attributes.get(name)
            if form is not None and value.text not in form.values:  # the figure would belong nowhere
                near, known = nearest(value.text, form.values), "、".join(form.values)
                meant = _shortened(value.text, form.values)
                told = found("L404", value.place, "属性", 填=value.text, 近=near, 可=known).meaning(meant)
                self.findings.append(told)
        return kind is not None or text is not None

    def _group(self, key: Scalar, value: Mapping, prefix: str, columns: _Columns, line: _ReadRow) -> None:
        """Columns below one title, which another column may bear too."""
        below = f"{prefix}{key.text}."
        if any(column.startswith(below) for column in columns.called):
            self._fill(value, below, columns, line)
        else:
            self._no_column(key, prefix, columns)

    def _no_column(self, key: Scalar, prefix: str, columns: _Columns) -> None:
        known = [column.removeprefix(prefix) for column in columns.amounts if column.startswith(prefix)]
        self.unknown(key, "列", [*known, *(() if prefix else columns.fields)])

    def _column(self, name: str, key: Scalar, columns: _Columns) -> str:
        """The column that a name means, or the name itself; "" where that is told to be wrong."""
        if name in columns.amounts or name in columns.fields:
            return name
        meant = columns.called.get(name) or (name,)
        if len(meant) > 1:
            self.ambiguous(key, "列", meant)
            return ""
        return meant[0]

    def _amount(self, column: str, node: Scalar) -> Iterator[EnteredAmount]:
        amount = read_amount(node, self.unit)
        if isinstance(amount, Amount):
            yield EnteredAmount(column=column, amount=amount, place=node.place)
        else:
            self.findings.append(amount)


def _shortened(text: str, values: Iterable[str]) -> str:
    """The only value that a text begins, or that begins it: 政府性基金, 政府性基金预算财政拨款; "" if there is none."""
    alike = [one for one in values if len(text) > 1 and (one.startswith(text) or text.startswith(one))]
    return alike[0] if len(alike) == 1 else ""


def _columns(form: TableForm, row: str = "") -> _Columns:
    """What a row may hold; a fixed one, in its block."""
    parts = form.parts_at(form.placed_rows[row][0] if row in form.placed_rows else None)
    called = (
        {name: tuple(part.by_key[key].field or key for key in keys) for name, keys in part.names.items()}
        for part in parts
    )
    return _Columns(
        amounts=tuple(dict.fromkeys(key for part in parts for key in part.amounts)),
        called=merged_names(called),
        typed=tuple(dict.fromkeys(key for part in parts for key in part.typed)),
        fields=fields_of(form, parts),
        attributes=form.attributes,
    )


def fields_of(form: TableForm, parts: Iterable[BlockForm]) -> tuple[str, ...]:
    """What a row may say beside amounts: its attributes, columns, keys, and the names of codes among these."""
    columns = [leaf.field or key for part in parts for key, leaf in part.keyed if key not in part.amounts]
    fields = [*form.attributes, *columns, *(by for rule in form.rules for by in rule.by)]
    own = form.codes_are if form.rule is None else ""
    return tuple(dict.fromkeys((*fields, *(name_key(by) for by in (*fields, own) if by in form.lists.coded))))
