"""A site behind a real web server, with the settings that deploy/ offers, on free ports of this machine; no root needed."""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import Path

from gongkai.publishing.compression import compressed

DEPLOY = Path(__file__).parents[1] / "deploy"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
PATIENCE = 120.0
"""seconds until a server answers, on a busy machine"""
_ports = itertools.cycle(random.sample(range(10_000, 30_000), 20_000))
MAIN = """
{modules} {user}
daemon off; master_process {master}; worker_processes 2; pid {work}/pid; error_log stderr error;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
{servers}
}}
"""


def program(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def compress_site(site: Path) -> None:
    """What publishing puts beside the texts of a site."""
    for path in [path for path in site.rglob("*") if path.is_file()]:
        for name, content in compressed(path.relative_to(site).as_posix(), path.read_bytes()).items():
            (site / name).write_bytes(content)


@contextmanager
def nginx(places: Mapping[str, Path], work: Path, *, workers: bool = False) -> Iterator[tuple[str, ...]]:
    """Serve folders, each with a server of its own, below these paths (“/”, “/czj/”); yields where they begin."""
    found = program("nginx")
    assert found, "这些测试要用 nginx：apt-get install nginx libnginx-mod-http-brotli-static"
    ports = free_ports(len(places))
    files = [work / f"{port}.conf" for port in ports]
    for file, (path, folder) in zip(files, places.items(), strict=True):
        shipped = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        file.write_text(_adapted(shipped, path, folder), encoding="utf-8")
    main = nginx_settings(files, ports, work, workers=workers, modules=BROTLI.is_file())
    addresses = tuple(f"http://127.0.0.1:{port}{path}" for port, path in zip(ports, places, strict=True))
    with _running([found, "-e", "stderr", "-p", str(work), "-c", str(main)], addresses):
        yield addresses


def nginx_settings(files: list[Path], ports: list[int], work: Path, *, workers: bool = False, modules: bool) -> Path:
    """A whole configuration around settings for a server each."""
    main = work / "main.conf"
    main.write_text(
        MAIN.format(
            modules=f"load_module {BROTLI};" if modules else "",
            user="user root;" if workers and os.geteuid() == 0 else "",  # what a test made is nobody else's to read
            master="on" if workers else "off",
            work=work,
            servers="\n".join(
                f"    server {{ listen 127.0.0.1:{port}; include {file}; }}"
                for file, port in zip(files, ports, strict=True)
            ),
        ),
        encoding="utf-8",
    )
    return main


def _adapted(settings: str, path: str, folder: Path) -> str:
    """What docs/publishing.md tells the webmaster to change."""
    settings = settings.replace("location ^~ / {", f"location ^~ {path} {{").replace(" =404 /404", f" =404 {path}404")
    if BROTLI.is_file():
        settings = settings.replace("# brotli_static on;", "brotli_static on;")
    return settings.replace("/srv/gongkai/current/", f"{folder}/")


@contextmanager
def caddy(path: str, folder: Path, work: Path) -> Iterator[str]:
    """Serve a folder below a path; yields where it begins."""
    found = program("caddy")
    assert found
    (port,) = free_ports(1)
    settings = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    if path != "/":
        settings = settings.replace("\timport gongkai\n", f"\thandle_path {path}* {{\n\t\timport gongkai\n\t}}\n", 1)
    settings = settings.replace("/srv/gongkai/current", str(folder)).replace(
        "gongkai.example.gov.cn {", f"http://127.0.0.1:{port} {{"
    )
    file = work / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{settings}", encoding="utf-8")
    address = f"http://127.0.0.1:{port}{path}"
    command = [found, "run", "--config", str(file), "--adapter", "caddyfile"]
    with _running(command, (address,), HOME=str(work), XDG_DATA_HOME=str(work), XDG_CONFIG_HOME=str(work)):
        yield address


@contextmanager
def _running(command: list[str], addresses: tuple[str, ...], **environment: str) -> Iterator[None]:
    log = Path(command[-1] if "-c" in command else command[3]).with_suffix(".log")
    with log.open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **environment})
        try:
            deadline = time.monotonic() + PATIENCE
            while not all(_answers(address) for address in addresses):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait()


def free_ports(count: int) -> list[int]:
    """Ports that nobody has, below those of which the system may give one away before a server takes it."""
    found: list[int] = []
    while len(found) < count:
        port = next(_ports)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            found.append(port)
    return found


def _answers(address: str) -> bool:
    try:
        return ask(address)[0] < 500
    except OSError:
        return False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:  # noqa: ARG002 - whatever it is, it is not followed
        return None


_OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def ask(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(address, headers=named)  # noqa: S310 - our own address
    try:
        with _OPENER.open(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def hashed(html: str, name: str) -> str:
    """The path of an asset that a page asks for, by its name without the digest."""
    stem, _, ending = name.rpartition(".")
    found = re.search(rf'(?:href|src)="[^"]*?(assets/{stem}\.[0-9a-f]{{12}}\.{ending})"', html)
    assert found, name
    return found[1]
