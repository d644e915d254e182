"""存放处: the same is asked of a folder and of a bucket, and of a web address as far as it can be read."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from gongkai.pipeline.building.sharing.listening import SilenceError, listen
from gongkai.pipeline.places.folder import FolderPlace
from gongkai.pipeline.places.opening import open_place
from gongkai.pipeline.places.place import Place, PlaceError
from tests.webserver import free_ports

LOGIN = {"AWS_ACCESS_KEY_ID": "machine", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A store of another make that speaks S3, in a process of its own, with one bucket."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(600):
                try:
                    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    talk.request("PUT", "/cache")
                    assert talk.getresponse().status == HTTPStatus.OK
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            server.kill()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder behind a web server."""
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split("(")[1].split(")")[0].rstrip("/")
        finally:
            server.kill()


def asked(place: Callable[[], Place], say: Callable[[str], None]) -> None:
    """All that a place has to do."""
    here = place()
    assert here.get("entries/ab/one") is None
    assert list(here.listed("entries")) == []
    before = time.time()
    here.put("entries/ab/one", b"first")
    here.put("entries/ab/one", b"second, longer")
    here.put("entries/cd/two.json", b"x")
    here.put("empty", b"")
    assert here.get("entries/ab/one") == b"second, longer"
    assert here.get("entries/cd/two.json", 1) == b"x"
    assert here.get("empty") == b""
    listed = {one.name: one for one in here.listed("entries")}
    assert {name: one.size for name, one in listed.items()} == {"entries/ab/one": 14, "entries/cd/two.json": 1}
    assert all(abs(one.written - before) < 600 for one in listed.values())
    with pytest.raises(PlaceError, match="太大"):
        here.get("entries/ab/one", 13)
    here.remove(["entries/ab/one", "entries/ab/never"])
    assert [one.name for one in here.listed("entries")] == ["entries/cd/two.json"]
    for name in ("../one", "/one", "entries/.hidden", "a//b", ""):
        with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
            here.put(name, b"")
    say("all")


def test_a_folder_does_all(tmp_path: Path) -> None:
    assert list(listen(lambda say: asked(lambda: FolderPlace(tmp_path / "not/there/yet"), say), 600)) == ["all"]


def test_a_bucket_does_all(store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    work = lambda say: asked(lambda: open_place("s3://cache/gongkai/", tmp_path, store), say)  # noqa: E731
    assert list(listen(work, 600)) == ["all"]


def test_a_bucket_that_is_not_there_is_told(store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)

    def work(say: Callable[[str], None]) -> None:
        for address, endpoint in (("s3://nobody", store), ("s3://cache", "http://127.0.0.1:9")):
            with pytest.raises(PlaceError, match="连不上，或者不让用"):
                open_place(address, tmp_path, endpoint).put("a", b"")
            say(address)

    assert list(listen(work, 600)) == ["s3://nobody", "s3://cache"]


def test_what_is_no_plain_file_of_the_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    place = tmp_path / "place"
    place.mkdir()
    (place / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(place / "pipe")
    (place / "folder").mkdir()
    for name in ("link", "pipe", "folder", "folder/x", "link/x"):
        assert FolderPlace(place).get(name) is None


def test_a_web_address_is_read_and_never_written(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries/one").write_bytes(b"first")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/index.html").write_text("x")
    with served(tmp_path) as address:
        place = open_place(f"{address}/", tmp_path)
        assert (place.get("entries/one"), place.get("entries/two"), place.writable) == (b"first", None, False)
        with pytest.raises(PlaceError, match="太大"):
            place.get("entries/one", 4)
        with pytest.raises(PlaceError, match="301"):
            place.get("folder")  # the server would send us elsewhere
        with pytest.raises(PlaceError, match="只能读"):
            place.put("a", b"")
    with pytest.raises(PlaceError, match="连不上"):
        place.get("entries/one")


def test_an_address_of_no_known_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="ftp://x 不认得"):
        open_place("ftp://x", tmp_path)


def test_a_child_that_says_nothing_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(SilenceError, match="没有回音"):
        list(listen(lambda _: time.sleep(60), 0.2))
    assert time.monotonic() - begun < 30


def test_a_child_that_dies_is_told() -> None:
    with pytest.raises(SilenceError, match="没有说明原因"):
        list(listen(lambda _: os._exit(1), 60))
