"""What a rule looks at decides whether it applies, never the kind of document; what an edition lacks for it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.checks import performance, rules
from gongkai.checks.context import Case
from gongkai.checks.ledger import lines
from gongkai.model.kinds import DocumentKind
from gongkai.model.ledger import LedgerLine, State
from tests.checks.performance import real_case
from tests.checks.real import NANYANG_2021, NANYANG_2024, case_in
from tests.pipeline.test_kinds import BUREAU, DOCUMENTS, EDITION, FINDINGS, small
from tests.projects import edit

REVIEW = {"名称": "中期评估", "文件夹": "mid-term-review", "最早": "本年7月"}
UNHEARD_OF = {"名称": "政策后评价", "自称": "街道", "文件夹": "policy-review", "类": "评价", "最早": "下年3月"}


def ledger(looked_at: Case, monkeypatch: pytest.MonkeyPatch) -> dict[str, LedgerLine]:
    """The lines of the performance rules."""
    monkeypatch.setattr(rules, "RULES", performance.RULES)
    checked = rules.run(looked_at)
    return {line.code: line for line in lines(checked.examined, checked.findings, (), 0) if line.code != "L"}


def as_kind(looked_at: Case, kind: dict[str, str]) -> Case:
    """The document as one of another kind, with the same forms."""
    other = DocumentKind.model_validate(kind)
    edition = looked_at.document.edition.model_copy(update={"kind": other})
    return replace(looked_at, document=replace(looked_at.document, kind=other, edition=edition))


@pytest.mark.parametrize("kind", [REVIEW, UNHEARD_OF], ids=lambda kind: kind["名称"])
def test_the_same_forms_are_examined_alike_in_any_kind_of_document(
    kind: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = real_case(NANYANG_2021)
    accounts = ledger(looked_at, monkeypatch)
    assert sum(line.state in (State.HELD, State.FOUND) for line in accounts.values()) > 15
    assert ledger(as_kind(looked_at, kind), monkeypatch) == accounts


def test_a_wrong_form_is_told_in_a_kind_that_a_place_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = small(tmp_path, "{名称: 中期评估, 文件夹: mid-term-review, 最早: 本年7月}", "mid-term-review")
    edit(project, EDITION, "种类: 决算", "种类: 中期评估")
    id = f"{BUREAU}/2024/mid-term-review"
    wrong = FINDINGS / "E105/project" / DOCUMENTS / f"{BUREAU}/2024/final-accounts/performance/02-window.yml"
    shutil.copy(wrong, project.root / DOCUMENTS / id / "performance")
    assert ledger(case_in(project, id), monkeypatch)["E105"].state is State.FOUND


def test_what_an_edition_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = ledger(real_case(NANYANG_2024), monkeypatch)
    assert set(budget) == {rule.code for rule in performance.RULES}
    assert budget["E103"].state is State.NOT_APPLICABLE
    assert budget["E103"].why == ("版式没有写结果的绩效表单（对象：项目、部门）",)
