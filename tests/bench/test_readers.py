"""读者: a sample of the benchmark; nobody sees anything but whole pages of the release that is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.readers import run


@pytest.mark.slow
def test_readers_see_nothing_of_publications_and_rollbacks(tmp_path: Path) -> None:
    report, history = run(tmp_path, times=5, readers=3)
    assert report.wrong == []
    assert len(history) == 5
    assert min(report.asked[what] for what in ("网页", "资产", "检索")) > 0
