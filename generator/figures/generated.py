"""生成行: 合计, 部门 and one row for each code, unit, record or group that the figures speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gongkai.figures.classify_entries import RECORD, TOTAL, Sorted, group_key, only_names, row_key
from gongkai.figures.facts import Fact
from gongkai.figures.rows import Naming, Row, numbered
from gongkai.model.classification import children_of
from gongkai.model.conditions import only, where
from gongkai.model.forms import RowRule, TableForm
from gongkai.model.numbering import ordinal


class Generator(Struct, frozen=True, kw_only=True):
    """What the rows of one table are made from, or those that stand among its fixed rows."""

    table: str
    form: TableForm
    rule: RowRule
    sorted: Sorted
    naming: Naming
    is_zero: Callable[[Row], bool]
    """whether a candidate row has no amounts"""
    pulled: Callable[[], Iterable[Fact]]
    """the figures of other tables behind the columns"""

    def body(self) -> list[Row]:
        """The rows without totals, in print order; those of the highest level are what formulas mean by their name."""
        rule = self.rule
        if rule.records:
            body = self._records()
        elif rule.grouped:
            body = self._groups()
        elif rule.by == ("单位",):
            body = self._units()
        else:
            body = self._codes()
        below = {child for row in body for child in row.children}
        return [
            replace(
                row,
                where=(*where(rule.where), *row.where),
                own=row.where,
                group="" if row.key in below else rule.name,
                numbering=numbering,
            )
            for row, numbering in zip(body, _numbering(rule.numbering, body), strict=True)
        ]

    def rows(self) -> tuple[Row, ...]:
        """All rows of a table that has no others, in print order."""
        rule = self.rule
        body = self.body()
        below = {child for row in body for child in row.children}
        top = tuple(row.key for row in body if row.key not in below)
        heads = [self._department(top)] if rule.department_row and body else []
        total = Row(key=TOTAL, title=rule.total_title, where=where(rule.where), strong=True, children=top)
        match rule.total:
            case "末":
                return numbered((*heads, *body, total))
            case "无":
                return numbered((*heads, *body))
            case _:
                return numbered((total, *heads, *body))

    def _department(self, children: tuple[str, ...]) -> Row:
        naming = self.naming
        return Row(
            key=naming.department_key,
            code=naming.department_code,
            title=naming.department,
            where=where(self.rule.where),
            children=children,
            department=True,
        )

    def _records(self) -> list[Row]:
        """Each once: where units are summed, several may have the same."""
        entries = self.sorted.entries.get(self.table, ())
        records = {entry.row: entry for entry in reversed(entries) if entry.row.startswith(RECORD)}
        return [
            Row(
                key=entry.row,
                fields=self._with_names(dict(entry.fields)),
                where=only("行", entry.row),
                level=1,
            )
            for entry in reversed(records.values())
        ]

    def _groups(self) -> list[Row]:
        """One row for each group of values, in typed order, then those that only the sources have, sorted."""
        by = self.rule.by
        typed = [
            dict(entry.fields) for entry in self.sorted.entries.get(self.table, ()) if entry.row.startswith(RECORD)
        ]
        found = sorted((dict(fields) for fields in self._source_attributes()), key=lambda f: group_key(by, f))
        rows: dict[str, Row] = {}
        for fields in [*typed, *found]:
            for length in [len(self.rule.subtotals), len(by)]:
                names = by[:length]
                if length and all(fields.get(name) for name in names):
                    row = self._group({name: fields[name] for name in names}, length)
                    rows.setdefault(row.key, row)
        return self._with_members(rows)

    def _group(self, fields: Mapping[str, str], depth: int) -> Row:
        by = self.rule.by
        last = by[depth - 1]
        return Row(
            key=group_key(by, fields),
            code=fields[last] if self.naming.listed(last) else "",
            title=self.naming.of(last, fields[last]),
            fields=self._with_names(fields),
            where=tuple((name, (value,)) for name, value in fields.items()),
            level=1 if depth < len(by) or not self.rule.subtotals else 2,
        )

    def _with_members(self, rows: Mapping[str, Row]) -> list[Row]:
        """Groups under their subtotals, each subtotal knowing its members."""
        if not self.rule.subtotals:
            return list(rows.values())
        ordered: list[Row] = []
        for key, row in rows.items():
            if row.level == 1:
                members = [other for name, other in rows.items() if name.startswith(f"{key}/")]
                ordered.append(replace(row, children=tuple(member.key for member in members)))
                ordered.extend(members)
        return ordered

    def _with_names(self, fields: Mapping[str, str]) -> dict[str, str]:
        return {**self.naming.of_fields(fields), **fields}

    def _source_attributes(self) -> Iterable[Mapping[str, str]]:
        """What the figures behind the rows are about: those typed for them, those of 来自, else what columns pull."""
        rule = self.rule
        wanted = where(rule.where)
        for fact in self.sorted.facts.items:
            own = fact.table == self.table and fact.row not in self.form.placed_rows
            if own or (fact.table in rule.sources and fact.matches(wanted)):
                yield fact.attributes
        if not rule.sources:
            yield from (fact.attributes for fact in self.pulled())

    def _units(self) -> list[Row]:
        """Every unit of department.yml, whether it has figures or not."""
        naming = self.naming
        fields = self._fields()
        typed = [key for key in fields if key not in (TOTAL, self.rule.total_title, naming.department_key)]
        return [
            Row(
                key=key,
                code=key if key.isdigit() else "",
                title=naming.units.get(key, "") or key,
                level=1,
                fields={"单位": key, "性质": naming.natures.get(key, ""), **fields.get(key, {})},
                where=only("单位", key),
            )
            for key in dict.fromkeys([*naming.units, *typed])
        ]

    def _fields(self) -> dict[str, dict[str, str]]:
        """Texts that figures.yml gives in a row, by the row's key."""
        fields: dict[str, dict[str, str]] = {}
        for entry in self.sorted.entries.get(self.table, ()):
            fields.setdefault(entry.row, {}).update(entry.fields)
        return fields

    def _codes(self) -> list[Row]:
        """Every code with an amount, its 款 and 类 above it as far as the table prints them."""
        by = self.rule.by[0]
        skipped = self.naming.department_key if self.rule.department_row else ""
        typed = dict.fromkeys(
            row_key(self.form, entry)
            for entry in self.sorted.entries.get(self.table, ())
            if self.form.is_code(entry.row) and entry.row not in (skipped, *self.form.placed_rows)
            if not only_names(self.form, entry)
        )
        found = {attributes[by] for attributes in self._source_attributes() if by in attributes}
        codes = dict.fromkeys([*typed, *sorted(found)])
        listed = dict.fromkeys(shown for code in codes for shown in self._shown(code, lowest=code in found))
        order = sorted(listed) if self.rule.order == "编码" else list(listed)
        texts = self._fields()
        candidates = [self._coded(code, texts.get(code, {})) for code in order]
        rows = [row for row in candidates if row.code in typed or not self.is_zero(row)]
        if not self.form.classification:
            return rows
        below = children_of([row.code for row in rows])
        return [replace(row, children=below[row.code]) for row in rows]

    def _coded(self, code: str, texts: Mapping[str, str]) -> Row:
        by, classification = self.rule.by[0], self.form.classification
        return Row(
            key=code,
            code=code,
            title=self.naming.of(by, code) or ("" if classification else code),
            level=(classification.depth(code) if classification else 0) or 1,
            fields={by: code} | {name: text for name, text in texts.items() if name not in self.form.attributes},
            where=only(by, code),
        )

    def _shown(self, code: str, *, lowest: bool) -> Iterable[str]:
        """The rows that a code asks for: those above it and itself, of the levels printed.

        A figure that stands higher than the lowest level printed, or nowhere in the levels, is printed as it stands.
        """
        classification = self.form.classification
        if classification is None:
            return (code,)
        levels = classification.levels
        printed = [levels[level] for level in self.rule.levels or levels if level in levels]
        above = tuple(code[:length] for length in printed if length <= len(code))
        alone = len(code) < max(printed, default=0) or len(code) not in levels.values()
        return (*above, code) if lowest and alone else above


def _numbering(firsts: tuple[str, ...], rows: Sequence[Row]) -> Iterator[str]:
    """序号 of each row: every level counts in its own way, anew below each row of a higher one."""
    levels = sorted({row.level for row in rows})
    counts = [0] * len(levels)
    for row in rows:
        depth = levels.index(row.level)
        counts[depth:] = [counts[depth] + 1] + [0] * (len(levels) - depth - 1)
        yield ordinal(firsts[depth], counts[depth]) if depth < len(firsts) else ""
