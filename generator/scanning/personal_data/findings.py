"""有个人信息: findings about people's numbers in a source, and findings that must not repeat them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from pathlib import Path

from msgspec.structs import replace

from gongkai.loading.files import open_within
from gongkai.loading.problems import capped
from gongkai.loading.text import place_in
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Node, Scalar
from gongkai.model.places import Place
from gongkai.scanning.personal_data.detection import Found, personal_data


def personal_data_of(root: Path, folder: Path, nodes: MappingOf[Path, Node]) -> Iterator[Finding]:
    """In whatever lies in a document's folder, read or not, and in department.yml. `root` is the project's."""
    for path in (folder.parents[1] / "department.yml", *sorted(folder.rglob("*"))):
        if path.is_symlink() or not path.is_file():
            continue
        relative = path.relative_to(root).as_posix()
        data = open_within(root, relative)
        if isinstance(data, Finding):
            continue
        node = nodes.get(path)
        if node is None and path.suffix == ".yml":
            node = parse_yaml(data, relative).node
        yield from personal_findings(data, relative, node)


def personal_findings(data: bytes, shown: str, node: Node | None) -> tuple[Finding, ...]:
    """P301 有个人信息, X22: in the source as it is written, comments and keys too; then in values that it hides.

    `node`: the file as YAML, if it is that and could be read. A file that is no text has nothing to say.
    """
    if b"\0" in data or data.startswith(b"%PDF"):
        return ()
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    plain = personal_data(text)
    written = [_finding(one, place_in(text, one.start, shown), "") for one in plain]
    known = {one.number for one in plain}
    whole = Place(path=shown)
    values = _values(node, text) if node is not None else iter([(html.unescape(text), whole)] if "&#" in text else [])
    hidden = {
        (one.number, place): _finding(one, place, "拆开或换了写法的")
        for value, place in values
        for one in personal_data(value)
        if one.number not in known
    }
    return capped([*written, *hidden.values()])


def discreet(finding: Finding) -> Finding:
    """The finding with people's numbers masked, for it may quote a value that holds one."""
    message, hint, note = map(masked, (finding.message, finding.hint, finding.note))
    about, copied, follows = (
        tuple(map(masked, finding.about)),
        tuple(map(masked, finding.copied)),
        tuple(map(discreet, finding.follows)),
    )
    return replace(finding, message=message, hint=hint, note=note, about=about, copied=copied, follows=follows)


def masked(text: str) -> str:
    for one in reversed(personal_data(text)):
        text = text[: one.start] + one.masked + text[one.end :]
    return text


def _finding(one: Found, place: Place, how: str) -> Finding:
    return found("P301", place, 怎样=how, 类=one.kind.value, 号=one.masked)


def _values(node: Node, source: str, key: Scalar | None = None) -> Iterator[tuple[str, Place]]:
    """Texts that do not stand in the source as they read, each after its key; the items of a list also joined."""
    if isinstance(node, Scalar):
        beside = key is None or key.place.line == node.place.line
        if not (beside and node.text in source):
            yield _after(key, node.text), node.place
    for name, value in node.pairs:
        yield from _values(name, source)
        yield from _values(value, source, name)
    texts = [item.text for item in node.listed if isinstance(item, Scalar)]
    if texts:
        yield _after(key, ", ".join(texts)), node.place
    for item in node.listed:
        yield from _values(item, source, key)


def _after(key: Scalar | None, text: str) -> str:
    return f"{key.text}：{text}" if key else text
