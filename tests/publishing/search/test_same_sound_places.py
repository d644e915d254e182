"""同音地名: no place is taken for another that is called alike."""

from __future__ import annotations

from gongkai.publishing.search.same_sound_places import sounding_like


def test_places_that_sound_like_those_of_the_site() -> None:
    assert "福州" in sounding_like(["抚州市"])
    assert "抚州" not in sounding_like(["抚州市", "福州市"])
    assert sounding_like(["河南省", "瀛浦市"]) == ()
