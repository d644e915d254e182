"""How the smallest inputs of tests/findings/L*/ are run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from gongkai.loading.binding import bind
from gongkai.loading.files import open_within
from gongkai.loading.folders import find_documents
from gongkai.loading.typed_values import read_amount, read_count, read_percent
from gongkai.loading.yaml_reader import parse_yaml, read_yaml
from gongkai.model.amounts import Unit
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Node
from tests.shared_forms import KINDS

READERS: dict[str, Callable[[Node], object]] = {
    "金额（万元）": lambda node: read_amount(node, Unit.WAN),
    "金额（元）": lambda node: read_amount(node, Unit.YUAN),
    "个数": read_count,
    "百分比": read_percent,
}


class Status(StrEnum):
    AUTHORED = "编制"
    ARCHIVED = "存档"


class Head(BaseModel):
    """What the examples of L4xx and L312 are bound to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(alias="名称")
    status: Status = Field(alias="状态")
    offices: tuple[str, ...] = Field(default=(), alias="内设机构")
    year: int | None = Field(default=None, alias="年度")
    since: date | None = Field(default=None, alias="自")


class Tree(BaseModel):
    """tree.yml: a folder content/ to be made; then walked, or one path read in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[str, ...] = Field(default=(), alias="文件")
    links: dict[str, str] = Field(default_factory=dict, alias="链接")
    large: dict[str, int] = Field(default_factory=dict, alias="大文件")
    read: str = Field(default="", alias="读取")

    def make(self, content: Path) -> None:
        content.mkdir()
        for name in self.files:
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        for name, size in self.large.items():
            (content / name).write_bytes(b"#" * size)
        for name, target in self.links.items():
            (content / name).symlink_to(target)


def run_example(folder: Path, scratch: Path) -> tuple[Finding, ...]:
    """The findings that an example gives."""
    if (folder / "tree.yml").exists():
        return _tree(folder / "tree.yml", scratch / "content")
    loaded = read_yaml(folder / "input.yml", "input.yml")
    bound_to_head = folder.name.startswith("L4") or folder.name == "L312"
    if bound_to_head and loaded.node is not None:
        return (*loaded.findings, *bind(loaded.node, Head).findings)
    if folder.name.startswith("L3") and isinstance(loaded.node, Mapping):
        read = (READERS[key.text](value) for key, value in loaded.node.items)
        return (*loaded.findings, *(result for result in read if isinstance(result, Finding)))
    return loaded.findings


def _tree(description: Path, content: Path) -> tuple[Finding, ...]:
    loaded = parse_yaml(description.read_bytes(), description.name)
    assert loaded.node is not None
    assert loaded.findings == ()
    bound = bind(loaded.node, Tree)
    assert bound.value is not None, bound.findings
    bound.value.make(content)
    if not bound.value.read:
        return find_documents(content, KINDS).findings
    result = open_within(content, bound.value.read)
    return (result,) if isinstance(result, Finding) else ()
