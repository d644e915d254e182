"""门卫: nothing is reached by another host, another site's page, or a path that leads elsewhere."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.panel.conftest import Panel
from tests.small_project import EARLIER, LATER, folder

FIGURES = f"{folder(LATER)}/figures.yml"
SAVE = f"save?id={LATER}&file={FIGURES}&digest="


def test_its_own_pages_are_handed_out_under_a_strict_policy(running: Panel) -> None:
    for path in ("", f"document?id={LATER}", f"file?id={LATER}&file={FIGURES}", "panel.css", "panel.js", "panel.svg"):
        assert running.ask("GET", running.own(path))[0] == 200
    connection = running.connected()
    with connection:
        connection.sendall(f"GET {running.own('')} HTTP/1.0\r\nHost: {running.host}\r\n\r\n".encode())
        head = connection.recv(4096).decode().partition("\r\n\r\n")[0]
    assert "default-src 'self'" in head
    assert "X-Frame-Options: DENY" in head
    assert "Access-Control" not in head
    assert "Set-Cookie" not in head


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", "[::1]:80", ""]
)
def test_another_host_is_turned_away(running: Panel, host: str) -> None:
    assert running.ask("GET", running.own(""), {"Host": host})[0] == 421


def test_localhost_is_this_machine(running: Panel) -> None:
    assert running.ask("GET", running.own(""), {"Host": running.host.replace("127.0.0.1", "localhost")})[0] == 200


@pytest.mark.parametrize("path", ["/", "/x/", "//", "/panel.css", f"/document?id={LATER}", "/é/", "/../"])
def test_without_the_token_there_is_nothing(running: Panel, path: str) -> None:
    status, body = running.ask("GET", quote(path, safe="/?=."))
    assert status == 404
    assert running.own("").encode() not in body


def test_a_beginning_of_the_token_is_not_the_token(running: Panel) -> None:
    token = running.own("").strip("/")
    for wrong in (token[:-1], f"{token}x", token.upper()):
        assert running.ask("GET", f"/{wrong}/")[0] == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_gets_nothing(running: Panel, site: str) -> None:
    assert running.ask("GET", running.own(""), {"Sec-Fetch-Site": site})[0] == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "null"},
        {"Origin": ""},
        {"X-Panel": ""},
        {"X-Panel": "guess"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
    ],
)
def test_a_change_from_another_page_is_refused(running: Panel, changed: dict[str, str]) -> None:
    before = (running.project.root / FIGURES).read_bytes()
    status, _ = running.ask("POST", running.own(SAVE), running.as_own_page() | changed, b"a: 1\n")
    assert status in (403, 421)
    assert (running.project.root / FIGURES).read_bytes() == before


@pytest.mark.parametrize(
    "file",
    [
        "mkdocs.yml",
        "../secret.yml",
        f"{folder(EARLIER)}/figures.yml",
        f"{folder(LATER)}/../../2023/final-accounts/figures.yml",
        f"{folder(LATER)}/figures.yml/../../../x.yml",
        f"{folder(LATER)}/.git/config",
        f"{folder(LATER)}/x.py",
        "/etc/passwd",
    ],
)
def test_no_file_but_the_document_s_own_is_read_or_written(running: Panel, file: str) -> None:
    name = quote(file, safe="")
    assert running.ask("GET", running.own(f"file?id={LATER}&file={name}"))[0] == 403
    for what in ("save", "draft"):
        path = running.own(f"{what}?id={LATER}&file={name}&digest=")
        assert running.ask("POST", path, running.as_own_page(), b"a: 1\n")[0] == 403


@pytest.mark.parametrize("id", ["../..", "/etc", "ceshi/finance-bureau/2024/..", "ceshi/none/2024/budget", "", "a b"])
def test_no_document_but_those_of_the_project(running: Panel, id: str) -> None:
    for page in ("document", "state", "submit", "pdf"):
        assert running.ask("GET", running.own(f"{page}?id={quote(id, safe='')}"))[0] == 409


def test_links_are_not_followed(running: Panel) -> None:
    root = running.project.root
    link = root / folder(LATER) / "waivers.yml"
    link.symlink_to("/etc/passwd")
    other = root / "content/departments/ceshi/elsewhere-bureau"
    other.symlink_to(root / "content/departments/ceshi/finance-bureau")
    try:
        name = f"{folder(LATER)}/waivers.yml"
        status, body = running.ask("GET", running.own(f"file?id={LATER}&file={name}"))
        assert (status, b"root:" in body) == (409, False)
        path = running.own(f"save?id={LATER}&file={name}&digest=")
        assert running.ask("POST", path, running.as_own_page(), b"a: 1\n")[0] == 403
        assert link.is_symlink()
        there = LATER.replace("finance", "elsewhere")
        assert running.ask("GET", running.own(f"document?id={there}"))[0] == 409
    finally:
        link.unlink()
        other.unlink()


def test_what_is_too_long_is_refused_before_it_is_read(running: Panel) -> None:
    headers = running.as_own_page()
    for said, status in (("2000001", 413), ("x", 411), ("-1", 411), ("²", 411)):
        told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with running.connected() as connection:
            head = f"POST {running.own(SAVE)} HTTP/1.0\r\nHost: {running.host}\r\n{told}Content-Length: {said}\r\n\r\n"
            connection.sendall(head.encode("latin-1", "replace"))
            assert connection.recv(64).split()[1] == str(status).encode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_do_nothing(running: Panel, method: str) -> None:
    assert running.ask(method, running.own(""), running.as_own_page())[0] == 501


def test_what_is_shown_is_escaped(running: Panel) -> None:
    file = running.project.root / folder(LATER) / "explanation.yml"
    before = file.read_bytes()
    try:
        file.write_text("</textarea><script>alert(1)</script>: <img src=x>\n", encoding="utf-8")
        name = f"{folder(LATER)}/explanation.yml"
        _, page = running.ask("GET", running.own(f"file?id={LATER}&file={name}"))
        _, state = running.ask("GET", running.own(f"state?id={LATER}"))
    finally:
        file.write_bytes(before)
    assert b"<script>alert" not in page + state
    assert b"<img" not in page + state
    assert b"&lt;script&gt;" in state
