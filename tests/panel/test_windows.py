"""窗口 and other programs on the same folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.panel import windows
from gongkai.panel.windows import Windows, registered, running


def test_other_windows_are_counted_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(windows, "monotonic", lambda: now)
    seen = Windows()
    assert seen.others("a", "one") == 0
    assert seen.others("a", "two") == 1
    assert seen.others("b", "three") == 0
    now = windows.OPEN + 1
    assert seen.others("a", "two") == 0


def test_panels_on_a_folder_are_counted_and_what_a_killed_one_left_goes(tmp_path: Path) -> None:
    assert running(tmp_path) == 0
    with registered(tmp_path), registered(tmp_path):
        assert running(tmp_path) == 2
    (tmp_path / "panels" / "1-left").touch()
    assert running(tmp_path) == 0
    assert not list((tmp_path / "panels").iterdir())
