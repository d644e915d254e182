"""事件 → 节点: PyYAML's events as a tree of nodes; nothing is interpreted, nothing can grow (no anchors, no depth)."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from gongkai.loading.characters import REFUSED
from gongkai.loading.problems import Tally, error, quoted
from gongkai.loading.yaml_source import Source, Span, position
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place

DEEPEST_FLOW = 12
DEEPEST = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
WIDE_SPACES = "\u3000\xa0\u2002\u2003\u2007\u2009\u202f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """树. `failure`: PyYAML's own error, after which nothing was read; `node` is None then, or if the file is empty."""

    node: Node | None
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    failure: yaml.MarkedYAMLError | None = None


class _TooDeepError(Exception):
    """Ends the reading: what follows could only be as deep."""


@dataclass(slots=True)
class _Frame:
    """An open mapping or sequence; a mapping's items are keys and values in turn."""

    place: Place
    bracket: str
    mapping: bool
    items: list[Node] = field(default_factory=list)

    @property
    def at_key(self) -> bool:
        return self.mapping and len(self.items) % 2 == 0


def build_tree(source: Source) -> Tree:
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
    def __init__(self, source: Source) -> None:
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
            self._refuse_alias(event)
            self._add(Scalar(text="", place=self._place(event), null=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        return True

    def _place(self, event: yaml.Event) -> Place:
        return self.source.place(*position(event.start_mark))

    def _report(self, code: FindingCode, event: yaml.Event, message: str, hint: str) -> None:
        if self._tally.has_room(code):
            self.findings.append(error(code, self._place(event), message, hint))

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._report(FindingCode.SEVERAL_DOCUMENTS, event, "有以“%”开头的 YAML 指令", "删去这一行")
        if self._documents > 1:
            self._report(
                FindingCode.SEVERAL_DOCUMENTS,
                event,
                "文件里用“---”分成了几份，一个文件只能有一份",
                "删去“---”这一行，或把后面的内容放到另一个文件",
            )
            return False
        return True

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        mapping = isinstance(event, yaml.MappingStartEvent)
        bracket = ("{" if mapping else "[") if event.flow_style else ""
        self._stack.append(_Frame(place=self._place(event), bracket=bracket, mapping=mapping))
        in_flow = sum(1 for frame in self._stack if frame.bracket)
        if in_flow > DEEPEST_FLOW or len(self._stack) > DEEPEST:
            most = f"{DEEPEST_FLOW} 层括号" if in_flow > DEEPEST_FLOW else f"{DEEPEST} 层"
            self.findings.append(too_deep(self._place(event), most))
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
                self.findings.append(_bad_key(key.place))
            elif key.text in pairs:
                if self._tally.has_room(FindingCode.DUPLICATE_KEY):
                    self.findings.append(_duplicate(key, pairs[key.text][0]))
            else:
                pairs[key.text] = (key, value)
        return tuple(pairs.values())

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = event.style or ""
        key = bool(self._stack) and self._stack[-1].at_key
        line, column = position(event.start_mark)
        end_line, end_column = position(event.end_mark)
        self.spans.append(
            Span(
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
                style=style,
                text=event.value,
                key=key,
                flow=self._stack[-1].bracket if self._stack else "",
            )
        )
        if key and style == "" and event.value == "<<":
            self._report(
                FindingCode.MERGE_KEY,
                event,
                "用了合并键“<<”，这里不支持",
                "把要合并的内容直接写出来",
            )
        text = REFUSED.sub("", event.value)
        if style == "":
            text = text.strip(WIDE_SPACES)
        elif style in ("|", ">"):
            text = text.rstrip("\n")
        null = style == "" and text in _NULLS and not key
        return Scalar(text="" if null else text, place=self.source.place(line, column), null=null)

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._report(
                FindingCode.ANCHOR_OR_ALIAS,
                event,
                f"用了锚点“&{event.anchor[:20]}”，这里不支持",
                "删去它；“&”本来就是内容的，给整个值加英文双引号",
            )
        if event.tag is not None:
            self._report(
                FindingCode.TAG,
                event,
                f"用了类型标签“{_tag(event.tag)}”，这里不支持",
                "删去它；“!”本来就是内容的，给整个值加英文双引号",
            )

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        self._report(
            FindingCode.ANCHOR_OR_ALIAS,
            event,
            f"用了引用“*{(event.anchor or '')[:20]}”，这里不支持",
            "把引用的内容直接写出来；“*”本来就是内容的，给整个值加英文双引号",
        )


def too_deep(place: Place, most: str) -> Finding:
    return error(
        FindingCode.TOO_DEEP,
        place,
        f"层次太深，最多 {most}",
        "检查括号或缩进是否写错；正常的文件不超过五六层",
    )


def _bad_key(place: Place) -> Finding:
    return error(
        FindingCode.BAD_KEY,
        place,
        "冒号前面应当是一个名称，这里没有，或者是括号、列表",
        "写成“名称: 值”；模板记号“{{ … }}”要加英文双引号",
    )


def _duplicate(key: Scalar, first: Scalar) -> Finding:
    return error(
        FindingCode.DUPLICATE_KEY,
        key.place,
        f"{quoted(key.text)}写了两次，第 {first.place.line} 行已经有了",
        "合成一处；如果其中一个是笔误，改成正确的名称",
        related=(first.place,),
    )


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:40]
