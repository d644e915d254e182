"""改文字: a YAML file with some of its scalars written anew, and nothing else touched."""

from __future__ import annotations

import json
import re

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.loading.yaml_source import SourceLines, Span
from gongkai.loading.yaml_tree import build_tree
from gongkai.migration.changes import Changes, applied
from gongkai.model.findings import errors
from gongkai.model.nodes import Node, plain

BOM = "\ufeff"
_NEEDS_QUOTES = re.compile(
    r"""[,\[\]{}"]|: | #|:$|^[-?:#&*!|>'%@`~\s]|^[\d.+-]|\s$|^(?:null|true|false|yes|no)?$""", re.IGNORECASE
)


def edited(data: bytes, shown: str, node: Node, changes: Changes) -> bytes | None:
    """The bytes of a file with the changes made; None where they would not say exactly that."""
    text = data.decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    lines = text.removeprefix(BOM).split("\n")
    source = SourceLines(shown=shown, lines=tuple(line.removesuffix("\r") for line in lines))
    spans = {source.place(span.line, span.column): span for span in build_tree(source).spans if _on_one_line(span)}
    if not changes.keys() <= spans.keys():
        return None
    for place in sorted(changes, reverse=True):
        span = spans[place]
        line = lines[span.line]
        lines[span.line] = line[: span.column] + _written(changes[place].new, span) + line[span.end_column :]
    made = (mark + "\n".join(lines)).encode()
    again = parse_yaml(made, shown)
    if again.node is None or errors(again.findings):
        return None
    return made if plain(again.node) == plain(applied(node, changes)) else None


def _on_one_line(span: Span) -> bool:
    return span.line == span.end_line and not span.block


def _written(text: str, span: Span) -> str:
    """A text in the style of the one in whose place it stands, quoted if it must be."""
    if span.style == "'":
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False) if span.style or _NEEDS_QUOTES.search(text) else text
