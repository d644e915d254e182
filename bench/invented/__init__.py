"""虚构地区: departments that do not exist, with the documents of five years, to measure and to search.

Places, departments, units, projects and figures are drawn by a seed; figures are drawn once and everything else is a
sum of them, so that last year, budget and accounts agree. A few documents are bad, and known.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.invented import accounts, budgets, faults, forms
from bench.invented.departments import Department, departments, files_of, folder_of
from bench.invented.editions import write_editions
from bench.invented.filed import Filed
from bench.invented.heads import called, document_head, settings
from bench.invented.lists import complete
from bench.invented.reports import report
from bench.invented.words import listed
from bench.invented.yaml_text import written

SEED = 2026
REASON = "落实过紧日子要求"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """What was written: ids of documents, and of the bad ones the code that a check tells."""

    documents: tuple[str, ...]
    bad: Mapping[str, str]

    @property
    def published(self) -> tuple[str, ...]:
        """An archived document is published with its inconsistencies, but not with an error."""
        return tuple(id for id in self.documents if self.bad.get(id, faults.PUBLISHED) == faults.PUBLISHED)

    @property
    def good(self) -> tuple[str, ...]:
        return tuple(id for id in self.documents if id not in self.bad)


def invented_project(root: Path, target: Path, count: int, seed: int = SEED) -> Invented:
    """A project at `target` with `count` documents; templates and shared content are those of `root`."""
    for name in ("templates", "content/glossary", "content/classifications"):
        shutil.copytree(root / name, target / name)
    shutil.copytree(root / "examples" / "templates" / "editions", target / "templates" / "editions", dirs_exist_ok=True)
    shutil.copyfile(root / "mkdocs.yml", target / "mkdocs.yml")
    (target / "build").mkdir()
    (target / "build" / "fonts").symlink_to(root / "build" / "fonts")
    complete(target / "content")
    for city in listed("places"):
        write_editions(target / "templates" / "editions", city["键"], city["市"], city["样"], city["单位"])
    return _documents(target / "content" / "departments", count, seed)


def change_a_reason(project: Path) -> Path:
    """改一处: another wording in the first explanation that has it. Returns the file."""
    for file in sorted((project / "content" / "departments").rglob("explanation.yml")):
        text = file.read_text(encoding="utf-8")
        if REASON in text:
            file.write_text(text.replace(REASON, "坚持厉行节约", 1), encoding="utf-8")
            return file
    raise LookupError(REASON)


def _documents(content: Path, count: int, seed: int) -> Invented:
    found: list[str] = []
    for department in departments(seed):
        listed_files = list(files_of(department))[: count - len(found)]
        known = {(folder, year, kind) for folder, year, kind in listed_files}
        for folder, year, kind in listed_files:
            _write(content, department, folder, year, kind, known)
            found.append(f"{folder}/{year}/{kind}")
        for folder in sorted({folder for folder, _, _ in listed_files} | ({department.id} if listed_files else set())):
            (content / folder).mkdir(parents=True, exist_ok=True)
            (content / folder / "department.yml").write_text(
                written(settings(department, folder, known)), encoding="utf-8"
            )
        if len(found) >= count:
            break
    return Invented(documents=tuple(found), bad=dict(_spoilt(content, found, seed)))


def _spoilt(content: Path, documents: list[str], seed: int) -> Iterator[tuple[str, str]]:
    """Bad ones are final accounts that no other document reads."""
    random = Random(f"{seed}/faults")  # noqa: S311 - no secret
    last = {id.rsplit("/", 2)[0]: id for id in documents if id.endswith("/final-accounts")}
    chosen = random.sample(sorted(last.values()), min(len(last), max(1, len(documents) // faults.EVERY)))
    for number, id in enumerate(sorted(chosen)):
        code, spoil = list(faults.MISTAKES.items())[number % len(faults.MISTAKES)]
        spoil(content / id)
        yield id, code


def _write(
    content: Path, department: Department, folder: str, year: int, kind: str, known: set[tuple[str, int, str]]
) -> None:
    filed = _filed(department, folder, year, kind, known)
    target = content / folder / str(year) / kind
    target.mkdir(parents=True)
    made = budgets if kind.endswith("budget") else accounts
    own = forms.targets(filed) if made is budgets else {} if filed.is_unit else forms.forms(filed)
    (target / "document.yml").write_text(written(document_head(department, filed, folder, kind)), encoding="utf-8")
    (target / "figures.yml").write_text(written(made.figures(filed)), encoding="utf-8")
    (target / "explanation.yml").write_text(written(made.explanation(filed)), encoding="utf-8")
    if made is accounts and filed.key_evaluated:
        (target / "reports").mkdir()
        (target / "reports" / "evaluation-report.md").write_text(
            report(filed, filed.key_evaluated[0]), encoding="utf-8"
        )
    if own:
        (target / "performance").mkdir()
    for name, form in own.items():
        (target / "performance" / f"{name}.yml").write_text(written(form), encoding="utf-8")


def _filed(department: Department, folder: str, year: int, kind: str, known: set[tuple[str, int, str]]) -> Filed:
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
        voice=department.voice,
        random=department.voice.random,
    )
