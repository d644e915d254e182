"""准备字体: the fonts of templates/fonts/fonts.yml put into build/fonts, with a fonts.conf that lists only that folder.

A file is taken from the system where it is installed, from a folder that somebody names, else out of its Debian
package, which is downloaded and unpacked, not installed. Every source is checked against its hash. A build fetches
nothing: this is done once, beforehand.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated
from xml.sax.saxutils import escape

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep import latin_font

LIST = "templates/fonts/fonts.yml"
STAMP = "fonts.sha256"
_FileName = Annotated[str, StringConstraints(pattern=r"^\w[\w.-]*$")]
_Tell = Callable[[str], None]


class FontsError(Exception):
    """没有准备好字体. The message is Chinese: what is missing, and what to install where."""


class _Font(BaseModel):
    """字体文件: where it comes from and which face of a collection it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(alias="文件")
    sha256: str
    """of the versions that are known, one for each release of Debian that has its own"""
    package: str = Field(alias="软件包", default="", pattern=r"^([a-z0-9][a-z0-9+.-]+)?$")
    face: str = Field(alias="字面", default="")
    latin: str = Field(alias="西文", default="")
    """the family that is made of its letters and figures (latin_font.py)"""


class _Fonts(BaseModel):
    """字体表, as fonts.yml has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: dict[str, list[str]] = Field(alias="字体名")
    files: dict[_FileName, _Font] = Field(alias="文件")


def prepare_fonts(project: Project, tell: _Tell, given: Path | None = None) -> bool:
    """Make build/fonts; False where it was up to date. `given`: a folder with font files or .deb files.

    Raises FontsError, and OSError where the disk is at fault.
    """
    if not (project.root / LIST).is_file():
        raise FontsError(f"没有 {LIST}，不知道要哪些字体")
    fonts, data = project.fonts, (project.root / LIST).read_bytes()
    listed = _listed(data)
    makers = b"".join(Path(maker).read_bytes() for maker in (__file__, latin_font.__file__))
    stamp = hashlib.sha256(data + makers + str(fonts).encode()).hexdigest()
    if (fonts / STAMP).is_file() and (fonts / STAMP).read_text() == stamp:
        return False
    work = project.build / ".fonts"
    """where the folder is made, until it is whole"""
    shutil.rmtree(work, ignore_errors=True)
    (work / "files").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as unpacked:
        for name, source in _sources(project.root, listed, Path(unpacked), given, tell).items():
            _place(listed.files[name], source, work / "files" / name)
    (work / "fonts.conf").write_text(_configuration(fonts, listed.names), encoding="utf-8")
    (work / STAMP).write_text(stamp)
    shutil.rmtree(fonts, ignore_errors=True)
    work.rename(fonts)
    return True


def font_names(project: Project) -> Mapping[str, list[str]]:
    """The font names of the style sheet, each with the families that stand behind it. Raises FontsError."""
    return _listed((project.root / LIST).read_bytes()).names


def _listed(data: bytes) -> _Fonts:
    try:
        return _Fonts.model_validate(yaml.safe_load(data))
    except ValidationError as error:
        where = "、".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise FontsError(f"{LIST} 写错了：{where}") from error
    except yaml.YAMLError as error:
        raise FontsError(f"{LIST} 写错了：{error}") from error


def _sources(root: Path, listed: _Fonts, unpacked: Path, given: Path | None, tell: _Tell) -> Mapping[str, Path]:
    """The file of each font. Raises FontsError that names all that are missing."""

    def find(font: _Font) -> Path:
        places = [root / font.source, unpacked / font.source.lstrip("/")]
        places += [given / Path(font.source).name] if given else []
        return next((place for place in places if place.is_file()), Path())

    absent = {font.package for font in listed.files.values() if font.package and not find(font).name}
    for package in sorted(absent):
        tell(f"    {package}")
        _unpack(package, unpacked, given)
    found = {name: find(font) for name, font in listed.files.items()}
    lacking = [name for name, source in found.items() if not source.name]
    if lacking:
        raise FontsError(_advice(lacking, {listed.files[name].package for name in lacking} - {""}))
    return found


def _advice(lacking: Iterable[str], packages: Iterable[str]) -> str:
    listed = " ".join(sorted(packages))
    lines = [f"没有准备好字体，缺少：{'、'.join(lacking)}（见 {LIST}）。做 PDF 要用；只做网页（--no-pdf）不用。"]
    if listed:
        lines += [
            "能上网的 Debian，请管理员安装，再运行 gongkai fonts：",
            f"\n    sudo apt-get update && sudo apt-get install --no-install-recommends {listed}\n",
            "不能上网的，在另一台能上网的 Debian（12 或 13）上运行：",
            f"\n    apt-get download {listed}\n",
            "把得到的 .deb 拷来，放在一个文件夹里，再运行 gongkai fonts --from 那个文件夹。",
        ]
    return "\n".join(lines)


def _unpack(package: str, target: Path, given: Path | None) -> None:
    """Unpack a Debian package below `target`; needs no root where the package lists are there."""
    found = sorted(given.glob(f"{package}_*.deb")) if given else []
    folder = target / package
    folder.mkdir()
    found = found or _fetched(package, folder)
    if not found and os.geteuid() == 0 and not given:
        _run("apt-get", "update", "-qq")
        found = _fetched(package, folder)
    if found:
        _run("dpkg-deb", "-x", str(found[0]), str(target))
    shutil.rmtree(folder)


def _fetched(package: str, folder: Path) -> list[Path]:
    _run("apt-get", "download", "-qq", package, folder=folder)
    return list(folder.glob(f"{package}_*.deb"))


def _run(tool: str, *arguments: str, folder: Path | None = None) -> None:
    """Run a tool of the system, if it is there; what came of it is looked at, not its answer."""
    path = shutil.which(tool)
    if path is not None:  # the arguments come from our own list of fonts
        subprocess.run([path, *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603


def _place(font: _Font, source: Path, target: Path) -> None:
    """Copy a font, or one face of a collection; or make a Latin font of it."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415 - slow, wanted only here

    known, found = font.sha256.split(), hashlib.sha256(source.read_bytes()).hexdigest()
    if found not in known:
        raise FontsError(
            f"字体文件 {source} 与 {LIST} 所列的不是同一版本：应为 {' 或 '.join(known)}，实为 {found}。\n"
            "确定要用这一版的，把它的校验值写进去。"
        )
    if font.latin:
        latin_font.make_latin_font(source, font.latin, target)
        return
    if not font.face:
        shutil.copyfile(source, target)
        return
    faces = TTCollection(source, lazy=True).fonts
    face = next((face for face in faces if face["name"].getDebugName(1) == font.face), None)
    if face is None:
        raise FontsError(f"字体文件 {source} 里没有“{font.face}”（见 {LIST}）。")
    face.recalcBBoxes = face.recalcTimestamp = False
    face.save(target, reorderTables=None)


def _configuration(fonts: Path, names: Mapping[str, list[str]]) -> str:
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
        f"<dir>{escape(str(fonts / 'files'))}</dir>\n<cachedir>{escape(str(fonts / 'cache'))}</cachedir>\n"
        f"{rules}</fontconfig>\n"
    )
