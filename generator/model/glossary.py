"""名词解释: dated texts of the terms of the field."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from generator.model.forms import FormModel


class DatedText(FormModel):
    """解释 from a day on, for one kind of document if 种类 is given."""

    since: date = Field(alias="自")
    kind: str = Field(default="", alias="种类")
    edition: str = Field(default="", alias="版式")
    text: str = Field(alias="文")


class Term(FormModel):
    """名词."""

    term: str = Field(alias="名词")
    texts: tuple[DatedText, ...] = Field(alias="解释", min_length=1)

    def text_for(self, year: int, kind: str) -> str | None:
        """The newest text in force in a year for a kind of document."""
        fitting = [
            text for text in self.texts if text.since.year <= year and text.kind in ("", kind)
        ]
        return max(fitting, key=lambda text: text.since).text if fitting else None
