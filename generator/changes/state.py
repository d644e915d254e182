"""一边: a document in one of the two states that are compared."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gongkai.figures.derivation import Accounts
from gongkai.model.documents import Document
from gongkai.model.findings import Finding
from gongkai.model.identity import Identity
from gongkai.model.nodes import Node
from gongkai.model.publication import Publication


class State(Struct, frozen=True, kw_only=True):
    """一份文件在一边的样子."""

    id: str
    identity: Identity | None
    document: Document | None
    publication: Publication | None
    """None if it could not be read and composed"""
    accounts: Accounts | None
    nodes: Mapping[str, Node]
    """its files, by name below its folder (department.yml too), as far as they are YAML"""
    findings: tuple[Finding, ...]
    blocked: bool
    summary: tuple[str, ...]

    @property
    def title(self) -> str:
        return str(self.identity) if self.identity else self.id
