"""抄来的文件: what a repository of content gets out of the package, and the record of what it got.

The record (templates/.gongkai.json) holds the version and the digest of each file as it was copied, so that `upgrade`
knows which files somebody has edited since. Nothing below content/ is ever in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai import __version__
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.own_data import CLASSIFICATIONS, DEPLOY, EXAMPLES, GLOSSARY, SETTINGS, TEMPLATES
from gongkai.pipeline.project import Project

RECORD = "templates/.gongkai.json"
CONTENT, EDITIONS = "content/", "templates/editions/"
PROGRAMS_OWN = ("editions", "findings", "repository")
"""of templates: editions are chosen; the catalogue of findings is the program's; repository/ goes to the root"""
EXAMPLE = "yunling-2024-final-accounts"
"""the edition of the example document, which stands among the examples"""
NATIONAL = ("national-budget", "national-final-accounts")
"""what every other edition inherits from"""


class RecordError(Exception):
    """The record cannot be read; the message is Chinese."""


class Record(Struct, frozen=True, kw_only=True):
    """记录: which version a repository was made or upgraded with, and what it got."""

    version: str
    files: Mapping[str, str]
    """path below the root → digest as it was copied"""

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(sorted({name.split("/")[2] for name in self.files if name.startswith(EDITIONS)}))

    def text(self) -> str:
        files = dict(sorted(self.files.items()))
        told = {"说明": "gongkai init、upgrade 的记录，不要改", "版本": self.version, "文件": files}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def record_of(project: Project) -> Record | None:
    """The record of a repository; None where it was not made by `init`. Raises RecordError."""
    try:
        told = json.loads(project.record.read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in told["文件"].items() if _may_be_copied(str(name))}
        return Record(version=str(told["版本"]), files=files)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecordError(f"{RECORD} 读不出来：它由 gongkai init、upgrade 写，请用 git 还原") from error


def _may_be_copied(name: str) -> bool:
    return not name.startswith(("/", CONTENT)) and ".." not in name.split("/")


def editions_offered() -> dict[str, str]:
    """The editions that the package brings, by the names of their folders, with their titles."""
    return {path.parent.name: _said(path, "名称") for path in sorted((TEMPLATES / "editions").glob("*/edition.yml"))}


def with_ancestors(names: Iterable[str]) -> tuple[str, ...]:
    """Editions with those that they inherit from, as far as the package brings them."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        if name not in found and (path := _edition(name) / "edition.yml").is_file():
            found.add(name)
            waiting.append(_said(path, "继承"))
    return tuple(sorted(found))


def sources(editions: Iterable[str]) -> dict[str, Path]:
    """What is copied and kept up to date: path below the root of a repository → the package's file."""
    found = {f"templates/{name}": path for name, path in _below(TEMPLATES) if name.split("/")[0] not in PROGRAMS_OWN}
    for edition in editions:
        found |= {f"{EDITIONS}{edition}/{name}": path for name, path in _below(_edition(edition))}
    found |= {name: path for name, path in _below(TEMPLATES / "repository") if not name.startswith(CONTENT)}
    found |= {f"deploy/{name}": path for name, path in _below(DEPLOY)}
    return dict(sorted((found | {"mkdocs.yml": SETTINGS}).items()))


def content_at_first(*, example: bool) -> dict[str, Path]:
    """What content/ begins with: 名词解释 and 科目表, which hold for every place, perhaps an invented department."""
    found = {name: path for name, path in _below(TEMPLATES / "repository") if name.startswith(CONTENT)}
    for folder in (GLOSSARY, CLASSIFICATIONS):
        found |= {f"{CONTENT}{folder.name}/{name}": path for name, path in _below(folder)}
    if example:
        shown = f"{CONTENT}departments/jiangdong/"
        found |= {name: path for name, path in _below(EXAMPLES) if name.startswith(shown)}
    return found


def behind(project: Project) -> str:
    """One line where a repository and the program are not of one version, or an upgrade was left half done; else ""."""
    try:
        record = record_of(project)
    except RecordError as error:
        return f"{error}。"
    if record is None:
        return ""
    if record.version != __version__:
        how = "升级程序" if newer(record.version) else "运行 gongkai upgrade，看有什么要换"
        return f"这个项目的模板是 {record.version} 的，程序是 {__version__} 的：请{how}。"
    left = [name for name in record.files if (project.root / f"{name}.new").is_file()]
    return f"上次升级还有{len(left)}个文件没有并好（{left[0]}.new 等）：并好以后删去 .new。" if left else ""


def newer(version: str) -> bool:
    """Whether a version is newer than the program."""

    def numbers(text: str) -> tuple[int, ...]:
        return tuple(int(part) if part.isdecimal() else 0 for part in text.split("."))

    return numbers(version) > numbers(__version__)


def _edition(name: str) -> Path:
    return (EXAMPLES / "templates" if name == EXAMPLE else TEMPLATES) / "editions" / name


def _said(path: Path, key: str) -> str:
    node = read_yaml(path, path.name, root=path.parent).node
    return node.said(key) if node else ""


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder of the package, hidden ones too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path
