"""对照原件: the contradictions of a document of another city, listed beforehand, are told."""

from __future__ import annotations

from pathlib import Path

from bench.three_ways import FIFTH_ID, checked, fifth_document, fifth_project, planted


def test_what_was_planted_is_told(tmp_path: Path) -> None:
    alone, together, comparison = fifth_document(tmp_path)
    typed = {one["号"] for one in planted() if "录入" in one}
    assert alone == typed
    assert together == {one["号"] for one in planted()}
    assert not comparison.unplaced


def test_each_wrong_figure_is_one_finding(tmp_path: Path) -> None:
    of = fifth_project(tmp_path)
    wrong = [one for one in planted() if one.get("录入", {}).get("文件") == "figures.yml"]
    told = [one for one in checked(of, (FIFTH_ID,)).findings if one.place.path.endswith("/figures.yml")]
    assert len(told) == len(wrong)
