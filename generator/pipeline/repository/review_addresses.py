"""审阅的网址: where a branch becomes a pull request, told from the address of the remote repository."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

_SHORT = re.compile(r"(?:[^@/\s]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>[^/\s].*)")
"""git@host:owner/name.git"""
_PORTS = {"http": 80, "https": 443}


class Addresses(Struct, frozen=True, kw_only=True):
    """审阅的网址 of one branch; "" for what the host has no known address for."""

    repository: str = ""
    open: str = ""
    """where to open the pull request"""
    checks: str = ""
    """where its checks and what reviewers say can be seen"""


def addresses(remote: str, branch: str, main: str, template: str = "") -> Addresses:
    """For a remote as `git remote get-url` gives it; nothing for a folder of this machine.

    `template`: the pull-request template to begin with, where the host takes one.
    """
    web = web_address(remote)
    if not web:
        return Addresses()
    host = urlsplit(web).hostname or ""
    to, own = quote(main, safe="/"), quote(branch, safe="/")
    if host == "gitee.com" or host.startswith("gitee."):
        owner = urlsplit(web).path.split("/")[1]
        return Addresses(repository=web, open=f"{web}/pull/new/{owner}:{own}...{owner}:{to}", checks=f"{web}/pulls")
    if "github" in host:
        more = f"&{urlencode({'template': template})}" if template else ""
        pulls = urlencode({"q": f"is:pr head:{branch}"})
        return Addresses(
            repository=web, open=f"{web}/compare/{to}...{own}?expand=1{more}", checks=f"{web}/pulls?{pulls}"
        )
    if "gitlab" in host:
        asked = urlencode({"merge_request[source_branch]": branch, "merge_request[target_branch]": main})
        listed = urlencode({"scope": "all", "state": "all", "source_branch": branch})
        return Addresses(
            repository=web,
            open=f"{web}/-/merge_requests/new?{asked}",
            checks=f"{web}/-/merge_requests?{listed}",
        )
    return Addresses(repository=web)


def web_address(remote: str) -> str:
    """https://host/owner/name of a remote, without name, password and .git; "" for a folder of this machine."""
    if "://" in remote:
        return _of_url(remote)
    short = _SHORT.fullmatch(remote)
    return _joined("https", short["host"], short["path"]) if short and len(short["host"]) > 1 else ""


def _of_url(remote: str) -> str:
    parts = urlsplit(remote)
    try:
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "ssh", "git") or not parts.hostname:
        return ""
    if parts.scheme not in _PORTS:
        return _joined("https", parts.hostname, parts.path)
    shown = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return _joined(parts.scheme, parts.hostname + shown, parts.path)


def _joined(scheme: str, host: str, path: str) -> str:
    clean = path.strip("/").removesuffix(".git")
    return f"{scheme}://{host}/{quote(clean, safe='/~+')}" if clean.count("/") >= 1 else ""


def told_by_remote(said: str, remote: str) -> str:
    """The address that a remote itself gave for a new pull request when something was pushed; "" if it gave none.

    Only one of the remote's own host is believed.
    """
    host = urlsplit(web_address(remote)).hostname
    lines = (line.removeprefix("remote:").strip() for line in said.splitlines() if line.startswith("remote:"))
    found = (word for line in lines for word in line.split() if word.startswith(("https://", "http://")))
    return next((one for one in found if host and urlsplit(one).hostname == host), "")
