"""Every example in templates/components/*/examples.yml draws exactly the HTML beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.model import grid_cells, pictures, publication, spans
from gongkai.model.grid_cells import CellKind
from gongkai.model.spans import Text
from gongkai.rendering.components import component_environment
from gongkai.rendering.html import page_environment

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted((TEMPLATES / "components").glob("*/examples.yml"))
DRAW_SPANS = """{% from "components/figure/figure.html" import spans %}{{ spans(line, namespace(scope="p", n=0)) }}"""
DRAW_BLOCK = """{% from "components/blocks/blocks.html" import block %}{{ block(one, "s-b1", columns=columns) }}"""
DRAW_PICTURE = """{% from "components/picture/picture.html" import picture %}{{ picture(one, {}, columns=columns) }}"""
CLASSES = {**vars(publication), **vars(grid_cells), **vars(spans), **vars(pictures)}


def model(data: Any) -> Any:
    """YAML → the classes of the model; a bare string in `spans`, `term` or `text` of an entry is Text."""
    if isinstance(data, list):
        return tuple(model(item) for item in data)
    if isinstance(data, dict) and len(data) == 1 and (name := next(iter(data))) in CLASSES:
        values = {key: field(key, value) for key, value in data[name].items()}
        if name == "GridCell" and "kind" in values:
            values["kind"] = CellKind(values["kind"])
        return CLASSES[name](**values)
    return data


def field(key: str, value: Any) -> Any:
    if isinstance(value, list) and key in {"spans", "term", "text", "words"}:
        return line(value)
    return model(value)


def line(values: list[Any]) -> tuple[Any, ...]:
    return tuple(Text(text=value) if isinstance(value, str) else model(value) for value in values)


def squeezed(html: str) -> str:
    """White space between tags does not count."""
    return re.sub(r"\s*(?=<)|(?<=>)\s+", "", " ".join(html.split()))


EXAMPLES = [
    pytest.param(example, id=f"{file.parent.name}: {example['name']}")
    for file in FILES
    for example in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_draws_its_html(example: dict[str, Any]) -> None:
    on_site = example.get("on_site", False)
    environment = page_environment(TEMPLATES) if on_site else component_environment(TEMPLATES)
    if "spans" in example:
        drawn = environment.from_string(DRAW_SPANS).render(line=line(example["spans"]))
    elif "picture" in example:
        values = {"one": model(example["picture"]), "columns": example.get("columns", "class")}
        drawn = environment.from_string(DRAW_PICTURE).render(values)
    else:
        drawn = environment.from_string(DRAW_BLOCK).render(
            one=model(example["block"]), columns="class" if on_site else "style"
        )
    assert squeezed(drawn) == squeezed(example["html"])


def test_every_component_has_examples() -> None:
    folders = {path.parent.name for path in (TEMPLATES / "components").glob("*/*.html")}
    assert folders - {file.parent.name for file in FILES} == {"blocks"}  # blocks only passes on to the others
