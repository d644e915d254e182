"""个人信息: the lint over the repository says where a person's number stands, and does not repeat it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import personal_data

# Put together here, so that this file holds no number itself.
MOBILE = "139" + "0000" + "1234"


def test_a_number_is_reported_by_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.md"
    file.write_text(f"第一行\n填表人联系方式：{MOBILE}\n", encoding="utf-8")
    assert personal_data.main([str(file)]) == 1
    assert capsys.readouterr().out == f"{file}:2:9: 疑似手机号码\n"


def test_amounts_codes_and_hashes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.yml"
    file.write_text(f"{MOBILE}.25万元\n1.{MOBILE}\n{MOBILE}12\na{MOBILE}f\n0377-63190000\n", encoding="utf-8")
    assert personal_data.main([str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_the_repository_is_clean() -> None:
    assert personal_data.main([]) == 0
