"""本文件各页 beside every page of a document: lists of tables stand open, those of forms where the reader is.

Written by Python: a document's list of pages stands on each of its pages (decision 0098).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.model.publication import Publication
from gongkai.rendering.escaping import escaped
from gongkai.rendering.outline import Leaf
from gongkai.rendering.pages import PageKind, relative


class Navigation:
    """左栏 of one document, to be drawn for each page."""

    def __init__(self, publication: Publication, leaves: tuple[Leaf, ...], called: Callable[[Leaf], str]) -> None:
        """`called`: what the list calls a page."""
        self._root = f"{publication.id}/"
        self._title = escaped(f"{publication.year}年度{publication.kind_title}")
        self._leaves = leaves
        every = (one for leaf in leaves for one in (leaf, *leaf.children))
        self._names = {one.path: escaped(called(one)) for one in every}

    def html(self, here: str) -> str:
        """For the page `here`."""
        up = escaped(relative(self._root, here))
        items = "".join(f"\n{self._item(one, here)}" for one in self._leaves)
        return (
            '<nav class="document-nav" aria-label="本文件各页">\n'
            f'<p class="document-nav-title"><a href="{up}">{self._title}</a></p>\n'
            f"<ul>\n<li>{self._link('', '概览', here)}</li>{items}\n</ul>\n</nav>"
        )

    def _item(self, leaf: Leaf, here: str) -> str:
        return f"<li>{self._link(leaf.path, self._names[leaf.path], here)}{''.join(self._below(leaf, here))}</li>"

    def _below(self, leaf: Leaf, here: str) -> Iterator[str]:
        if leaf.children and (leaf.kind is PageKind.TABLE or here.startswith(self._root + leaf.path)):
            yield f"\n<ul>{''.join(self._item(one, here) for one in leaf.children)}</ul>"

    def _link(self, path: str, name: str, here: str) -> str:
        target = self._root + path
        current = ' aria-current="page"' if target == here else ""
        return f'<a href="{escaped(relative(target, here))}"{current}>{name}</a>'
