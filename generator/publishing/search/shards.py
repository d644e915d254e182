"""分片: the words of a volume, spread over files so that a query reads few and short ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, json

from gongkai.publishing.search.postings import posting, read_posting, shard_of

Changed = dict[str, dict[int, str]]
"""word → document → its new pattern, empty where the word has gone"""


class Gathering:
    """All words of a volume with their patterns, as contributions have them: most are the same in many documents."""

    def __init__(self) -> None:
        self._documents: dict[str, int | list[int]] = {}
        """word and pattern → documents; most are numbers that stand in one"""

    def add(self, document: int, given: Iterable[str]) -> None:
        """What a document gave; the documents come in order."""
        known = self._documents
        for line in given:
            there = known.get(line)
            if there is None:
                known[line] = document
            elif isinstance(there, int):
                known[line] = [there, document]
            else:
                there.append(document)

    def names(self) -> Counter[str]:
        """In how many documents each name stands."""
        names: Counter[str] = Counter()
        for line, documents in self._documents.items():
            if line[0] == "=":
                names[line[1 : line.index(" ")]] += 1 if isinstance(documents, int) else len(documents)
        return names

    def words(self) -> set[str]:
        """All of them."""
        return {line[: line.index(" ")] for line in self._documents}

    def shards(self, count: int) -> Iterator[str]:
        """The files, in order."""
        lines: list[list[str]] = [[] for _ in range(count)]
        for line in self._documents:
            lines[shard_of(line[: line.index(" ")], count)].append(line)
        for some in lines:
            found: dict[str, dict[str, list[int]]] = {}
            for line in some:
                word, _, pattern = line.partition(" ")
                documents = self._documents[line]
                found.setdefault(word, {})[pattern] = [documents] if isinstance(documents, int) else documents
            yield _text({word: posting(patterns) for word, patterns in found.items()})


class Patched(Struct, frozen=True):
    """A shard as if all had been gathered anew."""

    text: str
    come: tuple[str, ...]
    """words that stood nowhere before"""
    gone: tuple[str, ...]
    """words that stand nowhere any more"""


def patched(shard: str, changed: Changed) -> Patched:
    """With these changes."""
    postings = json.decode(shard, type=dict[str, str])
    stood = {word for word in changed if word in postings}
    for word, patterns in changed.items():
        before = read_posting(postings.pop(word)) if word in postings else {}
        after: dict[str, list[int]] = {}
        for document, pattern in sorted((before | patterns).items()):
            if pattern:
                after.setdefault(pattern, []).append(document)
        if after:
            postings[word] = posting(after)
    come = tuple(word for word in changed if word in postings and word not in stood)
    return Patched(_text(postings), come, tuple(word for word in stood if word not in postings))


def shard_name(number: int) -> str:
    return f"{number:03x}.json"


def _text(postings: Mapping[str, str]) -> str:
    return json.encode(postings, order="sorted").decode()
