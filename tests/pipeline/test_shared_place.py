"""存放处里的成品: what is believed, whatever lies there."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.pipeline.building.sharing import packing
from gongkai.pipeline.building.sharing.eviction import Allowance
from gongkai.pipeline.building.sharing.packing import PackingError, packed, unpacked
from gongkai.pipeline.building.sharing.shared_place import SharedPlace, entry_name
from gongkai.pipeline.building.sharing.signing import (
    KeyTextError,
    UntrustedError,
    believed,
    new_secret,
    public_key,
    public_text,
    secret_key,
    signed,
)
from gongkai.pipeline.building.store import Rendered, Store, record_of
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.places.folder import FolderPlace
from gongkai.pipeline.places.place import PlaceError
from gongkai.publishing.files import bytes_digest

ID, OTHER = "ceshi/bureau/2024/budget", "ceshi/bureau/2023/budget"
DIGEST = Digest(parts={"程序": "1", "编号": ID})
FILES = {"pages.json": b"[1]", "files/tables/t01.csv": b"1,2", "files/document.pdf": bytes(range(256)) * 40}
SECRET, STRANGER = secret_key(new_secret()), secret_key(new_secret())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(root=tmp_path / "documents", work=tmp_path / "work")


@pytest.fixture
def rendered(store: Store) -> Rendered:
    return store.keep(Rendered(id=ID, digest=DIGEST, blocked=False, findings=()), FILES)


@pytest.fixture
def folder(tmp_path: Path) -> FolderPlace:
    return FolderPlace(tmp_path / "place")


@pytest.fixture
def shared(folder: FolderPlace) -> SharedPlace:
    place = SharedPlace(folder, (SECRET.public_key(),), SECRET)
    place.begin()
    return place


def test_what_is_put_comes_back(shared: SharedPlace, store: Store, rendered: Rendered) -> None:
    shared.put(store, rendered)
    reader = replace(shared, secret=None)
    reader.look()
    assert reader.get(ID, DIGEST) == (rendered, FILES)
    assert reader.get(ID, Digest(parts={"程序": "2"})) is None
    with pytest.raises(PlaceError, match="没有私钥"):
        reader.put(store, rendered)


def test_what_a_stranger_wrote_is_not_believed(
    shared: SharedPlace, folder: FolderPlace, store: Store, rendered: Rendered
) -> None:
    replace(shared, secret=STRANGER).put(store, rendered)
    with pytest.raises(UntrustedError, match="签名不对"):
        shared.get(ID, DIGEST)
    with pytest.raises(PlaceError, match=r"不是 cache\.yml 的公钥信得过的机器写的"):
        SharedPlace(folder, (STRANGER.public_key(),)).look()
    assert SharedPlace(folder, (SECRET.public_key(), STRANGER.public_key())).get(ID, DIGEST) == (rendered, FILES)


def test_a_genuine_entry_under_another_name_is_not_believed(
    shared: SharedPlace, folder: FolderPlace, store: Store, rendered: Rendered
) -> None:
    """Last week's version of the document, say, under the name of today's."""
    shared.put(store, rendered)
    today = Digest(parts={"程序": "2", "编号": ID})
    folder.put(entry_name(today), folder.get(entry_name(DIGEST)) or b"")
    with pytest.raises(UntrustedError, match="签名不对"):
        shared.get(ID, today)


def test_every_changed_byte_is_noticed(
    shared: SharedPlace, folder: FolderPlace, store: Store, rendered: Rendered
) -> None:
    shared.put(store, rendered)
    name = entry_name(DIGEST)
    sound = folder.get(name) or b""
    for at in (*range(100), len(sound) - 1):
        folder.put(name, sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(UntrustedError):
            shared.get(ID, DIGEST)
    for length in (0, 1, 9, 10, 73, 74, len(sound) - 1):
        folder.put(name, sound[:length])
        with pytest.raises(UntrustedError):
            shared.get(ID, DIGEST)


def test_an_empty_place_is_told(folder: FolderPlace) -> None:
    with pytest.raises(PlaceError, match="还没有成品，或者没有权限读"):
        SharedPlace(folder, (SECRET.public_key(),)).look()


def test_a_place_that_others_began_is_not_written_to(shared: SharedPlace, folder: FolderPlace) -> None:
    with pytest.raises(PlaceError, match=r"不是 cache\.yml 的公钥信得过的"):
        SharedPlace(folder, (STRANGER.public_key(),), STRANGER).begin()


def test_what_no_branch_uses_goes_and_a_forged_list_holds_nothing(
    shared: SharedPlace, folder: FolderPlace, store: Store, rendered: Rendered
) -> None:
    old = store.keep(Rendered(id=OTHER, digest=Digest(parts={"编号": OTHER}), blocked=True, findings=()), {})
    for one in (rendered, old):
        shared.put(store, one)
    shared.note_use("main", [rendered, old])
    shared.note_use("main", [rendered])
    assert [(use.branch, set(use.names)) for use in shared.uses()] == [("main", {entry_name(DIGEST)})]
    replace(shared, secret=STRANGER).note_use("theirs", [old])
    gone = shared.tidy(Allowance(bytes=0))
    assert gone.names == (entry_name(old.digest),)
    assert shared.entries() == {entry_name(DIGEST)}


def test_tidying_by_itself_is_done_once_a_day(shared: SharedPlace, store: Store, rendered: Rendered) -> None:
    assert shared.tidy_daily(Allowance()) is not None
    shared.put(store, rendered)
    assert shared.tidy_daily(Allowance(bytes=0)) is None
    assert shared.entries() == {entry_name(DIGEST)}


def pack(parts: list[tuple[str, bytes]]) -> bytes:
    """What a trusted machine that went mad could sign."""
    head = json.dumps([(name, len(content)) for name, content in parts]).encode()
    return zlib.compress(head + b"\n" + b"".join(content for _, content in parts))


def record(files: dict[str, bytes], id: str = ID, digest: Digest = DIGEST) -> tuple[str, bytes]:
    digests = {name: bytes_digest(content) for name, content in files.items()}
    return "record.json", record_of(Rendered(id=id, digest=digest, blocked=False, findings=(), files=digests))


@pytest.mark.parametrize("name", ["../../out", "/etc/passwd", "files/../../x", "a\\b", "a\0b", "..", "."])
def test_a_name_that_leaves_the_folder_is_refused(name: str) -> None:
    files = {name: b"x"}
    with pytest.raises(PackingError, match="文件名出了自己的文件夹"):
        unpacked(pack([record(files), (name, b"x")]), ID, DIGEST)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不完整"),
        (b"nonsense", "不完整"),
        (zlib.compress(b"x"), "不是一包文件"),
        (pack([record(FILES), *FILES.items()])[:-4], "不完整"),
        (pack([record(FILES), *FILES.items()]) + b"x", "不完整"),
        (zlib.compress(b'[["record.json",5]]\nabc'), "不完整"),
        (pack([("pages.json", b"")]), "是另一份成品"),
        (pack([record(FILES, id=OTHER), *FILES.items()]), "是另一份成品"),
        (pack([record(FILES, digest=Digest(parts={"编号": ID})), *FILES.items()]), "是另一份成品"),
        (pack([record(FILES), ("pages.json", b"[1]")]), "文件和记录对不上"),
        (pack([record(FILES), *(FILES | {"pages.json": b"[2]"}).items()]), "文件和记录对不上"),
        (pack([record(FILES), *FILES.items(), ("more", b"")]), "文件和记录对不上"),
    ],
)
def test_what_is_no_whole_document_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(PackingError, match=told):
        unpacked(data, ID, DIGEST)


def test_a_bomb_takes_no_more_memory_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST", 1_000_000)
    bomb = zlib.compress(bytes(100_000_000), 1)
    tracemalloc.start()
    with pytest.raises(PackingError, match="太大"):
        unpacked(bomb, ID, DIGEST)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_what_is_damaged_here_is_not_given(store: Store, rendered: Rendered) -> None:
    (store.folder(rendered) / "pages.json").write_bytes(b"[2]")
    with pytest.raises(PackingError, match="本机的成品被改过"):
        packed(store, rendered)
    (store.folder(rendered) / "pages.json").unlink()
    with pytest.raises(PackingError, match="本机的成品缺了文件"):
        packed(store, rendered)


def test_texts_of_keys() -> None:
    secret = new_secret()
    public = public_text(secret_key(secret))
    data = signed("name", b"content", secret_key(f"{secret}\n"))
    assert believed("name", data, [STRANGER.public_key(), public_key(public)]) == b"content"
    with pytest.raises(KeyTextError, match="这里要公钥，写的是私钥"):
        public_key(secret)
    with pytest.raises(KeyTextError, match="这里要私钥，写的是公钥"):
        secret_key(public)
    for text in ("", "x", secret[:-1], f"{secret}a", secret.replace("gongkai-", "")):
        with pytest.raises(KeyTextError, match="不是私钥"):
            secret_key(text)
