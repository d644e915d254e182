"""打包: what was packed comes back, and nothing else does."""

from __future__ import annotations

import pytest

from gongkai.publishing.packed_files import PackedFilesError, pack, unpack

FILES = {"一/a.txt": "甲\n".encode(), "b": b"", "c": b"\n\n"}


@pytest.mark.parametrize("level", [-1, 0, 1, 9])
def test_there_and_back(level: int) -> None:
    assert unpack(pack(FILES, level=level), 1000) == FILES


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", ".", "a\0b"])
def test_no_name_leads_out(name: str) -> None:
    with pytest.raises(PackedFilesError, match="出了自己的文件夹"):
        unpack(pack({"a": b"1", name: b"2"}), 1000)


@pytest.mark.parametrize(
    ("data", "told"), [(pack(FILES)[:-3], "不完整"), (pack(FILES) + b"x", "不完整"), (b"x", "不完整")]
)
def test_what_is_not_whole(data: bytes, told: str) -> None:
    with pytest.raises(PackedFilesError, match=told):
        unpack(data, 1000)


def test_no_more_than_is_allowed() -> None:
    with pytest.raises(PackedFilesError, match="太大"):
        unpack(pack({"a": bytes(2000)}), 1000)
