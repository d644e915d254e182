"""与上年对照: the text of a document beside last year's, section by section, for a page of the site."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from gongkai.changes.year_texts import Change, ChangedSection, year_texts
from gongkai.model.publication import Publication


class TwoYears(Struct, frozen=True, kw_only=True):
    """对照 of two years."""

    before: Publication
    sections: tuple[ChangedSection, ...]
    """in which something is said otherwise"""
    alike: tuple[ChangedSection, ...]
    """the others"""
    counts: dict[str, int]
    """paragraphs, by how they changed; headings count too"""


def two_years(before: Publication, after: Publication) -> TwoYears:
    sections = tuple(year_texts(before, after))
    counts = Counter(one.change for section in sections for one in section.paragraphs)
    return TwoYears(
        before=before,
        sections=tuple(one for one in sections if one.reworded or one.title != one.was),
        alike=tuple(one for one in sections if not one.reworded and one.title == one.was),
        counts={change.name.lower(): counts[change] for change in Change},
    )
