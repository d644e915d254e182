"""模式: the schemas are schemas, all content fits its own, what is misspelt does not, and they are the same every time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from gongkai.pipeline.authoring.schemas import write_schemas
from gongkai.pipeline.project import Project
from gongkai.starting.schema_paths import modeline, schema_path
from tests.projects import ROOT, assemble
from tests.small_project import bytes_of

FIGURES = "henan/anyang/government-services-bureau/2022/final-accounts/figures.yml"
LARGEST = 250_000
"""bytes of a schema: an editor reads it with every file that it opens"""


class AsInEditors(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers are numbers, dates are texts."""


AsInEditors.yaml_implicit_resolvers = {
    sign: [one for one in resolvers if not one[0].endswith("timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module", name="project")
def all_content(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = assemble(tmp_path_factory.mktemp("schemas"), editions=True)
    for content, editions in (("content", "templates"), ("examples/content", "examples/templates")):
        shutil.copytree(ROOT / content / "departments", project.content / "departments", dirs_exist_ok=True)
        shutil.copytree(ROOT / editions / "editions", project.editions, dirs_exist_ok=True)
    write_schemas(project)
    return project


def read(text: str) -> Any:
    return yaml.load(text, AsInEditors)  # noqa: S506 - a SafeLoader


def schema_of(project: Project, file: Path) -> Draft7Validator:
    """That of a file, as its place and its document's edition say."""
    folder = file.parents[1] if file.parent.name == "performance" else file.parent
    head = folder / "document.yml"
    edition = read(head.read_text(encoding="utf-8"))["版式"] if head.is_file() else ""
    path = schema_path(file.relative_to(folder).as_posix(), edition)
    return Draft7Validator(json.loads((project.root / path).read_text(encoding="utf-8")))


def faults(project: Project, file: Path, text: str) -> Iterator[str]:
    for fault in schema_of(project, file).iter_errors(read(text)):
        yield f"{file.relative_to(project.content)} {list(fault.absolute_path)} {fault.message[:200]}"


def test_they_are_schemas_of_a_bounded_size(project: Project) -> None:
    files = sorted((project.build / "schemas").rglob("*.json"))
    assert len(files) > 20
    for file in files:
        assert file.stat().st_size < LARGEST
        Draft7Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


def test_all_content_fits_its_schema(project: Project) -> None:
    files = sorted((project.content / "departments").rglob("*.yml"))
    assert len(files) > 60
    assert [fault for file in files for fault in faults(project, file, file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n收入决算表:", "\n收入结算表:"),
        ("财政拨款收入: 2516.39}", "财政拔款收入: 2516.39}"),
        ('"20103": {本年', '"2010": {本年'),
        ("2199.60}", "2199.60万元}"),
        ("2199.60}", "2199.605万}"),
        ("财政拨款收入: 2199.60}", "财政拨款收入: 2199.60, 资金: 政府性基金}"),
    ],
)
def test_what_is_misspelt_does_not(project: Project, old: str, new: str) -> None:
    file = project.content / "departments" / FIGURES
    text = file.read_text(encoding="utf-8")
    assert old in text
    assert list(faults(project, file, text.replace(old, new, 1)))


def test_names_of_codes_are_shown(project: Project) -> None:
    path = project.root / schema_path("figures.yml", "henan-2023-final-accounts")
    rows = json.loads(path.read_text(encoding="utf-8"))["definitions"]["rows-functional"]["properties"]
    assert rows["2010301"] == {"description": "行政运行"}


def test_they_are_the_same_every_time(project: Project) -> None:
    before = bytes_of(project.build / "schemas")
    write_schemas(project)
    assert bytes_of(project.build / "schemas") == before


def test_the_line_leads_from_the_file_to_the_schema() -> None:
    shown = "content/departments/henan/nanyang/audit-bureau/2024/budget/performance/01-hall.yml"
    line = modeline(shown, "performance/01-hall.yml", "nanyang-2024-budget")
    target = line.partition("$schema=")[2]
    found = (Path("/project") / shown).parent / target
    assert found.resolve() == Path("/project/build/schemas/nanyang-2024-budget/performance.json")


def test_last_year_may_be_none(project: Project) -> None:
    file = project.content / "departments" / FIGURES.replace("figures", "explanation")
    assert list(faults(project, file, "上年: 无\n")) == []
    assert list(faults(project, file, "上年: 没有\n"))
