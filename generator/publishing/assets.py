"""资产: styles, scripts and pictures under names that hold a digest of their content (内容散列).

So browsers may keep them for good, and a page always finds those that it was made with.
Pictures that a style brings in itself (`data:`) become files, so that no page needs more than `img-src 'self'`.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from gongkai.publishing.files import bytes_digest

FOLDER = "assets"
DIGITS = 12
HASHED = rf"assets/(?:[^/]+/)*[^/]*\.[0-9a-f]{{{DIGITS}}}\.[a-z0-9]+"
"""paths below the site's root whose content never changes; deploy/ has the same"""
DATA = re.compile(r'url\("data:image/svg\+xml;charset=utf-8,([^"]*)"\)')
FOREIGN_DIGEST = re.compile(r"\.[0-9a-f]{8}(?=\.)")
"""Material's own, of the content before we touched it"""
IN_PAGES = re.compile(
    rf'(?P<before>(?:\b(?:href|src)="(?:(?:\.{{1,2}}/)*|/(?:[^":]*/)?)|property="og:image" content="[^"]*/){FOLDER}/)'
    r'(?P<name>[^"#?]+)'
)
IN_STYLES = re.compile(r"""(?P<before>\burl\(["']?|@import\s+["'])(?P<name>(?!["'#/]|[a-z]+:)[^"')]+)""")
IN_SCRIPTS = re.compile(r'(?P<before>\b(?:from\s*|import\s*\(?\s*)")(?P<name>\.[^"]+)')


class AssetError(Exception):
    """A page, style or script names an asset that is not there. The message is Chinese."""


def is_hashed(path: str) -> bool:
    """Whether a path of the site names its content: it may be kept for good, and beside those of another release."""
    return re.fullmatch(HASHED, path) is not None


def hashed_name(name: str, content: bytes) -> str:
    """site.css → site.0123456789ab.css"""
    stem, dot, ending = FOREIGN_DIGEST.sub("", name).rpartition(".")
    return f"{stem}.{bytes_digest(content)[:DIGITS]}{dot}{ending}"


def name_assets(site: Path) -> None:
    """Rename all assets of a folder, and have pages, styles and scripts ask for the new names. Raises AssetError."""
    folder = site / FOLDER
    names = _Names(folder)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        names.of(path.relative_to(folder).as_posix())
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        page.write_text(_asking_anew(html, IN_PAGES, names, ""), encoding="utf-8")


class _Names:
    """旧名 → 新名, below assets/; whatever is asked for is renamed then, after all that it names itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, str] = {}

    def of(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> str:
        path = self._folder / name
        if name.startswith("../") or not path.is_file():
            raise AssetError(f"没有这个文件：{FOLDER}/{name}")
        content = path.read_bytes()
        path.unlink()
        if path.suffix == ".css":
            style = _asking_anew(content.decode(), IN_STYLES, self, dirname(name))
            content = _pictures_apart(style, path.parent).encode()
        elif path.suffix == ".js":
            content = _asking_anew(content.decode(), IN_SCRIPTS, self, dirname(name)).encode()
        new = path.with_name(hashed_name(path.name, content))
        new.write_bytes(content)
        return join(dirname(name), new.name)


def _pictures_apart(style: str, folder: Path) -> str:
    def file(found: re.Match[str]) -> str:
        content = unquote(found[1]).encode()
        name = hashed_name("icon.svg", content)
        (folder / name).write_bytes(content)
        return f'url("{name}")'

    return DATA.sub(file, style)


def _asking_anew(text: str, asked: re.Pattern[str], names: _Names, folder: str) -> str:
    """`folder`: from where names are told, below assets/."""

    def anew(found: re.Match[str]) -> str:
        near = relpath(names.of(normpath(join(folder, found["name"]))), folder or ".")
        return found["before"] + ("./" if asked is IN_SCRIPTS else "") + near

    return asked.sub(anew, text)
