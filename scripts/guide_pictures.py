"""Follow docs/from-export.md in a browser, as a clerk would, and take its pictures: python scripts/guide_pictures.py

A project of invented content and the invented export of tests/importing are made in a temporary folder. Prints how
long the machine took for each step, and how much was typed, clicked and read on the screen; and what that comes to
with the guide itself: 300 characters a minute, a second a keystroke or click, three keystrokes for a Chinese character.
With `--only-time`, no picture is written; with `--listed`, the bureau has listed the department already.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Locator, Page, expect  # noqa: E402

from gongkai.pipeline.authoring.starting import new_department  # noqa: E402
from gongkai.pipeline.project import Project  # noqa: E402
from gongkai.starting.answers import units_of  # noqa: E402
from gongkai.starting.head_text import NewDepartment  # noqa: E402
from tests.chromium import chromium  # noqa: E402
from tests.importing import finance_system  # noqa: E402

PICTURES = ROOT / "docs" / "images"
SHARED = ("content/classifications", "content/glossary", "templates", "mkdocs.yml", "build/fonts")
GUIDE = ROOT / "docs" / "from-export.md"
WIDTH, HEIGHT, COLOURS = 1120, 760, 48
SIGNS_A_SECOND = 300 / 60
DEPARTMENT = "ceshi/science-bureau"
PATIENCE = 180_000
UNITS = """301001 本级 行政单位
301002 测试市科普中心 公益一类事业单位
301003 测试市技术市场管理所 公益一类事业单位"""
TEXTS = {
    "概况.部门职责": "拟订全市科技发展规划并组织实施。\n管理市级科技计划项目。",
    "概况.内设机构": "办公室\n计划科",
    "绩效.管理工作开展情况": "对全部项目编报绩效目标，年中监控，年末自评。",
    "绩效.项目自评情况": "全部项目按计划完成，资金使用规范",
    "三公经费.公务用车.用途": "下乡调研用车的燃料费、维修费和保险费",
    "三公经费.公务接待.国内用途": "接待上级检查",
    "原因.三公经费": "厉行节约",
    "原因.公务接待费": "严格控制接待标准",
    "原因.公务用车购置及运行费": "统筹安排用车",
    "原因.机关运行经费": "压减办公费",
    "原因.": "科普活动增加",
    "年初预算.": "年中调出一人",
    "政府性基金年初预算.": "招标节约",
}
"""what the clerk writes, by how the path begins"""


class Clerk:
    """办事员: what is clicked and typed, counted."""

    def __init__(self, page: Page, *, pictures: bool) -> None:
        self.page, self.pictures = page, pictures
        self.clicks = self.keys = self.signs = 0
        self._since, self._before = time.monotonic(), (0, 0, 0)
        self.machine = 0.0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def paste(self, where: Locator, text: str) -> None:
        """Select it elsewhere, copy, come back, paste."""
        self.clicks += 3
        self.keys += 4
        where.fill(text)

    def next_box(self, where: Locator) -> None:
        self.keys += 1
        self.clicks -= 1  # so the next needs none
        where.press("Tab")

    def type(self, where: Locator, text: str) -> None:
        self.clicks += 1
        self.keys += sum(3 if ord(one) > 0x2E7F else 1 for one in text)  # a Chinese character by pinyin
        where.fill(text)

    def read(self, what: Locator) -> None:
        """All of it but what a list of choices offers."""
        offered = "".join(what.locator("option").all_inner_texts())
        self.signs += len("".join(what.inner_text().split())) - len("".join(offered.split()))

    def choose(self, where: Locator, value: str) -> None:
        self.clicks += 2
        where.select_option(value)

    def step(self, name: str) -> None:
        now = (self.clicks, self.keys, self.signs)
        clicks, keys, signs = (one - before for one, before in zip(now, self._before, strict=True))
        took = time.monotonic() - self._since
        self.machine += took
        print(f"{name}\t{took:.1f} s\t{clicks} clicks\t{keys} keys\t{signs} signs read", flush=True)
        self._since, self._before = time.monotonic(), now

    def sum(self) -> None:
        guide = len(words_of(GUIDE.read_text(encoding="utf-8")))
        total = self.machine + self.clicks + self.keys + (self.signs + guide) / SIGNS_A_SECOND
        print(f"guide\t{guide} signs\nall\t{total / 60:.1f} minutes", flush=True)

    def picture(self, name: str, page: Page | None = None, height: int = HEIGHT, at: Locator | None = None) -> None:
        if not self.pictures:
            return
        page = page or self.page
        page.set_viewport_size({"width": WIDTH, "height": height})
        if at is not None:
            at.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)")
        else:
            page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(300)
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        PICTURES.mkdir(exist_ok=True)
        image.save(PICTURES / f"{name}.png", optimize=True)


def words_of(markdown: str) -> str:
    """What a reader reads of a page: no addresses, no descriptions of pictures, no marks."""
    without = re.sub(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)", "", markdown)
    return re.sub(r"[\s#*`|\[\]-]", "", without)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def bureau(folder: Path, *, listed: bool) -> Path:
    """What the finance bureau has set up: an edition of the year, and a repository with a remote one.

    `listed`: the department too.
    """
    project = folder / "gongkai"
    for name in SHARED:
        source, target = ROOT / name, project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    shutil.copytree(ROOT / "examples" / "content", project / "content", dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples" / "templates", project / "templates", dirs_exist_ok=True)
    (project / ".gitignore").write_text("build/\n", encoding="utf-8")
    if listed:
        units = units_of(UNITS.splitlines())
        since = date(2000, 1, 1)
        new_department(
            Project(root=project),
            NewDepartment(
                folder=DEPARTMENT, name=finance_system.BUREAU, since=since, region="测试市", code="301", units=units
            ),
        )
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", ".")
    git(project, "-c", "user.name=bureau", "-c", "user.email=bureau@example.org", "commit", "--quiet", "-m", "begin")
    git(folder, "clone", "--quiet", "--bare", "gongkai", "remote.git")
    git(project, "remote", "add", "origin", str(folder / "remote.git"))
    git(project, "fetch", "--quiet")
    return project


@contextmanager
def opened(project: Path) -> Iterator[str]:
    """`gongkai serve`, and the address that it prints."""
    command = [sys.executable, "-m", "gongkai", "--project", str(project), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    told = project.parent / "serve.txt"  # a pipe that nobody reads would stop it
    with told.open("w") as output, subprocess.Popen(command, stdout=output, env=environment) as running:
        try:
            while not (found := re.search(r"填报台：(\S+)", told.read_text(encoding="utf-8"))):
                if running.poll() is not None:
                    raise SystemExit(told.read_text(encoding="utf-8"))
                time.sleep(0.2)
            yield found[1]
        finally:
            running.terminate()


def new_document(clerk: Clerk, *, listed: bool) -> None:
    page = clerk.page
    clerk.click(page.get_by_role("link", name="新文件……"))
    clerk.choose(page.get_by_label("部门", exact=True), DEPARTMENT if listed else "+")
    if not listed:
        new_department_typed(clerk)
    clerk.choose(page.get_by_label("年度、种类和版式"), "linshui-2024-final-accounts")
    clerk.click(page.get_by_label("元", exact=True))
    clerk.picture("new-document", height=1020)
    clerk.read(page.locator("form"))
    clerk.click(page.get_by_role("button", name="新建"))
    expect(page.locator(".verdict")).to_be_visible()


def new_department_typed(clerk: Clerk) -> None:
    page = clerk.page
    clerk.type(page.get_by_label("全称"), finance_system.BUREAU)
    clerk.type(page.get_by_role("textbox", name="文件夹 问财政局"), DEPARTMENT)
    clerk.type(page.get_by_role("textbox", name="行政区划 "), "测试市")
    clerk.type(page.get_by_label("部门代码"), "301")
    clerk.type(page.get_by_label("本级和所属单位"), UNITS)


def take_figures(clerk: Clerk, export: Path) -> None:
    page = clerk.page
    clerk.clicks += 4  # the button, one file, all of them with the shift key, 打开
    page.get_by_label("导入工作簿……").set_input_files(sorted(export.iterdir()))
    expect(page.get_by_role("heading", name="还没有写，请看一遍")).to_be_visible()
    clerk.picture("before-import", height=900)
    clerk.read(page.locator("#imported-here"))
    clerk.step("导入：看取了什么")
    clerk.click(page.get_by_role("button", name="确认导入"))
    expect(page.get_by_role("heading", name="已经导入")).to_be_visible()
    clerk.read(page.locator("#imported"))
    expect(page.locator(".finding", has_text="没有“收入决算表”的数")).to_have_count(0)


def fill_what_is_asked(clerk: Clerk) -> None:
    page, done = clerk.page, set[str]()
    clerk.read(page.locator("#problems"))
    while True:
        asked = [box.get_attribute("aria-label") or "" for box in page.locator("form.blank [name=value]").all()]
        left = [one for one in asked if one not in done]
        if not left:
            break
        for name in left:
            path = name.partition("，")[0]
            text = next((text for begin, text in TEXTS.items() if path.startswith(begin)), "")
            if not text:
                raise SystemExit(f"the guide has no words for what the panel asks: {path}")
            box = page.get_by_label(name, exact=True)
            clerk.paste(box, text) if path.startswith("概况.") else clerk.type(box, text)
            with page.expect_response(re.compile("/fill\\?")):  # the check that follows is not waited for
                clerk.next_box(box)
            done.add(name)
        expect(page.get_by_label(left[-1], exact=True)).to_have_count(0)
    expect(page.locator(".verdict.good")).to_be_visible()
    clerk.read(page.locator("#problems"))


def look(clerk: Clerk) -> None:
    page = clerk.page
    with page.context.expect_page() as opened_page:
        clerk.click(page.get_by_role("link", name="网页", exact=True))
    site = opened_page.value
    for _ in range(60):  # the site follows within seconds
        if site.get_by_role("heading", level=1).count() and finance_system.BUREAU in site.title():
            break
        site.wait_for_timeout(2000)
        site.reload()
    clerk.picture("page", site)
    site.close()


def submit(clerk: Clerk) -> None:
    page = clerk.page
    clerk.click(page.get_by_role("link", name="提交审阅……"))
    clerk.type(page.get_by_label("姓名或科室"), "科技局财务科")
    clerk.type(page.get_by_label("邮箱"), "cw@example.org")
    clerk.click(page.get_by_role("button", name="记下"))
    expect(page.get_by_role("heading", name="要提交什么")).to_be_visible()
    clerk.read(page.locator("main"))
    clerk.picture("submit")
    clerk.click(page.get_by_role("button", name="提交", exact=True))
    expect(page.get_by_role("heading", name="已经提交并推送")).to_be_visible()


def follow(clerk: Clerk, address: str, export: Path, *, listed: bool) -> None:
    page = clerk.page
    page.goto(address)
    clerk.picture("start", height=480)
    clerk.step("打开填报台")
    new_document(clerk, listed=listed)
    clerk.step("新文件")
    take_figures(clerk, export)
    clerk.picture("missing", height=820, at=page.locator("#problems"))
    clerk.step("确认导入")
    fill_what_is_asked(clerk)
    clerk.picture("green", height=480, at=page.locator("#problems"))
    clerk.step("填还缺的")
    look(clerk)
    clerk.step("看网页")
    submit(clerk)
    clerk.step("提交")
    clerk.sum()


def main() -> None:
    expect.set_options(timeout=PATIENCE)
    os.environ["FONTCONFIG_FILE"] = str(ROOT / "build" / "fonts" / "fonts.conf")
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        finance_system.main(folder / "made")
        (folder / "export").mkdir()
        for file in (folder / "made").iterdir():
            if file.suffix == ".xls" or "批复" in file.name:
                file.rename(folder / "export" / file.name)
        listed = "--listed" in sys.argv
        with opened(bureau(folder, listed=listed)) as address:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
            page.set_default_timeout(PATIENCE)
            clerk = Clerk(page, pictures="--only-time" not in sys.argv)
            follow(clerk, address, folder / "export", listed=listed)


if __name__ == "__main__":
    main()
