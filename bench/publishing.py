"""中断的发布: whatever happens to a publication of the real site, readers are served a whole release.

    python -m bench.publishing                     kill -9 at 2,000 random moments, and a kill or a failure at every
                                                   step of a small site and at 200 of the real one
    python -m bench.publishing --documents 500     one changed figure among so many documents, and going back

The real site is site/ (gongkai build). Every time the files that are served are read and held against the two releases
that they may be.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from bench.invented import change_a_reason, invented_project
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.project import Project
from gongkai.publishing.files import file_digest
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.releasing import Wishes, publish
from gongkai.publishing.releases.rolling_back import rollback
from gongkai.publishing.releases.sums import FILE, KEPT, read_sums
from gongkai.publishing.releases.target import Target, TargetError
from gongkai.publishing.releases.verifying import verify
from tests.failing import at_operation, broken, count_in_child, in_child, killed, refused

ROOT = Path(__file__).resolve().parent.parent
CHANGED = 3
"""pages by which the two sites differ"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=200, help="of the real site")
    parser.add_argument("--documents", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        if options.documents:
            many(Path(folder), options.documents)
        else:
            for linked in (True, False):
                trial = Trial.of(ROOT / "site", Path(folder) / str(linked), linked=linked)
                trial.say("随机时刻 kill -9", trial.kills(options.kills if linked else options.kills // 10))
                small = Trial.of(
                    excerpt(ROOT / "site", Path(folder) / f"excerpt-{linked}"), trial.folder / "small", linked=linked
                )
                for what, happens in (("kill -9", killed), ("ENOSPC", refused), ("EIO", broken)):
                    small.say(f"小网站，每一步{what}", small.steps(happens, every=None))
                    trial.say(f"真网站，其中{options.steps}步{what}", trial.steps(happens, every=options.steps))


class Trial(Struct, frozen=True):
    """Two sites, of which now one and now the other is published."""

    folder: Path
    target: Target
    sites: tuple[Path, Path]

    @classmethod
    def of(cls, site: Path, folder: Path, *, linked: bool) -> Trial:
        folder.mkdir(parents=True)
        target = Target(folder / "www")
        if not linked:
            target.current_site.mkdir(parents=True)
        trial = cls(folder, target, (copied(site, folder / "one", ""), copied(site, folder / "two", "<!-- 更正 -->")))
        for one in (0, 1):
            trial.publish(one)
        return trial

    def publish(self, which: int) -> None:
        publish(self.sites[which], self.target, Wishes(keep=3), lambda *_: None)

    def kills(self, count: int) -> Iterator[str]:
        """At moments from before the first step to after the last, by the processor time that was spent."""
        chance = random.Random(7)  # noqa: S311 - no secret
        took = max(self.whole(number % 2) for number in range(4))
        for number in range(count):
            pid = self.child(number % 2)
            moment = chance.uniform(0, took * 1.2)
            while spent_by(pid) < moment and not ended(pid):
                time.sleep(0.0005)
            os.kill(pid, signal.SIGKILL)
            struck = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) < 0
            yield f"{'杀死' if struck else '已完成'}后{self.served()}"

    def child(self, which: int) -> int:
        """A process that publishes."""
        pid = os.fork()
        if not pid:
            self.publish(which)
            os._exit(0)
        return pid

    def whole(self, which: int) -> float:
        """Processor time that a whole publication takes."""
        used = os.wait4(self.child(which), 0)[2]
        return used.ru_utime + used.ru_stime

    def steps(self, happens: Callable[[str], None], every: int | None) -> Iterator[str]:
        """At every operation, or at so many, of publishing the other site and of going back."""
        for work in (lambda: self.publish(0), lambda: rollback(self.target, None)):
            self.publish(1)
            total = count_in_child(work, self.target.root, self.folder / "count")
            for number in chosen(total, every):
                self.publish(0)
                self.publish(1)

                def failing(number: int = number, work: Callable[[], object] = work) -> None:
                    with at_operation(number, self.target.root, happens):
                        try:
                            work()
                        except (TargetError, OSError):
                            return

                in_child(failing)
                yield self.served()

    def served(self) -> str:
        """What is served now."""
        site = self.target.current_site
        if not (site / "index.html").is_file():
            return "缺"
        listed = read_sums(site / FILE)
        own = [site_sums(one).items() <= listed.items() for one in self.sites]
        wanted = listed | read_sums(site / KEPT)
        root = os.path.realpath(site)
        there = all(digest_of(f"{root}/{name}") == digest for name, digest in wanted.items())
        return "完整" if any(own) and there else "混或半"

    def say(self, what: str, results: Iterable[str]) -> None:
        started = time.monotonic()
        counted: Counter[str] = Counter()
        for number, result in enumerate(results, start=1):
            counted[result] += 1
            if number % 500 == 0:
                print(f"    {number}：{dict(counted)}", flush=True)
        mode = "链接" if self.target.current_site.is_symlink() else "文件夹"
        told = "，".join(f"{result} {count}" for result, count in sorted(counted.items()))
        took = time.monotonic() - started
        print(f"current 是{mode}；{what}：{counted.total()} 次：{told}（{took:.0f} 秒）", flush=True)
        self.publish(0)
        self.publish(1)
        unsound = [str(result.folder) for result in verify(self.target.root, lambda *_: None) if not result.sound]
        names = {path.name for path in self.target.root.iterdir()}
        left = names - {".lock", "current", "records", "releases"}
        print(f"    事后再发布：遗留 {left or '无'}；核验不符的发布：{unsound or '无'}", flush=True)


@cache
def site_sums(site: Path) -> dict[str, str]:
    return read_sums(site / FILE)


@cache
def _read(file: str, inode: int, written: int, size: int) -> str:
    del inode, written, size
    return file_digest(Path(file))


def digest_of(file: str) -> str:
    """Read once for each inode, time and size, as releases share most of their files; empty where there is none."""
    try:
        status = os.stat(file)  # noqa: PTH116 - two thousand times two thousand files
    except FileNotFoundError:
        return ""
    return _read(file, status.st_ino, status.st_mtime_ns, status.st_size)


def spent_by(pid: int) -> float:
    """Processor time of a child, by the clock that Linux has for each process."""
    return time.clock_gettime((~pid << 3) | 2)


def ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def chosen(total: int, every: int | None) -> list[int]:
    """Numbers of operations: all, or the first and last dozens and some between."""
    if every is None or total <= every:
        return list(range(1, total + 1))
    third = every // 6
    middle = range(third, total - third, max(1, total // (every - 2 * third)))
    return sorted({*range(1, third + 1), *middle, *range(total - third, total + 1)})


def copied(site: Path, target: Path, mark: str) -> Path:
    """The site, with a mark at the end of a few pages; a whole one."""
    target.mkdir()
    new = Growing(target)
    pages = [name for name in sorted(read_sums(site / FILE)) if name.endswith("index.html")]
    for name, digest in read_sums(site / FILE).items():
        if mark and name in pages[:: max(1, len(pages) // CHANGED)]:
            new.write(name, (site / name).read_bytes() + mark.encode())
        else:
            new.copy(name, site / name, digest)
    if mark:
        new.write("assets/site.0123456789ab.css", mark.encode())
    new.finish()
    return target


def excerpt(site: Path, target: Path) -> Path:
    """A few files of a site, as a site."""
    target.mkdir()
    new = Growing(target)
    names = sorted(read_sums(site / FILE), key=lambda name: (name != "catalog.json", name != "index.html", name))
    for name in names[:12]:
        new.copy(name, site / name)
    new.finish()
    return target


def many(folder: Path, count: int) -> None:
    """改一个数: one of many documents."""
    project = Project(root=folder / "project")
    invented_project(ROOT, project.root, count)
    target = Target(folder / "www")
    publishing(project, target, f"{count} 份文件，首次发布")
    publishing(project, target, "没有改动")
    change_a_reason(project.root)
    publishing(project, target, "改一处")
    started = time.monotonic()
    rollback(target, None)
    print(f"回退：{time.monotonic() - started:.2f} 秒", flush=True)
    started = time.monotonic()
    sound = all(result.sound for result in verify(target.root, lambda *_: None))
    print(f"核验各次发布：{time.monotonic() - started:.1f} 秒，{'相符' if sound else '不符'}", flush=True)


def publishing(project: Project, target: Target, what: str) -> None:
    started = time.monotonic()
    report = build(project, Options(output=project.site, pdf=False), lambda *_: None)
    built = time.monotonic()
    done = publish(project.site, target, Wishes(), lambda *_: None)
    done_at = time.monotonic()
    print(f"{what}：生成 {built - started:.1f} 秒，排印 {len(report.rendered)} 份，发布 {done_at - built:.1f} 秒")
    for line in done.told(target.root):
        print(f"    {line}", flush=True)


if __name__ == "__main__":
    main()
