"""名词的写法: how a term that is explained may stand in tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.model.edition import TermForm
from gongkai.model.glossary import Term

_ADDED = re.compile(r"（[^）]*）$")
_MARKS = re.compile(r"[“”‘’\s]")


def bare(text: str) -> str:
    """A text without quotes and blanks, in which terms are looked for."""
    return _MARKS.sub("", text)


def spellings(form: TermForm, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """A term, without what it adds in brackets (K206 tells of that), and what else it is called (又作)."""
    entry = terms.get(form.term)
    return (form.term, _ADDED.sub("", form.term), *form.variants, *(entry.variants if entry else ()))
