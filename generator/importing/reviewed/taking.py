"""取: what stands where people had typed, set beside what the files say now.

Three ways: what was printed when the Word file was made, what it says now, what the document says now. Changed in the
Word file alone, it is taken; in the document alone, the document stays; in both, the document stays and both are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from gongkai.importing.reviewed.recovery import Occurrence, by_key
from gongkai.model.intake import TypedValue
from gongkai.model.numbers import read
from gongkai.model.places import Place
from gongkai.model.reviewed import SlotChange, SlotLeft
from gongkai.model.slots import TO_FILL, Slot, SlotKind, digest, items_of

FindPlace = Callable[[Slot], Place]


class NotTypedError(Exception):
    """What stands there cannot be what people type; the message is Chinese."""


class Taking(Struct, kw_only=True):
    """What is taken of a reviewed file. `slots`: those of the document as it is now, by key."""

    slots: Mapping[str, Slot]
    place: FindPlace
    taken: list[SlotChange]
    left: list[SlotLeft]

    def take(self, before: Iterable[Occurrence], seen: list[Occurrence]) -> None:
        """Fill `taken` and `left`. `before`: how the file printed each slot when it was made."""
        was = by_key(list(before))
        for key, now in by_key(seen).items():
            changed = [one for one in now if digest(one.text) != one.printed and not _untouched(one)]
            if changed:
                old = next((one.text for one in was.get(key, ()) if digest(one.text) == changed[0].printed), "")
                self._changed(key, old, changed, some=len(changed) < len(now))

    def _changed(self, key: str, old: str, changed: list[Occurrence], *, some: bool) -> None:
        slot = self.slots.get(key)
        texts = list(dict.fromkeys(one.text.strip() for one in changed))
        if slot is None:
            self._leave("（已经没有的一处）", old, texts[0], "文件里已经没有这一处手写的内容，或者它换了位置")
        elif len(texts) > 1:
            self._leave(slot, old, "”“".join(texts), "同一处手写的内容印在几个地方，改得不一样：请定一个，写到文件里")
        elif slot.printed == texts[0]:
            return
        elif digest(slot.printed) != changed[0].printed:
            self._leave(
                slot, slot.printed, texts[0], "做了 Word 以后，文件里也改了，留着文件里的：请定一个，写到文件里"
            )
        else:
            self._take(slot, texts[0], changed, some=some)

    def _take(self, slot: Slot, new: str, changed: list[Occurrence], *, some: bool) -> None:
        try:
            value = typed_value(slot, new)
        except NotTypedError as error:
            self._leave(slot, slot.printed, new, str(error))
            return
        authors = tuple(dict.fromkeys(author for one in changed for author in one.authors))
        change = SlotChange(slot=slot, new=new, value=value, place=self.place(slot), authors=authors, elsewhere=some)
        self.taken.append(change)

    def _leave(self, slot: Slot | str, old: str, new: str, reason: str) -> None:
        if isinstance(slot, Slot):
            place = self.place(slot)
            self.left.append(SlotLeft(name=slot.name, old=old, new=new, reason=reason, place=place))
        else:
            self.left.append(SlotLeft(name=slot, old=old, new=new, reason=reason))


def _untouched(one: Occurrence) -> bool:
    """A place that is still to be filled in, in whatever words."""
    return TO_FILL.fullmatch(one.text.strip()) is not None


def typed_value(slot: Slot, new: str) -> TypedValue:
    """How a new text is to be typed. Raises NotTypedError."""
    if not new:
        raise NotTypedError("清空了：确实不要的，请在文件里删去")
    if "\n" in new:
        raise NotTypedError("分成了几行，这里只写一行")
    if TO_FILL.search(new):
        raise NotTypedError("里面还有“待填”")
    if slot.kind is SlotKind.NUMBER:
        return _number(slot, new)
    if slot.kind is SlotKind.LIST:
        return _items(new)
    return slot.typed.replace(slot.printed, new, 1) if slot.typed else new


def _number(slot: Slot, new: str) -> str:
    number = read(new)
    if number is None or number.unit not in ("", slot.unit):
        told = f"，单位是{slot.unit}，不用写" if slot.unit else ""
        raise NotTypedError(f"这里要写一个数{told}")
    return f"{number.value:f}"


def _items(new: str) -> tuple[str, ...]:
    items = tuple(item.strip() for item in items_of(new))
    if not all(items):
        raise NotTypedError("各项用顿号（、）分开，中间有一项是空的")
    return items


def changes_by_file(taken: Iterable[SlotChange]) -> dict[str, dict[tuple[str, ...], TypedValue]]:
    """What is to be set in each file; several stretches of one text are put in one after the other."""
    made: dict[str, dict[tuple[str, ...], TypedValue]] = {}
    for one in taken:
        own = made.setdefault(one.slot.file, {})
        for path in (one.slot.path, *one.slot.also):
            there = own.get(path)
            own[path] = there.replace(one.slot.printed, one.new, 1) if isinstance(there, str) else one.value
    return made
