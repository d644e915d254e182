"""模式的零件: what JSON Schema says of values as people type them, whatever an editor's YAML takes them for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from gongkai.model.classification import Classification

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""what editors with a YAML language server know"""

TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
AMOUNT: Schema = {"type": ["number", "string", "null"], "pattern": r"^-?[0-9][0-9,]*(\.[0-9]{1,2})?$"}
COUNT: Schema = {"type": ["integer", "string", "null"], "pattern": "^[0-9]+$"}
PERCENT: Schema = {"type": ["string", "number", "null"], "pattern": "^-?[0-9][0-9.,]*%?$"}
NOTHING: Schema = {"type": "null"}


def described(schema: Schema, *remarks: str) -> Schema:
    """A schema with what an editor shows of it."""
    told = "；".join(dict.fromkeys(filter(None, (" ".join(remark.split()) for remark in remarks))))
    if not told:
        return schema
    return {"allOf": [schema], "description": told} if "$ref" in schema else {**schema, "description": told}


def keys(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """A mapping that may have these keys and no others."""
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}


def listed(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def one_of(*schemas: Schema) -> Schema:
    """Any of several; one alone stands for itself."""
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def choice(values: Iterable[str], descriptions: Iterable[str] = ()) -> Schema:
    told = list(descriptions)
    return {"enum": list(values), **({"enumDescriptions": told} if any(told) else {})}


def tree(leaves: Mapping[str, Schema]) -> Schema:
    """Keys within keys, for paths with points between the names; a * is any name."""
    below: dict[str, dict[str, Schema]] = {}
    for path, schema in leaves.items():
        first, _, rest = path.partition(".")
        below.setdefault(first, {})[rest] = schema
    made = {name: _branch(inner) for name, inner in below.items()}
    others = made.pop("*", None)
    return keys(made) | ({"additionalProperties": others} if others else {})


def _branch(inner: dict[str, Schema]) -> Schema:
    alone = inner.pop("", None)
    if not inner:
        return alone or {}
    return one_of(*filter(None, (alone, tree(inner), NOTHING)))


def codes(classification: Classification, names: Mapping[str, str]) -> tuple[Schema, str]:
    """The codes of a list as keys, each with its name; and the form of all that could be codes of it."""
    first = classification.first
    lengths = "|".join(f"[0-9A-Za-z]{{{length - len(first)}}}" for length in classification.lengths)
    return {
        "properties": {code: {"description": name} for code, name in sorted(names.items())}
    }, f"^{first}({lengths})$"


def of_model(model: type[BaseModel], **instead: Schema) -> Schema:
    """The schema of a model that is read from YAML; `instead`: of some of its keys."""
    made: Schema = _as_typed(model.model_json_schema(by_alias=True))
    made["properties"] |= {
        key: described(schema, made["properties"][key].get("description", "")) for key, schema in instead.items()
    }
    return made


def _as_typed(schema: Any) -> Any:
    """Without what is English or a default; texts may look like numbers, and one may stand for a list of one."""
    if isinstance(schema, list):
        return [_as_typed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    left_out = {"default", "format"}
    if not schema.keys().isdisjoint(("properties", "enum")):  # of a model or an enum: what its docstring says
        left_out.add("description")
    kept = {key: value for key, value in schema.items() if key not in left_out and not _is_title(key, value)}
    return _loose({"definitions" if key == "$defs" else key: _as_typed(value) for key, value in kept.items()})


def _is_title(key: str, value: Any) -> bool:
    """A title of a schema, not the schema of something called title."""
    return key == "title" and isinstance(value, str)


def _loose(made: Schema) -> Schema:
    told = made.get("description", "")
    if "$ref" in made:
        return described({"$ref": made["$ref"].replace("#/$defs/", "#/definitions/")}, told)
    match made.get("type"):
        case "string" if "enum" not in made:
            return made | TEXT
        case "integer":
            return made | COUNT
        case "array" if made["items"].get("type") == TEXT["type"]:
            return described(one_of(TEXT, listed(TEXT)), told)
    return made
