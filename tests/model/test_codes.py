"""科目的上下级: which codes stand next below which."""

from __future__ import annotations

from gongkai.model.classification import children_of


def test_each_code_has_those_next_below_it_in_their_order() -> None:
    codes = ["205", "20502", "2050201", "2050299", "206", "2080505"]
    assert children_of(codes) == {
        "205": ("20502",),
        "20502": ("2050201", "2050299"),
        "2050201": (),
        "2050299": (),
        "206": (),
        "2080505": (),
    }


def test_what_lacks_its_parent_stands_below_the_nearest_code_above_it() -> None:
    assert children_of(["2050201", "205"]) == {"2050201": (), "205": ("2050201",)}
