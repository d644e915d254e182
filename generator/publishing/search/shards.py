"""分片: the words of a volume, spread over files so that a query reads few and short ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from gongkai.publishing.search.postings import posting, read_posting, shard_of

Changed = dict[str, dict[int, str]]
"""word → document → its new pattern, empty where the word has gone"""


class Gathering:
    """All words of a volume, as text: a word with its pattern and document takes a dozen bytes so."""

    def __init__(self, shards: int) -> None:
        self._lines = [bytearray() for _ in range(shards)]

    def add(self, document: int, given: Iterable[str]) -> None:
        """What a document gave, a word and its pattern in each text."""
        lines, count = self._lines, len(self._lines)
        for line in given:
            lines[shard_of(line[: line.index(" ")], count)] += f"{line} {document}\n".encode()

    def shards(self) -> Iterator[str]:
        """The files, in order; what has been gathered is given away."""
        for number, lines in enumerate(self._lines):
            found: dict[str, dict[str, list[int]]] = {}
            for line in lines.decode().splitlines():
                word, pattern, document = line.split(" ")
                if word not in found:
                    found[word] = {pattern: [int(document)]}
                elif pattern in found[word]:
                    found[word][pattern].append(int(document))
                else:
                    found[word][pattern] = [int(document)]
            self._lines[number] = bytearray()
            yield _text({word: posting(patterns) for word, patterns in found.items()})


def patched(shard: str, changed: Changed) -> str:
    """The same shard as if all had been gathered anew."""
    postings: dict[str, str] = json.loads(shard)
    for word, patterns in changed.items():
        before = read_posting(postings.pop(word)) if word in postings else {}
        after: dict[str, list[int]] = {}
        for document, pattern in sorted((before | patterns).items()):
            if pattern:
                after.setdefault(pattern, []).append(document)
        if after:
            postings[word] = posting(after)
    return _text(postings)


def shard_name(number: int) -> str:
    return f"{number:03x}.json"


def _text(postings: Mapping[str, str]) -> str:
    return json.dumps(postings, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
