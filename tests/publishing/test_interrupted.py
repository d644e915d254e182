"""中断的发布: killed or failing at each of its steps, the site that is served is the whole old one or the whole new one.

The same at full length, on the real site: python -m bench.publishing.
"""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publishing.releases.releasing import Wishes, publish
from gongkai.publishing.releases.rolling_back import rollback
from gongkai.publishing.releases.target import Target, TargetError
from gongkai.publishing.releases.verifying import verify
from tests.failing import at_operation, count_in_child, in_child, killed, refused
from tests.publishing.test_releases import LONG, made
from tests.small_project import bytes_of, quiet

PAGE = "ceshi/a/index.html"


@pytest.fixture(params=["link", "folder"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """One release is served, of two."""
    target = Target(tmp_path / "www")
    if request.param == "folder":
        target.current_site.mkdir(parents=True)
    for text in ("1", "2"):
        release(made(tmp_path / "site", {"text": text, f"assets/{text}.0123456789ab.css": text}), target)
    made(tmp_path / "site", {PAGE: LONG, "assets/b.0123456789ab.css": LONG})
    return target


def release(site: Path, target: Target) -> None:
    publish(site, target, Wishes(keep=2), quiet)


def publishing(target: Target) -> None:
    release(target.root.parent / "site", target)


def going_back(target: Target) -> None:
    rollback(target, None)


@pytest.mark.parametrize("work", [publishing, going_back])
@pytest.mark.parametrize("happens", [refused, killed])
def test_at_every_operation(
    target: Target, tmp_path: Path, work: Callable[[Target], None], happens: Callable[[str], None]
) -> None:
    old = bytes_of(target.current_site)
    spare = tmp_path / "spare"
    shutil.copytree(target.root, spare, symlinks=True)
    total = count_in_child(lambda: work(target), target.root, tmp_path / "count")
    new = bytes_of(target.current_site)
    assert total > 8
    for number in range(1 + (happens is killed), total + 1, 3):  # all of them: the bench
        shutil.rmtree(target.root)
        shutil.copytree(spare, target.root, symlinks=True)

        def failing(number: int = number) -> None:
            with at_operation(number, target.root, happens):
                try:
                    work(target)
                except (TargetError, OSError):
                    return

        assert in_child(failing) == (-9 if happens is killed else 0), number
        assert bytes_of(target.current_site) in (old, new), number
        publishing(target)  # needs no cleaning by hand
        assert (target.current_site / PAGE).read_text(encoding="utf-8") == LONG
        assert {path.name for path in target.root.iterdir()} == {".lock", "current", "records", "releases"}
        served = target.folder(target.current or 0)
        assert [result.folder for result in verify(target.root, quiet) if not result.sound] in ([], [target.folder(1)])
        assert all(name.isdecimal() for name in (path.name for path in served.parent.iterdir()))


def test_a_file_that_is_written_in_part(target: Target, tmp_path: Path) -> None:
    """The system itself breaks off in the middle of a file, at another length each time."""
    old = bytes_of(target.current_site)
    for length in (0, 1, 100, 999):

        def failing(length: int = length) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (length, length))
            with pytest.raises((TargetError, OSError)):
                publishing(target)

        assert in_child(failing) == 0, length
        assert bytes_of(target.current_site) == old
    publishing(target)
    assert (target.current_site / PAGE).read_text(encoding="utf-8") == LONG
