"""相近的名称: which of many names is most like a given one, found without comparing it with each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from unicodedata import normalize

SIMILAR = 0.8
"""ratio of common characters from which on two names are taken for one, mistyped"""
LEAST_UNLIKE, LEAST_UNLIKE_BEYOND = (0, 1), (4, 3)
"""characters that are unlike in two names of one length, and of lengths that differ by one: of any two names, and of
those that differ in more than one character"""
MOST_LISTED = 15
_MARKS = re.compile(r"""[\s"'“”‘’]""")
_YEAR = re.compile(r"\d{4}年?度?")
SHORT = 3
"""characters up to which two like names need not have two neighbouring characters in common"""


def likeness(one: str, other: str) -> float:
    """Share of common characters, 0 to 1."""
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def nearest(name: str, known: Iterable[str], least: float = 0.5) -> str:
    """Of a few names the one that is most like a given one; "" if none is."""
    return next(iter(get_close_matches(name[:100], list(known), n=1, cutoff=least)), "")


def near(name: str, known: Iterable[str]) -> str:
    """，是不是“…”？"""
    found = nearest(name, [one for one in known if len(one) > 1], 0.6)
    return f"，是不是“{found}”？" if found else ""


def same_but_for_width(name: str, known: Iterable[str]) -> str:
    """The only one of these that a name is, but for the width of its signs, blanks and quotation marks; "" if none."""
    alike = [one for one in dict.fromkeys(known) if _folded(one) == _folded(name)]
    return alike[0] if len(alike) == 1 else ""


def usual_form(text: str) -> str:
    """A text as it is usually stored (NFC), so that two that look the same are the same."""
    return normalize("NFC", text)


def _folded(name: str) -> str:
    return _MARKS.sub("", normalize("NFKC", name))


def listed(known: Iterable[str]) -> str:
    """甲、乙、“丙、丁”……"""
    names = [f"“{one}”" if "、" in one else " ".join(one.split()) for one in dict.fromkeys(known)]
    return "、".join(names[:MOST_LISTED]) + ("……" if len(names) > MOST_LISTED else "")


def undated(name: str) -> str:
    """A name without years and punctuation."""
    return re.sub(r"[\W_]", "", _YEAR.sub("", name))


def same_body(one: str, other: str) -> bool:
    """Whether two like names can be of one body: what differs names no other place (…市政务局, …市新华区政务局)."""
    one, other = usual_form(one), usual_form(other)
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    changed = "".join(one[a:b] + other[c:d] for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")
    return not set(changed) & set("省市县区州旗乡镇村")


def abbreviates(short: str, name: str) -> bool:
    """Whether all characters of a short name stand in the full one, in order."""
    characters = iter(name)
    return all(character in characters for character in short)


def named_alone(text: str, names: Iterable[str]) -> str:
    """The only one of these that a text names, names within its own apart; "" if there is none."""
    named = [name for name in names if name in text]
    longest = max(named, key=len, default="")
    return longest if all(name in longest for name in named) else ""


class Names:
    """An index of names; `near` gives what comparing with each would give, the first among equals.

    Where two names are as like as SIMILAR, pairs of neighbouring characters are common to both, and the more alike they
    are the fewer are torn: so a few of the rarest pairs lead to all candidates. First come those that differ in one
    character; what comes after has to be as like. The most that two names can have in common is counted before they
    are compared.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._order = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_gap: dict[str, list[str]] = defaultdict(list)
        for name in self._order:
            for key in _keys(name):
                self._by_key[key].append(name)
            for gap in _gaps(name):
                self._by_gap[gap].append(name)

    def __contains__(self, name: str) -> bool:
        return name in self._order

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def drop(self, name: str) -> None:
        """Leave a name out from now on."""
        self._order.pop(name, None)

    def near(self, name: str) -> str | None:
        """The one that is most like a name, if any is like it (SIMILAR)."""
        if name in self._order:
            return name
        best, most = None, SIMILAR
        for find, least in ((self._slips, LEAST_UNLIKE), (self._candidates, LEAST_UNLIKE_BEYOND)):
            for bound, other in self._bounded(name, find(name, most), most, least):
                if bound < most:
                    break
                ratio = likeness(name, other)
                if ratio > most or (ratio == most and (best is None or self._order[other] < self._order[best])):
                    best, most = other, ratio
        return best

    def _slips(self, name: str, _least: float) -> set[str]:
        """Names that differ in one character that is changed, left out or added."""
        return {other for gap in _gaps(name) for other in self._by_gap.get(gap, ()) if other in self._order}

    def _candidates(self, name: str, least: float) -> set[str]:
        """All names that can be as like as `least`, and others.

        If m characters are common and u are not, the common ones lie in u + 1 pieces at most and keep m - u - 1 pairs.
        """
        keys = sorted(_keys(name), key=lambda key: len(self._by_key.get(key, ())))
        if len(name) > SHORT:
            common = len(name) * least / (2 - least)
            kept = max(1, int(common * (3 - 2 / least) - 1))
            keys = keys[: max(1, len(name) - kept)]
        return {other for key in keys for other in self._by_key.get(key, ()) if other in self._order}

    def _bounded(
        self, name: str, candidates: Iterable[str], least: float, unlike: tuple[int, int]
    ) -> list[tuple[float, str]]:
        """Candidates with the most that their likeness can be, the likeliest first.

        `unlike`: how many characters are unlike at least in names of one length, and of lengths that differ by one.
        """
        own, found = Counter(name), []
        for other in candidates:
            length, apart = len(name) + len(other), abs(len(name) - len(other))
            if (length - (unlike[apart] if apart < len(unlike) else apart)) / length < least:
                continue
            bound = 2 * sum((own & Counter(other)).values()) / length
            if bound >= least:
                found.append((bound, other))
        return sorted(found, key=lambda one: (-one[0], self._order[one[1]]))


def _keys(name: str) -> set[str]:
    """Pairs of neighbouring characters; of a short name also each character."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return pairs | (set(name) if len(name) <= SHORT else set())


def _gaps(name: str) -> set[str]:
    """The name, and the name without each of its characters."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
