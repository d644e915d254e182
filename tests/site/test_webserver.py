"""The settings that deploy/ offers, as nginx and Caddy obey them."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page, expect

from gongkai.publishing.assets import HASHED
from tests.site.conftest import Served
from tests.webserver import BROTLI, DEPLOY, ask, caddy, free_ports, hashed, nginx_settings, program

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
FOREVER, A_DAY, ASK = "public, max-age=31536000, immutable", "public, max-age=86400", "no-cache"
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@pytest.fixture(params=["nginx below a path", "nginx", "caddy below a path", "caddy"])
def server(request: pytest.FixtureRequest, served: Served, tmp_path: Path) -> Iterator[str]:
    if request.param.startswith("nginx"):
        yield served.address if "path" in request.param else served.root
    elif program("caddy") is None:
        pytest.skip("Caddy is not installed: apt-get install caddy")
    else:
        with caddy("/czj/gongkai/" if "path" in request.param else "/", served.current, tmp_path) as address:
            yield address


def shard(served: Served) -> str:
    return next((served.folder / "search/index").glob("*/000.json")).relative_to(served.folder).as_posix()


def test_pages_and_data_are_asked_for_again_and_hashed_names_never(server: str, served: Served) -> None:
    html = ask(server)[2].decode()
    for path, kept in {
        "": ASK,
        DOCUMENT: ASK,
        f"{DOCUMENT}data.json": ASK,
        "catalog.json": ASK,
        "search/index/entry.json": ASK,
        shard(served): ASK,
        hashed(html, "site.css"): FOREVER,
        hashed(html, "javascripts/scope.js"): FOREVER,
        hashed(html, "images/favicon.svg"): FOREVER,
    }.items():
        status, headers, _ = ask(server + path)
        assert (path, status, headers.get_all("Cache-Control")) == (path, 200, [kept])
        assert ask(server + path, If_None_Match=headers["ETag"])[0] == 304


def test_every_answer_is_safe(server: str) -> None:
    for path in ("", "catalog.json", "no/such/page/"):
        _, headers, _ = ask(server + path)
        assert {name: headers[name] for name in SAFE} == SAFE
        assert len(headers.get_all("Content-Security-Policy", [])) == 1
        policy = headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "data:" not in policy
        assert "'unsafe-eval'" not in policy
        assert not re.search(r"\d", headers.get("Server", ""))


def test_a_text_comes_compressed_as_it_was_published(server: str, served: Served) -> None:
    page = (served.folder / DOCUMENT / "index.html").read_bytes()
    for coding, undone in {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}.items():
        if coding == "br" and not BROTLI.is_file() and "gongkai" in server:
            continue
        _, headers, body = ask(server + DOCUMENT, Accept_Encoding=coding)
        assert (headers["Content-Encoding"] or "") == coding
        assert "Accept-Encoding" in (headers["Vary"] or "")
        assert undone(body) == page
        if coding:
            assert body == (served.folder / DOCUMENT / f"index.html.{coding.replace('gzip', 'gz')}").read_bytes()


def test_what_a_file_is_is_said(server: str, served: Served) -> None:
    html = ask(server)[2].decode()
    for path, kind in {
        "": "text/html; charset=utf-8",
        "catalog.json": "application/json",
        f"{DOCUMENT}tables/t01.csv": "text/csv; charset=utf-8",
        hashed(html, "javascripts/scope.js"): "text/javascript; charset=utf-8",
        hashed(html, "images/favicon.svg"): "image/svg+xml",
    }.items():
        assert ask(server + path)[1]["Content-Type"].startswith(kind)


def test_what_does_not_exist_is_said_in_chinese(server: str) -> None:
    missing = "assets/site.0123456789ab.css"
    for path in ("no/such/page/", "assets/", f"{DOCUMENT}no.pdf", missing, ".git/config", f"{DOCUMENT}.hidden/"):
        status, headers, body = ask(server + path)
        assert (path, status) == (path, 404)
        assert "没有这个页面" in body.decode()
        assert headers["Cache-Control"] == ASK


def test_a_folder_without_its_slash_leads_to_it(server: str) -> None:
    status, headers, _ = ask(server + DOCUMENT.rstrip("/"))
    assert status in {301, 308}
    assert headers["Location"].endswith(f"/{DOCUMENT}")
    assert "//127" not in headers["Location"]


def test_a_pdf_has_no_policy_that_a_viewer_would_trip_over(server: str, served: Served) -> None:
    (served.folder / "one.pdf").write_bytes(b"%PDF-1.7")
    status, headers, _ = ask(f"{server}one.pdf")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert headers["Content-Security-Policy"] is None
    assert headers["Cache-Control"] == ASK


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_the_settings_know_the_names_that_the_program_gives(file: str) -> None:
    assert HASHED.partition("/")[2] in (DEPLOY / file).read_text(encoding="utf-8")


def test_at_the_root_all_works_in_a_browser_too(page: Page, served: Served) -> None:
    page.goto(f"{served.root}search/?q=公务用车")
    expect(page.locator(".search-result").first).to_be_visible()
    page.locator(".search-result h2 a").first.click()
    page.wait_for_load_state("networkidle")
    page.locator("label[title=切换到深色]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{served.root}guide/authors/content/")
    page.wait_for_load_state("networkidle")


def test_not_found_leads_back_to_the_site(page: Page, served: Served, tolerated: list[str]) -> None:
    tolerated += ["404"]  # it looks for the site's root
    page.goto(f"{served.root}404.html")
    expect(page.locator("h1")).to_have_text("没有这个页面")
    page.get_by_role("link", name="首页").click()
    expect(page.locator(".regions").first).to_be_visible()


def test_the_settings_as_they_are_need_no_module(tmp_path: Path) -> None:
    main = nginx_settings([DEPLOY / "nginx.conf"], free_ports(1), tmp_path, modules=False)
    command = [str(program("nginx")), "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(main)]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
