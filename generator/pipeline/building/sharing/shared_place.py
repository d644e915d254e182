"""共用的存放处: finished documents under the digest of what they were made of, each signed by the machine that made it.

Nothing that lies there is believed for where it lies: only for its signature, its name and its digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from gongkai.pipeline.building.sharing.eviction import DAY, Allowance, Kept, Superfluous, Use, superfluous
from gongkai.pipeline.building.sharing.packing import packed, unpacked
from gongkai.pipeline.building.sharing.signing import UntrustedError, believed, public_text, signed
from gongkai.pipeline.building.store import Rendered, Store
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.places.place import Place, PlaceError
from gongkai.publishing.files import digest_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ENTRIES, USES, MARKS = "entries", "uses", "marks"
HERE, TIDIED = f"{MARKS}/here", f"{MARKS}/tidied"
SMALL = 64 * 1024**2
"""bytes of what is no document: a hundred thousand names"""


class EmptyPlaceError(PlaceError):
    """没有成品: nobody has begun the place, or we may not read it. The message is Chinese."""


class SharedPlace(Struct, frozen=True):
    """一个存放处, and whose words are believed there; without a secret nothing is written."""

    place: Place
    trusted: tuple[Ed25519PublicKey, ...]
    secret: Ed25519PrivateKey | None = None

    def look(self) -> None:
        """Raises PlaceError where it is down, EmptyPlaceError where no trusted machine has begun it."""
        mark = self.place.get(HERE, SMALL)
        if mark is None:
            raise EmptyPlaceError(f"{self.place.address} 里还没有成品，或者没有权限读")
        try:
            believed(HERE, mark, self.trusted)
        except UntrustedError as error:
            raise PlaceError(f"{self.place.address} 不是 cache.yml 的公钥信得过的机器写的") from error

    def get(self, id: str, digest: Digest) -> tuple[Rendered, dict[str, bytes]] | None:
        """A finished document; None where it is not there.

        Raises PlaceError; UntrustedError or PackingError where what is there is not what it should be.
        """
        name = entry_name(digest)
        data = self.place.get(name)
        return None if data is None else unpacked(believed(name, data, self.trusted), id, digest)

    def begin(self) -> None:
        """Mark the place as ours to write to. Raises PlaceError."""
        if self.place.get(HERE, SMALL) is None:
            self._put(HERE, b"gongkai")
        self.look()

    def put(self, store: Store, rendered: Rendered) -> None:
        """Raises PlaceError, PackingError."""
        self._put(entry_name(rendered.digest), packed(store, rendered))

    def entries(self) -> set[str]:
        return {one.name for one in self.place.listed(ENTRIES)}

    def note_use(self, branch: str, documents: Iterable[Rendered]) -> None:
        """The branch is made of these documents; others that it used before it does not need any more."""
        names = sorted({entry_name(one.digest) for one in documents if one.digest.parts})
        self._put(_use_name(branch), json.dumps({"branch": branch, "names": names}).encode())

    def tidy_daily(self, allowance: Allowance) -> Superfluous | None:
        """`tidy`, unless that was done within a day."""
        before = self._written(TIDIED)
        self._put(TIDIED, b"")
        return self.tidy(allowance) if abs(self._written(TIDIED) - before) > DAY else None

    def tidy(self, allowance: Allowance) -> Superfluous:
        """Take away what no branch uses; returns what went. Raises PlaceError."""
        self._put(TIDIED, b"")
        kept = [Kept(one.name, one.size, one.written) for one in self.place.listed(ENTRIES)]
        gone = superfluous(kept, self.uses(), allowance, self._written(TIDIED))
        self.place.remove((*gone.names, *map(_use_name, gone.branches)))
        return gone

    def uses(self) -> Iterator[Use]:
        """What the branches use; a list that no trusted machine has signed does not count."""
        for one in self.place.listed(USES):
            try:
                said = json.loads(believed(one.name, self.place.get(one.name, SMALL) or b"", self.trusted))
            except UntrustedError:
                continue
            yield Use(said["branch"], one.written, frozenset(said["names"]))

    def _written(self, name: str) -> float:
        """When, by the clock of the place; long ago where it was never."""
        return next((one.written for one in self.place.listed(MARKS) if one.name == name), 0.0)

    def _put(self, name: str, content: bytes) -> None:
        if self.secret is None:
            raise PlaceError("没有私钥，不能写")
        self.place.put(name, signed(name, content, self.secret))


def trusted_name(secret: Ed25519PrivateKey, keys: dict[str, str]) -> str:
    """What the settings call the machine that has this secret; empty where they do not know it."""
    own = public_text(secret)
    return next((name for name, text in keys.items() if text == own), "")


def entry_name(digest: Digest) -> str:
    """Of the document, the program, the fonts, the libraries: all that makes its bytes what they are."""
    return f"{ENTRIES}/{digest.whole[:2]}/{digest.whole}"


def _use_name(branch: str) -> str:
    return f"{USES}/{digest_of([branch])[:32]}"
