"""Puts the fonts of templates/fonts/fonts.yml into build/fonts, with a fonts.conf that lists only that folder.

Part of scripts/setup. A file is taken from the system where it is installed, else out of its Debian package, which
is downloaded and unpacked, not installed. Every source is checked against its hash. Does nothing when up to date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "templates" / "fonts" / "fonts.yml"
FONTS = ROOT / "build" / "fonts"
WORK = ROOT / "build" / ".fonts"
"""where the folder is made, until it is whole"""
STAMP = FONTS / "fonts.sha256"
MISSING_PART = 69
"""Exit code: a part of the system is missing."""


class SetupError(Exception):
    """What is missing, in Chinese and in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """字体文件: where it comes from and which face of a collection it is."""

    name: str
    source: str
    sha256: tuple[str, ...]
    """of the versions that are known, one for each release of Debian that has its own"""
    package: str = ""
    face: str = ""


def main() -> None:
    """Prepare build/fonts unless it is up to date."""
    stamp = hashlib.sha256(LIST.read_bytes() + Path(__file__).read_bytes() + str(ROOT).encode()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == stamp:
        return
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    fonts = [
        Font(
            name=name,
            source=entry["文件"],
            sha256=tuple(entry["sha256"].split()),
            package=entry.get("软件包", ""),
            face=entry.get("字面", ""),
        )
        for name, entry in listed["文件"].items()
    ]
    print("==> 准备字体 / preparing fonts", flush=True)
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "files").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as unpacked:
        packages = {font.package for font in fonts if font.package and not Path(font.source).is_file()}
        for package in sorted(packages):
            unpack(package, Path(unpacked))
        for font in fonts:
            place(font, Path(unpacked))
    (WORK / "fonts.conf").write_text(configuration(listed["字体名"]), encoding="utf-8")
    (WORK / STAMP.name).write_text(stamp)
    shutil.rmtree(FONTS, ignore_errors=True)
    WORK.rename(FONTS)


def unpack(package: str, target: Path) -> None:
    """Download a Debian package and unpack it below `target`; needs no root where the package lists are there."""
    print(f"    {package}", flush=True)
    folder = target / package
    folder.mkdir()
    found = fetched(package, folder)
    if not found and os.geteuid() == 0:
        run("apt-get", "update", "-qq")
        found = fetched(package, folder)
    if not found or not run("dpkg-deb", "-x", str(found[0]), str(target)):
        raise SetupError(
            f"取不到字体软件包 {package}。请让管理员安装后再运行："
            f"\nThe font package {package} cannot be downloaded; have it installed, then run this again:"
            f"\n\n    sudo apt-get update && sudo apt-get install --no-install-recommends {package}\n"
        )
    shutil.rmtree(folder)


def fetched(package: str, folder: Path) -> list[Path]:
    run("apt-get", "download", "-qq", package, folder=folder)
    return list(folder.glob(f"{package}_*.deb"))


def run(tool: str, *arguments: str, folder: Path | None = None) -> bool:
    """Whether a tool of the system is there and did its work."""
    path = shutil.which(tool)
    if path is None:
        return False
    # The arguments come from our own list of fonts.
    return subprocess.run([path, *arguments], cwd=folder, capture_output=True, check=False).returncode == 0  # noqa: S603


def place(font: Font, unpacked: Path) -> None:
    """Copy a font, or one face of a collection, into build/fonts/files."""
    source = ROOT / font.source
    if not source.is_file():
        source = unpacked / font.source.lstrip("/")
    if not source.is_file():
        raise SetupError(f"找不到字体文件 {font.source}（见 {LIST.relative_to(ROOT)}）。\nThis font file is missing.")
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found not in font.sha256:
        raise SetupError(
            f"字体文件 {source} 与 {LIST.relative_to(ROOT)} 所列的不是同一版本："
            f"应为 {' 或 '.join(font.sha256)}，实为 {found}。"
            "\nThis font file is not the version that is listed; if you mean to use it, put its hash into the list."
        )
    target = WORK / "files" / font.name
    if not font.face:
        shutil.copyfile(source, target)
        return
    faces = TTCollection(source, lazy=True).fonts
    face = next(face for face in faces if face["name"].getDebugName(1) == font.face)
    face.recalcBBoxes = face.recalcTimestamp = False
    face.save(target, reorderTables=None)


def configuration(names: dict[str, list[str]]) -> str:
    """fonts.conf: one folder, and for each of our font names the families that stand behind it, in order."""
    rules = "".join(
        f'<match target="pattern">\n<test name="family"><string>{escape(name)}</string></test>\n'
        '<edit name="family" mode="assign" binding="strong">'
        + "".join(f"<string>{escape(family)}</string>" for family in families)
        + "</edit>\n</match>\n"
        for name, families in names.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(FONTS / 'files'))}</dir>\n<cachedir>{escape(str(FONTS / 'cache'))}</cachedir>\n"
        f"{rules}</fontconfig>\n"
    )


if __name__ == "__main__":
    try:
        main()
    except SetupError as problem:
        print(f"\n准备未完成：{problem}", file=sys.stderr)
        sys.exit(MISSING_PART)
