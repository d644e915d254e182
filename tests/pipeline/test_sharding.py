"""分片: put together they are what one machine builds; one that is missing, doubled or foreign is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from gongkai.pipeline.building.build import Options
from gongkai.pipeline.building.sharding.making import make_shard
from gongkai.pipeline.building.sharding.merging import merge
from gongkai.pipeline.building.sharding.plan import Shard, shards
from gongkai.pipeline.building.sharding.shard_file import ShardError
from gongkai.pipeline.project import Project
from tests.small_project import (
    ALL,
    EARLIER,
    LATER,
    OTHER,
    build_again,
    bytes_of,
    edit,
    folder,
    gongkai,
    quiet,
    small_project,
)


def options(project: Project) -> Options:
    return Options(output=project.site, pdf=False)


def department(id: str) -> str:
    return id.rsplit("/", 2)[0]


@pytest.mark.parametrize("of", [1, 2, 3, 7, 40])
def test_every_document_falls_to_one_shard_and_departments_stay_together(of: int) -> None:
    ids = [f"gansu/lanzhou/bureau-{n}/{year}/budget" for n in range(13) for year in range(2020, 2021 + n % 5)]
    planned = shards(reversed(ids), of, department)
    assert planned == shards(ids, of, department)
    assert sorted(id for one in planned for id in one) == sorted(ids)
    assert len(planned) == of
    homes = [{department(id) for id in one} for one in planned]
    assert sum(map(len, homes)) == 13
    if of <= 7:
        assert max(map(len, planned)) - min(map(len, planned)) <= 5


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project of which both shards were made, on machines of their own."""
    files = []
    for number in (1, 2):
        project = small_project(tmp_path_factory.mktemp(f"machine-{number}") / "project")
        report = make_shard(project, options(project), Shard(number, 2), quiet)
        assert not report.again
        assert not project.site.exists()
        files.append(report.file)
    here = small_project(tmp_path_factory.mktemp("here") / "project")
    (here.build / "shards").mkdir(parents=True)
    for file in files:
        shutil.copy(file, here.build / "shards")
    return here


@pytest.fixture
def there(made: Project, tmp_path: Path) -> Project:
    """The machine that merges, with both files."""
    shutil.copytree(made.root, tmp_path / "there")
    return Project(root=tmp_path / "there")


def files_of(project: Project) -> list[Path]:
    return sorted((project.build / "shards").iterdir())


def test_put_together_they_are_what_one_machine_builds(there: Project, built: Project) -> None:
    report = merge(there, options(there), reversed(files_of(there)), quiet)
    assert (report.rendered, report.complete) == ((), True)
    assert report.published == ALL
    assert bytes_of(there.site) == bytes_of(built.site)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(there: Project) -> None:
    first, second = files_of(there)
    twin = Path(shutil.copy(second, second.with_name("twin.zip")))
    with pytest.raises(ShardError) as raised:
        merge(there, options(there), [second, twin], quiet)
    assert str(raised.value).splitlines() == [
        f"第 2 片有两个：{second} 和 {twin}，请去掉一个",
        "缺第 1 片（共 2 片），请等它们做好再合并",
    ]
    edit(there.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    with pytest.raises(ShardError, match=r"shard-1-of-2\.zip 和本机不是由同样的东西做成的：内容（content）。"):
        merge(there, options(there), [first, second], quiet)
    assert not there.site.exists()
    assert not there.rendered(pdf=False).exists()


def rewritten(file: Path, old: str, new: bytes | None) -> None:
    """The file with one of its members replaced, or left out."""
    with ZipFile(file) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    with ZipFile(file, "w") as zipped:
        for name, content in members.items():
            if name != old or new is not None:
                zipped.writestr(name, (new or b"") if name == old else content)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 nothing"], ids=["missing", "empty", "nonsense"])
def test_a_damaged_file_is_told(there: Project, content: bytes | None) -> None:
    first, second = files_of(there)
    rewritten(first, "documents/000001", content)
    with pytest.raises(ShardError, match=r"shard-1-of-2\.zip"):
        merge(there, options(there), [first, second], quiet)
    assert not there.site.exists()


def test_a_document_under_the_name_of_another_is_not_taken(there: Project) -> None:
    file = next(one for one in files_of(there) if b"finance-bureau" in ZipFile(one).read("shard.json"))
    with ZipFile(file) as zipped:
        other = zipped.read("documents/000002")
    rewritten(file, "documents/000001", other)
    with pytest.raises(ShardError, match=f"里的 {EARLIER} 不能用"):
        merge(there, options(there), files_of(there), quiet)


def test_what_is_no_shard_or_cut_off_is_told(there: Project) -> None:
    first, second = files_of(there)
    first.write_bytes(first.read_bytes()[:-30])
    with pytest.raises(ShardError, match=r"不是完整的分片文件|没有传完整"):
        merge(there, options(there), [first, second], quiet)


def test_what_is_not_fit_comes_along_as_not_fit(project: Project, tmp_path: Path) -> None:
    """A document with an error is refused in the merge, without being looked at again, as one machine would."""
    edit(project.root, f"{folder(LATER)}/explanation.yml", "原因", "原因: [")
    alike = Project(root=tmp_path / "alike")
    shutil.copytree(project.root, alike.root)
    made = make_shard(project, options(project), Shard(1, 1), quiet)
    assert {one.document for one in made.checked.findings} >= {LATER}
    report = merge(project, options(project), [made.file], quiet)
    assert (report.rendered, report.refused) == ((), (LATER,))
    build_again(alike)
    assert bytes_of(project.site) == bytes_of(alike.site)


def test_on_the_command_line(project: Project) -> None:
    wrong = gongkai(project.root, "build", "--shard", "1/2", "content/departments/ceshi")
    assert (wrong.returncode, "不能和路径" in wrong.stderr) == (2, True)
    done = gongkai(project.root, "merge", "mkdocs.yml")
    assert done.returncode == 2
    assert "mkdocs.yml 不是分片文件" in done.stderr
    assert "原来的网站没有改动" in done.stderr
