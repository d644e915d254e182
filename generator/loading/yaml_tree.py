"""事件 → 节点: PyYAML's events as a tree of nodes; nothing is interpreted, nothing can grow (no anchors, no depth)."""

from __future__ import annotations

import yaml
from msgspec import Struct, field

from gongkai.loading.characters import REFUSED
from gongkai.loading.problems import Tally, short
from gongkai.loading.yaml_source import SourceLines, Span, position
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import NOWHERE, Place
from gongkai.model.typed_text import WIDE_SPACES

DEEPEST_FLOW = 12
DEEPEST = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Tree(Struct, frozen=True, kw_only=True):
    """树. `failure`: PyYAML's own error, after which nothing was read; `node` is None then, or if the file is empty."""

    node: Node | None
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    failure: yaml.MarkedYAMLError | None = None


class _TooDeepError(Exception):
    """Ends the reading: what follows could only be as deep."""


class _Frame(Struct):
    """An open mapping or sequence; a mapping's items are keys and values in turn."""

    place: Place
    bracket: str
    mapping: bool
    items: list[Node] = field(default_factory=list)

    @property
    def at_key(self) -> bool:
        return self.mapping and len(self.items) % 2 == 0


_OUTERMOST = _Frame(place=NOWHERE, bracket="", mapping=False)


def build_tree(source: SourceLines) -> Tree:
    """Parse with the C parser. Events come one by one, so that the depth is checked before the parser goes on."""
    builder = _Builder(source)
    failure = None
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            if not builder.take(event):
                break
    except _TooDeepError:
        builder.root = None
    except yaml.MarkedYAMLError as problem:
        failure = problem
    return Tree(
        node=None if failure else builder.root,
        spans=tuple(builder.spans),
        findings=tuple(builder.findings),
        failure=failure,
    )


class _Builder:
    def __init__(self, source: SourceLines) -> None:
        self.source = source
        self.root: Node | None = None
        self.spans: list[Span] = []
        self.findings: list[Finding] = []
        self._stack: list[_Frame] = []
        self._documents = 0
        self._tally = Tally()

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False: what follows is not to be read."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            self._add(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event)
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._report(found("L217", self._place(event), "引用", 名=(event.anchor or "")[:20]))
            self._add(Scalar(text="", place=self._place(event), null=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        return True

    def _place(self, event: yaml.Event) -> Place:
        return self.source.place(*position(event.start_mark))

    def _report(self, finding: Finding) -> None:
        if self._tally.has_room(finding.code):
            self.findings.append(finding)

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._report(found("L220", self._place(event), "声明"))
        if self._documents > 1:
            self._report(found("L220", self._place(event), "几份"))
        return self._documents == 1

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mapping = isinstance(event, yaml.MappingStartEvent)
        bracket = ("{" if mapping else "[") if event.flow_style else ""
        self._stack.append(_Frame(place=self._place(event), bracket=bracket, mapping=mapping))
        in_flow = sum(1 for frame in self._stack if frame.bracket)
        if in_flow > DEEPEST_FLOW or len(self._stack) > DEEPEST:
            place = self._place(event)
            deep = in_flow > DEEPEST_FLOW
            self.findings.append(too_many_brackets(place) if deep else found("L221", place, "层", 最多=DEEPEST))
            raise _TooDeepError

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.mapping:
            self._add(Mapping(items=self._pairs(frame), place=frame.place))
        else:
            self._add(Sequence(items=tuple(frame.items), place=frame.place))

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].items.append(node)
        else:
            self.root = node

    def _pairs(self, frame: _Frame) -> tuple[tuple[Scalar, Node], ...]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(frame.items[::2], frame.items[1::2], strict=True):
            if not isinstance(key, Scalar) or not key.text.strip():
                self.findings.append(found("L222", key.place))
            elif key.text in pairs:
                first = pairs[key.text][0].place
                self._report(found("L216", key.place, "同名", related=(first,), 名=short(key.text), 行=first.line))
            else:
                pairs[key.text] = (key, value)
        return tuple(pairs.values())

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = _span(event, self._stack[-1] if self._stack else _OUTERMOST)
        self.spans.append(span)
        if span.key and span.style == "" and span.text == "<<":
            self._report(found("L219", self._place(event)))
        text = _text(span.text, span.style)
        null = span.style == "" and text in _NULLS and not span.key
        return Scalar(text="" if null else text, place=self._place(event), null=null)

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._report(found("L217", self._place(event), "锚点", 名=event.anchor[:20]))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:40]
            self._report(found("L218", self._place(event), 名=tag))


def _span(event: yaml.ScalarEvent, frame: _Frame) -> Span:
    line, column = position(event.start_mark)
    end_line, end_column = position(event.end_mark)
    return Span(
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        style=event.style or "",
        text=event.value,
        key=frame.at_key,
        flow=frame.bracket,
    )


def _text(value: str, style: str) -> str:
    """The text of a scalar: as written, without what YAML leaves at its edges."""
    text = REFUSED.sub("", value)
    if style == "":
        return text.strip(WIDE_SPACES)
    return text.rstrip("\n") if style in ("|", ">") else text


def too_many_brackets(place: Place) -> Finding:
    return found("L221", place, "括号", 最多=DEEPEST_FLOW)
