"""未变的文件: documents of which nothing has changed since they were poured; their pages are taken over as they are.

A document is known by what it was rendered from and by the model pages. Its pages in the site, and what it gave to the
search, have to be as they were written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.publishing.files import digest_of
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.tree import look, read_tree, write_tree
from gongkai.publishing.search.indexing import words_file
from gongkai.rendering.catalogue import CatalogueEntry


class Memory(Struct, frozen=True, kw_only=True):
    """记录, kept between builds."""

    site: Path
    """which documents the site was made of"""
    search: Path
    """which the search was made of; beside it, what the files were that it keeps"""

    @property
    def searched(self) -> Path:
        return self.search.with_suffix(".files")

    def recall(self) -> set[tuple[str, str]]:
        """Ids, with what each was made of."""
        return _read(self.site) & _read(self.search)

    def forget(self) -> None:
        """Before anything is written: what is half done is not known."""
        for file in (self.site, self.search):
            file.unlink(missing_ok=True)

    def believed(self, kept: Path) -> dict[str, str]:
        """Name → digest of the files that the search keeps there, as far as they are as they were written."""
        known = read_tree(self.searched)
        there = look(kept, known).files
        return {
            name: seen.digest
            for name, seen in known.files.items()
            if name in there and there[name].digest == seen.digest
        }

    def remember(self, keys: Mapping[str, str], kept: Path) -> None:
        """Once the site is in its place; `kept` is what the search keeps."""
        write_tree(self.searched, look(kept, read_tree(self.searched)))
        for file in (self.site, self.search):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(keys), encoding="utf-8")


def keys_of(digests: Mapping[str, str], models: Mapping[int, str]) -> dict[str, str]:
    """What each document's pages depend on; nothing for those of which that is not known."""
    shell = digest_of(f"{depth} {model}" for depth, model in sorted(models.items()))
    return {id: digest_of((digest, shell)) for id, digest in digests.items() if digest}


def taken_over(
    new: Growing,
    entries: Collection[CatalogueEntry],
    keys: Mapping[str, str],
    memory: Memory,
    believed: Collection[str],
) -> Iterator[str]:
    """Ids of the documents that are unchanged, and whose files `new` has taken over.

    `believed`: of the files that the search keeps, those that are as they were written.
    """
    same = memory.recall() & set(keys.items())
    memory.forget()
    for entry in entries:
        known = (entry.id, keys.get(entry.id)) in same and words_file(entry.id) in believed
        if known and new.take_below(entry.id):
            yield entry.id


def _read(file: Path) -> set[tuple[str, str]]:
    try:
        return set(json.loads(file.read_text(encoding="utf-8")).items())
    except (OSError, ValueError, AttributeError, TypeError):
        return set()
