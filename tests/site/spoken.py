"""What a screen reader says of the tables of a page: Chromium's accessibility tree, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

HEADS = {"columnheader", "rowheader"}
Node = dict[str, Any]


def spoken(page: Page) -> list[str]:
    """For each cell with words, table by table: “列头, 行头, 值”, the heads by the names that the browser gives them."""
    client = page.context.new_cdp_session(page)
    client.send("Accessibility.enable")
    tree = client.send("Accessibility.getFullAXTree")["nodes"]
    said = {node["backendDOMNodeId"]: node for node in tree if not node["ignored"] and "backendDOMNodeId" in node}
    elements = list(_elements(client.send("DOM.getDocument", {"depth": -1})["root"]))
    by_id = {_attributes(one)["id"]: one for one in elements if "id" in _attributes(one)}
    lines = []
    for element in elements:
        node = said.get(element["backendNodeId"])
        if element["nodeName"] != "TD" or node is None or not _name(node):
            continue
        heads = [said.get(by_id[id]["backendNodeId"]) for id in _attributes(element).get("headers", "").split()]
        assert node["role"]["value"] == "cell"
        lines.append(", ".join([*map(_head, heads), _name(node)]))
    return lines


def _head(node: Node | None) -> str:
    return _name(node) if node and node["role"]["value"] in HEADS else "（没有表头）"


def _name(node: Node) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _attributes(element: Node) -> dict[str, str]:
    told = element.get("attributes", [])
    return dict(zip(told[::2], told[1::2], strict=True))


def _elements(node: Node) -> Iterator[Node]:
    yield node
    for child in node.get("children", ()):
        yield from _elements(child)
