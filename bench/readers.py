"""读者: readers of a site behind nginx while it is published and rolled back again and again.

Each takes a page, waits a moment, and then asks for what the page is made of, as a browser does; now and then it asks
whether a page that it has is still the same, and for the index of the search. What must not happen: an answer that
is not 200 (304 where that was asked for), an asset that is not the one the page was made with, a page of a release
that was not the one served.

    python -m bench.readers [--times 200] [--readers 6]
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import multiprocessing
import re
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from urllib.parse import urljoin, urlsplit

import brotli
from msgspec import Struct, field

from gongkai.publishing.assets import DIGITS, hashed_name
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.releasing import Wishes, publish
from gongkai.publishing.releases.rolling_back import rollback
from gongkai.publishing.releases.target import Target
from tests.built import build_site, sample_documents
from tests.webserver import nginx

BELOW = "/czj/gongkai/"
STAMP = re.compile(rb"release (\d{4})")
ASSET = re.compile(r'(?:href|src)="([^"]*assets/[^"]+)"')
DIGEST = re.compile(rf"\.([0-9a-f]{{{DIGITS}}})\.")
INDEX = "search/index/"
IMPORTED = re.compile(r'\bfrom "(\./[^"]+)"')
LONGEST_PAUSE = 0.8
"""seconds between a page and what it is made of"""
UNDONE: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


class Served(Struct, frozen=True):
    """From when to when a release may have been the one that is served."""

    stamp: int
    begin: float
    end: float


class Report(Struct):
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    pages: list[tuple[float, float, int, str]] = field(default_factory=list)
    """asked, answered, release, what was asked"""


class Reader:
    def __init__(self, address: str, pages: list[str], seed: int) -> None:
        self.address, self.pages, self.random = address, pages, Random(seed)  # noqa: S311 - which page comes next is no secret
        self.report = Report()
        self.kept: dict[tuple[str, str], tuple[str, int]] = {}
        """page, coding → its ETag and release"""
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)

    def read(self, until: Event) -> None:
        while not until.is_set():
            try:
                self._page(self.random.choice(self.pages))
                if not self.report.asked["检索"] or self.random.random() < 0.2:
                    self._search()
            except (OSError, http.client.HTTPException) as error:
                self.report.wrong.append(f"没有回答：{error!r}")
                self.connection.close()

    def _ask(self, what: str, address: str, known: str = "", coding: str = "") -> tuple[int, str, bytes]:
        headers = {"Accept-Encoding": coding} | ({"If-None-Match": known} if known else {})
        self.connection.request("GET", urlsplit(address).path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.report.asked[what] += 1
        if answer.status != 200 and not (known and answer.status == 304):
            self.report.wrong.append(f"{answer.status} {address}")
        elif answer.status == 304:
            self.report.asked["304"] += 1
        return answer.status, answer.headers["ETag"] or "", UNDONE[answer.headers["Content-Encoding"] or ""](body)

    def _page(self, page: str) -> None:
        coding = self.random.choice(["", "gzip", "br"])
        known, stamp = self.kept.get((page, coding), ("", 0))
        begin = time.monotonic()
        status, tag, body = self._ask("网页", self.address + page, known, coding)
        end = time.monotonic()
        if status == 200:
            stamp = _stamp(body)
            self.kept[page, coding] = (tag, stamp)
        self.report.pages.append((begin, end, stamp, f"{status} {page} {coding}"))
        if status == 200:
            time.sleep(self.random.random() * LONGEST_PAUSE)
            for asset in ASSET.findall(body.decode()):
                self._asset(urljoin(self.address + page, asset), stamp)

    def _asset(self, address: str, stamp: int) -> None:
        """With the scripts that it imports itself."""
        _, _, body = self._ask("资产", address, coding=self.random.choice(["", "gzip", "br"]))
        named = DIGEST.search(address)
        if named is None or not sha256(body).hexdigest().startswith(named[1]):
            self.report.wrong.append(f"不是网页要的那一个：{address}")
        if b"release " in body and _stamp(body) != stamp:
            self.report.wrong.append(f"是别的一版的：{address}")
        for imported in IMPORTED.findall(body.decode()) if address.endswith(".js") else ():
            if self.random.random() < 0.2:
                self._asset(urljoin(address, imported), stamp)

    def _search(self) -> None:
        status, _, entry = self._ask("检索", f"{self.address}{INDEX}entry.json")
        if status != 200:
            return
        time.sleep(self.random.random() * LONGEST_PAUSE)
        for volume in json.loads(entry)["volumes"]:
            for name in ("core", f"{self.random.randrange(volume['shards']):03x}"):
                self._ask("检索", f"{self.address}{INDEX}{volume['folder']}/{name}.json")


def _stamp(body: bytes) -> int:
    found = STAMP.search(body)
    return int(found[1]) if found else -1


def stamped(source: Path, site: Path, stamp: int) -> None:
    """A site that says in every page, in its style and in the script of the search which release it is."""
    site.mkdir()
    growing = Growing(site)
    files = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
    names: dict[str, str] = {}
    for name in [name for name in files if re.search(r"/(site|search)\.[0-9a-f]{12}\.(css|js)$", name)]:
        content = files.pop(name).read_bytes() + f"\n/* release {stamp:04} */\n".encode()
        folder, _, own = name.rpartition("/")
        names[own] = hashed_name(re.sub(r"\.[0-9a-f]{12}", "", own), content)
        growing.write(f"{folder}/{names[own]}", content)
    for name, path in files.items():
        content = path.read_bytes()
        if name.endswith(".html"):
            for old, new in names.items():
                content = content.replace(old.encode(), new.encode())
            content += f"<!-- release {stamp:04} -->".encode()
        growing.write(name, content)
    growing.finish()


@contextmanager
def reading(address: str, pages: list[str], readers: int) -> Iterator[Callable[[], Report]]:
    """Readers in a process of their own, until the report is asked for."""
    context = multiprocessing.get_context("spawn")
    until, here, there = context.Event(), *context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(address, pages, readers, until, there), daemon=True)
    process.start()
    there.close()  # so that a process that dies ends the waiting for what it says
    here.recv()

    def report() -> Report:
        until.set()
        said: Report = here.recv()
        return said

    try:
        yield report
    finally:
        until.set()
        process.join(60)
        process.kill()


def _read(address: str, pages: list[str], count: int, until: Event, there: Connection) -> None:
    readers = [Reader(address, pages, seed) for seed in range(count)]
    threads = [threading.Thread(target=reader.read, args=(until,)) for reader in readers]
    for thread in threads:
        thread.start()
    there.send("reading")
    for thread in threads:
        thread.join()
    whole = Report()
    for reader in readers:
        whole.asked += reader.report.asked
        whole.wrong += reader.report.wrong
        whole.pages += reader.report.pages
    there.send(whole)


def _quiet(_what: str, _done: int, _total: int) -> None:
    pass


def publishing(source: Path, work: Path, target: Target, times: int) -> Iterator[tuple[int, Callable[[], object]]]:
    """What the webmaster does: three publications, a rollback, and so on; the release that is served afterwards."""
    served = [0]
    for time_ in range(1, times):
        if time_ % 4 == 3:
            served.pop()
            yield served[-1], lambda: rollback(target, None)
        else:
            site = work / f"site-{time_:04}"
            stamped(source, site, time_)
            served.append(time_)
            yield time_, lambda site=site: publish(site, target, Wishes(), _quiet)  # type: ignore[misc]
            shutil.rmtree(site)


def run(work: Path, times: int, readers: int) -> tuple[Report, list[Served]]:
    """The whole course; the report's `wrong` is empty if all went well."""
    source, target = work / "built", Target(work / "www")
    build_site(sample_documents(), work / "build", source)
    stamped(source, work / "site", 0)
    publish(work / "site", target, Wishes(), _quiet)
    pages = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.html") if path.name != "404.html")
    (work / "nginx").mkdir()
    history = [Served(0, time.monotonic(), 0)]
    with (
        nginx({BELOW: target.current_site}, work / "nginx", workers=True) as (address,),
        reading(address, pages, readers) as report,
    ):
        for stamp, act in publishing(source, work, target, times):
            _next_second()
            begin = time.monotonic()
            act()
            history[-1] = Served(history[-1].stamp, history[-1].begin, time.monotonic())
            history.append(Served(stamp, begin, 0))
        time.sleep(LONGEST_PAUSE)
        history[-1] = Served(history[-1].stamp, history[-1].begin, float("inf"))
        found = report()
    for begin, end, stamp, what in found.pages:
        if not any(one.stamp == stamp and one.begin <= end and begin <= one.end for one in history):
            found.wrong.append(f"不是正在公开的那一版（{stamp}）：{what}")
    return found, history


def _next_second() -> None:
    """For nginx tells versions of a file apart by its size and the second in which it was written."""
    time.sleep(1.02 - time.time() % 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="publications and rollbacks (default 200)")
    parser.add_argument("--readers", type=int, default=6)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report, history = run(Path(folder), options.times, options.readers)
    asked = "，".join(f"{what} {count}" for what, count in report.asked.items())
    print(f"{len(history)} 次发布和回退，{time.monotonic() - started:.0f} 秒；读者问了：{asked}")
    print(f"不对的：{len(report.wrong)}")
    for wrong in report.wrong[:20]:
        print(f"  {wrong}")


if __name__ == "__main__":
    main()
