"""字体: which characters the fonts of a project have, read from the files that `gongkai fonts` has put there.

Reading them takes half a second, so what was read is kept in a file beside the fonts until one of them changes.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gongkai.model.glyphs import Glyphs


def glyphs_of(fonts: Path, kept: Path) -> Glyphs | None:
    """What the fonts in `fonts` (build/fonts/files) have; None where there are none, or one cannot be read.

    `kept` is the file that remembers it.
    """
    files = sorted(path for path in fonts.iterdir() if path.is_file()) if fonts.is_dir() else []
    if not files:
        return None
    stamp = " ".join(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)
    known = _known(kept, stamp)
    if known is not None:
        return known
    read = _read(files)
    if read is not None:
        with suppress(OSError):  # it will be read again next time
            kept.write_text(f"{stamp}\n{' '.join(map(str, read.bounds))}\n", encoding="utf-8")
    return read


def _known(kept: Path, stamp: str) -> Glyphs | None:
    try:
        made_of, _, bounds = kept.read_text(encoding="utf-8").partition("\n")
        return Glyphs(bounds=tuple(map(int, bounds.split()))) if made_of == stamp else None
    except (OSError, ValueError):
        return None


def _read(files: list[Path]) -> Glyphs | None:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - wanted only when the fonts are new

    points: set[int] = set()
    for path in files:
        try:
            with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
                points |= (font.getBestCmap() or {}).keys()
        except (TTLibError, OSError):
            return None
    return Glyphs.of(points)
