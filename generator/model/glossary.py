"""名词解释: dated texts of the terms of the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.model.columns import FormModel
from gongkai.model.kinds import DocumentKind


class DatedText(FormModel):
    """解释 from a day on: for one kind of document or all of a 类 (种类), for one edition and its heirs (版式)."""

    since: date = Field(alias="自")
    kind: str = Field(default="", alias="种类")
    edition: str = Field(default="", alias="版式")
    text: str = Field(alias="文", min_length=1)


class Term(FormModel):
    """名词."""

    term: str = Field(alias="名词", min_length=1)
    variants: tuple[Annotated[str, Field(min_length=1)], ...] = Field(default=(), alias="又作")
    """how tables and sentences call the same thing"""
    texts: tuple[DatedText, ...] = Field(alias="解释", min_length=1)

    def text_for(self, year: int, kind: DocumentKind, lineage: Sequence[str] = ()) -> str | None:
        """The text in force in a year: the nearest edition's own first, then the newest."""
        fitting = [
            text
            for text in self.texts
            if text.since.year <= year and text.kind in ("", kind.name, kind.nature) and text.edition in ("", *lineage)
        ]

        def rank(text: DatedText) -> tuple[int, date]:
            nearness = -lineage.index(text.edition) if text.edition else -len(lineage)
            return nearness, text.since

        return max(fitting, key=rank).text if fitting else None
