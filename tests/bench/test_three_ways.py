"""对照原件: the contradictions of a document of another city, listed beforehand, are told."""

from __future__ import annotations

from pathlib import Path

from bench.three_ways import fifth_document, planted


def test_what_was_planted_is_told(tmp_path: Path) -> None:
    alone, together, comparison = fifth_document(tmp_path)
    typed = {one["号"] for one in planted() if "录入" in one}
    assert alone == typed
    assert together == {one["号"] for one in planted()}
    assert not comparison.unplaced
