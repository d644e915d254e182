"""模式: JSON Schemas of the files that people type, made from models and editions, so that editors complete names.

They are looser than the check: an editor helps to type, `gongkai check` decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from gongkai.loading.figures_file import NO_DATA, fields_of
from gongkai.loading.inputs_file import NONE
from gongkai.loading.performance_file import FORM_KEYS
from gongkai.model.block_forms import BlockForm
from gongkai.model.cache_settings import CacheSettings
from gongkai.model.consolidation import EliminationForm
from gongkai.model.control_totals import ControlSourceForm
from gongkai.model.departments import Department
from gongkai.model.disclosure import Disclosure
from gongkai.model.documents import DocumentHead
from gongkai.model.edition import Edition, InputForm, InputKind
from gongkai.model.forms import TableForm
from gongkai.model.paths import ANY
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.regions import RegionFile
from gongkai.model.waivers import SharedWaiverForm
from gongkai.starting.explanation_text import PROFILE
from gongkai.starting.schema_paths import schema_path
from gongkai.starting.schema_shapes import (
    AMOUNT,
    COUNT,
    DRAFT,
    NOTHING,
    PERCENT,
    TEXT,
    Schema,
    choice,
    codes,
    described,
    keys,
    listed,
    of_model,
    one_of,
    reference,
    tree,
)

Names = Mapping[str, Mapping[str, str]]
"""科目名称 of a year, by the folder of the list"""

_KINDS = {
    InputKind.TEXT: TEXT,
    InputKind.AMOUNT: AMOUNT,
    InputKind.COUNT: COUNT,
    InputKind.PERCENT: PERCENT,
    InputKind.TEXTS: one_of(NOTHING, listed(TEXT)),
}
_ORIGINALS = listed(keys(dict.fromkeys(("处", "应为", "印作", "注"), TEXT)))


def shared_schemas() -> dict[str, str]:
    """By path below the project: of the files that are the same for every edition."""
    found = {
        "cache.yml": of_model(CacheSettings),
        "department.yml": of_model(Department),
        "region.yml": of_model(RegionFile),
        "disclosure.yml": of_model(Disclosure),
        "waivers.yml": one_of(NOTHING, listed(of_model(SharedWaiverForm))),
    }
    return {schema_path(name): _text(name, _lifted(schema)) for name, schema in found.items()}


def edition_schemas(edition: Edition, names: Names) -> dict[str, str]:
    """By path below the project: of the files of documents of an edition."""
    found = {
        "document.yml": of_model(DocumentHead, 概况=_inputs(edition, profile=True)),
        "figures.yml": _figures(edition, names),
        "explanation.yml": _inputs(edition, profile=False),
        "eliminations.yml": one_of(NOTHING, listed(of_model(EliminationForm, 数=_figures(edition, names)))),
        "control-totals.yml": one_of(NOTHING, listed(of_model(ControlSourceForm, 核对数=_totals(edition)))),
    }
    if edition.performance:
        found["performance/x.yml"] = _performance(edition)
    title = f"{edition.name} · "
    return {schema_path(name, edition.id): _text(title + name, _lifted(schema)) for name, schema in found.items()}


def _text(title: str, schema: Schema) -> str:
    made = {"$schema": DRAFT, "title": title.replace("/x.yml", "/"), **schema}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lifted(schema: Schema) -> Schema:
    """With all definitions at the top, where references look for them."""
    definitions: Schema = {}

    def without(value: object) -> object:
        if isinstance(value, list):
            return [without(one) for one in value]
        if not isinstance(value, dict):
            return value
        definitions.update({name: without(one) for name, one in value.get("definitions", {}).items()})
        return {key: without(one) for key, one in value.items() if key != "definitions"}

    lifted = without(schema)
    assert isinstance(lifted, dict)  # noqa: S101 - a schema is a mapping
    return {**lifted, **({"definitions": definitions} if definitions else {})}


def _inputs(edition: Edition, *, profile: bool) -> Schema:
    records = tuple(f"{path}.{ANY}." for path, form in edition.inputs.items() if form.fields)
    leaves = {
        path.removeprefix(f"{PROFILE}.") if profile else path: _input(form)
        for path, form in edition.inputs.items()
        if (path.split(".")[0] == PROFILE) is profile and not path.startswith(records)
    }
    made = tree(leaves)
    if not profile:
        for group, when in edition.may_lack.items():
            if group in made["properties"]:
                made["properties"][group] = described(
                    one_of(choice((NONE,)), made["properties"][group]), f"{when}，写“{NONE}”"
                )
        made["properties"]["原文"] = described(_ORIGINALS, "存档的文件：原文与推算出来的不同的地方")
    return made


def _input(form: InputForm) -> Schema:
    remarks = (
        form.kind.value,
        form.remark,
        f"以{form.unit}为单位" if form.unit else "",
        f"取自{form.source}，在库里的不用填" if form.source else "",
        "两个数不同才写，半句话，不写句号" if form.explains else "",
    )
    if form.kind is InputKind.RECORDS:
        item = keys({name: _KINDS[kind] for name, kind in form.fields.items()}) if form.fields else {"type": "object"}
        return described(one_of(NOTHING, listed(item)), *remarks)
    return described(_KINDS[form.kind], *remarks)


def _figures(edition: Edition, names: Names) -> Schema:
    coded = {by for form in edition.tables.values() for by in form.coded}
    folders = {edition.lists.folder(by): by for by in sorted(coded)}
    definitions: Schema = {}
    for folder, by in folders.items():
        rows, pattern = codes(edition.lists.coded[by], names.get(folder, {}))
        listed_names = dict(sorted(names.get(folder, {}).items()))
        definitions[f"rows-{folder}"] = rows
        definitions[f"code-{folder}"] = one_of(
            choice(listed_names, listed_names.values()), {"type": ["string", "integer"], "pattern": pattern}
        )
    tables = {}
    for name, form in edition.tables.items():
        tables[name] = described(_table(name, form), *_of_table(form))
        definitions |= _rows_of(name, form)
    return {**keys(tables), "definitions": definitions}


def _of_table(form: TableForm) -> Iterator[str]:
    yield form.number if "{" not in form.number else ""
    yield "登记表，不公开" if form.hidden else ""
    columns = dict.fromkeys(key for part in form.parts for key in part.typed)
    yield f"列：{'、'.join(columns)}" if columns else "由程序推算；填了就核对"


def _rows_of(name: str, form: TableForm) -> Schema:
    """What may stand at the key of a row: for each block of columns a row, or several for one code."""
    row = one_of(*(_row(form, part) for part in form.parts))
    return {
        f"{name}.行": row,
        f"{name}.各行": one_of(reference(f"{name}.行"), listed(reference(f"{name}.行")), NOTHING),
    }


def _row(form: TableForm, part: BlockForm) -> Schema:
    leaves: dict[str, Schema] = {}
    for called, meant in part.names.items():
        amounts = [key for key in meant if key in part.amounts]
        if len(amounts) == 1:
            leaves[called] = described(AMOUNT, "推算，填了就核对" if part.by_key[amounts[0]].derives else "")
    made = tree(leaves)
    made["properties"] |= {field: _field(form, field) for field in fields_of(form, (part,)) if field not in leaves}
    return one_of(AMOUNT, made) if len(part.amounts) == 1 or len(part.typed) == 1 else made


def _field(form: TableForm, field: str) -> Schema:
    attribute = form.attributes.get(field)
    if attribute is not None:
        return described(choice(attribute.values), f"不写就是{attribute.default}")
    if field in form.lists.coded:
        return described(reference(f"code-{form.lists.folder(field)}"), f"{field}的编码，加引号")
    return TEXT


def _table(name: str, form: TableForm) -> Schema:
    row, rows = reference(f"{name}.行"), reference(f"{name}.各行")
    if not form.rules and len(form.placed_rows) == 1:
        return one_of(row, NOTHING, {"const": NO_DATA})
    known = (*form.row_names, *(("合计", form.rule.total_title, "记录") if form.rule else ()))
    made = keys(dict.fromkeys(known, rows))
    if form.rows_are == "单位" or (form.rule and form.rule.department_row):
        made["additionalProperties"] = rows
    if form.classification is not None and form.rules:
        _, pattern = codes(form.classification, {})
        made["patternProperties"] = {pattern: rows}
        made["allOf"] = [reference(f"rows-{form.classification.folder}")]
    return one_of(made, listed(row), NOTHING, {"const": NO_DATA})


def _totals(edition: Edition) -> Schema:
    total = reference("一个数")
    told = {name: described(total, form.copied_from) for name, form in edition.controls.items() if not form.repeated}
    patterns = {
        "^" + re.escape(name).replace(re.escape(ANY), ".+") + "$": total
        for name, form in edition.controls.items()
        if form.repeated
    }
    one = one_of(AMOUNT, keys({"数": AMOUNT, "格": TEXT}))
    return keys(told, patternProperties=patterns, definitions={"一个数": one})


def _performance(edition: Edition) -> Schema:
    forms = edition.performance
    kinds = [{"if": {"properties": {"表单": {"const": name}}}, "then": _form(form)} for name, form in forms.items()]
    titled = {"表单": described(choice(forms), "哪种绩效表单")}
    return {"type": "object", "properties": titled, "required": ["表单"], "allOf": kinds}


def _form(form: PerformanceForm) -> Schema:
    items = {list_: listed(tree(dict.fromkeys(names, TEXT))) for list_, names in form.lists.items()}
    leaves = {
        **dict.fromkeys(sorted(form.cells), TEXT),
        **{path: one_of(NOTHING, item) for path, item in items.items()},
    }
    made = tree({path: leaves[path] for path in dict.fromkeys((*_in_order(form), *leaves))})
    made["properties"] |= dict.fromkeys(FORM_KEYS, TEXT)
    return made


def _in_order(form: PerformanceForm) -> Iterator[str]:
    """Paths as they are printed."""
    yield from (list_ or path for list_, path in form.walk())
