"""A panel on a small project, in a repository with a bare remote one, on this machine."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from msgspec import Struct

from gongkai.panel.server import panel
from gongkai.pipeline.project import Project
from tests.small_project import small_project

SITE = "http://127.0.0.1:9/"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Panel(Struct, frozen=True, kw_only=True):
    """A running panel and what it runs on."""

    address: str
    project: Project
    remote: Path

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, bytes]:
        """As any program on this machine could; `path` is taken as it is."""
        connection = http.client.HTTPConnection(self.host, timeout=300)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def connected(self) -> socket.socket:
        """For requests that no library would send."""
        host, _, port = self.host.partition(":")
        return socket.create_connection((host, int(port)))

    def own(self, page: str) -> str:
        """The path of a page of the panel."""
        return urlsplit(self.address).path + page

    def as_own_page(self) -> dict[str, str]:
        """What a page of the panel sends with a change."""
        _, page = self.ask("GET", self.own(""))
        secret = re.search(r'name="panel" content="([^"]+)"', page.decode())
        assert secret is not None
        return {"Origin": f"http://{self.host}", "X-Panel": secret[1], "Sec-Fetch-Site": "same-origin"}

    def see(self, page: str) -> str:
        status, body = self.ask("GET", self.own(page))
        assert status == 200, body.decode()
        return body.decode()

    def do(self, action: str, **form: str) -> tuple[int, str]:
        """Send a form."""
        status, body = self.ask("POST", self.own(action), self.as_own_page(), urlencode(form).encode())
        return status, body.decode()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    top = tmp_path_factory.mktemp("panel")
    project = small_project(top / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("NO_PROXY", "*")
        for who in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{who}_NAME", "first")
            patch.setenv(f"GIT_{who}_EMAIL", "first@example.org")
        (project.root / ".gitignore").write_text("build/\n", encoding="utf-8")
        git(project.root, "init", "--quiet", "--initial-branch=main")
        git(project.root, "add", ".")
        git(project.root, "commit", "--quiet", "-m", "first")
        git(top, "clone", "--quiet", "--bare", "project", "remote.git")
        git(project.root, "remote", "add", "origin", str(top / "remote.git"))
        git(project.root, "fetch", "--quiet")
        with panel(project, (), SITE) as address:
            yield Panel(address=address, project=project, remote=top / "remote.git")


@pytest.fixture
def panel_again(running: Panel, tmp_path: Path) -> Iterator[Panel]:
    """The panel, on content that is afterwards what it was."""
    content = running.project.content
    shutil.copytree(content, tmp_path / "content")
    yield running
    shutil.rmtree(content)
    shutil.copytree(tmp_path / "content", content)
