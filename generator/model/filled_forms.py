"""绩效表单和报告的内容: what stands in the folders performance/ and reports/ of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from gongkai.model.paths import look_up
from gongkai.model.places import Place


class PerformanceData(Struct, frozen=True, kw_only=True):
    """绩效表单的内容: one performance form as filled in. Values are texts, lists and mappings of them."""

    slug: str
    form: str
    values: Mapping[str, Any]
    missing: str
    """缺漏: what the source lost"""
    quoted: str
    """来源照录: the damaged lines of the source as they stand, where the transcription had to restore them"""
    attached_to: str
    """附于: the report that shows it, instead of the list of forms"""
    notes: bool
    """whether the notes under the form are printed"""
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    """where each value stands, by its path; items of a list are counted from 0: 绩效指标.0.得分"""

    def value(self, path: str) -> Any:
        """A text, or a list or mapping of them; None where there is nothing at the path."""
        return look_up(self.values, path)

    def items(self, path: str) -> tuple[str, ...]:
        """The items of a list, by their paths: 绩效指标.0, 绩效指标.1."""
        found = self.value(path)
        listed = found if isinstance(found, tuple) else ()
        return tuple(f"{path}.{index}" for index, item in enumerate(listed) if isinstance(item, Mapping))

    def at(self, *paths: str) -> Place:
        """Where the first of these values stands that was filled in; the top of the form if none was."""
        return next((self.places[path] for path in paths if path in self.places), self.place)


INCLUSION = re.compile(r"[\[［【]{2}\s*绩效\s*[:：]?\s*([^\s\[\]［］【】]+)\s*[\]］】]{2}")
"""the line of a report that shows a form, however its brackets and colon are typed: [[绩效:02-hall]]"""


class Report(Struct, frozen=True, kw_only=True):
    """报告: free text that belongs to the publication (绩效评价报告), Markdown."""

    slug: str
    text: str
    place: Place

    @property
    def inclusions(self) -> tuple[tuple[int, str, bool], ...]:
        """The forms that it names: in which line, which, and whether the line holds nothing else."""
        return tuple(
            (number, match[1].removesuffix(".yml"), match[0] == line.strip())
            for number, line in enumerate(self.text.splitlines(), start=1)
            for match in INCLUSION.finditer(line)
        )
