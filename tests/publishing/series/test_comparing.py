"""写比较页: a change touches the pages that hold it and no others; whatever was built before, the bytes are the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from bench.comparing import entry
from gongkai.loading.series_file import read_series
from gongkai.model.series import Contribution, Head, Line, TableGiven, TableRow
from gongkai.publishing.files import KeptFile, bytes_digest
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.record import digests_of
from gongkai.publishing.releases.tree import Files, Tree, marked
from gongkai.publishing.series.comparing import Compared, compare
from gongkai.publishing.series.contributions import written
from gongkai.rendering.catalogue import GoneEntry
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.html import page_environment
from gongkai.rendering.series.links import table_key
from gongkai.rendering.series.pages import SeriesDrawer
from tests.small_project import bytes_of

TEMPLATES = Path(__file__).parents[3] / "templates"
MODEL = "<title>@@gongkai:title@@</title>@@gongkai:head@@@@gongkai:breadcrumbs@@@@gongkai:body@@"
RECEPTION = "compare/three-public/reception"
KEY = table_key("决算", "三公表")
FORM = f"compare/tables/{KEY}/2023"
YEARS = f"compare/departments/hunan/jiangcheng/水利局/tables/{KEY}"


def figure(yuan: int, table: str = "三公表") -> dict[str, Line]:
    text = f"{yuan / 10_000:,.2f}"
    return {"决算数": Line(yuan=str(yuan), text=text, unit="万元", path="tables/t9/#t9-1", table=table, name="")}


def gives(bureau: str, year: int, **amounts: int) -> Contribution:
    """What a bureau's accounts of a year give: reception=23000."""
    folder = f"hunan/jiangcheng/{bureau}"
    head = Head(
        id=f"{folder}/{year}/final-accounts",
        title=f"{bureau}{year}",
        department=f"江城市{bureau}",
        department_id=folder,
        region=("湖南省", "江城市"),
        year=year,
        kind="决算",
        kind_title="部门决算",
        alone=False,
        units=("本级",),
    )
    lines = {f"three-public/{item}": figure(yuan) for item, yuan in amounts.items()}
    return Contribution(head=head, lines=lines, tables={KEY: table(amounts)} if amounts else {})


def table(amounts: dict[str, int]) -> TableGiven:
    cells = {
        item: (str(yuan), f"{yuan / 10_000:,.2f}", "", str(number))
        for number, (item, yuan) in enumerate(amounts.items(), start=1)
    }
    total = TableRow("行", "", "", "t9-row1", cells)
    coded = TableRow("2010301", "行政运行", "2010301", "t9-r2010301", dict([*cells.items()][:1]))
    heads = {str(number): item for number, item in enumerate(amounts, start=1)}
    return TableGiven("三公表", "“三公”经费表", "tables/t9/", "万元", heads, (total, coded), records=False)


class City(Struct):
    """A site of pages that compare, built again and again."""

    folder: Path
    given: dict[str, Contribution] = field(default_factory=dict)
    record: Files = field(default_factory=lambda: Tree().files)
    look: str = "look"
    keys: dict[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()

    def put(self, *contributions: Contribution) -> None:
        for one in contributions:
            self.given[one.head.id] = one
            self.file(one.head.id).parent.mkdir(parents=True, exist_ok=True)
            self.file(one.head.id).write_bytes(written(one))
            self.keys[one.head.id] = repr(one)

    def file(self, id: str) -> Path:
        return self.folder / "store" / f"{id}.json"

    def build(self, withdrawn: Iterable[GoneEntry] = ()) -> set[str]:
        """Names of the files that were written."""
        new = Growing(self.folder / "new", self.folder / "site", self.record)
        new.folder.mkdir(parents=True)
        drawer = SeriesDrawer(Drawer(page_environment(TEMPLATES)), read_series(TEMPLATES / "site"))
        files = {id: KeptFile.now(self.file(id)) for id in self.given if self.file(id).is_file()}
        made_of = Compared(drawer=drawer, given=files, work=self.folder / "work", look=self.look)
        entries = tuple(entry(one.head) for one in self.given.values())
        gone = {"已撤回": tuple(withdrawn)}
        self.paths = compare(new, made_of, dict.fromkeys(range(9), MODEL), entries, self.keys, gone).paths
        self.record = marked(new.folder, new.sums).files
        if self.site.exists():
            self.site.rename(self.folder / f"old-{len(list(self.folder.iterdir()))}")
        new.folder.rename(self.site)
        return set(new.written)

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def page(self, path: str) -> str:
        return (self.site / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = City(tmp_path)
    made.put(
        gives("水利局", 2022, reception=20_000, abroad=0),
        gives("水利局", 2023, reception=30_000, abroad=0),
        gives("数据局", 2023, reception=10_000, abroad=50_000),
    )
    made.build()
    return made


def test_what_there_is(city: City) -> None:
    assert set(city.paths) >= {
        "compare/",
        "compare/three-public/",
        "compare/three-public/reception/",
        "compare/departments/hunan/jiangcheng/水利局/",
    }
    assert "增1.00（50.0%）" in city.page(RECEPTION)
    assert (city.site / RECEPTION / "data.csv").is_file()
    assert all((city.site / path / "index.html").is_file() for path in city.paths)


def test_nothing_changed_nothing_written(city: City) -> None:
    assert city.build() == set()


def test_a_change_touches_its_item_and_its_department(city: City) -> None:
    city.put(gives("水利局", 2023, reception=40_000, abroad=0))
    assert city.build() == {
        f"{RECEPTION}/index.html",
        f"{RECEPTION}/data.csv",
        "compare/departments/hunan/jiangcheng/水利局/index.html",
        f"{FORM}/index.html",
        f"{YEARS}/index.html",
    }
    assert ">4.00<" in city.page(FORM)
    assert "增2.00（100.0%）" in city.page(YEARS)
    assert "增2.00（100.0%）" in city.page(RECEPTION)


def test_what_is_rendered_again_and_gives_the_same_is_not_written(city: City) -> None:
    city.put(gives("水利局", 2023, reception=30_000, abroad=0))
    assert city.build() == set()


def test_an_item_that_no_document_has_any_more_is_gone(city: City) -> None:
    city.put(*(gives("水利局", year, reception=1) for year in (2022, 2023)), gives("数据局", 2023, reception=1))
    city.build()
    assert "compare/three-public/abroad/" not in city.paths
    assert not (city.site / "compare/three-public/abroad").exists()
    assert "abroad" not in city.page("compare/three-public")


def test_a_table_over_departments_and_over_years(city: City) -> None:
    page = city.page(FORM)
    assert page.index("江城市数据局") < page.index("江城市水利局")
    assert "2010301" not in page  # rows of codes have pages of their own
    assert "含1个单位" in page
    assert "2010301" in city.page(YEARS)
    assert not (city.site / YEARS.replace("水利局", "数据局")).exists()  # one year stands beside nothing
    assert f'href="../../../{KEY}/2022/"' not in page
    assert f"tables/{KEY}/" in city.page("compare/departments/hunan/jiangcheng/水利局")
    assert f'{KEY}/2023/"' in city.page("compare/tables")


def test_a_table_that_a_document_loses_is_gone(city: City) -> None:
    city.given["hunan/jiangcheng/水利局/2022/final-accounts"] = gives("水利局", 2022)
    city.put(gives("水利局", 2022))
    city.build()
    assert not (city.site / FORM.replace("2023", "2022")).exists()
    assert not (city.site / YEARS).exists()
    assert "各张表，各年" not in city.page("compare/departments/hunan/jiangcheng/水利局")


def test_a_withdrawn_document_is_said(city: City) -> None:
    gone = city.given.pop("hunan/jiangcheng/水利局/2022/final-accounts").head
    told = GoneEntry(**entry(gone).fields(), title=gone.title)
    city.build()
    assert ">未收录<" not in city.page(RECEPTION)  # nobody has anything of that year any more
    city.put(gives("数据局", 2022, reception=5_000, abroad=0))
    city.build(withdrawn=(told,))
    assert ">已撤回<" in city.page(RECEPTION)
    city.build()
    assert ">已撤回<" not in city.page(RECEPTION)
    assert ">未收录<" in city.page(RECEPTION)


def test_a_department_that_is_called_otherwise_is_drawn_everywhere(city: City) -> None:
    one = gives("数据局", 2023, reception=10_000, abroad=50_000)
    city.put(replace(one, head=replace(one.head, department="江城市数据管理局")))
    city.build()
    assert "江城市数据管理局" in city.page(RECEPTION)
    assert "江城市数据管理局" in city.page("compare/three-public/abroad")


def test_a_document_that_gives_nothing_has_its_department_all_the_same(city: City) -> None:
    city.put(gives("档案局", 2023))
    city.build()
    assert "没有可以比较的数" in city.page("compare/departments/hunan/jiangcheng/档案局")
    city.file("hunan/jiangcheng/档案局/2023/final-accounts").unlink()
    city.keys.clear()
    city.build()
    assert "没有可以比较的数" in city.page("compare/departments/hunan/jiangcheng/档案局")


def test_what_an_older_program_made_is_said_to_be_unknown(city: City) -> None:
    """A document that is as it was last published may have been made before anything was compared, or otherwise."""
    for content in (None, b'{"head": {"id": "x", "other": 1}, "lines": {}}', b"no"):
        file = city.file("hunan/jiangcheng/水利局/2023/final-accounts")
        file.unlink() if content is None else file.write_bytes(content)
        city.keys = {}
        city.build()
        assert ">没有整理<" in city.page(RECEPTION)
        assert ">没有整理<" in city.page("compare/departments/hunan/jiangcheng/水利局")
    city.put(gives("水利局", 2023, reception=30_000, abroad=0))
    city.build()
    assert "没有整理<" not in city.page(RECEPTION)


def test_a_year_that_nobody_has_is_told_between_others(city: City) -> None:
    """水利局 has 2020 and 2022, 2023: 2021 is no year to pass over."""
    city.put(gives("水利局", 2020, reception=10_000))
    city.build()
    assert ">2021年<" in city.page(RECEPTION)


def test_a_build_that_was_stopped_leaves_nothing_behind(city: City) -> None:
    """It had taken in other figures; they were put right before the next one."""
    before, site, record = bytes_of(city.site), city.folder / "kept", city.record
    shutil.copytree(city.site, site)
    city.put(gives("水利局", 2023, reception=70_000, abroad=0))
    city.build()
    city.site.rename(city.folder / "stopped")
    site.rename(city.site)  # as if the new site had never taken its place
    city.record = marked(city.site, digests_of(record)).files
    city.put(gives("水利局", 2023, reception=30_000, abroad=0))
    city.build()
    assert bytes_of(city.site) == before


@pytest.mark.parametrize("damage", ["item", "form", "tables", "state", "given", "site"])
def test_what_was_kept_and_is_not_as_it_was_is_made_anew(city: City, damage: str) -> None:
    before = bytes_of(city.site)
    kept = {
        "item": "work/items/three-public/reception.json",
        "form": f"work/forms/{KEY}/2023.json",
        "tables": "work/tables/hunan/jiangcheng/水利局/2023/final-accounts.json",
        "state": "work/state.json",
        "given": "work/given/hunan/jiangcheng/水利局/2023/final-accounts.json",
    }
    if damage == "site":
        city.record = Files.of({name: one for name, one in city.record.items() if "reception" not in name})
    else:
        (city.folder / kept[damage]).write_bytes(b"no")
    city.put(gives("水利局", 2023, reception=70_000, abroad=0))
    city.build()
    city.put(gives("水利局", 2023, reception=30_000, abroad=0))
    city.build()
    assert bytes_of(city.site) == before


def test_bytes_do_not_depend_on_what_was_before(city: City, tmp_path: Path) -> None:
    city.put(gives("气象局", 2021, reception=5), gives("水利局", 2022, reception=25_000))
    city.build()
    other = City(tmp_path / "other")
    other.put(*reversed(city.given.values()))
    other.build()
    assert bytes_of(other.site) == bytes_of(city.site)


def test_another_look_draws_all_and_reads_nothing_that_was_kept(city: City) -> None:
    state = city.folder / "work/state.json"
    text = state.read_bytes().partition(b"\n")[2].replace(b'"kind_title"', b'"another_field"')  # of another program
    state.write_bytes(bytes_digest(text).encode() + b"\n" + text)
    before = bytes_of(city.site)
    city.look = "another"
    city.build()
    assert bytes_of(city.site) == before


def test_names_are_text_on_the_page(city: City) -> None:
    one = gives("数据局", 2023, reception=10_000)
    city.put(replace(one, head=replace(one.head, department="<script>alert(1)</script>局")))
    city.build()
    assert "<script" not in city.page(RECEPTION)
    assert "&lt;script&gt;" in city.page(RECEPTION)
