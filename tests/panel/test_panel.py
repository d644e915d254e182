"""填报台, driven in a headless browser, as a clerk would who has no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.panel.server import panel
from tests.chromium import PATIENCE, resized
from tests.panel.conftest import SITE, Panel, git
from tests.small_project import OTHER, folder

pytestmark = pytest.mark.browser
FIGURES = f"{folder(OTHER)}/figures.yml"
BRANCH = f"content/{OTHER}"
UNNAMED = """[...document.querySelectorAll('input:not([type=hidden]), textarea, select, button, a')]
    .filter((one) => !(one.textContent.trim() || one.ariaLabel || (one.labels || []).length)).map((one) => one.outerHTML)"""
"""what a screen reader could not name"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that tells whatever its page complains of."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if "Content Security" in told.text else None)
    page.on("request", lambda asked: complaints.append(asked.url) if "127.0.0.1" not in asked.url else None)
    yield page
    context.close()
    assert complaints == []


def type_over(page: Page, old: str, new: str) -> None:
    area = page.get_by_role("textbox", name="figures.yml 的内容")
    text = area.input_value()
    assert old in text
    area.fill(text.replace(old, new))


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已保存")).to_be_visible()


def test_from_the_list_to_a_pull_request(running: Panel, page: Page) -> None:
    root = running.project.root
    (root / FIGURES).write_text((root / FIGURES).read_text().replace("150.00", "15O.00"), encoding="utf-8")

    page.goto(running.address)
    page.get_by_label("找部门、年度").fill("教育 2024")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="测试市教育局").click()

    expect(page.get_by_text("还不能发布")).to_be_visible()
    problem = page.locator(".finding.error, .finding.inconsistency").first
    expect(problem.locator(".lines .meant")).to_be_visible()
    problem.locator("a.spot").first.click()

    # what is wrong with the writing is told while it is typed, what is wrong with the figures once it is saved
    type_over(page, ": 15O.00", "：150.00")
    expect(page.locator("[data-draft] .finding")).to_be_visible()
    expect(page.get_by_text("改了，还没有保存")).to_be_visible()
    type_over(page, "：150.00", ": 155.50")
    expect(page.locator("[data-draft] .finding")).to_have_count(0)
    save(page)
    assert "155.50" in (root / FIGURES).read_text()

    # somebody else changes the file meanwhile: nothing of either is lost
    (root / FIGURES).write_text((root / FIGURES).read_text() + "# 别人加的\n", encoding="utf-8")
    type_over(page, "155.50", "150.00")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", name="没有保存：这个文件在别处改过")).to_be_visible()
    assert "别人加的" in (root / FIGURES).read_text()
    page.get_by_role("button", name="以编辑框里的为准，保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    type_over(page, "100.00", "100.50")
    save(page)

    # who it is is asked once
    page.goto(f"{running.address}submit?id={OTHER}")
    page.get_by_label("姓名或科室").fill("教育局财务科")
    page.get_by_label("邮箱").fill("cw@example.org")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_title(FIGURES)).to_be_visible()
    page.get_by_label("更正").check()
    page.get_by_label("说明（可以不写）").fill("按批复改基本支出")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="已经提交并推送")).to_be_visible()
    expect(page.get_by_text("已经推送，等待审阅")).to_be_visible()
    told = git(running.remote, "log", "-1", "--format=%s %an", BRANCH)
    assert told == "content(测试市教育局/2024): 更正决算：按批复改基本支出 教育局财务科"
    assert git(running.remote, "diff", "--name-only", "main", BRANCH) == FIGURES


def test_a_conflict_is_told_and_settled(running: Panel, page: Page, tmp_path: Path) -> None:
    """After the test before: the branch is under review, and somebody changes the same file in the main branch."""
    git(tmp_path, "clone", "--quiet", str(running.remote), "other")
    other = tmp_path / "other" / FIGURES
    other.write_text(other.read_text().replace("150.00", "151.00"), encoding="utf-8")
    git(tmp_path / "other", "commit", "--quiet", "-am", "theirs")
    git(tmp_path / "other", "push", "--quiet", "origin", "main")
    mine = running.project.root / FIGURES
    mine.write_text(mine.read_text().replace("100.50", "101.00"), encoding="utf-8")

    page.goto(f"{running.address}submit?id={OTHER}")
    page.get_by_role("button", name="向远程仓库查一次").click()
    expect(page.get_by_text("这些文件别人也改了，已经进了主分支")).to_be_visible()
    page.get_by_label("已经核对过，以我的文件为准").check()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="已经提交并推送")).to_be_visible()
    expect(page.get_by_text("这些文件别人也改了")).to_have_count(0)
    page.get_by_role("button", name="取回主分支的内容").click()
    expect(page.get_by_text("这些文件两边都改了，没有取回")).to_be_visible()
    assert "101.00" in git(running.remote, "show", f"{BRANCH}:{FIGURES}")
    assert git(running.remote, "merge-base", BRANCH, "main") == git(running.remote, "rev-parse", "main")


def test_a_box_is_written_when_it_is_left(running: Panel, page: Page) -> None:
    file = running.project.root / folder(OTHER) / "explanation.yml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("原因: {收支总计: 人员增加}", "# 以后写"), encoding="utf-8")
    page.goto(f"{running.address}document?id={OTHER}")
    box = page.get_by_label("原因.收支总计", exact=True)
    box.fill("项目增加")
    box.press("Tab")
    expect(box).to_have_count(0)
    assert "收支总计: 项目增加" in file.read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")


def test_two_windows_and_two_panels_are_told_of_each_other(running: Panel, page: Page) -> None:
    page.goto(f"{running.address}document?id={OTHER}")
    expect(page.locator(".verdict")).to_be_visible()
    second = page.context.browser.new_page()  # type: ignore[union-attr]
    second.goto(f"{running.address}file?id={OTHER}&file={FIGURES}")
    expect(page.get_by_text("在另一个窗口里也打开着")).to_be_visible()
    with panel(running.project, (), SITE):
        expect(page.get_by_text("还开着另一个填报台")).to_be_visible()
    expect(page.get_by_text("还开着另一个填报台")).to_have_count(0)
    second.close()


def test_pages_fit_and_can_be_reached_by_keyboard(running: Panel, page: Page) -> None:
    for address in ("", "new", f"document?id={OTHER}", f"file?id={OTHER}&file={FIGURES}", f"submit?id={OTHER}"):
        page.goto(running.address + address)
        for width in (1280, 390):
            resized(page, {"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(UNNAMED) == []
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
