"""版式的键: docs list exactly the keys that the loader knows, and the words that the wording may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from gongkai.composition import filters, grammar, sandbox, template_objects
from gongkai.loading.performance_file import FORM_KEYS
from gongkai.model import (
    classification,
    columns,
    consolidation,
    contacts,
    control_totals,
    dealings,
    departments,
    disclosure,
    documents,
    edition,
    form_fields,
    forms,
    glossary,
    kinds,
    lineage,
    part_forms,
    performance_forms,
    performance_roles,
    picture_forms,
    print_form,
    regions,
    relations,
    row_forms,
    waivers,
    withheld,
)

ROOT = Path(__file__).resolve().parents[2]
MADE = {"编号": (edition.Edition,), "沿革": (edition.Edition,), "科目表": (edition.Edition, forms.TableForm)}
"""set by the loader, not typed"""
MODELS: dict[str, dict[str, type[BaseModel]]] = {
    "content.md": {
        "Department": departments.Department,
        "UnitOfDepartment": departments.UnitOfDepartment,
        "ChangeOfDepartment": lineage.ChangeOfDepartment,
        "Predecessor": lineage.Predecessor,
        "Exemption": lineage.Exemption,
        "OfficeContact": contacts.OfficeContact,
        "RegionFile": regions.RegionFile,
        "Population": regions.Population,
        "PublishedTotal": regions.PublishedTotal,
        "DocumentHead": documents.DocumentHead,
        "OmissionForm": withheld.OmissionForm,
        "Dealing": dealings.Dealing,
        "EliminationForm": consolidation.EliminationForm,
        "WaiverForm": waivers.WaiverForm,
        "SharedWaiverForm": waivers.SharedWaiverForm,
        "Scope": waivers.Scope,
        "ControlSourceForm": control_totals.ControlSourceForm,
        "Disclosure": disclosure.Disclosure,
        "Correction": disclosure.Correction,
    },
    "editions.md": {
        "Edition": edition.Edition,
        "AmountStyle": edition.AmountStyle,
        "UnitNames": edition.UnitNames,
        "PartForm": part_forms.PartForm,
        "SectionForm": part_forms.SectionForm,
        "Item": part_forms.Item,
        "InputForm": edition.InputForm,
        "Highlight": edition.Highlight,
        "PictureForm": picture_forms.PictureForm,
        "PrintForm": print_form.PrintForm,
        "TableForm": forms.TableForm,
        "ColumnForm": columns.ColumnForm,
        "RowForm": row_forms.RowForm,
        "RowRule": row_forms.RowRule,
        "Filler": row_forms.Filler,
        "BlockForm": forms.BlockForm,
        "EmptyForm": forms.EmptyForm,
        "Attribute": forms.Attribute,
        "RelationForm": relations.RelationForm,
        "CountedForm": relations.CountedForm,
        "ControlForm": control_totals.ControlForm,
        "MagnitudeForm": relations.MagnitudeForm,
        "ChangeForm": relations.ChangeForm,
        "EconomicForm": relations.EconomicForm,
        "FundsForm": relations.FundsForm,
        "RequiredTable": relations.RequiredTable,
        "PerformanceForm": performance_forms.PerformanceForm,
        "Band": performance_forms.Band,
        "FormCell": performance_forms.FormCell,
        "FormRoles": performance_roles.FormRoles,
        "FormKind": performance_roles.FormKind,
        "FundRoles": form_fields.FundRoles,
        "ScoredList": form_fields.ScoredList,
        "IndicatorRoles": form_fields.IndicatorRoles,
        "TotalRoles": form_fields.TotalRoles,
        "Weights": performance_roles.Weights,
        "Shift": performance_roles.Shift,
        "Quotient": performance_roles.Quotient,
        "SummaryRoles": form_fields.SummaryRoles,
        "ListRoles": form_fields.ListRoles,
        "Classification": classification.Classification,
        "DocumentKind": kinds.DocumentKind,
        "Term": glossary.Term,
        "DatedText": glossary.DatedText,
    },
}
CASES = [(page, name, model) for page, models in MODELS.items() for name, model in models.items()]


def listed(page: str, name: str) -> set[str]:
    """The keys in the first column of the table below the mark `keys: name`."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert f"<!-- keys: {name} -->" in text, name
    table = text.split(f"<!-- keys: {name} -->")[1].split("\n\n")[1]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize(("page", "name", "model"), CASES, ids=[name for _, name, _ in CASES])
def test_keys(page: str, name: str, model: type[BaseModel]) -> None:
    known = {field.alias or key for key, field in model.model_fields.items()}
    assert listed(page, name) - {"继承"} == known - {key for key, owners in MADE.items() if model in owners}


def test_keys_of_performance_files() -> None:
    assert listed("content.md", "performance") == set(FORM_KEYS)


def test_filters() -> None:
    assert listed("editions.md", "filters") == set(filters.FILTERS)
    assert listed("editions.md", "jinja") == set(grammar.PLAIN_FILTERS)


def test_what_else_of_jinja_may_be_used() -> None:
    text = (ROOT / "docs" / "editions.md").read_text(encoding="utf-8")
    tags = {tag for tag in grammar.TAGS.values() if tag}
    for name in (*tags, *grammar.TESTS, *(f"loop.{name}" for name in sandbox.LOOP)):
        assert f"`{name}`" in text, name


@pytest.mark.parametrize("view", ["RowView", "FormView"])
def test_views(view: str) -> None:
    members = {name for name in vars(getattr(template_objects, view)) if not name.isascii()}
    assert {name.split("(")[0] for name in listed("editions.md", view)} == members


def test_vocabulary() -> None:
    source = (ROOT / "generator" / "composition" / "vocabulary.py").read_text(encoding="utf-8")
    names = set(re.findall(r'^ {8}"([^"]+)": ', source, re.MULTILINE)) - {"名称", "代码", "性质", "级次"}
    documented = {name.split("(")[0] for name in listed("editions.md", "vocabulary")}
    assert names - {"代码"} == documented - {"代码"}
