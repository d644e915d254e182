"""文页: pages of text, of which those before and after what has changed are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from gongkai.rendering.pdf.laying import EntangledError, Laid
from gongkai.rendering.pdf.page_groups import PageGroup
from gongkai.rendering.pdf.printer import Drawn, Printer
from gongkai.rendering.pdf.starts import Start
from gongkai.rendering.pdf.text_flow import TextFlow
from gongkai.rendering.pdf.text_runs import Window

BLOCKS, SPARE = 30, 4
"""how many blocks are looked at first where pages have moved; and how many more than a page looked at before"""


class TextPages:
    """文页 of a group, in runs (`text_runs.py`)."""

    def __init__(self, group: PageGroup, printer: Printer) -> None:
        self.printer = printer
        self.flow = TextFlow(group.root)
        self.key = printer.key(self.flow.outline(), group.ids) if printer.kept else ""

    def drawn(self, start: Start, known: Mapping[str, int]) -> list[Drawn]:
        try:
            return list(self._runs(start, known))
        except EntangledError:
            laid = self.printer.press.lay_out(self.flow.root, self.printer.looks, start, known)
            return [self._drawn(start, replace(laid, below=len(self.flow.blocks)), known)]

    def _runs(self, start: Start, known: Mapping[str, int]) -> Iterator[Drawn]:
        following: Start | None = start
        while following is not None:
            below = self._looked_at(following)
            found = self.printer.found(self._key(following, below), known) if below else None
            for begun, made in [(following, found)] if found else self._laid(following, below, known):
                yield begun, made
                following = made.next if made.next.inside else None

    def _laid(self, start: Start, looked_at: int, known: Mapping[str, int]) -> Iterator[Drawn]:
        """Runs from there to the next that is kept; `looked_at`: below which block the earlier print did not look."""
        first, count = _first(start), len(self.flow.blocks)
        below = looked_at + SPARE if looked_at else first + BLOCKS if start.inside else count
        runs: list[Laid] = []
        while not runs:
            window = Window(flow=self.flow, below=min(below, count), known=self._known)
            runs = self.printer.press.lay_out_text(window, self.printer.looks, start, known)
            below += below - first
        for laid in runs:
            yield self._drawn(start, laid, known)
            start = laid.next

    def _drawn(self, start: Start, laid: Laid, known: Mapping[str, int]) -> Drawn:
        begun, unended = self.flow.open_at(start.inside), self.flow.open_at(laid.next.inside)
        kept = self.printer.kept
        key = self._key(start, laid.below) if kept else ""
        if kept:
            kept.keep(f"{self.key} {start}", str(laid.below).encode())
        return start, self.printer.draw(laid, key, known, begun, unended)

    def _known(self, start: Start) -> bool:
        below, kept = self._looked_at(start), self.printer.kept
        return kept is not None and below > 0 and kept.blob(self._key(start, below)) is not None

    def _key(self, start: Start, below: int) -> str:
        """Of a run, with the blocks that its layout looked at."""
        return f"{self.key} {start} {self.flow.digest(_first(start), below).hex()}"

    def _looked_at(self, start: Start) -> int:
        """Below which block the run did not look that began there in an earlier print; 0 without one."""
        told = self.printer.kept.blob(f"{self.key} {start}") if self.printer.kept else None
        return int(told) if told and told.isdigit() else 0


def _first(start: Start) -> int:
    return start.inside.block if start.inside else 0
