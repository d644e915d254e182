"""Whatever bytes a file holds, reading returns, and what it says stands in the file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.loading.yaml_reader import Loaded, parse_yaml, read_yaml
from gongkai.model.findings import Severity
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.reporting.text import format_findings

PIECES = st.sampled_from(
    [
        *"：，#:-[]{}\"'|>&*!@`%?\t\n \\\u3000\xa0\0\r\u2028\u202e\u200b\ue000\ufeff𠮷",
        "名称",
        "2010301",
        "42.48",
        ": ",
        " #",
        "\n  ",
        "\n- ",
        "---\n",
        "<<: ",
        "{{",
        "'",
        "一、",
        "[甲，乙]",
        "&a ",
        "*a",
    ]
)
YAMLISH = st.lists(PIECES, max_size=60).map("".join)


def check(loaded: Loaded, text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
    assert loaded.node is not None or errors
    for one in loaded.findings:
        assert one.message
        assert one.hint
        assert 0 <= one.place.line <= len(lines) + 1
    assert format_findings(loaded.findings).count("错误 ") >= bool(errors)
    if loaded.node is not None and not loaded.findings:
        assert_places(loaded.node, lines)


def assert_places(node: Node, lines: list[str]) -> None:
    """A plain scalar of a file without findings stands exactly where its place says."""
    if isinstance(node, Scalar):
        at = lines[node.place.line - 1][node.place.column - 1 :] if node.place.line <= len(lines) else ""
        if at[:1] not in ('"', "'", "|", ">", "~", ""):
            assert node.null or at.startswith(node.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            assert_places(item, lines)
    else:
        assert isinstance(node, Mapping)
        assert len(set(node.keys())) == len(node.items)
        for key, value in node.items:
            assert_places(key, lines)
            assert_places(value, lines)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    loaded = parse_yaml(data, "f.yml")
    assert loaded.node is not None or loaded.findings
    assert format_findings(loaded.findings).count("\n") >= len(loaded.findings)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(parse_yaml(text.encode(errors="replace"), "f.yml"), text)


@settings(max_examples=400)
@given(YAMLISH)
def test_anything_like_yaml(text: str) -> None:
    check(parse_yaml(text.encode(), "f.yml"), text)


@given(YAMLISH, st.sampled_from(["gbk", "utf-16", "utf-16-le", "gb18030"]))
def test_any_encoding(text: str, codec: str) -> None:
    loaded = parse_yaml(text.encode(codec, errors="replace"), "f.yml")
    assert loaded.node is not None or loaded.findings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.binary(max_size=100))
def test_any_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f.yml").write_bytes(data)
    loaded = read_yaml(tmp_path / "f.yml", "f.yml")
    assert loaded == parse_yaml(data, "f.yml")
