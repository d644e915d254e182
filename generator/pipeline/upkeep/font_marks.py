"""标点的宽度: which fonts print marks that adjoin at full width, as they have no narrow ones (halt).

Nothing is wrong with such a document, but its lines are looser, and whoever chose the font does not see why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.font_files import font_names

MARKS = frozenset(map(ord, "，。（）"))
FULL_NAMES = (1, 16)
"""numbers under which a font says its family"""


def wide_marks(project: Project) -> Iterator[str]:
    """A sentence for each font name of the style sheet whose marks come from a font without narrow ones."""
    found = dict(_families(project.fonts / "files"))
    for name, families in font_names(project).items():
        family = next((family for family in families if family in found), None)
        if family is not None and not found[family]:
            yield (
                f"“{name}”的标点出自字体“{family}”，这款字体没有半宽的标点（halt）："
                "相邻的标点（如“）。”）各占一个字宽，不挤压，别的不受影响。要挤压，请换有这一功能的字体，或把有的写在它前面。"
            )


def _families(folder: Path) -> Iterator[tuple[str, bool]]:
    """The families that have Chinese marks; whether they have narrow ones."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - slow, wanted only here

    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
                if not (font.getBestCmap() or {}).keys() >= MARKS:
                    continue
                narrow = "halt" in _features(font)
                names = {str(record) for record in font["name"].names if record.nameID in FULL_NAMES}
        except (TTLibError, OSError):
            continue  # whoever prints with it says so
        for name in sorted(names):
            yield name, narrow


def _features(font: Mapping[str, object]) -> set[str]:
    listed = getattr(font["GPOS"], "table").FeatureList if "GPOS" in font else None  # noqa: B009 - made by fontTools
    return {record.FeatureTag for record in listed.FeatureRecord} if listed else set()
