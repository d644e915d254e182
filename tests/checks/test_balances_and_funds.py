"""平衡、资金、负数 (F301, F302, K301, K302) on invented departments with the real editions: balances_and_funds.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks import classification, figures
from generator.checks.case import Case
from generator.figures.derivation import derive
from generator.loading.edition_files import load_edition
from generator.loading.library import Library, load_library
from generator.model.amounts import Amount, Unit
from generator.model.documents import DocumentHead
from generator.model.edition import Edition, InputKind
from generator.model.entries import Input
from generator.model.findings import Finding
from generator.model.places import NOWHERE, Place
from tests.checks.cases import case_of
from tests.figures.small import NAMING, entries

ROOT = Path(__file__).parents[2]
DEPARTMENTS = yaml.safe_load((Path(__file__).parent / "balances_and_funds.yml").read_text(encoding="utf-8"))
ASKED = {"F101", "F102", "F201", "F301", "F302", "K301", "K302", "R101"}


@lru_cache
def shipped(name: str) -> Edition:
    loaded = load_edition(ROOT / "templates" / "editions", name, NOWHERE)
    assert loaded.edition is not None
    return loaded.edition


@lru_cache
def library() -> Library:
    return load_library(ROOT / "content")


def department(one: dict[str, Any], status: str = "编制") -> Case:
    form, unit = shipped(one["版式"]), Unit(one["单位"])
    listed = entries(form, one["表"], unit)
    head = DocumentHead.model_validate({"版式": one["版式"], "状态": status, "金额单位": one["单位"]})
    inputs = {
        path: Input(path=path, kind=InputKind.AMOUNT, value=Amount(yuan=Decimal(value)), place=Place(path="e.yml"))
        for path, value in one.get("填报", {}).items()
    }
    made = case_of(form, listed, head=head, inputs=inputs)
    naming = replace(NAMING, functional=library().names("functional", 2024))
    return replace(made, funds=library().funds, accounts=derive(form, listed, naming))


def found(case: Case) -> Iterator[Finding]:
    for rule in (*figures.RULES, *classification.RULES):
        yield from (one for one in rule.check(case) if isinstance(one, Finding) and one.code in ASKED)


@pytest.mark.parametrize("one", DEPARTMENTS, ids=[one["名"] for one in DEPARTMENTS])
def test_one_finding_for_each_cause(one: dict[str, Any]) -> None:
    told = list(found(department(one)))
    if "F301" in one["告"]:  # which figure is to blame is another question, that F201 may answer besides
        told = [finding for finding in told if finding.code != "F201"]
    assert sorted(finding.code for finding in told) == one["告"], [(f.code, f.message, f.hint) for f in told]
