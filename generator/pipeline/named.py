"""谁叫什么: departments and units by their names of all times, told from their files without reading documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from gongkai.loading.binding import bind_rest
from gongkai.loading.folders import DEPARTMENT, DocumentFolder
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.departments import ALONE, Department
from gongkai.model.names import Names
from gongkai.scanning.texts import department_files, names_told


def department_of(root: Path, folder: DocumentFolder) -> Department | None:
    """Of the document in a folder."""
    return department_at(root, folder.path.parents[1])


def department_at(root: Path, folder: Path) -> Department | None:
    """What the department.yml of a folder says; None where it cannot be read."""
    path = folder / DEPARTMENT
    node = read_yaml(path, path.relative_to(root).as_posix(), root=root).node if path.is_file() else None
    return bind_rest(node, Department).value if node is not None else None


class Named:
    """Departments and units that have documents."""

    def __init__(self, root: Path, folders: Iterable[DocumentFolder]) -> None:
        self._root = root
        self._folders: dict[str, list[DocumentFolder]] = defaultdict(list)
        for folder in folders:
            self._folders[folder.department_id].append(folder)

    @cached_property
    def _speaking_of(self) -> dict[str, list[str]]:
        """Names → departments in whose department.yml they stand, as their own or as a unit's."""
        found: dict[str, list[str]] = defaultdict(list)
        folders = (listed[0] for listed in self._folders.values())
        for id, data in department_files(self._root, folders):
            for name in dict.fromkeys(names_told(data).names):
                found[name].append(id)
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(self._speaking_of)

    def document(self, own: DocumentFolder, name: str) -> str:
        """The id of another's document of the same year and sort, of the same kind if there is one; "" without any."""
        bare = ALONE.sub("", name)
        there = (folder for id in self._speaking_of.get(bare, ()) for folder in self._folders[id])
        alike = [
            one for one in there if (one.year, one.kind.nature) == (own.year, own.kind.nature) and one.id != own.id
        ]
        meant = [one for one in alike if self._is_called(one, bare)]
        return min(meant, key=lambda one: (one.kind != own.kind, one.id)).id if meant else ""

    def like(self, name: str) -> str:
        """The name that is most like one that nobody has; "" if somebody has it, or none is like it."""
        bare = ALONE.sub("", name)
        return "" if bare in self._speaking_of else self._names.near(bare) or ""

    def _is_called(self, folder: DocumentFolder, name: str) -> bool:
        department = department_of(self._root, folder)
        return department is not None and any(one.name == name for one in department.names)
