"""建索引: the files of the index, of which only those are made again that say something else than before.

`work` holds what is kept between builds: words/ what each document gave (contributions.py), counted/ what is counted
over a volume, index/ the index itself. Only files that are `believed`, as they were written, are built upon.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from gongkai.publishing.files import bytes_digest, files_below
from gongkai.publishing.search import standing
from gongkai.publishing.search.characters import Characters, Sounds
from gongkai.publishing.search.contributions import Contribution, contribution, read, written
from gongkai.publishing.search.core import Synonyms, core
from gongkai.publishing.search.postings import shard_of
from gongkai.publishing.search.shards import Changed, Gathering, patched, shard_name
from gongkai.publishing.search.volumes import BOUND, FORMAT, Volume, volumes
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.search.pieces import SearchPage

INDEX, WORDS, COUNTED = "index", "words", "counted"
ENTRY, SIMPLIFIED = "entry.json", "simplified.json"
SITE = "@site"
"""in the place of a document's id: the pages of the site itself"""
MANY = 200_000
"""changed words that are remembered; where there are more, their volumes are made anew"""


NONE = Characters(sounds=Sounds(common="", more={}), simplified="")


class Besides(Struct, frozen=True, kw_only=True):
    """What all volumes have in common."""

    synonyms: Synonyms = ()
    terms: tuple[str, ...] = ()
    """名词 of the site's glossary"""
    questions: Mapping[str, object] = field(default_factory=dict)
    """提问用语 (questions.py)"""
    characters: Characters = NONE
    elsewhere: tuple[str, ...] = ()
    """places that sound like those of the site (same_sound_places.py)"""
    levels: tuple[LevelKey, ...] = ()
    """一览 of all departments of a place and year"""


class Counted(Struct):
    """What is counted over a volume."""

    names: Counter[str]
    """in how many documents each name stands"""
    kinds: list[str]
    """页别 of the pages of each document, by number"""
    places: Counter[int]
    """词位 → how many words have it"""


class Indexing:
    """一次建索引."""

    def __init__(self, work: Path, believed: Mapping[str, str]) -> None:
        """`believed`: name → digest of the files below `work` that are as they were written."""
        self._work = work
        self._believed = believed
        self._changes: dict[str, tuple[Contribution, dict[str, tuple[str, str]]]] = {}
        """id → what it gives now, and word → pattern before and after"""
        self._remembered = 0
        self._unknown: set[str] = set()
        """ids of documents of which nothing was known"""
        self._folders: set[Path] = set()
        self.digests: dict[str, str] = {}
        """of the files of the index, by name below `files`"""

    @property
    def files(self) -> Path:
        return self._work / INDEX

    def add(self, id: str, pages: Iterable[SearchPage]) -> None:
        """The searched pages of a document that is new, or may have changed."""
        new = contribution(pages)
        name = words_file(id)
        if name in self._believed and self._remembered < MANY:
            self._changes[id] = _changed(read(self._read(name)), new)
            self._remembered += len(self._changes[id][1])
        else:
            self._unknown.add(id)
        self._write(name, written(new))

    def finish(self, entries: Iterable[CatalogueEntry], besides: Besides, bound: int = BOUND) -> None:
        """Make the index of these documents; each has been added, now or in an earlier build, and SITE too."""
        entries = tuple(entries)
        told = []
        for volume in volumes(entries, bound):
            counted = self._known(volume)
            if counted:
                self._patch(volume, counted)
            else:
                counted = self._make(volume)
            self._write(_counted_file(volume), _packed([counted.names, counted.kinds, counted.places]))
            first = _packed(
                core(volume, counted.kinds, counted.names, besides.synonyms, besides.levels)
                | {"terms": besides.terms, "questions": besides.questions, "elsewhere": besides.elsewhere}
                | {"standing": standing.packed(counted.places)}
            )
            self._publish(f"{volume.folder}/core.json", first)
            told.append(_told(volume, first))
        self._publish(SIMPLIFIED, _packed(besides.characters.simplified))
        self._publish(ENTRY, _packed({"format": FORMAT, "volumes": told, "sounds": besides.characters.sounds}))
        self._clear({words_file(id) for id in (SITE, *(entry.id for entry in entries))})

    def _known(self, volume: Volume) -> Counted | None:
        """What was counted; nothing where the volume is another, or not as it was written."""
        counted = _counted_file(volume)
        shards = (f"{INDEX}/{volume.folder}/{shard_name(number)}" for number in range(volume.shards))
        if self._unknown.intersection(_ids(volume)) or not all(file in self._believed for file in (counted, *shards)):
            return None
        names, kinds, places = json.loads(self._read(counted))
        return Counted(Counter(names), kinds, Counter({int(place): count for place, count in places.items()}))

    def _patch(self, volume: Volume, counted: Counted) -> None:
        """Write the shards of the words that changed."""
        changed: dict[int, Changed] = {}
        for document, id in enumerate(_ids(volume)):
            if id not in self._changes:
                continue
            new, changes = self._changes[id]
            counted.kinds[document] = new.kinds
            for word, (before, after) in changes.items():
                changed.setdefault(shard_of(word, volume.shards), {}).setdefault(word, {})[document] = after
                if word[0] == "=":
                    counted.names[word[1:]] += bool(after) - bool(before)
        counted.names = +counted.names
        for number in range(volume.shards):
            name = f"{volume.folder}/{shard_name(number)}"
            if number in changed:
                shard = patched(self._read(f"{INDEX}/{name}"), changed[number])
                counted.places.update(standing.places(shard.come))
                counted.places.subtract(standing.places(shard.gone))
                self._publish(name, shard.text)
            else:
                self.digests[name] = self._believed[f"{INDEX}/{name}"]
        counted.places = +counted.places

    def _make(self, volume: Volume) -> Counted:
        """Write all shards."""
        gathering = Gathering()
        kinds = []
        for document, id in enumerate(_ids(volume)):
            kinds_of_pages, *lines = self._read(words_file(id)).split("\n")
            gathering.add(document, lines)
            kinds.append(kinds_of_pages)
        for number, text in enumerate(gathering.shards(volume.shards)):
            self._publish(f"{volume.folder}/{shard_name(number)}", text)
        return Counted(gathering.names(), kinds, standing.places(gathering.words()))

    def _publish(self, name: str, text: str) -> None:
        """A file of the index."""
        self.digests[name] = self._write(f"{INDEX}/{name}", text)

    def _read(self, name: str) -> str:
        return (self._work / name).read_text(encoding="utf-8")

    def _write(self, name: str, text: str) -> str:
        """A file, unless it says so already; gives its digest."""
        content = text.encode()
        digest = bytes_digest(content)
        if self._believed.get(name) == digest:
            return digest
        place = self._work / name
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        place.write_bytes(content)
        return digest

    def _clear(self, words: set[str]) -> None:
        """Take away what is of no document and no volume any more."""
        folders = {name.partition("/")[0] for name in self.digests}
        kept = {INDEX, WORDS, COUNTED, *folders, *(f"{folder}.json" for folder in folders)}
        for old in (*self._work.iterdir(), *self.files.iterdir(), *(self._work / COUNTED).iterdir()):
            if old.name not in kept:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        for name, file in files_below(self._work / WORDS, f"{WORDS}/"):
            if name not in words:
                Path(file.path).unlink()


def words_file(id: str) -> str:
    """Where what a document gave is kept."""
    return f"{WORDS}/{id}.txt"


def _ids(volume: Volume) -> tuple[str, ...]:
    """By number."""
    return (SITE, *(entry.id for entry in volume.documents))


def _counted_file(volume: Volume) -> str:
    return f"{COUNTED}/{volume.folder}.json"


def _changed(old: Contribution, new: Contribution) -> tuple[Contribution, dict[str, tuple[str, str]]]:
    """What a document gives now, without its words, and word → pattern before and after where they differ."""
    differing = old.words.items() ^ new.words.items()
    words = {word for word, _ in differing}
    changes = {word: (old.words.get(word, ""), new.words.get(word, "")) for word in words}
    return Contribution(new.kinds, {}), changes


def _told(volume: Volume, first: str) -> dict[str, object]:
    """What entry.json says of a volume."""
    return {
        "folder": volume.folder,
        "shards": volume.shards,
        "documents": len(volume.documents),
        "region": volume.region,
        "path": volume.place,
        "year": volume.year,
        "core": bytes_digest(first.encode())[:12],
    }


def _packed(content: Mapping[str, object] | Sequence[object] | str) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
