"""分片: the words of a volume, spread over files so that a query reads few and short ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from gongkai.publishing.search.contributions import Contribution
from gongkai.publishing.search.postings import posting, read_posting, shard_of

Changed = dict[str, dict[int, str]]
"""word → document → its new pattern, empty where the word has gone"""


class Gathering:
    """All words of a volume, as text: a word with its pattern and document takes a dozen bytes so."""

    def __init__(self, shards: int) -> None:
        self._lines = [bytearray() for _ in range(shards)]

    def add(self, document: int, made: Contribution) -> None:
        lines, count = self._lines, len(self._lines)
        for word, pattern in made.words.items():
            lines[shard_of(word, count)] += f"{word} {pattern} {document}\n".encode()

    def shards(self) -> Iterator[str]:
        """The files, in order; what has been gathered is given away."""
        for number, lines in enumerate(self._lines):
            found: Changed = {}
            for line in lines.decode().splitlines():
                word, pattern, document = line.split(" ")
                found.setdefault(word, {})[int(document)] = pattern
            self._lines[number] = bytearray()
            yield _text({word: posting(documents) for word, documents in found.items()})


def patched(shard: str, changed: Changed) -> str:
    """The same shard as if all had been gathered anew."""
    postings: dict[str, str] = json.loads(shard)
    for word, patterns in changed.items():
        before = read_posting(postings.pop(word)) if word in postings else {}
        after = {document: pattern for document, pattern in (before | patterns).items() if pattern}
        if after:
            postings[word] = posting(after)
    return _text(postings)


def shard_name(number: int) -> str:
    return f"{number:03x}.json"


def _text(postings: Mapping[str, str]) -> str:
    return json.dumps(postings, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
