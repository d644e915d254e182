"""The order of the index."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publishing.search_order import MARK, Item, UnknownFormatError, _decoded, _encoded, _packed, settle

ITEMS = st.recursive(st.integers(0, 2**40) | st.text(), lambda inner: st.lists(inner, max_size=30))


@given(ITEMS)
def test_cbor_is_read_as_it_was_written(item: Item) -> None:
    data = _encoded(item)
    assert _decoded(data, 0) == (item, len(data))


@pytest.mark.parametrize(
    ("item", "data"), [(10, "0a"), (100, "1864"), (1000, "1903e8"), ([1, [2]], "82018102"), ("水", "63e6b0b4")]
)
def test_cbor_of_the_rfc(item: Item, data: str) -> None:
    assert _encoded(item).hex() == data


def written(folder: Path, values: list[Item]) -> dict[str, bytes]:
    (folder / "filter").mkdir(parents=True)
    (folder / "filter" / "und_1.pf_filter").write_bytes(_packed(["年度", values]))
    (folder / "pagefind.und_9.pf_meta").write_bytes(_packed(["1.5.2", [], [], [["年度", "und_1"]], [], []]))
    (folder / "pagefind-entry.json").write_text(json.dumps({"languages": {"und": {"hash": "und_9"}}}))
    settle(folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_chance_leaves_no_trace(tmp_path: Path) -> None:
    one = written(tmp_path / "one", [["2022", [1]], ["2021", [0, 2]]])
    other = written(tmp_path / "other", [["2021", [0, 2]], ["2022", [1]]])
    assert one == other
    named = json.loads(one["pagefind-entry.json"])["languages"]["und"]["hash"]
    assert f"pagefind.{named}.pf_meta" in one


def test_another_form_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "filter").mkdir()
    file = tmp_path / "filter" / "und_1.pf_filter"
    for content in (b"something else", MARK + b"\xf6", MARK + b"\x9f"):
        file.write_bytes(gzip.compress(content))
        with pytest.raises(UnknownFormatError):
            settle(tmp_path)
        assert gzip.decompress(file.read_bytes()) == content
