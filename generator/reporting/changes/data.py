"""变动的 JSON: everything, nothing cut; docs/publishing.md lists the fields."""

from __future__ import annotations

from decimal import Decimal

from gongkai.changes.result import Changes, DocumentChange, Moved, Retyped, Reworded, Turn
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.reporting.text import json_text

Json = dict[str, object]


def changes_as_json(changes: Changes) -> str:
    return json_text(changes_data(changes))


def changes_data(changes: Changes) -> Json:
    """What `changes_as_json` writes."""
    return {
        "base": changes.base,
        "head": changes.head,
        "same": changes.same,
        "documents": [_document(one) for one in changes.documents],
        "found": [_finding(one) for one in changes.found],
        "gone": [_finding(one) for one in changes.gone],
        "shared": list(changes.shared),
        "retyped": [_typed(typed) for typed in changes.retyped],
        "elsewhere": list(changes.elsewhere),
        "refused": list(changes.refused),
        "behind": changes.behind,
        "kept_templates": changes.kept_templates,
    }


def _document(one: DocumentChange) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "fate": one.fate.name.lower(),
        "money": one.money,
        "silent": one.silent,
        "files": list(one.files),
        "through": list(one.through),
        "moved_from": one.moved_from,
        "record": list(one.record),
        "disclosed": one.disclosed,
        "blocked": list(one.blocked),
        "unread": list(one.unread),
        "summary": list(one.summary),
        "turns": [_turn(turn) for turn in one.turns],
        "together": [_moved(moved) for moved in one.together],
        "apart": [_moved(moved) for moved in one.apart],
        "reprinted": one.reprinted,
        "words": [_word(word) for word in one.words],
        "retyped": [_typed(typed) for typed in one.retyped],
        "found": [_finding(finding) for finding in one.found],
        "gone": [_finding(finding) for finding in one.gone],
    }


def _turn(turn: Turn) -> Json:
    return {
        "figures": [_moved(moved) for moved in turn.figures],
        "source": turn.source,
        "target": turn.target,
        "whole": turn.whole,
        "lent": turn.lent,
        "follows": [_moved(moved) for moved in turn.follows],
    }


def _moved(one: Moved) -> Json:
    return {
        "table": one.table,
        "label": one.label,
        "old": one.old,
        "new": one.new,
        "unit": one.unit,
        "difference": _number(one.difference),
        "percent": _number(one.ratio.quantize(Decimal("0.0001"))) if one.ratio is not None else None,
        "yuan": _number(one.yuan),
        **_place(one.place),
    }


def _word(word: Reworded) -> Json:
    return {
        "label": word.label,
        "old": word.old,
        "new": word.new,
        "pieces": [{"text": piece.text, "change": piece.change} for piece in word.pieces],
        "cause": word.cause.name.lower(),
        "aspects": list(word.aspects),
        "also": list(word.also),
        **_place(word.place),
    }


def _typed(typed: Retyped) -> Json:
    return {
        "file": typed.file,
        "label": typed.label,
        "old": typed.old,
        "new": typed.new,
        "difference": _number(typed.difference) if typed.difference is not None else None,
        "yuan": _number(typed.yuan),
        "writing": typed.writing,
        **_place(typed.place),
    }


def _finding(one: Finding) -> Json:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint,
        **_place(one.place),
        "follows": [_finding(other) for other in one.follows],
    }


def _place(place: Place) -> Json:
    return {"path": place.path, "line": place.line}


def _number(value: Decimal) -> str:
    """As a text, so that no reader makes a float of it."""
    return f"{value.normalize():f}" if value else "0"
