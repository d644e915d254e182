"""虚构地区: departments that do not exist, with the documents of five years, to measure and to search.

Places, departments, units, projects and figures are drawn by a seed; figures are drawn once and everything else is a
sum of them, so that last year, budget and accounts agree. A few documents are bad, and known.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from bench.invented import account_texts, accounts, budgets, control_totals, faults, forms, targets
from bench.invented.departments import Department, File, departments, files_of, folder_of, random_of
from bench.invented.editions import write_editions
from bench.invented.filed import AUTHORED, Filed
from bench.invented.heads import called, document_head, settings
from bench.invented.lists import complete
from bench.invented.reports import report
from bench.invented.words import listed
from bench.invented.yaml_text import written, written_list

SEED = 2026
REASON = "落实过紧日子要求"


class Invented(Struct, frozen=True, kw_only=True):
    """What was written: ids of documents, and of the bad ones the code that a check tells."""

    documents: tuple[str, ...]
    bad: Mapping[str, str]

    @property
    def published(self) -> tuple[str, ...]:
        """An archived document is published with its inconsistencies; an authored one, or one with an error, is not."""
        kept = {id for id, code in self.bad.items() if code == faults.INCONSISTENT and f"/{AUTHORED}/" not in id}
        return tuple(id for id in self.documents if id not in self.bad or id in kept)

    @property
    def good(self) -> tuple[str, ...]:
        return tuple(id for id in self.documents if id not in self.bad)


def invented_project(root: Path, target: Path, count: int, seed: int = SEED) -> Invented:
    """A project at `target` with `count` documents; templates and shared content are those of `root`."""
    empty_project(root, target)
    for city in listed("places"):
        write_editions(target / "templates" / "editions", city["键"], city["市"], city["样"], city["单位"])
    return _documents(target / "content" / "departments", count, seed)


def empty_project(root: Path, target: Path) -> None:
    """A project at `target` without documents; templates and shared content are those of `root`."""
    for name in ("templates", "content/glossary", "content/classifications"):
        shutil.copytree(root / name, target / name)
    shutil.copytree(root / "examples" / "templates" / "editions", target / "templates" / "editions", dirs_exist_ok=True)
    shutil.copyfile(root / "mkdocs.yml", target / "mkdocs.yml")
    (target / "build").mkdir()
    (target / "build" / "fonts").symlink_to(root / "build" / "fonts")
    complete(target / "content")


def change_a_reason(project: Path) -> Path:
    """改一处: another wording in the first explanation that has it. Returns the file."""
    for file in sorted((project / "content" / "departments").rglob("explanation.yml")):
        text = file.read_text(encoding="utf-8")
        if REASON in text:
            file.write_text(text.replace(REASON, "坚持厉行节约", 1), encoding="utf-8")
            return file
    raise LookupError(REASON)


def _documents(content: Path, count: int, seed: int) -> Invented:
    """A larger region has the documents of a smaller one, the last department apart."""
    found: list[str] = []
    bad: dict[str, str] = {}
    for number, department in enumerate(departments(seed)):
        own = list(files_of(department))[: count - len(found)]
        ids = write_department(content, department, own, seed)
        bad |= faults.spoilt(content, number, ids)
        found += ids
        if len(found) >= count:
            break
    if len(found) < count:
        raise ValueError(f"places.yml has departments for {len(found)} documents, not {count}")
    return Invented(documents=tuple(found), bad=bad)


def write_department(
    content: Path, department: Department, files: Sequence[File], seed: int, known: Sequence[File] = ()
) -> list[str]:
    """Its documents and those of its units, with department.yml of each; returns their ids.

    `known`: those that its documents may read figures from, where that is more than these.
    """
    ids = [_document(content, department, file, set(known or files), seed) for file in files]
    write_settings(content, department, files)
    return ids


def write_settings(content: Path, department: Department, files: Sequence[File]) -> None:
    """department.yml of it and of its units."""
    for folder in sorted({department.id, *(folder for folder, _, _ in files)}):
        _write(content / folder / "department.yml", written(settings(department, folder, set(files))))


def _document(content: Path, department: Department, file: File, known: set[File], seed: int) -> str:
    folder, year, kind = file
    id = f"{folder}/{year}/{kind}"
    filed = _filed(department, file, known, random_of(f"{seed}/{id}"))
    for name, text in _texts(department, filed, folder, kind):
        _write(content / id / name, text)
    return id


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _texts(department: Department, filed: Filed, folder: str, kind: str) -> Iterator[tuple[str, str]]:
    """The files of a document, by their paths in its folder."""
    yield "document.yml", written(document_head(department, filed, folder, kind))
    if kind.endswith("budget"):
        figures, explained, own = budgets.figures(filed), budgets.explanation(filed), targets.targets(filed)
        totals = control_totals.of_budget(filed, explained)
    else:
        figures, explained, own = accounts.figures(filed), account_texts.explanation(filed), forms.forms(filed)
        totals = control_totals.of_accounts(filed, explained)
        yield from (("reports/evaluation-report.md", report(filed, line)) for line in filed.key_evaluated)
    yield "figures.yml", written(figures)
    yield "explanation.yml", written(explained)
    if filed.year == AUTHORED:
        yield "control-totals.yml", written_list([totals])
    yield from ((f"performance/{name}.yml", written(form)) for name, form in own.items())


def _filed(department: Department, file: File, known: set[File], random: Random) -> Filed:
    folder, year, kind = file
    is_unit = kind.startswith("unit-")
    units = [unit for unit in department.units if not is_unit or folder_of(department, unit) == folder]
    budget = kind.replace("final-accounts", "budget")
    return Filed(
        name=called(department, units[0], year, kind),
        kind=department.kind,
        style=department.style,
        unit=department.unit,
        code=department.code,
        units=units,
        year=year,
        is_unit=is_unit,
        knows_last_year=(folder, year - 1, kind) in known,
        knows_budget=(folder, year, budget) in known,
        voice=replace(department.voice, random=random),
        random=random,
    )
