"""科目的变更: codes that another took the place of, or several did."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class CodeChange(Struct, frozen=True, kw_only=True):
    """变更: from a year on, what stood under `old` stands under `new`.

    A code that is split has a line for each part; one that goes on for a part, a line to itself too.
    """

    year: int
    old: str
    new: str


class EarlierCode(Struct, frozen=True, kw_only=True):
    """来源: a code whose earlier figures belong to a later code, or, not `whole`, in part to others as well."""

    code: str
    whole: bool


class CodeChanges(Struct, frozen=True, kw_only=True):
    """科目变更表. The classifications have no code in common, so one table serves them all."""

    changes: tuple[CodeChange, ...] = ()

    def between(self, written: int, read: int) -> CodeChanges:
        """What a document of one year that reads one of another (or of its own) has to know.

        In a year of change a document may still have been written with the old list, so of its own year's changes those
        count whose old code is no more.
        """
        return CodeChanges(
            changes=tuple(
                change
                for change in self.changes
                if written < change.year <= read
                or (written == read == change.year and change.old not in self.after(change.old))
            )
        )

    def sources(self, code: str) -> tuple[EarlierCode, ...]:
        """The codes under which earlier figures of a code stand: itself and those it took the place of."""
        goes_on_in_part = any(change.old == change.new == code for change in self.changes)
        return (EarlierCode(code=code, whole=not goes_on_in_part), *self._before(code, frozenset({code})))

    def _before(self, code: str, seen: frozenset[str]) -> Iterator[EarlierCode]:
        for change in self.changes:
            if change.new == code and change.old not in seen:
                whole = self.after(change.old) == (code,)
                yield EarlierCode(code=change.old, whole=whole)
                for older in self._before(change.old, seen | {change.old}):
                    yield EarlierCode(code=older.code, whole=whole and older.whole)

    def after(self, code: str) -> tuple[str, ...]:
        """What a code became; nothing if it did not change."""
        return tuple(dict.fromkeys(change.new for change in self.changes if change.old == code))

    def today(self, code: str) -> tuple[str, ...]:
        """What an earlier code is called now: itself, or the last of those that took its place."""
        found, ahead = [], [code]
        seen: set[str] = set()
        while ahead:
            one = ahead.pop()
            later = [new for new in self.after(one) if new not in seen]
            seen.update(later)
            if later:
                ahead.extend(later)
            if not self.after(one) or one in self.after(one):
                found.append(one)
        return tuple(dict.fromkeys(found))

    def since(self, code: str) -> int:
        """The year of a code's last change; 0 if there is none."""
        return max((change.year for change in self.changes if change.old == code), default=0)
