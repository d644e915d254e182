"""换字: some scalars of a YAML file written anew in their place, and nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.loading.yaml_source import SourceLines, Span
from gongkai.loading.yaml_tree import build_tree
from gongkai.model.findings import errors
from gongkai.model.nodes import Node, scalars
from gongkai.model.places import Place
from gongkai.model.typed_text import quoted
from gongkai.writing.scalars import Kind, key, scalar
from gongkai.writing.tree import Text

BOM = "\ufeff"


def spliced(data: bytes, shown: str, texts: Mapping[Place, str]) -> bytes | None:
    """The bytes of a file with other texts at places; None where they would not say exactly that.

    A text keeps its quotation marks.
    """
    text = data.decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    lines = text.removeprefix(BOM).split("\n")
    source = SourceLines(shown=shown, lines=tuple(line.removesuffix("\r") for line in lines))
    tree = build_tree(source)
    spans = {source.place(span.line, span.column): span for span in tree.spans if _on_one_line(span)}
    if tree.node is None or not texts.keys() <= spans.keys():
        return None
    _splice(lines, {spans[place]: texts[place] for place in sorted(texts, reverse=True)})
    made = (mark + "\n".join(lines)).encode()
    return made if _says(made, shown, _said(tree.node, texts)) else None


def _says(data: bytes, shown: str, texts: list[tuple[str, bool]]) -> bool:
    """Whether a file says this and nothing else."""
    read = parse_yaml(data, shown)
    return read.node is not None and not errors(read.findings) and _said(read.node, {}) == texts


def _splice(lines: list[str], texts: Mapping[Span, str]) -> None:
    """Put texts in the place of spans, the last of which comes first."""
    for span, text in texts.items():
        line = lines[span.line]
        lines[span.line] = line[: span.column] + _written(text, span) + line[span.end_column :]


def _said(node: Node, texts: Mapping[Place, str]) -> list[tuple[str, bool]]:
    """All texts in order; with the places of none added, nor one key lost, the tree is the same."""
    return [(texts.get(one.place, one.text), one.null and one.place not in texts) for one in scalars(node)]


def _on_one_line(span: Span) -> bool:
    return span.line == span.end_line and not span.block


def _written(text: str, span: Span) -> str:
    """A text as the one was in whose place it stands, quoted if it must be."""
    if span.style:
        return quoted(text)
    if span.key:
        return key(text, flow=bool(span.flow))
    return scalar(Text(text=text), Kind.AS_TYPED, flow=bool(span.flow))
